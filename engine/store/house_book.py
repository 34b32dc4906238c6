"""The house: its switches, its people, and its campaigns and organisation in all their versions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from engine.domain.errors import UnknownReference
from engine.store.columns import micros, moment
from engine.store.house_key import prove_key
from engine.store.shelf import Shelf

#: the switch that keeps everything in the house
STOPPED = "stopped"
YES = "yes"
#: why nothing may leave before the providers were asked; empty when that is not so
FROZEN = "frozen"
#: where the house went; it never begins to work here again
MOVED = "moved_to"

#: when a daemon or worker last came by to look after what was left, in microseconds
CAME_BY = "came_by"

#: which moment the newest backup holds, in microseconds; written when it is whole, so it is not in itself
BACKED_UP = "backed_up"
#: when the clock of a worker was seen to be wrong last, by that of the database, and by how many seconds
CLOCK_WRONG = "clock_wrong"
#: which checkpoint was mailed last, by its size, and when
MAILED = "checkpoint_mailed"

GET = "SELECT value FROM house WHERE key = ?"
SET = "INSERT INTO house (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
STOPS = "SELECT key, value FROM house WHERE key IN ('stopped', 'frozen', 'moved_to')"
LAST_LINE = "SELECT id, hash FROM touchpoint ORDER BY id DESC LIMIT 1"
LAST_MOMENT = "SELECT at FROM touchpoint WHERE subject <> 'house' ORDER BY id DESC LIMIT 1"
HAS_LINE = "SELECT 1 FROM touchpoint WHERE id = ? AND hash = ?"
STAFF = "SELECT name, staff_role FROM people ORDER BY name"
PUT_STAFF = (
    "INSERT INTO people (name, staff_role) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET staff_role = excluded.staff_role"
)
PUT_CAMPAIGN = (
    "INSERT INTO campaign_version (name, version, content, loaded_at) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (name, version) DO NOTHING"
)
CAMPAIGN = "SELECT content FROM campaign_version WHERE name = ? AND version = ?"
CAMPAIGNS = "SELECT name, version, loaded_at FROM campaign_version ORDER BY loaded_at, name, version"
PUT_ORGANISATION = (
    "INSERT INTO organisation_version (version, content, loaded_at) VALUES (?, ?, ?)"
    " ON CONFLICT (version) DO NOTHING"
)
ORGANISATION = "SELECT content FROM organisation_version WHERE version = ?"


class HouseBook(Shelf):
    """What holds for the whole house."""

    def prove_key(self) -> None:
        """Raise ConfigurationError on a machine whose key of the house is another than the one of then."""
        prove_key(self._sql, self._vault)

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""
        row = self._sql.row(GET, key)
        return None if row is None else str(row[0])

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""
        self._sql.change(SET, key, value)

    def note_round(self, now: datetime) -> None:
        """Write that a daemon or worker came by."""
        self.set_house(CAME_BY, str(micros(now)))

    def note_clock(self, ahead: timedelta, at: datetime) -> None:
        """Write by how much the clock of a worker is ahead, at a moment by the clock of the database."""
        self.set_house(CLOCK_WRONG, f"{micros(at)} {ahead.total_seconds()}")

    def note_backup(self, at: datetime, now: datetime) -> None:
        """Write which moment a backup holds; one that holds less than the newest changes nothing."""
        known = self.house(BACKED_UP)
        # a clock that was ahead may have written a moment that has not come yet
        if known is None or not micros(at) <= int(known) <= micros(now):
            self.set_house(BACKED_UP, str(micros(at)))

    def house_stopped(self) -> bool:
        """Say whether everything was stopped: by a person, because a backup came back, or by a move."""
        stops = dict(map(tuple, self._sql.rows(STOPS)))
        return stops.get(STOPPED) == YES or bool(stops.get(FROZEN)) or bool(stops.get(MOVED))

    def freeze(self, because: str) -> None:
        """Let nothing leave until the providers were asked; empty: let it go on."""
        self.set_house(FROZEN, because)

    def frozen(self) -> str:
        """Say why nothing may leave before the providers were asked; empty when that is not so."""
        return self.house(FROZEN) or ""

    def last_line(self) -> tuple[int, str] | None:
        """Give the number and the hash of the last line of the ledger."""
        row = self._sql.row(LAST_LINE)
        return None if row is None else (row[0], row[1].hex())

    def last_moment(self) -> datetime | None:
        """Give the moment of the last line that is not about the house itself."""
        row = self._sql.row(LAST_MOMENT)
        return None if row is None else moment(row[0])

    def has_line(self, number: int, line_hash: str) -> bool:
        """Say whether the ledger has this line."""
        return self._sql.row(HAS_LINE, number, bytes.fromhex(line_hash)) is not None

    def stop_house(self, *, stopped: bool) -> None:
        """Stop everything, or let it go on."""
        self.set_house(STOPPED, YES if stopped else "no")

    def staff(self) -> Mapping[str, str]:
        """List who works here, with their staff_role."""
        return dict(map(tuple, self._sql.rows(STAFF)))

    def put_staff(self, name: str, staff_role: str) -> None:
        """Write who works here, and as what."""
        self._sql.change(PUT_STAFF, name, staff_role)

    def put_campaign_version(self, name: str, version: str, content: str, loaded_at: datetime) -> None:
        """Keep a campaign as canonical JSON; a version that is known stays as it is."""
        self._sql.change(PUT_CAMPAIGN, name, version, content, micros(loaded_at))

    def campaign_version(self, name: str, version: str) -> str:
        """Give a campaign's canonical JSON; raises UnknownReference."""
        row = self._sql.row(CAMPAIGN, name, version)
        if row is None:
            raise UnknownReference(f"there is no version {version} of campaign '{name}'")
        return str(row[0])

    def campaign_versions(self) -> Sequence[tuple[str, str, datetime]]:
        """List (name, version, loaded at), the oldest first."""
        return [(name, version, moment(at)) for name, version, at in self._sql.rows(CAMPAIGNS)]

    def put_organisation_version(self, version: str, content: str, loaded_at: datetime) -> bool:
        """Keep the organisation as canonical JSON; False for a version that is known: it stays as it is."""
        return bool(self._sql.change(PUT_ORGANISATION, version, content, micros(loaded_at)))

    def organisation_version(self, version: str) -> str:
        """Give the organisation's canonical JSON; raises UnknownReference."""
        row = self._sql.row(ORGANISATION, version)
        if row is None:
            raise UnknownReference(f"there is no version {version} of the organisation")
        return str(row[0])
