"""What one reply has to do with questions about help: an answer to one, or a reason to ask one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.domain.case import Case
from engine.domain.notice import Notice
from engine.domain.reply import Reply
from engine.domain.told import Question, Told
from engine.ports import DebtorFile
from engine.referral.asking import ASKS
from engine.referral.hearing_answers import NOT_AN_ANSWER, TAKEN_IN, HeardAnswer, HearingAnswers
from engine.replies.effects import Effect, effects
from engine.replies.label import Label
from engine.replies.understand import Reading

#: the template that says that we heard it
RECEIPT = "bericht_ontvangen"


@dataclass(slots=True)
class AboutHelp:
    """Questions about help for one reply; `hearing` is None where a house leads nobody to partners."""

    hearing: HearingAnswers | None
    heard: HeardAnswer = NOT_AN_ANSWER
    question: Question | None = None

    def hear(self, file: DebtorFile, reply: Reply) -> Reading | None:
        """Take a reply for an answer, when it is one; gives how it is read then."""
        if self.hearing is not None:
            self.heard = self.hearing.hear(file, reply)
        return TAKEN_IN if self.heard.done else None

    def owed(
        self, owed: Sequence[Effect], case: Case, file: DebtorFile, reading: Reading
    ) -> Sequence[Effect]:
        """Ask the question with the answer to a cry for help; it is not asked twice in a day."""
        if self.heard.owes_receipt:
            return [replace(effects()[Label.ACK], answer=RECEIPT)]
        self.question = self.hearing.question_for(case, file, reading) if self.hearing else None
        if self.hearing is None or self.question is None or all(one.label is not Label.HELP for one in owed):
            self.question = None
            return owed
        if self.hearing.was_asked_just_now(file):
            return [one for one in owed if one.label is not Label.HELP]
        self.hearing.write_asked(case, self.question)
        return [replace(one, answer=ASKS) if one.label is Label.HELP else one for one in owed]

    def notice(self, notice: Notice) -> Notice:
        """Put the question, in its exact words, into the message that asks it."""
        if self.question is None or self.hearing is None or notice.template != ASKS:
            return notice
        partner = self.hearing.pen.partner(self.question.about)
        told = Told(partner=partner.name, partner_phone=partner.phone, question=self.question)
        return replace(notice, told=told)

    def ask_person(self, case: Case) -> bool:
        """Let a person look at what may be an answer; False when there is nothing to look at."""
        if self.hearing is None or not self.heard.because:
            return False
        self.hearing.ask_person(case, self.heard.because)
        return True
