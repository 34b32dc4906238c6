"""When the contacts of a campaign come at the earliest, in whole days after its start."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.domain.campaign import Campaign, Condition, Delay, Step, Trigger, Unit
from engine.domain.decision import TaskKind
from preferences.hours import Hours

WEEK = 7
HOUR = 60
#: tasks in which somebody approaches the debtor
APPROACHES = frozenset({TaskKind.CALL, TaskKind.VIDEO_CALL, TaskKind.VISIT})


@dataclass(frozen=True, slots=True)
class Moment:
    """A step, or a further try of it, on the earliest day that it can come."""

    index: int
    step: Step
    day: int
    #: 0 is the first try
    ordinal: int = 0

    @property
    def is_contact(self) -> bool:
        """Say whether the debtor is approached."""
        return self.step.template is not None or self.step.task in APPROACHES

    @property
    def is_sure(self) -> bool:
        """Say whether it comes without a condition and without a fallback."""
        return self.ordinal == 0 and self.step.when == Condition()


def timeline(campaign: Campaign, *, without_reaction: bool = False) -> Iterator[Moment]:
    """
    Walk through the steps as a case does that meets no condition.

    With `without_reaction` also through the tries that follow when the debtor never reacts.
    """
    since = floor = 0
    for index, step in enumerate(campaign.steps):
        day = max(floor, since + fewest_days(step.after, campaign.hours))
        yield Moment(index, step, day)
        if step.when != Condition():
            floor = day
            continue
        since = day
        for ordinal in range(1, (_more_tries(step) if without_reaction else 0) + 1):
            since += fewest_days(step.fallback.after, campaign.hours) if step.fallback else 0
            yield Moment(index, step, since, ordinal)


def fewest_days(delay: Delay, hours: Hours) -> int:
    """Count the calendar days that a delay takes at least."""
    open_days = sum(bool(spans) for spans in hours.days) or WEEK
    open_hours = sum(span.end - span.start for spans in hours.days for span in spans) // HOUR or WEEK * 24
    match delay.unit:
        case Unit.DAYS:
            return delay.amount
        case Unit.WORKING_DAYS:
            return delay.amount + delay.amount // 5 * 2
        case Unit.OPEN_DAYS:
            return delay.amount + delay.amount // open_days * (WEEK - open_days)
        case Unit.OPEN_HOURS:
            return delay.amount // open_hours * WEEK


def _more_tries(step: Step) -> int:
    """Count the tries that follow at least when the debtor never reacts."""
    if step.fallback is None or Trigger.NO_REACTION not in step.fallback.when:
        return 0
    first = step.channels[0] if step.channels else None
    # what the debtor likes may be one of the channels of the fallback, and is not tried twice
    return len(set(step.fallback.to) - {first}) - (first is None)
