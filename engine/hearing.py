"""
Take in what somebody sent us: find whose it is, and never guess.

One debtor has this number or mailbox: the message is a reply to what we sent them. Nobody has it, or several
do and no reference of ours says who: it is kept and a person reads it. A STOP is about the number itself, so
it counts for everybody who has it; that is never more than what the provider does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.danger_calls import note_danger
from engine.domain.case import Case, CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.incoming import Incoming, OptOut, WrittenBy
from engine.domain.organisation import Creditor
from engine.domain.pause import PauseKind
from engine.domain.people import PointState
from engine.domain.person_task import PersonTask
from engine.domain.reply import Reply
from engine.evidence_ports import IncomingBooks
from engine.lines import change_line
from engine.pausing import Pausing, read_by
from engine.ports import DebtorFile, NewId
from engine.referral.hearing_answers import hearing_answers
from engine.referral.offering import Nearby
from engine.replies.label import Label
from engine.replies.understand import understand
from engine.taking_in import taking_in_for
from preferences.change import Change, Field, Through

#: said of a message that another call brought before
ALREADY_HEARD = "known already"
NOBODY = "nobody that we know has this number or mailbox"
FORGED = "the sender is not who the mail says: SPF and DKIM do not hold"
SOMEBODY_ELSE = "the number or mailbox is somebody else's, who wrote to us again"
ENDED = "the cases of this debtor have ended"
#: how the reason begins why a person must read a message at once
DANGER = "somebody may be in danger"
#: a STOP or START with so many words is only that
KEYWORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Takes in messages inside one transaction; `actor` is the provider through which they came."""

    books: IncomingBooks
    actor: str
    now: datetime
    new_id: NewId
    #: finds the creditor of a case, whose bounds a plan is held to; None: every plan goes to a person
    creditor_of: Callable[[Case], Creditor] | None = None
    #: who helps where; None: nobody is asked about help
    nearby: Nearby | None = None

    def take_in(self, message: Incoming, number: int) -> str:
        """Take in a message that came with a call; gives why a person must read the call, or nothing."""
        if not self.books.claim_incoming(message, number, self.now):
            return ALREADY_HEARD
        because = self._take_in(message, number)
        if because.startswith(DANGER):
            note_danger(self.books, number)
        return because

    def _take_in(self, message: Incoming, number: int) -> str:
        found = sorted(self.books.debtors_at([message.came_from]).get(message.came_from, ()))
        self.books.hold_debtors(found)
        known = list(self.books.files(found))
        files = [] if message.is_forged else _whose(known, message)
        if known and not files:
            self._leave_to_people(known, message, number)
            return _first(message, FORGED if message.is_forged else SOMEBODY_ELSE)
        meant = [one for one in files if _named(one, message)] if len(files) > 1 else files
        if len(meant) == 1:
            return self.take_in_for(meant[0], message)
        if not files:
            return self._nobody(message, number)
        self._leave_to_people(files, message, number)
        return _first(message, f"{len(files)} debtors have this number or mailbox")

    def _leave_to_people(self, files: Sequence[DebtorFile], message: Incoming, number: int) -> None:
        """Let a person read it; a STOP counts for everybody who has the number, and needs nobody."""
        for file in files:
            if message.opt_out is OptOut.STOP and not message.is_forged:
                self._choose(file, message)
            self._ask_about(file, message, number)

    def take_in_for(self, file: DebtorFile, message: Incoming, case_id: str = "") -> str:
        """Take in a message of a debtor; `case_id` when a person said which case it speaks of."""
        if message.opt_out is not None:
            self._choose(file, message)
        case, is_clear = which_case(file, message, case_id)
        if case is None:
            return _first(message, ENDED)
        self.books.settle_incoming(message.key, case.id)
        if message.written_by is WrittenBy.MAIL_SERVER:
            self._bounced(file, case, message)
        elif _says_more(message) or self._is_answer(file, message):
            self._reply(case, message)
        else:
            self.books.put_reaction(file.debtor.id, case.id, message.channel, message.received_at)
            self.books.touch_due([one.id for one in _open(file)], self.now)
        if not is_clear:
            self._ask(case, f"a reply that may speak of one of {len(_open(file))} cases")
        return ""

    def _is_answer(self, file: DebtorFile, message: Incoming) -> bool:
        """Say whether a START is an answer as well: "yes" begins messages, and is a yes to our question."""
        if self.nearby is None or message.opt_out is not OptOut.START:
            return False
        hearing = hearing_answers(self.books, self.nearby, self.actor, self.now, self.new_id)
        return hearing.is_answer(file, message.channel, message.text)

    def _bounced(self, file: DebtorFile, case: Case, message: Incoming) -> None:
        """
        Write that a mailbox does not work, when a mail server says so for good; a person looks as well.

        Anybody can write such a report, so only one that names a mail of ours counts (its reference or case).
        """
        known = [one for one in file.debtor.points if one.value == message.came_from and one.state.usable]
        if message.is_final and known and _named(file, message):
            self.books.mark_point(file.debtor.id, message.came_from, PointState.BOUNCED)
            self._write(file, message, (Through.BOUNCE, Field.ADDRESS_FAILED, message.came_from))
        self._ask(case, "a mail server could not deliver to this mailbox")

    def _reply(self, case: Case, message: Incoming) -> None:
        reply = Reply(
            case_id=case.id,
            channel=message.channel,
            text=message.text,
            received_at=message.received_at,
            came_from=message.came_from,
            by_machine=message.written_by is WrittenBy.MACHINE,
            attachments=message.attachments,
        )
        taking_in_for(self).take_in(reply)

    def _choose(self, file: DebtorFile, message: Incoming) -> None:
        """Write a STOP or START down as the debtor's own choice, at the moment of their message."""
        about = Field.REFUSE_CHANNEL if message.opt_out is OptOut.STOP else Field.ALLOW_CHANNEL
        self._write(file, message, (Through.PROVIDER, about, message.channel.value))

    def _write(self, file: DebtorFile, message: Incoming, said: tuple[Through, Field, str]) -> None:
        """Add to the one list of how somebody may be reached what a message tells: way, field, value."""
        through, field, value = said
        change = Change(
            id=self.new_id(),
            debtor_id=file.debtor.id,
            at=message.received_at,
            by=self.actor,
            through=through,
            field=field,
            value=value,
            words=message.text if through is Through.PROVIDER else "",
        )
        self.books.put_change(change)
        self.books.append([change_line(change)])
        self.books.touch_due([one.id for one in _open(file)], self.now)

    def _nobody(self, message: Incoming, number: int) -> str:
        """Nobody has the mailbox; a reference of ours still says which case a person should look at."""
        contacts = self.books.contacts_among(sorted(message.named))
        for contact in contacts.values():
            for file in self.books.files([contact.debtor_id]):
                self._ask_about(file, message, number)
        return _first(message, NOBODY)

    def _ask_about(self, file: DebtorFile, message: Incoming, number: int) -> None:
        case, _ = which_case(file, message)
        if case is not None:
            self._ask(case, f"a message that may be theirs: `minnelijk calls show {number}`")
            self._leave_alone(file, case, message, number)

    def _leave_alone(self, file: DebtorFile, case: Case, message: Incoming, number: int) -> None:
        """
        Leave a debtor alone whose message it may be, until a person read it: nothing goes on in doubt.

        Not for what a machine wrote, a bare STOP, or somebody else at a number that we know to be theirs.
        """
        by_person = message.written_by is WrittenBy.PERSON and _says_more(message)
        if not by_person or _is_of_another(file, message.came_from):
            return
        told = f"a message that may be theirs: `minnelijk calls show {number}`"
        pausing = Pausing(self.books, self.actor, self.now, self.new_id, owes=False, told=told)
        if Label.DISTRESS in _labels(message):
            pausing.begin(case, PauseKind.DANGER, None, file.cases)
        else:
            pausing.leave_until_read(case, file.cases)
        self.books.touch_due([one.id for one in _open(file)], self.now)

    def _ask(self, case: Case, because: str) -> None:
        waits = any(
            one.kind is TaskKind.ANSWER_REPLY and one.case_id == case.id and one.because == because
            for one in self.books.tasks()
        )
        if waits:
            return
        task = PersonTask(
            id=self.new_id(),
            kind=TaskKind.ANSWER_REPLY,
            case_id=case.id,
            debtor_id=case.debtor_id,
            because=because,
            opened_at=self.now,
            due_on=read_by(case, TaskKind.ANSWER_REPLY, self.now),
        )
        self.books.open_tasks([task])


