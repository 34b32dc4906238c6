"""Releases: what was planned for a day, what is held, and who let it go."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from engine.domain.campaign import LegalRole
from engine.domain.release import Release, ReleaseState
from engine.store.columns import micros
from engine.store.shelf import Shelf
from engine.store.sql import Row, Value
from preferences.channel import ChannelKind

BEGIN = (
    "INSERT INTO release_day (day, creditor, channel, legal_role, planned, because, first_by, released_by)"
    " VALUES (?, ?, ?, ?, ?, '', '', '') ON CONFLICT (day, creditor, channel, legal_role)"
)
COUNT = f"{BEGIN} DO UPDATE SET planned = release_day.planned + excluded.planned"
MAKE = f"{BEGIN} DO NOTHING"
ONE = "SELECT {release} FROM release_day WHERE {of_release}"
SINCE = "SELECT {release} FROM release_day WHERE day >= ? ORDER BY day, creditor, channel, legal_role"
HELD = (
    "SELECT {release} FROM release_day WHERE held_at IS NOT NULL AND released_at IS NULL"
    " ORDER BY day, creditor, channel, legal_role"
)
BEFORE = (
    "SELECT planned FROM release_day WHERE day >= ? AND day < ? AND creditor = ? AND channel = ?"
    " AND legal_role = ? AND planned > 0 ORDER BY day"
)
#: what was let go once needs two signatures again; a first one that was given ahead of its day stays
HOLD = (
    "UPDATE release_day SET held_at = ?, because = ?,"
    " first_by = CASE WHEN released_by = '' THEN first_by ELSE '' END, released_by = '', released_at = NULL"
    " WHERE {of_release}"
)
FORECAST = "UPDATE release_day SET forecast = ? WHERE {of_release}"
SIGN_FIRST = "UPDATE release_day SET first_by = ? WHERE {of_release} AND first_by = ''"
#: what two people let go is what is expected of that day now
SIGN_SECOND = (
    "UPDATE release_day SET released_by = ?, released_at = ?, forecast = CASE WHEN planned > 0"
    " AND planned > coalesce(forecast, 0) THEN planned ELSE forecast END"
    " WHERE {of_release} AND first_by <> ? AND released_by = ''"
)
HOLD_ALL = (
    "UPDATE send_queue SET state = 'held' WHERE state = 'ready' AND channel = ? AND EXISTS"
    " (SELECT 1 FROM contact o WHERE o.reference = send_queue.reference AND o.creditor = ?"
    " AND o.legal_role = ? AND o.at >= ? AND o.at < ?)"
)
LET_GO = (
    "UPDATE send_queue SET state = 'ready' WHERE state = 'held' AND channel = ? AND EXISTS"
    " (SELECT 1 FROM contact o WHERE o.reference = send_queue.reference AND o.creditor = ?"
    " AND o.legal_role = ? AND o.at >= ? AND o.at < ?)"
)
HOLD_THESE = "UPDATE send_queue SET state = 'held' WHERE state = 'ready' AND reference {among}"
#: locked, so that what is held now is let go by whoever signs next; who signs already is not waited for
STILL_HELD = (
    "SELECT 1 FROM release_day WHERE {of_release} AND held_at IS NOT NULL AND released_at IS NULL"
    " {pg:FOR UPDATE SKIP LOCKED}"
)
HELD_AMONG = "SELECT reference FROM send_queue WHERE state = 'held' AND reference {among}"


class ReleaseBook(Shelf):
    """What leaves on a day, and what is held of it."""

    def count_releases(self, planned: Mapping[Release, int]) -> Sequence[ReleaseState]:
        """Add contacts to the releases of a day; gives how these stand now."""
        ordered = sorted(planned)
        self._sql.change_apart(COUNT, [(*_key(one), planned[one]) for one in ordered])
        return [self.release_state(one) for one in ordered]

    def release_state(self, release: Release) -> ReleaseState:
        """Say how a release stands; one that nobody knows has nothing planned."""
        row = self._sql.row(ONE, *_key(release))
        return ReleaseState(release=release, planned=0) if row is None else _state(row)

    def releases_since(self, day: date) -> Sequence[ReleaseState]:
        """List all releases from a day on."""
        return [_state(row) for row in self._sql.rows(SINCE, day.isoformat())]

    def held_releases(self) -> Sequence[ReleaseState]:
        """List what waits for people, the oldest first."""
        return [_state(row) for row in self._sql.rows(HELD)]

    def planned_before(self, release: Release, days: int) -> Sequence[int]:
        """List what was planned on each of the days before it that had anything, the oldest first."""
        day, *others = _key(release)
        since = (release.day - timedelta(days=days)).isoformat()
        return [planned for (planned,) in self._sql.rows(BEFORE, since, day, *others)]

    def hold_release(
        self, release: Release, because: str, at: datetime, day: tuple[datetime, datetime]
    ) -> None:
        """Hold a release, and all of it that waits in the send queue; its day begins and ends at `day`."""
        self._sql.change(MAKE, *_key(release), 0)
        self._sql.change(HOLD, micros(at), because, *_key(release))
        self._sql.change(HOLD_ALL, *_group(release), *map(micros, day))

    def hold_queued(self, references: Iterable[str]) -> None:
        """Hold contacts that were planned for a release that is held."""
        if listed := sorted(references):
            self._sql.change(HOLD_THESE, listed)

    def hold_put_back(self, release: Release, references: Sequence[str]) -> None:
        """Hold contacts that came back to a release that is held, unless somebody signs it at this moment."""
        if self._sql.row(STILL_HELD, *_key(release)) is not None:
            self.hold_queued(references)

    def held_among(self, references: Sequence[str]) -> frozenset[str]:
        """Say which of these contacts are held."""
        return frozenset(one for (one,) in self._sql.rows(HELD_AMONG, list(references)))

    def sign_release(
        self, release: Release, actor: str, at: datetime, day: tuple[datetime, datetime]
    ) -> None:
        """Write who releases it; the second signature gives the send queue back what was held."""
        self._sql.change(MAKE, *_key(release), 0)
        if self._sql.change(SIGN_FIRST, actor, *_key(release)):
            return
        if self._sql.change(SIGN_SECOND, actor, micros(at), *_key(release), actor):
            self._sql.change(LET_GO, *_group(release), *map(micros, day))

    def keep_forecast(self, expected: Mapping[Release, int]) -> None:
        """Write what is expected of releases."""
        for release in sorted(expected):
            self._sql.change(MAKE, *_key(release), 0)
            self._sql.change(FORECAST, expected[release], *_key(release))


def _key(release: Release) -> tuple[str, str, str, str]:
    return release.day.isoformat(), *_parts(release)


def _parts(release: Release) -> tuple[str, str, str]:
    return release.creditor, release.channel.value, release.legal_role.value


def _group(release: Release) -> tuple[Value, ...]:
    return release.channel.value, release.creditor, release.legal_role.value


def _state(row: Row) -> ReleaseState:
    day, creditor, channel, role, planned, forecast, because, first_by, released_by = row
    return ReleaseState(
        release=Release(date.fromisoformat(day), creditor, ChannelKind(channel), LegalRole(role)),
        planned=planned,
        forecast=forecast,
        because=because,
        first_by=first_by,
        released_by=released_by,
    )
