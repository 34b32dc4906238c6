"""
Hold a release far from what was expected until two different people let it go.

Far above shows as soon as it is planned. Far below shows in a play of tomorrow, and holds tomorrow before it
begins; on the day itself it is known only when that is nearly over, and raises an alarm.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from engine.domain.campaign import LegalRole
from engine.domain.case import Jurisdiction
from engine.domain.contact import Contact
from engine.domain.release import Release, ReleaseState
from engine.domain.touchpoint import Entry, LineKind
from engine.policy.calendars import calendar_for
from engine.ports import Books, Queued
from preferences.channel import ChannelKind, ContactKind

#: where the house stands: its days begin and end there
HERE = ZoneInfo("Europe/Amsterdam")
ONE_DAY = timedelta(days=1)
#: how many days back we look for what is usual; at least one of them must have had something
DAYS_BACK = 14
#: on so many of those days there must have been something before nothing is strange
USUAL = 5
#: from this hour on a working day has planned what it will; before it we still look at the working day before
LATE = time(17)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far is far."""

    #: so many contacts a release need no comparison
    floor: int
    #: more than this many times what was expected is far
    factor: float


@dataclass(frozen=True, slots=True)
class Brake:
    """Looks at what was just planned, in the same transaction; without limits it only counts."""

    limits: Limits | None = None

    def held_now(self, books: Books, contacts: Sequence[Contact], now: datetime) -> frozenset[str]:
        """
        Name the contacts whose release is held already, without counting and without making anybody wait.

        It spares writing texts in vain; only `look` says what may leave.
        """
        if self.limits is None:
            return frozenset()
        groups = _by_reference(contacts, now)
        held = {one for one in set(groups.values()) if books.release_state(one).is_held}
        return _among(groups, held)

    def look(self, books: Books, contacts: Sequence[Contact], now: datetime) -> frozenset[str]:
        """
        Count what is planned, and hold every release that went too far.

        Gives the references of these contacts that may not leave before their release is let go.
        """
        groups = _by_reference(contacts, now)
        return _among(groups, self._held(books, Counter(groups.values()), now)) if groups else frozenset()

    def let_pass(self, books: Books, queued: Sequence[Queued]) -> Sequence[Queued]:
        """
        Keep what may be handed over; hold what came back into the queue after its release was held.

        A provider was busy, a batch ended, a doubt goes out once more: each was in somebody's hands when the
        release was held, and belongs to the day on which it was planned or last about to leave.
        """
        if self.limits is None:
            return queued
        groups = {one.contact.reference: release_of(one.contact, day_of(one.contact.at)) for one in queued}
        held = [one for one in sorted(set(groups.values())) if books.release_state(one).is_held]
        for release in held:
            books.hold_put_back(release, [one for one in groups if groups[one] == release])
        return [one for one in queued if groups[one.contact.reference] not in held]

    def _held(self, books: Books, planned: Mapping[Release, int], now: datetime) -> frozenset[Release]:
        day, held = day_of(now), set()
        for state in books.count_releases(planned):
            if self.limits is None:
                continue
            if state.is_held:
                held.add(state.release)
                continue
            if state.planned <= self.limits.floor:
                continue
            if because := self._objection(books, state, self.limits):
                books.hold_release(state.release, because, now, bounds_of(day))
                books.append([held_line(state.release, because, now)])
                held.add(state.release)
        return frozenset(held)

    def _objection(self, books: Books, state: ReleaseState, limits: Limits) -> str:
        """Say what is strange about a release that is not held; empty when nothing is."""
        if state.released_by:
            return outgrown(state.planned, state.forecast, limits)
        return objection(
            state.planned, state.forecast, books.planned_before(state.release, DAYS_BACK), limits
        )


def _by_reference(contacts: Iterable[Contact], now: datetime) -> Mapping[str, Release]:
    day, made = day_of(now), dict[tuple[str, ContactKind, LegalRole], Release]()
    groups = {}
    for one in contacts:
        # a batch of hundreds has a handful of releases
        parts = one.creditor, one.kind, one.legal_role
        release = made.get(parts)
        if release is None:
            release = made[parts] = release_of(one, day)
        groups[one.reference] = release
    return groups


