"""What a person who talks with a debtor for a task asks about help, and what came of it."""

from dataclasses import dataclass
from datetime import date

from engine.domain.case import Case
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.person_task import PersonTask
from engine.domain.referral import Consent, Offer, Referral, ReferralReason
from engine.policy.law_window import law_zone
from engine.ports import DebtorFile
from engine.referral.asking import NOT_AGAIN, last_refusal, may_ask
from engine.referral.offering import Nearby
from engine.referral.pen import Pen
from engine.referral.referring import Referring
from engine.referral_ports import ReferralBooks
from preferences.change import Through

#: for these somebody talks with the debtor; who is in danger is asked nothing about debts
TALKS = frozenset(
    {
        TaskKind.CALL,
        TaskKind.VISIT,
        TaskKind.ANSWER_REPLY,
        TaskKind.ANSWER_DISPUTE,
        TaskKind.ANSWER_COMPLAINT,
        TaskKind.AGREE_CHANNEL,
        TaskKind.AGREE_ARRANGEMENT,
        TaskKind.DECIDE_PLAN,
        TaskKind.FOLLOW_REFERRAL,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkedAbout:
    """What the debtor said to the question that was read out."""

    agrees: bool
    #: the version of the wording that was read out
    version: str
    #: what the debtor said, word for word
    words: str
    reason: ReferralReason = ReferralReason.ASKED_FOR_HELP


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """What to read out during a talk; without an offer there is nothing to ask."""

    offer: Offer | None = None
    #: the debtor said no: before this day nobody asks of their own accord
    not_before: date | None = None


def to_ask(books: ReferralBooks, nearby: Nearby, pen: Pen, task: PersonTask) -> ToAsk:
    """Say what is read out to the debtor of a task, word for word."""
    if task.kind not in TALKS:
        return ToAsk()
    case, file = _read(books, task)
    changes, referrals = books.changes_of(task.debtor_id), books.referrals_of(task.debtor_id)
    if may_ask(changes, referrals, file.pauses, pen.now):
        return ToAsk(offer=nearby.offer(case, file.debtor))
    refused = last_refusal(changes)
    asked_again = refused + NOT_AGAIN if refused else None
    if asked_again is None or asked_again <= pen.now:
        return ToAsk()
    return ToAsk(not_before=asked_again.astimezone(law_zone(case.jurisdiction)).date())


def take_in_talk(nearby: Nearby, pen: Pen, task: PersonTask, said: TalkedAbout) -> Referral | None:
    """
    Take in what a debtor said during the talk of a task; a yes begins the referral, and gives it.

    Raises NotAllowed: it is no task for a talk, nobody can be offered, or other words were read out.
    """
    if task.kind not in TALKS:
        raise NotAllowed(f"{task.kind} is no talk with the debtor: use `minnelijk referral consent`")
    if not said.words.strip():
        raise NotAllowed("say what the debtor said, word for word: --words")
    case, file = _read(pen.books, task)
    offer = nearby.offer(case, file.debtor)
    if offer is None:
        raise NotAllowed(f"{task.case_id}: no partner can be offered; see `minnelijk partner list`")
    if said.version != offer.version:
        raise NotAllowed(f"today's wording is version {offer.version}: ask that question")
    referring = Referring(pen)
    if not said.agrees:
        referring.refuse(case.id, offer, Through.AGENT, said.words)
        return None
    given = Consent(
        wording=offer.wording, version=offer.version, through=Through.AGENT, at=pen.now, words=said.words
    )
    return referring.consent(case.id, offer, given, said.reason)


def _read(books: ReferralBooks, task: PersonTask) -> tuple[Case, DebtorFile]:
    file = books.files([task.debtor_id])[0]
    return next(one for one in file.cases if one.id == task.case_id), file
