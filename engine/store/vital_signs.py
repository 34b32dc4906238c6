"""How the house is doing, in a few figures that cost little to read, also among millions of cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.danger_calls import DANGER_CALL, RINGS
from engine.domain.case import Jurisdiction
from engine.domain.raw_call import CallState
from engine.policy.law_window import law_zone
from engine.store.choices import OVERDUE, PAIRS
from engine.store.columns import micros, moment
from engine.store.house_book import BACKED_UP, CAME_BY, CLOCK_WRONG, MAILED, STOPPED, YES
from engine.store.shelf import Shelf

#: each of these reads a partial index, and no more of it than it must
STATES = {
    "ready": "SELECT channel, count(*) FROM send_queue WHERE state = 'ready' GROUP BY channel",
    "held": "SELECT channel, count(*) FROM send_queue WHERE state = 'held' GROUP BY channel",
    "sending": "SELECT channel, count(*) FROM send_queue WHERE state = 'sending' GROUP BY channel",
    "doubt": "SELECT channel, count(*) FROM send_queue WHERE state = 'doubt' GROUP BY channel",
}
OLDEST_READY = "SELECT min(not_before) FROM send_queue WHERE state = 'ready'"
OLDEST_DUE = "SELECT min(due_at) FROM position WHERE due_at IS NOT NULL"
OLDEST_DOUBT = "SELECT min(settled_at) FROM send_queue WHERE state = 'doubt'"
OLDEST_UNSEALED = "SELECT min(at) FROM touchpoint WHERE id > (SELECT coalesce(max(line), 0) FROM tree_leaf)"
#: calls are numbered as they come in, so the first one waits longest
OLDEST_CALL = "SELECT received_at FROM raw_call WHERE state = 'new' ORDER BY id LIMIT 1"
CALLS_ASIDE = (
    "SELECT state, count(*) FROM raw_call WHERE state IN ('for_person', 'unreadable') GROUP BY state"
)
CHECKPOINT = "SELECT max(made_at) FROM checkpoint"
#: a stamp or a mail of a checkpoint speaks for all before it
OLDEST_UNSTAMPED = (
    "SELECT made_at FROM checkpoint WHERE size > (SELECT coalesce(max(size), 0) FROM checkpoint_stamp)"
    " ORDER BY size LIMIT 1"
)
OLDEST_UNMAILED = "SELECT made_at FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1"
FIRST_LINE = "SELECT at FROM touchpoint ORDER BY id LIMIT 1"
TASKS = "SELECT kind, count(*) FROM person_task WHERE done_at IS NULL GROUP BY kind"
LATE_TASKS = "SELECT kind, count(*) FROM person_task WHERE done_at IS NULL AND due_on < ? GROUP BY kind"
IN_DANGER = (
    "SELECT taken_by, min(opened_at) FROM person_task"
    " WHERE done_at IS NULL AND kind = 'care_for_somebody' GROUP BY taken_by"
)
HELD = "SELECT count(*) FROM release_day WHERE held_at IS NOT NULL AND released_at IS NULL"
SETTING = "SELECT value FROM house WHERE key = ?"
#: who works on a clock that is wrong says so each minute
SAID_LATELY = timedelta(minutes=3)
RINGING = "SELECT count(*) FROM house WHERE value = ? AND key LIKE ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalSigns:
    """What a monitor wants to know of the house."""

    is_stopped: bool
    #: messages of who may be in danger, of whom nobody knows a case
    danger_calls: int
    #: how long the call from outside that waits longest is not worked
    calls_late: timedelta
    #: calls that wait for a person, by their state
    calls_aside: Mapping[str, int]
    #: by state of the queue and channel
    queue: Mapping[tuple[str, str], int]
    open_tasks: Mapping[str, int]
    #: of those: whose day is over
    late_tasks: Mapping[str, int]
    #: open tasks for which somebody is left alone past the moment of a pause
    keeping_tasks: int
    #: by who took it (empty: nobody): how long the oldest open task about danger is there
    in_danger_for: Mapping[str, timedelta]
    held_releases: int
    #: how long the contact that waits longest could have left already
    late: timedelta
    #: how long the case that waits longest should have been looked at already
    due_late: timedelta
    in_doubt_for: timedelta
    #: how long no daemon or worker came by; nothing when none ever did
    alone_for: timedelta
    #: how long the oldest line of the record waits for its checkpoint, and how old the newest checkpoint is
    unsealed_for: timedelta
    checkpoint_age: timedelta
    #: how long the oldest checkpoint waits that no time stamp, and that no mail speaks for
    unstamped_for: timedelta
    unmailed_for: timedelta
    #: how old the newest backup is; before the first one: how far the record goes back
    backup_age: timedelta
    #: how far the clock of a worker is from that of the database, when one said lately that its own is wrong
    clock_apart: timedelta


class VitalSignBook(Shelf):
    """Reads how the house is doing."""

    def vital_signs(self, now: datetime) -> VitalSigns:
        """Read every sign."""
        queue = {
            (state, channel): count
            for state, statement in STATES.items()
            for channel, count in self._sql.rows(statement)
        }
        return VitalSigns(
            is_stopped=self._setting(STOPPED) == YES,
            danger_calls=self._sql.rows(RINGING, RINGS, f"{DANGER_CALL}%")[0][0],
            calls_late=self._since(OLDEST_CALL, now),
            calls_aside={state.value: 0 for state in (CallState.FOR_PERSON, CallState.UNREADABLE)}
            | dict(map(tuple, self._sql.rows(CALLS_ASIDE))),
            queue=queue,
            open_tasks=dict(map(tuple, self._sql.rows(TASKS))),
            late_tasks=dict(map(tuple, self._sql.rows(LATE_TASKS, _today(now).isoformat()))),
            keeping_tasks=len(self._sql.rows(OVERDUE, micros(now), PAIRS)),
            in_danger_for={who: now - moment(since) for who, since in self._sql.rows(IN_DANGER)},
            held_releases=self._sql.rows(HELD)[0][0],
            late=self._since(OLDEST_READY, now),
            due_late=self._since(OLDEST_DUE, now),
            in_doubt_for=self._since(OLDEST_DOUBT, now),
            alone_for=self._alone_for(now),
            unsealed_for=self._since(OLDEST_UNSEALED, now),
            checkpoint_age=self._since(CHECKPOINT, now),
            unstamped_for=self._since(OLDEST_UNSTAMPED, now),
            unmailed_for=self._since(OLDEST_UNMAILED, now, self._mailed_size()),
            backup_age=self._backup_age(now),
            clock_apart=self._clock_apart(now),
        )

    def _setting(self, key: str) -> str | None:
        found = self._sql.row(SETTING, key)
        return None if found is None else str(found[0])

    def _alone_for(self, now: datetime) -> timedelta:
        came_by = self._setting(CAME_BY)
        return timedelta() if came_by is None else max(timedelta(), now - moment(int(came_by)))

    def _backup_age(self, now: datetime) -> timedelta:
        made = self._setting(BACKED_UP)
        if made is None:
            return self._since(FIRST_LINE, now)
        # what a clock that was ahead wrote must not keep the alarm quiet until then
        return abs(now - moment(int(made)))

    def _clock_apart(self, now: datetime) -> timedelta:
        at, _, seconds = (self._setting(CLOCK_WRONG) or "0 0").partition(" ")
        said_lately = abs(now - moment(int(at))) < SAID_LATELY
        return timedelta(seconds=abs(float(seconds))) if said_lately else timedelta()

    def _mailed_size(self) -> int:
        size, _, _ = (self._setting(MAILED) or "0").partition(" ")
        return int(size)

    def _since(self, statement: str, now: datetime, *values: int) -> timedelta:
        row = self._sql.row(statement, *values)
        oldest = None if row is None else row[0]
        return timedelta() if oldest is None or oldest > micros(now) else now - moment(oldest)


def _today(now: datetime) -> date:
    """Give the day of the people who work here."""
    return now.astimezone(law_zone(Jurisdiction.NL)).date()
