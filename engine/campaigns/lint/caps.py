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
    yield from _crowded(look, sure, Level.ERROR)
    for cap in look.caps:
        yield from _too_close(look, cap, sure)


def tries_fit_in_the_caps(look: Look) -> Iterator[Mistake]:
    """Warn for further tries that are more than a cap allows when the debtor never reacts."""
    tries = timeline(look.campaign, without_reaction=True)
    likely = [moment for moment in tries if moment.is_contact and (moment.is_sure or moment.ordinal)]
    crowded = _crowded(look, likely, Level.WARNING)
    yield from (mistake for mistake in crowded if mistake.path[-1] == "fallback")


def _crowded(look: Look, moments: Sequence[Moment], level: Level) -> Iterator[Mistake]:
    """Find contacts that are one too many for a cap; the fix is right for all caps that hold."""
    for last in range(1, len(moments)):
        moment, before = moments[last], moments[last - 1]
        full = [(cap, moments[last - cap.contacts]) for cap in look.caps if cap.contacts <= last]
        broken = [(cap, first) for cap, first in full if moment.day - first.day < cap.days]
        if not broken:
            continue
        wait = max(first.day + cap.days - before.day for cap, first in broken)
        key, place = ("fallback", " in the fallback") if moment.ordinal else ("after", "")
        fix = f'write "after: {wait} days"{place}, or raise the cap'
        path = look.at("steps", moment.index, key)
        yield from (Mistake(path, _too_many(cap, moment, first), fix, level) for cap, first in broken)


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
