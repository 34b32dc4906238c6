"""
The reading check of the mails to partners: every branch of every text, with ordinary and extreme words.

No word of a debtor stands in such a mail (engine.referral.letters), so what is found in a text is found in
every mail that is written from it.
"""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import NamedTuple

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from engine.domain.partner_message import PartnerMessageKind
from engine.rendering.b1.finding import Finding, Level
from engine.rendering.b1.reader import Memory, Reader
from engine.rendering.compiled import TemplateEnvironment
from engine.rendering.dutch import SCREEN
from engine.rendering.template import split_subject
from preferences.channel import ChannelKind

FOLDER = "_partners"
#: every word that a text may use, as it ordinarily is and as long or as small as it can be
WORDS: dict[str, tuple[object, ...]] = {
    "kenmerk": ("5f0c7a", "0d4a7c9e2b6f4f3a8f1e0c5b7d9a2e46"),
    "bellen_voor": (date(2026, 9, 30), date(2099, 12, 31)),
    "rust_tot": (date(2026, 10, 30), date(2099, 12, 31)),
    "dossiers": (2, 1, 360),
    "link": (
        "https://contact.example/partner/0",
        "https://voorbeeldstadsbedrijven.example/partner/0d4a7c9e2b6f",
    ),
    "afzender": ("Bureau Voorbeeld", "Voorbeeldstadsbedrijven Invordering Nederland B.V."),
    "telefoon": ("+31 10 000 00 01", "010 1"),
    "mail": ("vragen@bureau.example", "a@b.example"),
}
ORDINARY = {name: values[0] for name, values in WORDS.items()}
ABSENT = ""


class PartnerFinding(NamedTuple):
    """What is wrong with the text of one kind of mail."""

    file: Path
    finding: Finding


def judge_partner_texts(reader: Reader, templates: Path) -> Iterator[PartnerFinding]:
    """Judge the texts of all kinds below the folder of the templates; each finding once."""
    for kind in PartnerMessageKind:
        file = templates / FOLDER / f"{kind}.txt"
        if not file.is_file():
            yield PartnerFinding(file, _fault("missing-text", "this text is not there", "write the file"))
            continue
        source = file.read_text(encoding="utf-8")
        yield from (PartnerFinding(file, one) for one in judge_partner_text(reader, source))


def judge_partner_text(reader: Reader, source: str) -> list[Finding]:
    """Judge what one text says in every branch."""
    try:
        renderings = list(dict.fromkeys(_renderings(source)))
    except TemplateSyntaxError as error:
        return [_fault("broken-text", str(error.message), f"mend line {error.lineno}")]
    except UndefinedError as error:
        return [_fault("missing-word", str(error), f"use one of: {', '.join(sorted(WORDS))}")]
    memory: Memory = {}
    found: dict[tuple[str, str], Finding] = {}
    for rendered in renderings:
        subject, body = split_subject(rendered)
        whole = f"{subject}\n\n{body}".strip()
        reading = reader.judge(whole, ChannelKind.EMAIL, memory=memory)
        found |= {(one.rule, one.text): one for one in reading.findings}
    return list(found.values())


def _renderings(source: str) -> Iterator[str]:
    """Write a text out with everything that it asks about there and absent, and with each extreme word."""
    environment = TemplateEnvironment(SCREEN)
    text = environment.from_string(source)
    asked = sorted(_asked(environment.parse(source)))
    for chosen in product(*(((*WORDS[name], ABSENT)) for name in asked if name in WORDS)):
        yield text.render(**{**ORDINARY, **dict(zip(asked, chosen, strict=True))})
    for name, values in WORDS.items():
        for value in values[1:]:
            yield text.render(**{**ORDINARY, name: value})


def _asked(tree: nodes.Template) -> set[str]:
    """List the words that an `if` asks about."""
    tests = [found.test for found in tree.find_all(nodes.If)]
    within = [name for test in tests for name in test.find_all(nodes.Name)]
    return {test.name for test in (*tests, *within) if isinstance(test, nodes.Name)}


def _fault(rule: str, said: str, fix: str) -> Finding:
    return Finding(rule, Level.FAIL, 1, 1, said, fix)
