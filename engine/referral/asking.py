"""
The questions about help that a debtor was asked and has not answered, and whether one may be asked now; pure.

Asked is what left: a question counts only when its registered words stand in the message itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.domain.contact import Contact
from engine.domain.guidance import Guidance, GuidanceState
from engine.domain.notice import Notice
from engine.domain.pause import Pause, PauseKind
from engine.domain.referral import Referral, ReferralWay
from engine.domain.told import Question
from engine.domain.touchpoint import Outcome
from engine.ports import DebtorFile
from engine.referral.wording import GUIDANCE, WARM_REFERRAL
from preferences.change import Change, Field

#: the message that asks whether a partner may phone
ASKS = "doorverwijzing_toestemming"
#: so long after the question an answer is taken without a person (house policy)
ANSWER_WITHIN = timedelta(days=14)
#: who said no is not asked again before this (house policy)
NOT_AGAIN = timedelta(days=180)
#: while one of these stands somebody may be asked; who is helped already, or must be left alone, is not
MAY_ASK_DURING = frozenset(
    {
        PauseKind.TEAM,
        PauseKind.ARRANGEMENT,
        PauseKind.PLAN_REQUEST,
        PauseKind.PAYMENT_CHECK,
        PauseKind.DISPUTE,
        PauseKind.COMPLAINT,
        PauseKind.DETAILS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that left with a message and is still open."""

    question: Question
    case_id: str
    contact: Contact


def open_questions(
    file: DebtorFile,
    changes: Iterable[Change],
    referrals: Sequence[Referral],
    guidance: Sequence[Guidance],
) -> tuple[Asked, ...]:
    """List the questions that left and were not answered, the oldest first."""
    answered = [one for one in changes if one.field is Field.HELP_CONSENT]
    offered = {one.id for one in guidance if one.state is GuidanceState.OFFERED}
    found = []
    for notice in file.notices.values():
        contact, question = _carried(file, notice), notice.told.question
        if question is None or contact is None:
            continue
        if question.subject == WARM_REFERRAL:
            is_open = not _answered_since(notice, answered, referrals)
        else:
            is_open = question.about in offered
        if is_open:
            found.append(Asked(question=question, case_id=notice.case_id, contact=contact))
    return tuple(sorted(_newest_of_each(found), key=lambda one: one.contact.at))


def is_still_asked(
    file: DebtorFile, changes: Iterable[Change], referrals: Sequence[Referral], now: datetime
) -> bool:
    """Say whether the question of a referral was written just now, left or not, and has no answer."""
    answered = [one for one in changes if one.field is Field.HELP_CONSENT]
    return any(
        one.template == ASKS
        and one.since > now - timedelta(days=1)
        and not _answered_since(one, answered, referrals)
        for one in file.notices.values()
    )


def may_ask(
    changes: Iterable[Change], referrals: Sequence[Referral], pauses: Iterable[Pause], now: datetime
) -> bool:
    """Say whether the house may ask somebody of its own accord whether a partner may phone."""
    if any(one.state.is_open for one in referrals):
        return False
    if any(one.kind not in MAY_ASK_DURING and one.holds(now) for one in pauses):
        return False
    refused = last_refusal(changes)
    return refused is None or refused <= now - NOT_AGAIN


def last_refusal(changes: Iterable[Change]) -> datetime | None:
    """Give the moment at which somebody last said no to a partner who phones; None: they never did."""
    return max((one.at for one in changes if _refused(one)), default=None)


def last_through(file: DebtorFile, asked: Asked, before: datetime) -> bool:
    """Say whether the message with the question is the last one through its channel before a moment."""
    later = [
        one
        for one in file.contacts
        if one.kind is asked.contact.kind and asked.contact.at < one.at <= before and _left(one)
    ]
    return not later


def form_in(question: Question, sent: str) -> tuple[str, str] | None:
    """Give (version, text) of the form whose exact words stand in what was sent; None when none does."""
    whole = _one_line(sent)
    return next((form for form in question.forms if _one_line(form[1]) in whole), None)


def _carried(file: DebtorFile, notice: Notice) -> Contact | None:
    tries = [one for one in file.contacts if one.run == notice.id and _left(one)]
    return max(tries, key=lambda one: one.at, default=None)


def _left(contact: Contact) -> bool:
    return contact.outcome.may_have_reached and contact.outcome is not Outcome.PLANNED


def _answered_since(notice: Notice, answered: Iterable[Change], referrals: Iterable[Referral]) -> bool:
    said = any(one.at >= notice.since and not _about_guidance(one) for one in answered)
    return said or any(one.way is ReferralWay.WARM and one.made_at >= notice.since for one in referrals)


def _newest_of_each(found: Iterable[Asked]) -> Iterable[Asked]:
    """Keep of a question that was asked more than once the last time."""
    newest: dict[tuple[str, str], Asked] = {}
    for one in sorted(found, key=lambda one: one.contact.at):
        newest[one.question.subject, one.question.about] = one
    return newest.values()


def _refused(change: Change) -> bool:
    return (
        change.field is Field.HELP_CONSENT and change.value.startswith("no ") and not _about_guidance(change)
    )


def _about_guidance(change: Change) -> bool:
    return change.value.split()[1:2] == [GUIDANCE]


def _one_line(text: str) -> str:
    return " ".join(text.split())
