"""The steps of a campaign must fit in the caps that hold for it, or they wait without need."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from engine.campaigns.finding import Level, Mistake
from engine.campaigns.lint.look import Look
from engine.campaigns.lint.timeline import Moment, timeline
from engine.domain.campaign import Cap

HOURS_A_DAY = 24


def steps_fit_in_the_caps(look: Look) -> Iterator[Mistake]:
    """Find steps that come for sure and are more than a cap allows in its period."""
    sure = [moment for moment in timeline(look.campaign) if moment.is_contact and moment.is_sure]
    for cap in look.caps:
        yield from _crowded(look, cap, sure, Level.ERROR)
        yield from _too_close(look, cap, sure)


def tries_fit_in_the_caps(look: Look) -> Iterator[Mistake]:
    """Warn for further tries that are more than a cap allows when the debtor never reacts."""
    tries = timeline(look.campaign, without_reaction=True)
    likely = [moment for moment in tries if moment.is_contact and (moment.is_sure or moment.ordinal)]
    crowded = (mistake for cap in look.caps for mistake in _crowded(look, cap, likely, Level.WARNING))
    yield from (mistake for mistake in crowded if mistake.path[-1] == "fallback")


def _crowded(look: Look, cap: Cap, moments: Sequence[Moment], level: Level) -> Iterator[Mistake]:
    for last in range(cap.contacts, len(moments)):
        first, moment = moments[last - cap.contacts], moments[last]
        if moment.day - first.day < cap.days:
            key = "fallback" if moment.ordinal else "after"
            wait = first.day + cap.days - moments[last - 1].day
            place = " in the fallback" if moment.ordinal else ""
            fix = f'write "after: {wait} days"{place}, or raise the cap'
            yield Mistake(look.at("steps", moment.index, key), _too_many(cap, moment, first), fix, level)


def _too_many(cap: Cap, moment: Moment, first: Moment) -> str:
    counted = f"{cap.contacts + 1} contacts within {moment.day - first.day + 1} days"
    return f"{counted}, and the cap of {cap.owner} is {cap.contacts} per {cap.days} days"


def _too_close(look: Look, cap: Cap, moments: Sequence[Moment]) -> Iterator[Mistake]:
    for before, moment in pairwise(moments):
        if (moment.day - before.day) * HOURS_A_DAY < cap.gap_hours:
            message = (
                f"comes sooner after the contact before it than the gap of {cap.gap_hours} hours: it waits"
            )
            fix = f'write "after: {-(-cap.gap_hours // HOURS_A_DAY)} days"'
            yield Mistake(look.at("steps", moment.index, "after"), message, fix, Level.WARNING)
