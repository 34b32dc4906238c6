"""The page on which an editor sees a template in all channels side by side, with nothing from elsewhere."""

from collections.abc import Iterator, Sequence
from html import escape

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
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.5rem; }
section { border: 1px solid #767676; border-radius: 4px; padding: 0 1rem 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; } h3 { font-size: 1rem; }
.text { white-space: pre-wrap; background: #f6f6f6; padding: 0.8rem; border-left: 4px solid #767676; }
.fail { color: #a30000; } .warn { color: #7a4b00; } .pass { color: #0b5f2a; }
iframe { width: 100%; height: 30rem; border: 1px solid #767676; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: bold; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem; border-bottom: 1px solid #767676; }
"""


def page(template: str, version: str, checker: str, previews: Sequence[Preview]) -> str:
    """Write the whole page: one section for each channel, with its text and what was found in it."""
    sections = "".join(_section(one) for one in previews)
    title = escape(f"Voorbeeld van {template}")
    return (
        f'<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
        f"<p>Versie {escape(version)}. B1-toets (indicatie), toets {escape(checker)}: dit is een hulp bij het"
        f" schrijven, geen bewijs dat iedereen de tekst begrijpt.</p>\n</header>\n<main>\n{sections}</main>\n"
        f"</body>\n</html>\n"
    )


def _section(one: Preview) -> str:
    name = NAMES[one.channel]
    return "".join(_parts(one, name, f"kanaal-{one.channel}"))


def _parts(one: Preview, name: str, mark: str) -> Iterator[str]:
    level = one.reading.level
    yield f'<section aria-labelledby="{mark}">\n<h2 id="{mark}">{name}</h2>\n'
    yield f'<p class="{level}">B1-toets (indicatie): {SAID[level]}{_figures(one)}</p>\n'
    if one.text is not None:
        yield from _text(one.text, name)
    if one.for_approval:
        yield f'<h3>Tekst voor goedkeuring</h3>\n<p class="text">{escape(one.for_approval)}</p>\n'
    if one.reading.findings:
        rows = "".join(map(_row, one.reading.findings))
        heads = "".join(f'<th scope="col">{head}</th>' for head in ("Plaats", "Wat", "Tekst", "Liever"))
        yield f"<table>\n<caption>Gevonden</caption>\n<thead><tr>{heads}</tr></thead>\n"
        yield f"<tbody>\n{rows}</tbody>\n</table>\n"
    yield "</section>\n"


def _text(text: Text, name: str) -> Iterator[str]:
    if text.subject:
        yield f"<h3>Onderwerp: {escape(text.subject)}</h3>\n"
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
