"""What a template has come to: draft, checked, approved, published; and who uses it."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from hashlib import sha256

from app.gate import real_channels
from app.pieces import Piece, piece_of, pieces
from app.wiring import House
from engine.campaigns.finding import Finding
from engine.campaigns.finding import Level as Weight
from engine.domain.approval import Approval
from engine.domain.errors import NotAllowed
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.rendering.b1.finding import Finding as ReadingFinding
from engine.rendering.b1.finding import Level


class State(StrEnum):
    """How far a template has come; each one holds what comes before it."""

    #: being written: the check says no
    DRAFT = auto()
    #: the check lets it through; a person must read it
    CHECKED = auto()
    #: a person approved just this version
    APPROVED = auto()
    #: approved, and a campaign of today or a partner uses it
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
    piece: Piece

    @property
    def uses(self) -> tuple[tuple[str, str], ...]:
        """Tell what uses it: campaign and step, or partner and route."""
        return self.piece.uses

    @property
    def approval(self) -> Approval | None:
        """Give the approval of the version of today."""
        return next((one for one in self.approvals if one.version == self.version), None)


def lives(house: House) -> Iterator[Life]:
    """Tell of every template what it has come to."""
    approvals = _approvals(house)
    for piece in pieces(house):
        yield _life(piece, approvals)


def life_of(house: House, name: str) -> Life:
    """Tell of one template what it has come to; raises UnknownReference."""
    return _life(piece_of(house, name), _approvals(house))


def approve(house: House, name: str, by: str, note: str) -> Approval:
    """Write that a person approved a template as it is now; raises NotAllowed when the check says no."""
    life = life_of(house, name)
    for channel, found in (*life.findings, *life.piece.thorough()):
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
        files=life.piece.files(),
    )
    with house.store.begin() as books:
        if not books.put_approval(approval):
            raise NotAllowed(
                f"{name}, version {life.version}, was approved before; see `minnelijk template show`"
            )
        books.append([_approval_line(approval)])
    return approval


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


def changes_since(life: Life) -> list[str]:
    """Show line by line what changed since the last approval; empty when nothing did or none was given."""
    if not life.approvals:
        return []
    before, after = life.approvals[-1].files, life.piece.files()
    return [
        line
        for file in sorted({*before, *after})
        for line in difflib.unified_diff(
            before.get(file, "").splitlines(), after.get(file, "").splitlines(), file, file, lineterm="", n=1
        )
    ]


def not_approved(house: House) -> Iterator[Finding]:
    """Warn of each template that a campaign uses, a real provider carries, and nobody approved."""
    real = real_channels(house.settings)
    if not real:
        return
    with house.store.read() as books:
        approved = books.approved_versions()
    for piece in pieces(house):
        seen = (piece.name, piece.version) in approved
        if seen or not piece.uses or real.isdisjoint(piece.channels):
            continue
        steps = ", ".join("/".join(use) for use in piece.uses)
        yield Finding(
            file=str(house.settings.templates / piece.name),
            line=1,
            key="",
            level=Weight.WARNING,
            message=f"nobody approved version {piece.version}, so no provider gets it (used by {steps})",
            fix=f"read it and run `minnelijk template approve {piece.name} --as NAME`",
        )


def _approvals(house: House) -> tuple[Approval, ...]:
    with house.store.read() as books:
        return tuple(books.approvals())


def _life(piece: Piece, approvals: tuple[Approval, ...]) -> Life:
    findings = tuple(piece.findings())
    verdict = max((finding.level for _, finding in findings), default=Level.PASS)
    own = tuple(one for one in approvals if one.template == piece.name)
    approved = any(one.version == piece.version for one in own)
    return Life(
        name=piece.name,
        title=piece.title,
        version=piece.version,
        state=_state(verdict, approved=approved, used=bool(piece.uses)),
        verdict=verdict,
        findings=findings,
        approvals=own,
        piece=piece,
    )


def _state(verdict: Level, *, approved: bool, used: bool) -> State:
    if verdict is Level.FAIL:
        return State.DRAFT
    if not approved:
        return State.CHECKED
    return State.PUBLISHED if used else State.APPROVED
