"""Take in a reply: read it, write it down, and do what the table of effects says, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from engine.acting_on_reply import Acting
from engine.arrangements.agreeing import Agreeing
from engine.arrangements.heard import AFFORDABLE, Heard, heard
from engine.arrangements.judging import Means
from engine.arrangements.plan import CENT, Proposal
from engine.came_back import MAY_BE_ANSWERED, may_be_answered
from engine.domain.case import Case, CaseStatus
from engine.domain.contact import Contact
from engine.domain.decision import TaskKind
from engine.domain.notice import Notice, NoticeKind
from engine.domain.organisation import Creditor
from engine.domain.reply import Reply
from engine.domain.touchpoint import Entry, Json, LineKind, Outcome
from engine.gather import has_other_arrears
from engine.lines import contact_line
from engine.owing import Owing
from engine.policy.law_window import law_zone
from engine.ports import DebtorFile, NewId, Result
from engine.referral.about_help import AboutHelp
from engine.referral.hearing_answers import HearingAnswers, hearing_answers
from engine.referral.offering import Nearby
from engine.referral_ports import ReplyBooks
from engine.replies.effects import effects
from engine.replies.label import SAFETY, Label
from engine.replies.understand import Reading, understand
from engine.stranger import came_from, point_of_another

#: in this order effects are done: what protects somebody comes first
ORDER = (Label.DISTRESS, Label.DECEASED, Label.STOP_ALL, Label.WRONG_PERSON, Label.REPRESENTED)
#: a machine or somebody else wrote these: the debtor did not react
NOT_THE_DEBTOR = frozenset({Label.AUTO_REPLY, Label.WRONG_PERSON})


class Listener(Protocol):
    """Whoever hears debtors inside a transaction: replies and the page are taken in in one way."""

    @property
    def books(self) -> ReplyBooks:
        """Give the store inside the transaction."""

    @property
    def actor(self) -> str:
        """Name who noted it, or the provider through which it came."""

    @property
    def now(self) -> datetime:
        """Give the moment."""

    @property
    def new_id(self) -> NewId:
        """Give what makes ids."""

    @property
    def creditor_of(self) -> Callable[[Case], Creditor] | None:
        """Give what finds the creditor of a case."""

    @property
    def nearby(self) -> Nearby | None:
        """Say who helps where."""


@dataclass(frozen=True, slots=True)
class TakenReply:
    """How a reply was read, and what was done for it."""

    reading: Reading
    #: in words, in the order in which it was done
    done: tuple[str, ...]
    #: the templates of the acknowledgements that the debtor is owed
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingIn:
    """Takes replies in at one moment; `actor` is who noted it, or the provider through which it came."""

    books: ReplyBooks
    actor: str
    now: datetime
    new_id: NewId
    #: finds the creditor of a case, whose bounds a plan is held to; None: every plan goes to a person
    creditor_of: Callable[[Case], Creditor] | None = None
    #: who helps where; None: nobody is asked about help, and no answer to that is heard
    nearby: Nearby | None = None

    def take_in(self, reply: Reply, chosen: Reading | None = None) -> TakenReply:
        """
        Take in one reply. Raises UnknownReference: no such case.

        `chosen` is what the debtor means where nobody has to guess: it was chosen on our page.
        """
        self.books.hold_debtors([self.books.case(reply.case_id).debtor_id])
        case = self.books.case(reply.case_id)
        file = self.books.files([case.debtor_id])[0]
        zone = law_zone(case.jurisdiction)
        is_held = may_be_answered(self.books, file, reply)
        about_help = AboutHelp(None if is_held else self._hearing_answers())
        reading = chosen or about_help.hear(file, reply) or self._read(reply, zone)
        contact = _answered(file, reply)
        if not NOT_THE_DEBTOR & set(reading.labels):
            self.books.put_reaction(case.debtor_id, case.id, reply.channel, reply.received_at)
        owing = Owing(
            case=case,
            reply=reply,
            reading=reading,
            now=self.now,
            new_id=self.new_id,
            stranger_at=_stranger_at(file, reply, contact),
        )
        means = self._means(file, case, reading)
        plan = Heard() if is_held else self._plan(case, reading, means)
        owed = [
            effect
            for effect in about_help.owed(owing.effects(list(file.notices.values())), case, file, reading)
            if not (plan.may_be_agreed and effect.label is Label.ARRANGEMENT)
        ]
        answers = tuple(effect.answer for effect in owed)
        self._write_down(case, reply, reading, contact, answers)
        acting = Acting(self.books, self.actor, self.now, self.new_id, case, file, reply, reading, contact)
        if is_held and owed:
            acting.open_task(TaskKind.ANSWER_REPLY, MAY_BE_ANSWERED)
        self._act(acting, plan, means)
        _say_heard(about_help, acting)
        pauses = self.books.pauses_of(case.debtor_id)
        notices = [about_help.notice(owing.notice(effect, pauses)) for effect in owed]
        self.books.owe([_held(one) if is_held else one for one in notices])
        self.books.touch_due([one.id for one in file.cases if one.status is CaseStatus.OPEN], self.now)
        return TakenReply(reading, tuple(acting.done), answers)

    def _act(self, acting: Acting, plan: Heard, means: Means) -> None:
        """Do the effects of all labels; what was not surely understood is read by a person."""
        case, reading = acting.case, acting.reading
        acting.plan = plan
        if acting.reply.attachments:
            acting.open_task(TaskKind.ANSWER_REPLY, "attachment: a person looks")
        for label in sorted(reading.labels, key=_place):
            if label is Label.ARRANGEMENT and plan.proposal and plan.may_be_agreed:
                self._agree(case, plan.proposal, means)
                acting.done.append("arrangement agreed: it falls inside the creditor's bounds")
            else:
                acting.do(effects()[label])
        if not reading.sure:
            acting.ask_person()

    def _means(self, file: DebtorFile, case: Case, reading: Reading) -> Means:
        """Bring together what is known about what the debtor can carry."""
        told = reading.entities.get(AFFORDABLE)
        today = self.now.astimezone(law_zone(case.jurisdiction)).date()
        return Means(
            affordable=None if told is None else Decimal(str(told)).quantize(CENT),
            other_arrears=has_other_arrears(file, case, today),
            arrangements=self.books.arrangements_of(case.debtor_id),
        )

    def _hearing_answers(self) -> HearingAnswers | None:
        if self.nearby is None:
            return None
        return hearing_answers(self.books, self.nearby, self.actor, self.now, self.new_id)

    def _plan(self, case: Case, reading: Reading, means: Means) -> Heard:
        """Judge what the debtor proposes to pay each month."""
        if self.creditor_of is None or Label.ARRANGEMENT not in reading.labels:
            return Heard()
        today = self.now.astimezone(law_zone(case.jurisdiction)).date()
        return heard(
            case,
            self.creditor_of(case),
            reading,
            means=means,
            pauses=self.books.pauses_of(case.debtor_id),
            today=today,
        )

    def _agree(self, case: Case, proposal: Proposal, means: Means) -> None:
        """Agree at once; the confirmation follows on a durable medium (law.md BE-21, V; NL: policy)."""
        zone = law_zone(case.jurisdiction)
        agreeing = Agreeing(books=self.books, zone=zone, actor=self.actor, now=self.now, new_id=self.new_id)
        if self.creditor_of is not None:
            agreeing.propose(case, self.creditor_of(case), proposal, means)

    def _read(self, reply: Reply, zone: ZoneInfo) -> Reading:
        """Read a reply; what a machine wrote asks for nothing, unless it tells of what may harm somebody."""
        reading = understand(reply.channel, reply.text, reply.received_at.astimezone(zone).date())
        if not reply.by_machine:
            return reading
        return Reading((Label.AUTO_REPLY,), {}, not SAFETY & set(reading.labels), ())

    def _write_down(
        self, case: Case, reply: Reply, reading: Reading, contact: Contact | None, answers: Sequence[str]
    ) -> None:
        """Write a line: what it was read as is public, the words themselves are not."""
        labels: list[Json] = [label.value for label in reading.labels]
        reasons: list[Json] = [f"{one.label}: {one.pattern}" for one in reading.because]
        owed: list[Json] = list(answers)
        public: dict[str, Json] = {
            "replied": True,
            "labels": labels,
            "sure": reading.sure,
            "because": reasons,
            "answers_owed": owed,
            "by": self.actor,
        }
        if reply.through is not None:
            public["through"] = reply.through.value
        if reply.attachments:
            public["attachments"] = reply.attachments
        content: dict[str, Json] = {"words": reply.text, "from": reply.came_from}
        if contact is not None:
            result = Result(reference=contact.reference, outcome=Outcome.REPLIED, at=reply.received_at)
            self.books.append([contact_line(contact, case.id, result, public, content)])
            return
        line = Entry(
            subject=f"case:{case.id}",
            kind=LineKind.CASE,
            at=reply.received_at,
            public=public | {"channel": reply.channel.value},
            content=content,
        )
        self.books.append([line])


def taking_in_for(listener: Listener) -> TakingIn:
    """Take replies in for somebody who hears debtors."""
    return TakingIn(
        books=listener.books,
        actor=listener.actor,
        now=listener.now,
        new_id=listener.new_id,
        creditor_of=listener.creditor_of,
        nearby=listener.nearby,
    )


def _held(notice: Notice) -> Notice:
    """Leave an answer to a person; who helps somebody in danger is rather told twice than never."""
    return notice if notice.kind is NoticeKind.HELP else replace(notice, due_at=None)


def _stranger_at(file: DebtorFile, reply: Reply, contact: Contact | None) -> str:
    """Say where somebody else wrote from, whom we reached by mistake; empty: we do not surely know."""
    point = point_of_another(file.debtor, reply, contact)
    told = came_from(reply, contact)
    return point.value if point and told in {"", point.value} else ""


def _say_heard(about_help: AboutHelp, acting: Acting) -> None:
    """Tell what an answer about help led to; a doubtful one holds the case until somebody read it."""
    if about_help.heard.done:
        acting.done.append(about_help.heard.done)
    if about_help.ask_person(acting.case):
        acting.done.append(f"task {TaskKind.ANSWER_REPLY}")
        acting.wait_until_read()


def _place(label: Label) -> int:
    return ORDER.index(label) if label in ORDER else len(ORDER)


def _answered(file: DebtorFile, reply: Reply) -> Contact | None:
    """Find the contact that a reply answers: the last one about the case through the same channel."""
    if reply.answers:
        return next((one for one in file.contacts if one.reference == reply.answers), None)
    through = [
        one
        for one in file.contacts
        if one.kind.value == reply.channel.value
        and reply.case_id in one.case_ids
        and one.at <= reply.received_at
        and one.outcome.may_have_reached
    ]
    return max(through, key=lambda one: one.at, default=None)
