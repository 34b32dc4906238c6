"""Move running cases to the campaigns of today, on purpose, and say what changes for whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.domain.campaign import Campaign
from engine.domain.case import Case, CaseStatus
from engine.domain.contact import Position
from engine.domain.touchpoint import Entry, LineKind
from engine.ports import Books, Catalogue, DebtorFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A case that goes on in another version, and at which step."""

    case_id: str
    campaign: str
    from_version: str
    to_version: str
    from_step: str
    to_step: str


def moves_for(files: Sequence[DebtorFile], catalogue: Catalogue) -> list[tuple[Position, Moved]]:
    """Say which cases would move: those whose campaign has another version today."""
    today = {campaign.name: campaign for campaign in catalogue.current}
    return [
        _move(position, catalogue.campaign(position.campaign, position.version), today[position.campaign])
        for file in files
        for case in file.cases
        if (position := file.positions.get(case.id)) is not None and _differs(case, position, today)
    ]


def _differs(case: Case, position: Position, today: dict[str, Campaign]) -> bool:
    campaign = today.get(position.campaign)
    if campaign is None or case.status is not CaseStatus.OPEN or case.outstanding <= 0:
        return False
    return campaign.version != position.version


def _move(position: Position, old: Campaign, new: Campaign) -> tuple[Position, Moved]:
    """Keep the step with the same id; a step that is gone becomes the first one that comes after it."""
    left = [step.id for step in old.steps[position.step :]]
    index = next((found for step in left if (found := new.step_index(step)) is not None), len(new.steps))
    moved = Moved(
        case_id=position.case_id,
        campaign=new.name,
        from_version=old.version,
        to_version=new.version,
        from_step=_step_name(old, position.step),
        to_step=_step_name(new, index),
    )
    return replace(position, version=new.version, step=index), moved


def _step_name(campaign: Campaign, index: int) -> str:
    return campaign.steps[index].id if index < len(campaign.steps) else "end"


def carry_out(books: Books, moves: Sequence[tuple[Position, Moved]], actor: str, now: datetime) -> None:
    """Write the moves: each case is decided anew at once under its new version."""
    books.move([replace(position, due_at=now) for position, _ in moves])
    books.append(
        [
            Entry(
                subject=f"case:{moved.case_id}",
                kind=LineKind.CASE,
                at=now,
                public={
                    "by": actor,
                    "campaign": moved.campaign,
                    "from_version": moved.from_version,
                    "to_version": moved.to_version,
                    "from_step": moved.from_step,
                    "to_step": moved.to_step,
                },
            )
            for _, moved in moves
        ]
    )