def _among(groups: Mapping[str, Release], held: Collection[Release]) -> frozenset[str]:
    return frozenset(reference for reference, release in groups.items() if release in held)


def objection(planned: int, forecast: int | None, before: Sequence[int], limits: Limits) -> str:
    """
    Say what is strange about a release; empty when nothing is.

    `before` holds what was planned on earlier days, days without anything left out. It is compared with the
    forecast that somebody kept and with those days: one of them being far away is enough.
    """
    if planned <= limits.floor:
        return ""
    if forecast is not None and planned > forecast * limits.factor:
        return f"{planned} contacts, and the forecast said {forecast}"
    if before and planned > median(before) * limits.factor:
        return f"{planned} contacts, and {median(before):g} on an ordinary day before"
    if forecast is None and not before:
        return f"{planned} contacts, and none on any of the {DAYS_BACK} days before"
    return ""


def outgrown(planned: int, released: int | None, limits: Limits) -> str:
    """
    Say that a release is far more than what two people let go; empty when it is not.

    `released` is that number; None: they let it go before anything was known of it.
    """
    if released is None or planned <= max(released, limits.floor) * limits.factor:
        return ""
    return f"{planned} contacts, and two people let {released} go"


def shortfall(planned: int, forecast: int | None, before: Sequence[int], limits: Limits) -> str:
    """
    Say that a release is far below what was expected; empty when it is not.

    A forecast that somebody kept goes before the days before; what is expected to be small is never missed.
    """
    usual = median(before) if len(before) >= USUAL else 0
    expected = usual if forecast is None else forecast
    if expected <= limits.floor or planned * limits.factor >= expected:
        return ""
    said = f"{expected:g} on an ordinary day before" if forecast is None else f"the forecast said {forecast}"
    return f"only {planned} contacts, and {said}"


def missing(
    day: date, known: Iterable[ReleaseState], limits: Limits, ahead: Mapping[Release, int] | None = None
) -> list[tuple[Release, str]]:
    """
    List what is far below what was expected of a day; nothing on a day without work.

    `known` holds the releases of the fourteen days before it and of itself; `ahead` what a play comes to on
    a day that is still to come.
    """
    if not calendar_for(Jurisdiction.NL).is_working_day(day):
        return []
    before: dict[Release, list[int]] = {}
    states: dict[Release, ReleaseState] = {}
    for state in known:
        here = replace(state.release, day=day)
        before.setdefault(here, [])
        if state.release.day == day:
            states[here] = state
        elif state.release.day < day and state.planned:
            before[here].append(state.planned)
    found = []
    for release in sorted(before):
        state = states.get(release, ReleaseState(release=release, planned=0))
        planned = state.planned if ahead is None else ahead.get(release, 0)
        if because := shortfall(planned, state.forecast, before[release], limits):
            found.append((release, because))
    return found


def judged_day(now: datetime) -> date:
    """Give the last working day that has planned what it will."""
    local, calendar = now.astimezone(HERE), calendar_for(Jurisdiction.NL)
    day = local.date() if local.time() >= LATE else local.date() - ONE_DAY
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day


def release_of(contact: Contact, day: date) -> Release:
    """Name the release that a contact belongs to."""
    return Release(day, contact.creditor, ChannelKind(contact.kind.value), contact.legal_role)


def day_of(now: datetime) -> date:
    """Give the day of the house."""
    return now.astimezone(HERE).date()


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """Give the moments at which a day of the house begins and ends."""
    begin, end = (datetime.combine(one, time(), tzinfo=HERE) for one in (day, day + timedelta(days=1)))
    return begin, end


def held_line(release: Release, because: str, now: datetime, by: str = "") -> Entry:
    """Write that a release is held, and who looked ahead, if a person did."""
    public = {"held": str(release), "because": because, **({"by": by} if by else {})}
    return Entry(subject="house", kind=LineKind.HOUSE, at=now, public=public, content=None)