def _says_more(message: Incoming) -> bool:
    return message.opt_out is None or len(message.text.split()) > KEYWORDS


def which_case(file: DebtorFile, message: Incoming, case_id: str = "") -> tuple[Case | None, bool]:
    """
    Say of which open case a message speaks, and whether that is sure.

    The one that it names, else that of the last contact through its channel, else the first of all.
    """
    among = {one.id: one for one in _open(file)}
    if not among or case_id:
        return among.get(case_id), True
    named = [one for one in among.values() if one.id in _named(file, message)]
    if len(named) == 1 or len(among) == 1:
        return (named or list(among.values()))[0], True
    through = [
        one
        for one in file.contacts
        if one.kind.value == message.channel.value
        and one.at <= message.received_at
        and one.outcome.may_have_reached
        and among.keys() & set(one.case_ids)
    ]
    if through:
        last = max(through, key=lambda one: one.at)
        mine = [one for one in last.case_ids if one in among]
        return among[mine[0]], len(mine) == 1
    return next(iter(among.values())), False


def _whose(files: Sequence[DebtorFile], message: Incoming) -> Sequence[DebtorFile]:
    """
    Leave out debtors for whom we know that this number or mailbox is somebody else's.

    Somebody in danger is heard whoever they are.
    """
    theirs = [one for one in files if not _is_of_another(one, message.came_from)]
    in_danger = len(theirs) < len(files) and Label.DISTRESS in _labels(message)
    return files if in_danger else theirs


def _first(message: Incoming, because: str) -> str:
    """Say why a person must read a message; who may be in danger is said first."""
    return f"{DANGER}: {because}" if Label.DISTRESS in _labels(message) else because


def _labels(message: Incoming) -> Sequence[Label]:
    return understand(message.channel.value, message.text, message.received_at.date()).labels


def _is_of_another(file: DebtorFile, value: str) -> bool:
    states = {one.state for one in file.debtor.points if one.value == value}
    return states == {PointState.WRONG_PERSON}


def _open(file: DebtorFile) -> Sequence[Case]:
    return [one for one in file.cases if one.status is CaseStatus.OPEN]


def _named(file: DebtorFile, message: Incoming) -> frozenset[str]:
    """List the cases of a debtor that a message names, by their number or by the reference of a contact."""
    by_number = {one.id for one in file.cases if one.id in message.named}
    by_contact = {case for one in file.contacts if one.reference in message.named for case in one.case_ids}
    return frozenset(by_number | by_contact)
