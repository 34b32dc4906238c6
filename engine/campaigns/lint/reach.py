"""Steps, conditions and fallbacks that can never come."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from engine.campaigns.finding import KeyPath, Mistake, Places
from engine.campaigns.lint.look import Look
from engine.campaigns.lint.timeline import Moment, timeline
from engine.domain.campaign import Condition, Segment
from engine.domain.decision import TaskKind


def steps_have_their_own_name(look: Look) -> Iterator[Mistake]:
    """Find a second step with the same id: the contacts of the first would count as its own."""
    seen: set[str] = set()
    for index, step in enumerate(look.campaign.steps):
        if step.id in seen:
            message = f'a second step "{step.id}": it would count as done'
            yield Mistake(look.at("steps", index, "id"), message, f'call it "{step.id}-{index + 1}"')
        seen.add(step.id)


def steps_come_in_time(looks: Iterable[Look], places: Places) -> Iterator[Mistake]:
    """
    Find steps that come when the campaign is over; the fix is right for every step.

    Where several campaigns share one end (in `defaults`), that end is told of once.
    """
    ends: dict[KeyPath, dict[str, _Late]] = {}
    for look in looks:
        late = tuple(one for one in timeline(look.campaign) if one.day >= look.campaign.max_duration_days)
        if late:
            path = places.written(look.at("max_duration"))
            ends.setdefault(path, {})[look.campaign.name] = _Late(look, late)
    for path, campaigns in ends.items():
        if len(campaigns) == 1:
            yield from (_of_one(late) for late in campaigns.values())
        else:
            yield _of_many(path, campaigns)


class _Late(NamedTuple):
    """The steps of one campaign that come after its end."""

    look: Look
    moments: tuple[Moment, ...]

    @property
    def end(self) -> int:
        return self.look.campaign.max_duration_days

    @property
    def last(self) -> int:
        return max(one.day for one in self.moments)


def _of_one(late: _Late) -> Mistake:
    first, *more = late.moments
    message = f"never reached: it comes on day {first.day} at the earliest, and the end is day {late.end}"
    if more:
        others = ", ".join(f"{one.step.id} on day {one.day}" for one in more)
        message += f"; after the end come also: {others}"
    return Mistake(late.look.at("steps", first.index, "after"), message, _longer(late.last))


def _of_many(path: KeyPath, campaigns: Mapping[str, _Late]) -> Mistake:
    end = next(iter(campaigns.values())).end
    lasts = ", ".join(f"{name} (on day {late.last})" for name, late in campaigns.items())
    message = f"the end is day {end}, and the last step comes later, so is never reached, in: {lasts}"
    return Mistake(path, message, _longer(max(late.last for late in campaigns.values())))


def _longer(last: int) -> str:
    return f'shorten the delays, or write "max_duration: {last + 1} days"'


def nothing_follows_the_review(look: Look) -> Iterator[Mistake]:
    """Find steps behind a review without a condition: it ends the campaign."""
    ended_by = None
    for index, step in enumerate(look.campaign.steps):
        if ended_by:
            message = f'never reached: the step "{ended_by}" before it ends the campaign with a review'
            yield Mistake(look.at("steps", index), message, "move it up, or give the review a `when`")
        if step.task is TaskKind.REVIEW and step.when == Condition():
            ended_by = ended_by or step.id


def conditions_can_hold(look: Look) -> Iterator[Mistake]:
    """Find conditions on the amount that no case of the campaign can meet."""
    for index, step in enumerate(look.campaign.steps):
        if reason := _impossible(step.when, look.campaign.segment):
            fix = "change the amount here, or under `for`"
            path = look.at("steps", index, "when", "outstanding")
            yield Mistake(path, f"never reached: {reason}", fix)


def fallbacks_can_help(look: Look) -> Iterator[Mistake]:
    """Find fallbacks to the channel that the step begins with."""
    for index, step in look.messages():
        if step.fallback and len(step.channels) == 1 and set(step.fallback.to) == set(step.channels):
            message = f"never another channel: the step tries {step.channels[0]} already"
            fix = "name a channel that the step does not begin with"
            yield Mistake(look.at("steps", index, "fallback", "to"), message, fix)


def _impossible(when: Condition, segment: Segment) -> str:
    most, least = segment.amount_at_most, segment.amount_at_least
    if when.outstanding_at_least is not None and most is not None and when.outstanding_at_least > most:
        return f"the campaign is for cases up to {most} euro"
    if when.paid_part is False and when.outstanding_below is not None and least is not None:
        return f"the campaign is for cases from {least} euro" if when.outstanding_below <= least else ""
    return ""
