"""One pass over the clocks of referrals, of clients of partners, and of guidance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.organisation import Organisation
from engine.ports import NewId
from engine.referral.clients import Clients
from engine.referral.guiding import Guiding
from engine.referral.pen import Pen
from engine.referral.referring import Referring
from engine.referral_ports import ReferralBooks, ReferralStore

#: who is said to have acted when nobody did
BY_ITSELF = "minnelijk"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralWatch:
    """Sees which clocks have ended; a person hears of each, once."""

    store: ReferralStore
    organisation: Callable[[], Organisation]
    new_id: NewId

    def run(self, now: datetime, limit: int = 500) -> int:
        """Look at all that is due, each in a transaction of its own; gives how many."""
        with self.store.begin() as books:
            referrals = [one.id for one in books.referrals_to_look_at(now, limit)]
            reports = [one.id for one in books.reports_to_look_at(now, limit)]
            guidance = [one.id for one in books.guidance_to_look_at(now, limit)]
        self._each(referrals, _referral, now)
        self._each(reports, _report, now)
        self._each(guidance, _guidance, now)
        return len(referrals) + len(reports) + len(guidance)

    def _each(self, ids: Sequence[str], look: Callable[[Pen, str], None], now: datetime) -> None:
        for one in ids:
            with self.store.begin() as books:
                look(self._pen(books, now), one)

    def _pen(self, books: ReferralBooks, now: datetime) -> Pen:
        return Pen(
            books=books, organisation=self.organisation(), actor=BY_ITSELF, now=now, new_id=self.new_id
        )


def _referral(pen: Pen, referral_id: str) -> None:
    pen.case(pen.books.referral(referral_id).case_id)
    referral = pen.books.referral(referral_id)
    # somebody else may have looked at it while we waited for the debtor
    if referral.look_at is not None and referral.look_at <= pen.now:
        Referring(pen).look(referral)


def _report(pen: Pen, report_id: str) -> None:
    report = pen.books.report(report_id)
    if report.case_id is not None:
        pen.case(report.case_id)
        report = pen.books.report(report_id)
    if report.look_at is not None and report.look_at <= pen.now:
        Clients(pen).look(report)


def _guidance(pen: Pen, guidance_id: str) -> None:
    pen.case(pen.books.guidance(guidance_id).case_id)
    guidance = pen.books.guidance(guidance_id)
    if guidance.look_at is not None and guidance.look_at <= pen.now:
        Guiding(pen).look(guidance)
