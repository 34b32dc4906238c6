"""
Hear a yes or a no to a question about help: from a reply, or from our page.

Only what is beyond doubt begins or ends anything: a plain yes or no, in time, through the channel of the
question, to the one question that is open, whose exact words stood in the message. Everything else goes to a
person, who talks with the debtor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.case import Case, CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.referral import Consent, Offer, Referral, ReferralReason
from engine.domain.reply import Reply
from engine.domain.told import Question
from engine.pausing import read_by
from engine.policy.law_window import law_zone
from engine.ports import DebtorFile, NewId
from engine.referral.asking import (
    ANSWER_WITHIN,
    MAY_ASK_DURING,
    Asked,
    form_in,
    is_still_asked,
    last_through,
    may_ask,
    open_questions,
)
from engine.referral.at_door import questions_at_door
from engine.referral.guiding import Guiding
from engine.referral.offering import Nearby, question_of
from engine.referral.pen import Pen
from engine.referral.referring import Referring
from engine.referral.wording import GUIDANCE, WARM_REFERRAL
from engine.referral_ports import ReplyBooks
from engine.replies.label import Label
from engine.replies.understand import Reading
from engine.replies.yes_or_no import Answer, answer_of
from preferences.change import Through
from preferences.channel import CONTACT_BY, ChannelKind

#: a yes or no that was taken in asks for nothing more
TAKEN_IN = Reading((Label.ACK,), {}, sure=True, because=())
ONCE_MORE = "yes once more: it is begun already"
#: who also says one of these is helped already, or asks for more than a referral
NOT_ASKED = frozenset({Label.REPRESENTED, Label.DISTRESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardAnswer:
    """What a reply was to a question about help."""

    #: what was done, in words; empty: nothing
    done: str = ""
    #: why a person must look; empty: nobody has to
    because: str = ""
    #: the debtor gets a receipt: nothing else tells them that it was heard
    owes_receipt: bool = False


NOT_AN_ANSWER = HeardAnswer()


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingAnswers:
    """Hears answers of one debtor at one moment, inside one transaction."""

    books: ReplyBooks
    nearby: Nearby
    pen: Pen

    def question_for(self, case: Case, file: DebtorFile, reading: Reading) -> Question | None:
        """Give the question that goes with the answer to a cry for help; None: nobody is asked now."""
        if Label.HELP not in reading.labels or NOT_ASKED & set(reading.labels):
            return None
        referrals, changes = self._referrals(file), self.books.changes_of(case.debtor_id)
        today = self.pen.now.astimezone(law_zone(case.jurisdiction)).date()
        represented = file.debtor.in_case(case.id).represented_on(today) is not None
        if represented or case.status is not CaseStatus.OPEN:
            return None
        if not may_ask(changes, referrals, file.pauses, self.pen.now):
            return None
        offer = self.nearby.offer(case, file.debtor)
        return question_of(offer) if offer else None

    def was_asked_just_now(self, file: DebtorFile) -> bool:
        """Say whether the question is on its way, or left today: it is not asked twice."""
        changes = self.books.changes_of(file.debtor.id)
        return is_still_asked(file, changes, self._referrals(file), self.pen.now)

    def write_asked(self, case: Case, question: Question) -> None:
        """Write in the record that somebody is asked."""
        self.pen.line(case.id, {"partner": question.about, "asked": True, "version": question.version})

    def hear(self, file: DebtorFile, reply: Reply) -> HeardAnswer:
        """Hear a reply; nothing is done unless it is beyond doubt."""
        said = answer_of(reply.channel.value, reply.text, [file.debtor.name])
        if said is Answer.NEITHER or reply.by_machine:
            return NOT_AN_ANSWER
        asked = tuple(one for one in self._open(file) if one.contact.at <= reply.received_at)
        if not asked:
            return self._after(file, reply, said)
        doubt = self._doubt(file, reply, said, asked)
        return HeardAnswer(because=doubt) if doubt else self._take_in(file, reply, said, asked[0])

    def is_answer(self, file: DebtorFile, channel: ChannelKind, text: str) -> bool:
        """Say whether words may be an answer to a question that is open."""
        said = answer_of(channel.value, text, [file.debtor.name])
        return said is not Answer.NEITHER and bool(self._open(file))

    def choose(self, case: Case, file: DebtorFile, asked: str, words: str, *, agrees: bool) -> HeardAnswer:
        """Take in an answer from our page, where the exact words stood; `asked` names the question."""
        questions = questions_at_door(self.books, self.nearby, case, file, self.pen.now)
        question = next((one for one in questions if one.name == asked), None)
        if question is None:
            return self._not_asked(file, asked, agrees=agrees)
        given = Consent(
            wording=question.text,
            version=question.version,
            through=Through.PORTAL,
            at=self.pen.now,
            words=words,
        )
        return self._answer(case, file, question, given, agrees=agrees)

    def ask_person(self, case: Case, because: str) -> None:
        """Let a person find out what was meant."""
        due_on = read_by(case, TaskKind.ANSWER_REPLY, self.pen.now)
        self.pen.task(case, TaskKind.ANSWER_REPLY, f"{because}: ask, with `minnelijk tasks show`", due_on)

    def _doubt(self, file: DebtorFile, reply: Reply, said: Answer, asked: Sequence[Asked]) -> str:
        """Say why a reply is no sure answer; empty: it is one."""
        one = asked[-1]
        quiet = any(pause.kind not in MAY_ASK_DURING and pause.holds(self.pen.now) for pause in file.pauses)
        case = next((case for case in file.cases if case.id == one.case_id), None)
        through = CONTACT_BY[reply.channel] is one.contact.kind
        tests = (
            (len(asked) > 1, "it may answer more than one question"),
            (said is Answer.PERHAPS, "it says more than yes or no"),
            (reply.attachments > 0, "something came along with it"),
            (not through, f"the question went by {one.contact.kind}"),
            (not last_through(file, one, reply.received_at), "another message left after the question"),
            (reply.received_at - one.contact.at > ANSWER_WITHIN, "it comes late"),
            (quiet or reply.channel in file.preference.refused, "something else stands by now"),
            (case is None or case.status is not CaseStatus.OPEN, "the case has ended"),
            (form_in(one.question, self.books.sent_text(one.contact)) is None, "the message did not ask it"),
        )
        found = [because for holds, because in tests if holds]
        return f"perhaps an answer to the question about help ({'; '.join(found)})" if found else ""

    def _take_in(self, file: DebtorFile, reply: Reply, said: Answer, asked: Asked) -> HeardAnswer:
        case = next(one for one in file.cases if one.id == asked.case_id)
        form = form_in(asked.question, self.books.sent_text(asked.contact))
        version, wording = form or (asked.question.version, asked.question.text)
        given = Consent(
            wording=wording,
            version=version,
            through=_through(reply),
            at=reply.received_at,
            words=reply.text,
        )
        return self._answer(case, file, asked.question, given, agrees=said is Answer.YES)

    def _answer(
        self, case: Case, file: DebtorFile, question: Question, given: Consent, *, agrees: bool
    ) -> HeardAnswer:
        try:
            if question.subject == GUIDANCE:
                return self._guidance(question, given, agrees=agrees)
            return self._referral(case, file, question, given, agrees=agrees)
        except NotAllowed as refusal:
            said = "yes" if agrees else "no"
            return HeardAnswer(because=f"{said} to the question about help ({refusal})")

    def _referral(
        self, case: Case, file: DebtorFile, question: Question, given: Consent, *, agrees: bool
    ) -> HeardAnswer:
        offer = self.nearby.offer(case, file.debtor)
        if offer is None or offer.partner != question.about:
            raise NotAllowed("who helps where they live has changed")
        # what was asked stands in its own version, whatever is asked today
        asked = _offer_of(question, offer)
        if not agrees:
            Referring(self.pen).refuse(case.id, asked, given.through, given.words)
            return HeardAnswer(done=f"no to {offer.partner}", owes_receipt=True)
        made = Referring(self.pen).consent(case.id, asked, given, ReferralReason.ASKED_FOR_HELP)
        return HeardAnswer(done=f"referral {made.id} to {made.partner}")

    def _guidance(self, question: Question, given: Consent, *, agrees: bool) -> HeardAnswer:
        made = Guiding(self.pen).answer(question.about, given.through, given.words, agrees=agrees)
        return HeardAnswer(done=f"guidance {made.id} is {made.state}", owes_receipt=True)

    def _after(self, file: DebtorFile, reply: Reply, said: Answer) -> HeardAnswer:
        """Hear a plain answer when nothing is asked: once more yes, or a no after the yes."""
        begun = [one for one in self._referrals(file) if _stands(one) and _is_fresh(one, reply.received_at)]
        if not begun or said is Answer.PERHAPS:
            return NOT_AN_ANSWER
        if said is Answer.YES:
            return HeardAnswer(done=ONCE_MORE)
        return HeardAnswer(because=f"no, after a yes to {begun[-1].partner}; is the consent taken back")

    def _not_asked(self, file: DebtorFile, asked: str, *, agrees: bool) -> HeardAnswer:
        """Hear an answer from the page to what is not asked any more: perhaps it was begun meanwhile."""
        subject, about, *_ = [*asked.split(), "", ""]
        led = [one for one in self._referrals(file) if one.partner == about and _stands(one)]
        if subject == WARM_REFERRAL and led and agrees:
            return HeardAnswer(done=ONCE_MORE)
        said = "yes" if agrees else "no"
        return HeardAnswer(
            because=f"{said} on the page to a question about help that does not stand any more"
        )

    def _open(self, file: DebtorFile) -> Sequence[Asked]:
        return open_questions(
            file,
            self.books.changes_of(file.debtor.id),
            self._referrals(file),
            self.books.guidance_of(file.debtor.id),
        )

    def _referrals(self, file: DebtorFile) -> Sequence[Referral]:
        return self.books.referrals_of(file.debtor.id)


def hearing_answers(
    books: ReplyBooks, nearby: Nearby, actor: str, now: datetime, new_id: NewId
) -> HearingAnswers:
    """Hear answers for one actor at one moment, inside one transaction."""
    pen = Pen(books=books, organisation=nearby.organisation, actor=actor, now=now, new_id=new_id)
    return HearingAnswers(books=books, nearby=nearby, pen=pen)


def _offer_of(question: Question, offer: Offer) -> Offer:
    return Offer(
        partner=question.about,
        partner_name=offer.partner_name,
        wording=question.text,
        version=question.version,
        short=question.short,
        short_version=question.short_version,
    )


def _stands(referral: Referral) -> bool:
    return referral.state.is_open


def _is_fresh(referral: Referral, at: datetime) -> bool:
    return at - referral.made_at <= ANSWER_WITHIN


def _through(reply: Reply) -> Through:
    if reply.through is not None:
        return reply.through
    return Through.LETTER if reply.channel is ChannelKind.LETTER else Through.REPLY
