"""The page on which an editor sees templates in all channels side by side, with nothing from elsewhere."""

from collections.abc import Iterator, Sequence
from html import escape

from app.previews import Shown
from engine.domain.message import Text
from engine.rendering.b1.finding import Finding, Level
from engine.rendering.writing import Preview
from preferences.channel import ChannelKind

NAMES = {
    ChannelKind.SMS: "Sms",
    ChannelKind.WHATSAPP: "WhatsApp",
    ChannelKind.EMAIL: "E-mail",
    ChannelKind.LETTER: "Brief",
}
SAID = {Level.PASS: "in orde", Level.WARN: "let op", Level.FAIL: "mag niet weg"}
STYLE = """\
body { margin: 0; padding: 1rem; background: #fff; color: #1a1a1a; font: 1rem/1.5 Arial, sans-serif; }
.channels { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.5rem; }
section { border: 1px solid #767676; border-radius: 4px; padding: 0 1rem 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.3rem; margin-top: 2.5rem; } h3 { font-size: 1.15rem; }
h4 { font-size: 1rem; } nav ul { columns: 18rem; padding-left: 1.2rem; }
.text { white-space: pre-wrap; background: #f6f6f6; padding: 0.8rem; border-left: 4px solid #767676; }
.fail { color: #a30000; } .warn { color: #7a4b00; } .pass { color: #0b5f2a; }
iframe { width: 100%; height: 30rem; border: 1px solid #767676; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: bold; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem; border-bottom: 1px solid #767676; }
"""


def page(pieces: Sequence[Shown], checker: str) -> str:
    """Write the whole page: for each template a section a channel, with its text and what was found in it."""
    title = escape(f"Voorbeeld van {pieces[0].name}" if len(pieces) == 1 else "Voorbeeld van alle sjablonen")
    shown = "".join(map(_piece, pieces))
    return (
        f'<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
        f"<p>B1-toets (indicatie), toets {escape(checker)}: dit is een hulp bij het schrijven,"
        f" geen bewijs dat iedereen de tekst begrijpt.</p>\n</header>\n"
        f"{_contents(pieces)}<main>\n{shown}</main>\n</body>\n</html>\n"
    )


def _contents(pieces: Sequence[Shown]) -> str:
    """List what stands on a page of more than one, with how the check judged it."""
    if len(pieces) == 1:
        return ""
    items = "".join(
        f'<li><a href="#{_mark(one)}">{escape(one.name)}</a>: {SAID[_level(one)]}</li>\n' for one in pieces
    )
    return f'<nav aria-label="Sjablonen">\n<ul>\n{items}</ul>\n</nav>\n'


def _piece(piece: Shown) -> str:
    mark = _mark(piece)
    channels = "".join("".join(_parts(one, f"{mark}-{one.channel}")) for one in piece.previews)
    because = f'<p class="fail">{escape(piece.because)}</p>\n' if piece.because else ""
    return (
        f'<h2 id="{mark}">{escape(piece.name)}</h2>\n<p>Versie {escape(piece.version)}</p>\n{because}'
        f'<div class="channels">\n{channels}</div>\n'
    )


def _mark(piece: Shown) -> str:
    return escape(piece.name.replace("/", "-"))


def _level(piece: Shown) -> Level:
    nothing = Level.FAIL if piece.because else Level.PASS
    return max((one.reading.level for one in piece.previews), default=nothing)


def _parts(one: Preview, mark: str) -> Iterator[str]:
    name, level = NAMES[one.channel], one.reading.level
    yield f'<section aria-labelledby="{mark}">\n<h3 id="{mark}">{name}</h3>\n'
    yield f'<p class="{level}">B1-toets (indicatie): {SAID[level]}{_figures(one)}</p>\n'
    if one.text is not None:
        yield from _text(one.text, name)
    if one.for_approval:
        yield f'<h4>Tekst voor goedkeuring</h4>\n<p class="text">{escape(one.for_approval)}</p>\n'
    if one.reading.findings:
        rows = "".join(map(_row, one.reading.findings))
        heads = "".join(f'<th scope="col">{head}</th>' for head in ("Plaats", "Wat", "Tekst", "Liever"))
        yield f"<table>\n<caption>Gevonden</caption>\n<thead><tr>{heads}</tr></thead>\n"
        yield f"<tbody>\n{rows}</tbody>\n</table>\n"
    yield "</section>\n"


def _text(text: Text, name: str) -> Iterator[str]:
    if text.subject:
        yield f"<h4>Onderwerp: {escape(text.subject)}</h4>\n"
    yield f'<p class="text">{escape(text.body)}</p>\n'
    if text.html:
        # sandboxed and without scripts: just what a mail program would show
        yield f'<iframe title="{name} in een mailprogramma" sandbox srcdoc="{escape(text.html)}">'
        yield "</iframe>\n"


def _figures(one: Preview) -> str:
    parts = f", {one.text.sms_parts} sms-delen" if one.text and one.text.sms_parts else ""
    score = f", score {one.reading.score:.1f}" if one.reading.score is not None else ""
    flesch = f", Flesch-Douma {one.flesch:.0f} (ter vergelijking)" if one.flesch is not None else ""
    return escape(f"{parts}{score}{flesch}")


def _row(finding: Finding) -> str:
    cells = (f"{finding.line}:{finding.column}", f"{finding.rule} ({SAID[finding.level]})", finding.text)
    shown = "".join(f"<td>{escape(cell)}</td>" for cell in (*cells, finding.alternative))
    return f'<tr class="{finding.level}">{shown}</tr>\n'
