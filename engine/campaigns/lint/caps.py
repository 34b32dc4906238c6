"""The steps of a campaign must fit in its own cap, or they wait without need."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from engine.campaigns.finding import Level, Mistake
from engine.campaigns.lint.look import Look
from engine.campaigns.lint.timeline import Moment, timeline
from engine.domain.campaign import Cap

HOURS_A_DAY = 24


def steps_fit_in_the_cap(look: Look) -> Iterator[Mistake]:
    """Find steps that come for sure and are more than the cap allows in its period."""
    sure = [moment for moment in timeline(look.campaign) if moment.is_contact and moment.is_sure]
    yield from _crowded(look, sure, Level.ERROR)
    yield from _too_close(look, sure)


def tries_fit_in_the_cap(look: Look) -> Iterator[Mistake]:
    """Warn for further tries that are more than the cap allows when the debtor never reacts."""
    tries = timeline(look.campaign, without_reaction=True)
    likely = [moment for moment in tries if moment.is_contact and (moment.is_sure or moment.ordinal)]
    yield from (one for one in _crowded(look, likely, Level.WARNING) if one.path[-1] == "fallback")


def _crowded(look: Look, moments: Sequence[Moment], level: Level) -> Iterator[Mistake]:
    cap = look.campaign.cap
    for last in range(cap.contacts, len(moments)):
        first, moment = moments[last - cap.contacts], moments[last]
        if moment.day - first.day < cap.days:
            key = "fallback" if moment.ordinal else "after"
            wait = first.day + cap.days - moments[last - 1].day
            fix = f'write "after: {wait} days", or raise the cap' + (" there" if moment.ordinal else "")
            yield Mistake(look.at("steps", moment.index, key), _too_many(cap, moment, first), fix, level)


def _too_many(cap: Cap, moment: Moment, first: Moment) -> str:
    within = moment.day - first.day + 1
    return (
        f"{cap.contacts + 1} contacts within {within} days, and the cap is {cap.contacts} per {cap.days} days"
    )


def _too_close(look: Look, moments: Sequence[Moment]) -> Iterator[Mistake]:
    gap = look.campaign.cap.gap_hours
    for before, moment in pairwise(moments):
        if (moment.day - before.day) * HOURS_A_DAY < gap:
            message = f"comes sooner after the contact before it than the gap of {gap} hours: it will wait"
            fix = f'write "after: {-(-gap // HOURS_A_DAY)} days"'
            yield Mistake(look.at("steps", moment.index, "after"), message, fix, Level.WARNING)
