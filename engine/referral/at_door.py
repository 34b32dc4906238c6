"""Which questions about help our page asks somebody who proved who they are; pure, apart from reading."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from engine.domain.case import Case, CaseStatus
from engine.domain.guidance import Guidance, GuidanceState
from engine.domain.referral import Referral
from engine.domain.told import Question
from engine.policy.law_window import law_zone
from engine.ports import DebtorFile
from engine.referral.asking import MAY_ASK_DURING
from engine.referral.offering import Nearby, question_of
from engine.referral.wording import GUIDANCE, wording_of


class DoorBooks(Protocol):
    """What is read of the store for that."""

    def referrals_of(self, debtor_id: str) -> Sequence[Referral]:
        """List all referrals of a debtor, the oldest first."""

    def guidance_of(self, debtor_id: str) -> Sequence[Guidance]:
        """List all guidance of a debtor, the oldest first."""


def questions_at_door(
    books: DoorBooks, nearby: Nearby, case: Case, file: DebtorFile, now: datetime
) -> tuple[Question, ...]:
    """
    List what can be answered on the page: whether a partner may phone, and guidance that was offered.

    Who said no before may say yes here: they came by themselves. Who is helped already is asked nothing.
    """
    helped = any(one.kind not in MAY_ASK_DURING and one.holds(now) for one in file.pauses)
    today = now.astimezone(law_zone(case.jurisdiction)).date()
    helped = helped or file.debtor.in_case(case.id).represented_on(today) is not None
    if case.status is not CaseStatus.OPEN or helped:
        return ()
    offer = nearby.offer(case, file.debtor)
    is_led = any(one.state.is_open for one in books.referrals_of(file.debtor.id))
    referral = (question_of(offer),) if offer and not is_led else ()
    who = nearby.organisation.agency.firm.name
    waiting = [one for one in books.guidance_of(file.debtor.id) if one.state is GuidanceState.OFFERED]
    return (*referral, *(guidance_question(one, who) for one in waiting))


def guidance_question(guidance: Guidance, who: str) -> Question:
    """Write an offer of guidance as a question; `who` offers it."""
    return Question(
        subject=GUIDANCE,
        about=guidance.id,
        text=wording_of(GUIDANCE, guidance.wording_version, who),
        version=guidance.wording_version,
    )
