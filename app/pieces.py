"""What a person approves before a provider gets it: the templates for debtors, and the mails to partners."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.wiring import House
from engine.domain.errors import UnknownReference
from engine.domain.partner import Partner
from engine.domain.partner_message import PartnerMessageKind
from engine.rendering.b1.finding import Finding, Level
from engine.rendering.content_proof import judge_template
from engine.rendering.every_branch import judge_every_branch
from engine.rendering.fault import nearest
from engine.rendering.partner_proof import judge_partner_text
from engine.rendering.partner_texts import name_of, version_of
from preferences.channel import ChannelKind

#: channel and what was found in its text
Found = tuple[str, Finding]
PARTS = "_parts"
TITLES: Mapping[PartnerMessageKind, str] = {
    PartnerMessageKind.REFERRAL: "Partner: bel deze persoon",
    PartnerMessageKind.REMINDER: "Partner: drie werkdagen voorbij",
    PartnerMessageKind.WITHDRAWN: "Partner: de toestemming is ingetrokken",
    PartnerMessageKind.RESUMED: "Partner: wij gaan weer verder",
    PartnerMessageKind.CLIENT_PAUSED: "Partner: alles van deze cliënt rust",
    PartnerMessageKind.CLIENT_IN_REVIEW: "Partner: wij vergelijken eerst de gegevens",
    PartnerMessageKind.CLIENT_NOT_FOUND: "Partner: niemand past bij deze gegevens",
    PartnerMessageKind.CLIENT_STATUS: "Partner: hoe het staat",
    PartnerMessageKind.CLIENT_WORD_ASKED: "Partner: hoe gaat het met deze cliënt?",
    PartnerMessageKind.CLIENT_RESUMED: "Partner: de afspraken zijn voorbij",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing with a version that a person approves."""

    name: str
    title: str
    version: str
    #: the channels of its texts
    channels: frozenset[ChannelKind]
    #: what the check says at a glance, and what it says of every branch
    findings: Callable[[], Iterator[Found]]
    thorough: Callable[[], Iterator[Found]]
    files: Callable[[], Mapping[str, str]]
    #: what uses it: the words of a use, and each use
    used_by: tuple[str, str]
    uses: tuple[tuple[str, str], ...]


def pieces(house: House) -> Iterator[Piece]:
    """List everything that can be approved: templates by name, then the mails to partners."""
    uses = _uses(house)
    for name in sorted(house.writer.shelf.templates):
        yield _template(house, name, uses.get(name, ()))
    for kind in PartnerMessageKind:
        if (file := _file_of(house, kind)).is_file():
            yield _partner_mail(house, kind, file)


def piece_of(house: House, name: str) -> Piece:
    """Find one; raises UnknownReference with the nearest name."""
    found = {one.name: one for one in pieces(house)}
    if name not in found:
        raise UnknownReference(f"there is no template {name!r}; {nearest(name, found)}")
    return found[name]


def _template(house: House, name: str, uses: tuple[tuple[str, str], ...]) -> Piece:
    template = house.writer.shelf.template(name)
    return Piece(
        name=name,
        title=template.about.title,
        version=template.version,
        channels=frozenset(template.texts),
        findings=lambda: _findings(house, name),
        thorough=lambda: _thorough(house, name),
        files=lambda: _files(house, name),
        used_by=("campaign", "step"),
        uses=uses,
    )


def _partner_mail(house: House, kind: PartnerMessageKind, file: Path) -> Piece:
    source = file.read_text(encoding="utf-8")

    def judged() -> Iterator[Found]:
        for found in judge_partner_text(house.writer.reader, source):
            yield ChannelKind.EMAIL.value, found

    return Piece(
        name=name_of(kind),
        title=TITLES[kind],
        version=version_of(source),
        channels=frozenset({ChannelKind.EMAIL}),
        findings=judged,
        # every branch was judged already
        thorough=lambda: iter(()),
        files=lambda: {f"{name_of(kind)}.txt": source},
        used_by=("partner", "route"),
        uses=tuple((one.id, "email") for one in house.organisation.partners if _hears(one, kind)),
    )


def _hears(partner: Partner, kind: PartnerMessageKind) -> bool:
    """Say whether a partner can get a mail of a kind: about its own clients, or about who we lead to it."""
    if not partner.email:
        return False
    return partner.protocol is not None if kind.value.startswith("client_") else partner.warm


def _file_of(house: House, kind: PartnerMessageKind) -> Path:
    return house.settings.templates / f"{name_of(kind)}.txt"


def _findings(house: House, name: str) -> Iterator[Found]:
    for channel, text in house.writer.shelf.template(name).texts.items():
        for finding in house.writer.proofreader.proof(text).reading.findings:
            yield channel.value, finding


def _thorough(house: House, name: str) -> Iterator[Found]:
    """Look at every branch of a template, with ordinary and extreme words, and at what the law asks of it."""
    for channel, text in house.writer.shelf.template(name).texts.items():
        for found in judge_every_branch(house.writer.reader, text).findings:
            yield channel.value, found
        for wrong in judge_template(text):
            rule = f"content-{wrong.rule}.{wrong.item}"
            yield channel.value, Finding(rule, Level.FAIL, 1, 1, wrong.text, wrong.advice)


def _files(house: House, name: str) -> Mapping[str, str]:
    """Read the files of a template, and the parts that every template may lay in."""
    root: Path = house.settings.templates
    paths = [*(root / name).iterdir(), *(root / PARTS).iterdir()]
    shown = [path for path in paths if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(shown)}


def _uses(house: House) -> dict[str, tuple[tuple[str, str], ...]]:
    """List where each template is used: campaign and step."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for campaign in house.campaigns:
        steps = [(step.template, step.id) for step in campaign.steps if step.template]
        variants = [(one.template, one.step) for one in campaign.variants]
        for template, step in (*steps, *variants):
            found[template] = (*found.get(template, ()), (campaign.name, step))
    return found
