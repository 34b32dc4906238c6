"""Take in what partners tell: about referrals and about clients of their own, each word once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.domain.case import Case, CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.partner import PartnerSaid, PartnerWord
from engine.domain.referral import Referral, ReferralState
from engine.domain.touchpoint import Json
from engine.referral.clients import Clients
from engine.referral.clocks import Days, next_look
from engine.referral.pen import Pen
from engine.referral.referring import Referring
from engine.referral.transitions import ABOUT_CLIENTS, REFERRALS, SPOKE, UNKNOWN
from preferences.records import replace


@dataclass(frozen=True, slots=True)
class HearingPartners:
    """Takes words in at one moment, inside one transaction; the actor is the partner."""

    pen: Pen

    def take_in(self, word: PartnerWord, number: int = 0) -> str:
        """
        Take in one word, which came with call `number`; gives why a person must look, or nothing.

        A word about what another partner has in hand is refused: one partner never steers another's work.
        """
        clients = Clients(self.pen)
        if word.said in ABOUT_CLIENTS or clients.knows(word.partner, word.about):
            return clients.take_in(word, number)
        try:
            referral = self.pen.books.referral(word.about)
        except UnknownReference:
            return UNKNOWN
        if referral.partner != word.partner:
            return "a partner speaks of a referral to another partner"
        if word.said is PartnerSaid.EXTENDED and not (word.until and word.proof.strip()):
            return "a partner asks for a longer stop without a day or a proof"
        case = self.pen.case(referral.case_id)
        if self.pen.books.claim_word(word, number, case.id, self.pen.now):
            self._heard(self.pen.books.referral(word.about), case, word)
        return ""

    def _heard(self, referral: Referral, case: Case, word: PartnerWord) -> None:
        if word.said is PartnerSaid.EXTENDED:
            self._extended(referral, case, word)
            return
        state = REFERRALS[referral.state].get(word.said)
        after = replace(referral, state=state or referral.state, contacted_at=_spoken(referral, word))
        days = Days(case.jurisdiction)
        self.pen.books.put_referral(replace(after, look_at=next_look(after, days)))
        public: dict[str, Json] = {
            "referral": referral.id,
            "partner": referral.partner,
            "said": word.said.value,
            "said_at": word.at.isoformat(),
            "state": after.state.value,
            "changes": state is not None,
        }
        self.pen.line(case.id, public)
        if state is not None and state is not referral.state:
            EFFECTS[state](self.pen, case)

    def _extended(self, referral: Referral, case: Case, word: PartnerWord) -> None:
        """Let the stop last longer at once, for that only protects; a person looks at the proof."""
        try:
            Referring(self.pen).extend(referral.id, word.until or date.min, word.proof)
            because = f"the partner extended the stop until {word.until}: look at the proof"
        except NotAllowed as refused:
            because = f"the partner asks for a stop until {word.until}: {refused}"
        if case.status is CaseStatus.OPEN:
            self.pen.task(case, TaskKind.FOLLOW_REFERRAL, because, Days(case.jurisdiction).day(self.pen.now))


def _spoken(referral: Referral, word: PartnerWord) -> datetime | None:
    """Give the first moment at which the partner spoke with the debtor, whatever came in first."""
    if word.said not in SPOKE:
        return referral.contacted_at
    return min(filter(None, (referral.contacted_at, word.at)))


def _quiet(_: Pen, __: Case) -> None:
    """Wait: the clock runs on."""


def _reached(pen: Pen, case: Case) -> None:
    pen.finish_tasks(case.id, TaskKind.FOLLOW_REFERRAL, "reached")


def _asks(because: str) -> Callable[[Pen, Case], None]:
    def ask(pen: Pen, case: Case) -> None:
        pen.finish_tasks(case.id, TaskKind.FOLLOW_REFERRAL, "the partner answered")
        pen.task(case, TaskKind.FOLLOW_REFERRAL, because, Days(case.jurisdiction).day(pen.now))

    return ask


#: what follows from a new state
EFFECTS: Mapping[ReferralState, Callable[[Pen, Case], None]] = {
    ReferralState.ACCEPTED: _quiet,
    ReferralState.CONTACTED: _reached,
    ReferralState.DECLINED: _asks("the partner cannot help this person: offer another partner, or resume"),
    ReferralState.NOT_REACHED: _asks("the partner reached nobody: talk with the debtor, or resume"),
    ReferralState.STARTED: _asks("help has started: extend the stop on proof"),
    ReferralState.ENDED: _asks("the partner says that help has ended: hear how, and resume"),
}
#: what nobody may say through a link
ONLY_SIGNED = frozenset({PartnerSaid.REPORTED, PartnerSaid.KEPT, PartnerSaid.BROKEN})
