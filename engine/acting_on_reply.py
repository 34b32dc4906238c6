"""Do what a row of the table of effects asks for, for one reply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from engine.arrangements.heard import Heard
from engine.domain.case import Case, CaseStatus
from engine.domain.contact import Contact
from engine.domain.decision import TaskKind
from engine.domain.pause import Pause, PauseKind
from engine.domain.people import PointState
from engine.domain.person_task import PersonTask
from engine.domain.reply import Reply
from engine.lines import change_line
from engine.pausing import Pausing, read_by
from engine.policy.law_window import law_zone
from engine.ports import DebtorFile, NewId
from engine.replies.effects import Effect
from engine.replies.understand import Reading
from engine.steering_ports import SteeringBooks
from engine.stranger import point_of_another
from preferences.change import LEARNED, Change, Field, Through
from preferences.channel import ChannelKind
from preferences.fold import checked, fold
from preferences.wall import moment_of

#: the hours behind a part of the day
HOURS = {
    "morning": "mon-sat 08:00-12:00",
    "afternoon": "mon-sat 12:00-18:00",
    "evening": "mon-sat 18:00-22:00",
    "weekend": "sat 08:00-22:00",
}
EVERY_DAY = "mon-sat"
#: a promise without a day is left alone so long; one for later than this is a person's to judge
PROMISE_DAYS, LONGEST_PROMISE_DAYS = 7, 31
CHANNELS = frozenset(ChannelKind)
PHONE = "phone"


@dataclass(slots=True)
class Acting:
    """The effects of one reply, done one after another; `done` tells them in words."""

    books: SteeringBooks
    actor: str
    now: datetime
    new_id: NewId
    case: Case
    file: DebtorFile
    reply: Reply
    reading: Reading
    contact: Contact | None
    #: the plan that the debtor proposes, and what speaks against agreeing at once
    plan: Heard = field(default_factory=Heard)
    done: list[str] = field(default_factory=list)
    _asked: set[TaskKind] = field(default_factory=set)

    def do(self, effect: Effect) -> None:
        """Do the effect of one label."""
        for action in effect.actions:
            ACTIONS[action](self, effect)

    def ask_person(self) -> None:
        """Give the reply to a person, once, and leave the case alone meanwhile: nothing goes on in doubt."""
        maybe = ", ".join(sorted(self.reading.in_doubt))
        said = "a reply that was not surely understood"
        self.open_task(TaskKind.ANSWER_REPLY, f"{said}: look for {maybe}" if maybe else said)
        self.wait_until_read()

    def wait_until_read(self) -> None:
        """Leave the case alone until a person read the reply, unless a pause stands already."""
        self._say_pause(self._pausing("").leave_until_read(self.case, self.file.cases))

    def open_task(self, kind: TaskKind, because: str, due: date | None = None) -> None:
        """Open a task, unless the same one waits already."""
        waits = kind in self._asked or any(
            one.kind is kind and one.case_id == self.case.id for one in self.books.tasks()
        )
        if waits or self.case.status is not CaseStatus.OPEN:
            return
        self._asked.add(kind)
        task = PersonTask(
            id=self.new_id(),
            kind=kind,
            case_id=self.case.id,
            debtor_id=self.case.debtor_id,
            because=because,
            opened_at=self.now,
            due_on=due or read_by(self.case, kind, self.now),
        )
        self.books.open_tasks([task])
        self.done.append(f"task {kind}")

    def pause(self, kind: PauseKind, until: datetime | None) -> None:
        """Begin a pause, unless one of its kind stands that lasts as long."""
        told = "; ".join(self.plan.against) if kind is PauseKind.PLAN_REQUEST else ""
        self._say_pause(self._pausing(told).begin(self.case, kind, until, self.file.cases))

    def _pausing(self, told: str) -> Pausing:
        return Pausing(self.books, self.actor, self.now, self.new_id, owes=False, told=told)

    def _say_pause(self, made: Pause | None) -> None:
        if made is not None:
            self.done.append(f"pause {made.kind}" + (f" until {made.until:%Y-%m-%d}" if made.until else ""))

    def change(self, about: Field, value: str) -> None:
        """
        Write down what the debtor chose, in their own words; never the words of somebody else.

        It counts from when it was said: of two replies the later one holds, whichever came in first.
        """
        made = checked(
            Change(
                id=self.new_id(),
                debtor_id=self.case.debtor_id,
                at=min(self.reply.received_at, self.now),
                by=self.actor,
                through=self._through,
                field=about,
                value=value,
                words="" if about in LEARNED else self.reply.text,
            )
        )
        self.books.put_change(made)
        self.books.append([change_line(made)])
        self.done.append(f"{about} {value}")

    @property
    def _through(self) -> Through:
        by_letter = self.reply.channel is ChannelKind.LETTER
        return self.reply.through or (Through.LETTER if by_letter else Through.REPLY)

    def day_named(self) -> date | None:
        """Give the day that the reply names."""
        day = self.reading.entities.get("date")
        return date.fromisoformat(str(day)) if day else None

    def morning_after(self, day: date) -> datetime:
        """Give the moment at which a pause up to and including a day ends."""
        return moment_of(day + timedelta(days=1), timedelta(), law_zone(self.case.jurisdiction))


def _task(acting: Acting, effect: Effect) -> None:
    if effect.task is None:
        return
    due = acting.day_named() if effect.task is TaskKind.CALL else None
    acting.open_task(effect.task, f"a reply: {effect.label}", due)


def _pause(acting: Acting, effect: Effect) -> None:
    if effect.pause is None:
        return
    until = acting.now + timedelta(days=effect.days) if effect.days else None
    acting.pause(effect.pause, until)


def _promise(acting: Acting, effect: Effect) -> None:
    """Leave the case alone until the promised day has passed; then its campaign goes on by itself."""
    today = acting.now.astimezone(law_zone(acting.case.jurisdiction)).date()
    day = acting.day_named() or today + timedelta(days=PROMISE_DAYS)
    if day < today or (day - today).days > LONGEST_PROMISE_DAYS:
        acting.open_task(TaskKind.AGREE_ARRANGEMENT, f"a promise to pay on {day}")
        day = today + timedelta(days=PROMISE_DAYS)
    acting.pause(PauseKind.ARRANGEMENT, acting.morning_after(day))


def _refuse(acting: Acting, effect: Effect) -> None:
    channel = acting.reading.stop or acting.reply.channel.value
    if channel in CHANNELS:
        acting.change(Field.REFUSE_CHANNEL, channel)
    else:
        acting.open_task(TaskKind.AGREE_CHANNEL, "the debtor does not want to be phoned")


def _prefer_channel(acting: Acting, effect: Effect) -> None:
    wanted = str(acting.reading.entities.get("channel", ""))
    if wanted not in CHANNELS:
        said = "to be phoned" if wanted == PHONE else "another channel"
        acting.open_task(TaskKind.AGREE_CHANNEL, f"the debtor wants {said}")
        return
    stands = fold(acting.books.changes_of(acting.case.debtor_id))
    if ChannelKind(wanted) in stands.refused:
        acting.change(Field.ALLOW_CHANNEL, wanted)
    order = [wanted, *(one.value for one in stands.order if one.value != wanted)]
    acting.change(Field.CHANNEL_ORDER, ",".join(order))


def _prefer_hours(acting: Acting, effect: Effect) -> None:
    day, part = acting.day_named(), str(acting.reading.entities.get("daypart", ""))
    if day:
        acting.change(Field.QUIET_UNTIL, acting.morning_after(day).isoformat())
    if part:
        acting.change(Field.HOURS, HOURS.get(part, f"{EVERY_DAY} {part}"))
    if not day and not part:
        acting.open_task(TaskKind.ANSWER_REPLY, "the debtor limits the hours of contact")


def _block(acting: Acting, effect: Effect) -> None:
    """Send nothing more to what belongs to somebody else; a person finds out (NL-72, U; BE-09, V)."""
    point = point_of_another(acting.file.debtor, acting.reply, acting.contact)
    if point is None:
        return
    acting.books.mark_point(acting.case.debtor_id, point.value, PointState.WRONG_PERSON)
    acting.change(Field.ADDRESS_OF_ANOTHER, point.value)
    acting.done.append(f"{point.kind} is somebody else's")


def _nothing(acting: Acting, effect: Effect) -> None:
    """Leave the acknowledgement to engine.owing: it is owed once all effects are done."""


#: what each word in the column `actions` of effects.yaml does
ACTIONS: Mapping[str, Callable[[Acting, Effect], None]] = {
    "task": _task,
    "pause": _pause,
    "promise": _promise,
    "refuse_channel": _refuse,
    "prefer_channel": _prefer_channel,
    "prefer_hours": _prefer_hours,
    "block_contact_point": _block,
    "answer": _nothing,
}
