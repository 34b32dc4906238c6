"""What a template has come to: draft, checked, approved, published; and who uses it."""

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from hashlib import sha256
from pathlib import Path

from app.gate import real_channels
from app.wiring import House
from engine.campaigns.finding import Finding
from engine.campaigns.finding import Level as Weight
from engine.domain.approval import Approval
from engine.domain.errors import NotAllowed
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.rendering.b1.finding import Finding as ReadingFinding
from engine.rendering.b1.finding import Level
from engine.rendering.content_proof import judge_template
from engine.rendering.every_branch import judge_every_branch
from engine.rendering.writing import DutchWriter


class State(StrEnum):
    """How far a template has come; each one holds what comes before it."""

    #: being written: the check says no
    DRAFT = auto()
    #: the check lets it through; a person must read it
    CHECKED = auto()
    #: a person approved just this version
    APPROVED = auto()
    #: approved, and a campaign of today uses it
    PUBLISHED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One template as it lies on the shelf now, with all that people said about its versions."""

    name: str
    title: str
    version: str
    state: State
    verdict: Level
    findings: tuple[tuple[str, ReadingFinding], ...]
    approvals: tuple[Approval, ...]
    #: campaign and step
    uses: tuple[tuple[str, str], ...]

    @property
    def approval(self) -> Approval | None:
        """Give the approval of the version of today."""
        return next((one for one in self.approvals if one.version == self.version), None)


def lives(house: House) -> Iterator[Life]:
    """Tell of every template what it has come to."""
    approvals = _approvals(house)
    for name in sorted(house.writer.shelf.templates):
        yield _life(house, name, tuple(one for one in approvals if one.template == name))


def life_of(house: House, name: str) -> Life:
    """Tell of one template what it has come to; raises UnknownReference."""
    house.writer.shelf.template(name)
    return _life(house, name, tuple(one for one in _approvals(house) if one.template == name))


def approve(house: House, name: str, by: str, note: str) -> Approval:
    """Write that a person approved a template as it is now; raises NotAllowed when the check says no."""
    life = life_of(house, name)
    for channel, found in (*life.findings, *thorough_findings(house, name)):
        if found.level is Level.FAIL:
            raise NotAllowed(f"{name} fails the check, so nobody can approve it: {channel}: {found}")
    approval = Approval(
        template=name,
        version=life.version,
        by=by,
        at=house.clock(),
        note=note,
        checker=house.writer.reader.version,
        verdict=str(life.verdict),
        files=files_of(house, name),
    )
    with house.store.begin() as books:
        if not books.put_approval(approval):
            raise NotAllowed(
                f"{name}, version {life.version}, was approved before; see `minnelijk template show`"
            )
        books.append([_approval_line(approval)])
    return approval


def thorough_findings(house: House, name: str) -> Iterator[tuple[str, ReadingFinding]]:
    """Look at every branch of a template, with ordinary and extreme words, and at what the law asks of it."""
    for channel, text in house.writer.shelf.template(name).texts.items():
        for found in judge_every_branch(house.writer.reader, text).findings:
            yield channel.value, found
        for wrong in judge_template(text):
            rule = f"content-{wrong.rule}.{wrong.item}"
            yield channel.value, ReadingFinding(rule, Level.FAIL, 1, 1, wrong.text, wrong.advice)


def _approval_line(approval: Approval) -> Entry:
    """Write an approval for the ledger of the house; of the files and the note only what proves them."""
    files = json.dumps(dict(approval.files), sort_keys=True, ensure_ascii=False)
    public: dict[str, Json] = {
        "approved": approval.template,
        "version": approval.version,
        "by": approval.by,
        "checker": approval.checker,
        "verdict": approval.verdict,
        "files_sha256": sha256(files.encode()).hexdigest(),
        "note_sha256": sha256(approval.note.encode()).hexdigest(),
    }
    return Entry(subject="house", kind=LineKind.HOUSE, at=approval.at, public=public, content=None)


def changes_since(house: House, life: Life) -> list[str]:
    """Show line by line what changed since the last approval; empty when nothing did or none was given."""
    if not life.approvals:
        return []
    before, after = life.approvals[-1].files, files_of(house, life.name)
    return [
        line
        for file in sorted({*before, *after})
        for line in difflib.unified_diff(
            before.get(file, "").splitlines(), after.get(file, "").splitlines(), file, file, lineterm="", n=1
        )
    ]


def files_of(house: House, name: str) -> Mapping[str, str]:
    """Read the files of a template, and the parts that every template may lay in."""
    root: Path = house.settings.templates
    paths = [*(root / name).iterdir(), *(root / "_parts").iterdir()]
    shown = [path for path in paths if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(shown)}


def not_approved(house: House) -> Iterator[Finding]:
    """Warn of each template that a campaign uses, a real provider carries, and nobody approved."""
    real = real_channels(house.settings)
    if not real:
        return
    with house.store.read() as books:
        approved = books.approved_versions()
    shelf = house.writer.shelf
    for name, uses in sorted(_uses(house).items()):
        template = shelf.templates.get(name)
        if template is None or (name, template.version) in approved or real.isdisjoint(template.texts):
            continue
        steps = ", ".join(f"{campaign}/{step}" for campaign, step in uses)
        yield Finding(
            file=str(house.settings.templates / name),
            line=1,
            key="",
            level=Weight.WARNING,
            message=f"nobody approved version {template.version}, so no provider gets it (used by {steps})",
            fix=f"read it and run `minnelijk template approve {name} --as NAME`",
        )


def _approvals(house: House) -> tuple[Approval, ...]:
    with house.store.read() as books:
        return tuple(books.approvals())


def _life(house: House, name: str, approvals: tuple[Approval, ...]) -> Life:
    writer, template = house.writer, house.writer.shelf.template(name)
    findings = tuple(_findings(writer, name))
    verdict = max((finding.level for _, finding in findings), default=Level.PASS)
    uses = _uses(house).get(name, ())
    approved = any(one.version == template.version for one in approvals)
    return Life(
        name=name,
        title=template.about.title,
        version=template.version,
        state=_state(verdict, approved=approved, used=bool(uses)),
        verdict=verdict,
        findings=findings,
        approvals=approvals,
        uses=uses,
    )


def _state(verdict: Level, *, approved: bool, used: bool) -> State:
    if verdict is Level.FAIL:
        return State.DRAFT
    if not approved:
        return State.CHECKED
    return State.PUBLISHED if used else State.APPROVED


def _findings(writer: DutchWriter, name: str) -> Iterator[tuple[str, ReadingFinding]]:
    for channel, text in writer.shelf.template(name).texts.items():
        for finding in writer.proofreader.proof(text).reading.findings:
            yield channel.value, finding


def _uses(house: House) -> dict[str, tuple[tuple[str, str], ...]]:
    """List where each template is used: campaign and step."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for campaign in house.campaigns:
        steps = [(step.template, step.id) for step in campaign.steps if step.template]
        variants = [(one.template, one.step) for one in campaign.variants]
        for template, step in (*steps, *variants):
            found[template] = (*found.get(template, ()), (campaign.name, step))
    return found
