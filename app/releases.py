"""What is held now, what would be held on the coming days, and the forecast that people keep."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.settings import Settings
from app.wiring import House
from engine.brake import DAYS_BACK, Limits, day_of, judged_day, missing, objection
from engine.domain.release import Release, ReleaseState


def held_now(house: House) -> Sequence[ReleaseState]:
    """List the releases that wait for people."""
    with house.store.read() as books:
        return books.held_releases()


def limits_of(settings: Settings) -> Limits:
    """Say how far is far in this house."""
    return Limits(floor=settings.brake_floor, factor=settings.brake_factor)


def missing_now(house: House) -> list[tuple[Release, str]]:
    """List what the last working day had far too little of."""
    day = judged_day(house.clock())
    with house.store.read() as books:
        known = books.releases_since(day - timedelta(days=DAYS_BACK))
    return missing(day, known, limits_of(house.settings))


def missing_ahead(played: House, live: House, tomorrow: datetime) -> list[tuple[Release, str]]:
    """List what a play has far too little of tomorrow."""
    day = day_of(tomorrow)
    with played.store.read() as books:
        ahead = {state.release: state.planned for state in books.releases_since(day)}
    with live.store.read() as books:
        known = books.releases_since(day - timedelta(days=DAYS_BACK))
    return missing(day, known, limits_of(live.settings), ahead)


def strange_ahead(played: House, live: House, now: datetime) -> list[tuple[Release, str]]:
    """List what the brake would hold of what a play came to, with the reason."""
    limits = limits_of(live.settings)
    with played.store.read() as books:
        ahead = books.releases_since(day_of(now))
    found = []
    with live.store.read() as books:
        for state in ahead:
            known = books.release_state(state.release)
            before = books.planned_before(state.release, DAYS_BACK)
            because = objection(state.planned, known.forecast, before, limits)
            if because and not (known.released_by or known.is_held):
                found.append((state.release, because))
    return found


def keep_forecast(live: House, played: House, tomorrow: datetime, actor: str) -> None:
    """
    Keep what a play came to as the forecast of tomorrow, and hold what it has far too little of.

    What is kept becomes what is expected: so it is compared with the days before first.
    """
    day = day_of(tomorrow)
    short = missing_ahead(played, live, tomorrow)
    with played.store.read() as books:
        expected = {
            state.release: state.planned
            for state in books.releases_since(day)
            if state.release.day == day and state.planned
        }
    with live.store.begin() as books:
        releasing = live.releasing(books, actor)
        releasing.keep_forecast(expected)
        releasing.hold(short)
