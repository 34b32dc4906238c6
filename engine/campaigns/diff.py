"""What changes between two versions of campaigns.yaml, in plain English lines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum, auto
from typing import TypeVar

from engine.campaigns.saying import CAMPAIGN_PARTS, STEP_PARTS, say_step, say_variants
from engine.domain.campaign import Campaign

Thing = TypeVar("Thing")


class ChangeKind(StrEnum):
    """What happened to a campaign."""

    #: it was not there before
    ADDED = auto()
    #: it is not there any more; running cases keep their version of it
    REMOVED = auto()
    #: it has another content, or another place in the file
    CHANGED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignChange:
    """Everything that changes in one campaign; `lines` are for people."""

    campaign: str
    kind: ChangeKind
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n  - ".join((f"{self.campaign} ({self.kind})", *self.lines))


def diff(old: Sequence[Campaign], new: Sequence[Campaign]) -> tuple[CampaignChange, ...]:
    """Compare two files of campaigns; campaigns that stay as they are do not come up."""
    before, after = ({one.name: one for one in campaigns} for campaigns in (old, new))
    moved = _moved([name for name in before if name in after], [name for name in after if name in before])
    changes = [_removed(one) for name, one in before.items() if name not in after]
    for name, campaign in after.items():
        if name not in before:
            changes.append(_added(campaign))
        elif lines := (*_changed(before[name], campaign), *moved.get(name, ())):
            changes.append(CampaignChange(campaign=name, kind=ChangeKind.CHANGED, lines=lines))
    return tuple(changes)


def _added(campaign: Campaign) -> CampaignChange:
    parts = (f"{label}: {said}" for label, say in CAMPAIGN_PARTS.items() if (said := say(campaign)))
    steps = (f'step "{step.id}": {say_step(step)}' for step in campaign.steps)
    return CampaignChange(campaign=campaign.name, kind=ChangeKind.ADDED, lines=(*parts, *steps))


def _removed(campaign: Campaign) -> CampaignChange:
    line = f"the campaign with its {len(campaign.steps)} steps is removed"
    return CampaignChange(campaign=campaign.name, kind=ChangeKind.REMOVED, lines=(line,))


def _changed(old: Campaign, new: Campaign) -> Iterator[str]:
    yield from _parts(CAMPAIGN_PARTS, old, new)
    before, after = ({step.id: step for step in one.steps} for one in (old, new))
    for step_id, step in before.items():
        if step_id not in after:
            yield f'step "{step_id}" is removed (was: {say_step(step)})'
    for step_id, step in after.items():
        if step_id in before:
            yield from _parts(STEP_PARTS, before[step_id], step, f'step "{step_id}", ')
        else:
            yield f'step "{step_id}" is added: {say_step(step)}'
    stay = [step_id for step_id in before if step_id in after]
    for step_id, lines in _moved(stay, [step_id for step_id in after if step_id in before]).items():
        yield from (f'step "{step_id}" {line}' for line in lines)
    for step_id in dict.fromkeys(variant.step for variant in (*old.variants, *new.variants)):
        label = f'variants of step "{step_id}"'
        yield from _difference(label, say_variants(old, step_id), say_variants(new, step_id))


def _parts(
    parts: Mapping[str, Callable[[Thing], str]], old: Thing, new: Thing, prefix: str = ""
) -> Iterator[str]:
    for label, say in parts.items():
        yield from _difference(prefix + label, say(old), say(new))


def _difference(label: str, before: str, after: str) -> Iterator[str]:
    """Say what differs; an empty text stands for nothing."""
    if before and after and before != after:
        yield f"{label}: was {before}, becomes {after}"
    elif after and not before:
        yield f"{label}: was not set, becomes {after}"
    elif before and not after:
        yield f"{label}: was {before}, is removed"


def _moved(old: list[str], new: list[str]) -> dict[str, tuple[str, ...]]:
    """Find what stands elsewhere in the order, with as few moves as possible."""
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    stays = {name for block in blocks for name in new[block.b : block.b + block.size]}
    return {
        name: (f"moves: it comes {f'after {new[place - 1]}' if place else 'first'} now",)
        for place, name in enumerate(new)
        if name not in stays
    }
