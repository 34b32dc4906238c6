"""
Offer guidance by the signal rule (product.md S1), once a day over all debtors, where a house wants that.

The store finds who may give enough signals; the rule of engine.referral.signals decides on the file itself,
and the rules of every contact are asked whether the offer could leave within the days in which it is news.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.decide import decide
from engine.domain.case import Case, CaseStatus
from engine.domain.decision import Send, Wait
from engine.domain.notice import Notice, NoticeKind
from engine.gather import NOT_IN_ORDER, Desk, gather
from engine.ports import Catalogue, DebtorFile, NewId, Writer
from engine.referral.asking import MAY_ASK_DURING
from engine.referral.guiding import NEWS_LASTS, OFFERS, Guiding
from engine.referral.pen import Pen
from engine.referral.signals import LONG_OVERDUE, NOT_AGAIN, Likely
from engine.referral.watch import BY_ITSELF
from engine.referral_ports import ReferralBooks

#: the house setting that holds the day of the last scan
SCANNED = "guidance_scanned"


class ScanBooks(ReferralBooks, Protocol):
    """The store inside one transaction, for the scan."""

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""

    def debtors_with_signals(self, likely: Likely) -> Sequence[str]:
        """List the debtors who may give enough signals and were not offered guidance."""


class ScanStore(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[ScanBooks]:
        """Open one transaction; commits at the end, rolls back on an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceScan:
    """Looks for who may be glad of guidance, and offers it once."""

    store: ScanStore
    catalogue: Catalogue
    writer: Writer
    new_id: NewId

    def run(self, now: datetime) -> int:
        """Scan once a day; gives how many were offered guidance."""
        if not self.catalogue.organisation.agency.guidance_by_signal:
            return 0
        today = now.date().isoformat()
        with self.store.begin() as books:
            if books.house(SCANNED) == today or books.house_stopped():
                return 0
            books.set_house(SCANNED, today)
            likely = Likely(due_before=now - LONG_OVERDUE, refused_since=now - NOT_AGAIN)
            found = books.debtors_with_signals(likely)
        return sum(self._offered(one, now) for one in found)

    def _offered(self, debtor_id: str, now: datetime) -> bool:
        with self.store.begin() as books:
            books.hold_debtors([debtor_id])
            file = books.files([debtor_id])[0]
            case = _leading(file, now)
            if case is None:
                return False
            organisation = self.catalogue.organisation
            pen = Pen(books=books, organisation=organisation, actor=BY_ITSELF, now=now, new_id=self.new_id)
            guiding = Guiding(pen)
            _, because = guiding.weigh(case.id)
            if because or not self._may_leave(file, case, now):
                return False
            guiding.offer(case.id)
            return True

    def _may_leave(self, file: DebtorFile, case: Case, now: datetime) -> bool:
        """Ask the rules of every contact: an offer that cannot leave soon is not made."""
        trial = Notice(
            id="trial",
            debtor_id=file.debtor.id,
            case_id=case.id,
            kind=NoticeKind.NEWS,
            cause="guidance by signal",
            template=OFFERS,
            since=now,
            expires_at=now + NEWS_LASTS,
            due_at=now,
        )
        try:
            decision = decide(gather(file, case, Desk(self.catalogue, self.writer), now, trial))
        except NOT_IN_ORDER:
            return False
        if isinstance(decision, Wait):
            return decision.until < trial.expires_at
        return isinstance(decision, Send)


def _leading(file: DebtorFile, now: datetime) -> Case | None:
    """Choose the first open case in a campaign of which the debtor heard; none for who is helped."""
    helped = any(one.kind not in MAY_ASK_DURING and one.holds(now) for one in file.pauses)
    if helped:
        return None
    for case in file.cases:
        heard = any(one.tells(case.id) for one in file.contacts)
        helped = file.debtor.in_case(case.id).represented_on(now.date()) is not None
        if case.status is CaseStatus.OPEN and case.id in file.positions and heard and not helped:
            return case
    return None
