"""
What a partner may see of its own: referrals to it, and clients that it reported; never anything of another.

A client's cases are shown only when it is sure who the client is, and no longer than they rest for it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from engine.domain.case import NOTHING, Case, CaseStatus
from engine.domain.client_report import ClientReport, ReportState
from engine.domain.errors import UnknownReference
from engine.domain.organisation import Organisation
from engine.domain.partner import Partner, PartnerSaid
from engine.domain.referral import Referral, ReferralState
from engine.domain.touchpoint import Json
from engine.referral.clocks import Days
from engine.referral.letters import person
from engine.referral.transitions import REFERRALS, REPORTS
from engine.referral_ports import ReferralBooks

#: as many as a page can hold; who has more has a system of its own
MOST = 500
#: a client that came to its end stays in the list for so long
ENDED_STAYS = timedelta(days=60)
#: nothing is shared about these any more
OVER = frozenset({ReferralState.RESUMED, ReferralState.WITHDRAWN, ReferralState.POINTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenReferral:
    """A referral as its partner sees it in a list: nobody is named."""

    id: str
    state: ReferralState
    made_on: date
    phone_before: date | None
    quiet_until: date | None
    answers: tuple[PartnerSaid, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCase:
    """A case of a client, as the client's partner sees it."""

    id: str
    #: empty when the name itself tells too much (trust.md 3.4)
    creditor: str
    is_open: bool
    #: None: the protocol does not share amounts
    outstanding: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenClient:
    """A client as its partner sees it: by the partner's own reference."""

    id: str
    reference: str
    state: ReportState
    made_on: date
    heard_on: date | None
    answers: tuple[PartnerSaid, ...]
    cases: tuple[SeenCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """Looks for one partner at one moment, inside one transaction."""

    books: ReferralBooks
    organisation: Organisation
    partner: Partner
    now: datetime

    def referrals(self) -> tuple[SeenReferral, ...]:
        """List the referrals whose stop stands, the newest first."""
        return tuple(map(self._seen, self.books.referrals_to(self.partner.id, MOST)))

    def referral(self, referral_id: str) -> SeenReferral | None:
        """Show one referral; None when it is of another partner, or over."""
        found = self._own_referral(referral_id)
        return None if found is None else self._seen(found)

    def person(self, referral_id: str) -> dict[str, Json]:
        """Give who is to be phoned: what was consented to, and no more."""
        found = self._own_referral(referral_id)
        return {} if found is None else person(self.books.files([found.debtor_id])[0].debtor)

    def clients(self) -> tuple[SeenClient, ...]:
        """List the clients that it reported, the newest first, without their cases."""
        found = self.books.reports_by(self.partner.id, self.now - ENDED_STAYS, MOST)
        return tuple(self._client(one, ()) for one in found)

    def client(self, report_id: str) -> SeenClient | None:
        """Show one client with its cases; None when another partner reported it, or nobody did."""
        try:
            found = self.books.report(report_id)
        except UnknownReference:
            return None
        if found.partner != self.partner.id:
            return None
        return self._client(found, self._cases(found))

    def has_reported(self, reference: str) -> bool:
        """Say whether the partner used a reference before."""
        return self.books.report_of(self.partner.id, reference) is not None

    def _own_referral(self, referral_id: str) -> Referral | None:
        try:
            found = self.books.referral(referral_id)
        except UnknownReference:
            return None
        return found if found.partner == self.partner.id and found.state not in OVER else None

    def _client(self, report: ClientReport, cases: tuple[SeenCase, ...]) -> SeenClient:
        return SeenClient(
            id=report.id,
            reference=report.reference,
            state=report.state,
            made_on=self._day(report.made_at),
            heard_on=self._day(report.heard_at) if report.heard_at else None,
            answers=tuple(REPORTS[report.state]),
            cases=cases,
        )

    def _cases(self, report: ClientReport) -> tuple[SeenCase, ...]:
        if not report.state.is_open or report.debtor_id is None or self.partner.protocol is None:
            return ()
        (file,) = self.books.files([report.debtor_id])
        return tuple(map(self._case, sorted(file.cases, key=lambda one: one.id)))

    def _case(self, case: Case) -> SeenCase:
        creditor = self.organisation.creditor(case.creditor)
        is_named = creditor is not None and not creditor.name_is_sensitive
        shares = self.partner.protocol is not None and self.partner.protocol.shows_amounts
        return SeenCase(
            id=case.id,
            creditor=creditor.firm.name if creditor is not None and is_named else "",
            is_open=case.status is CaseStatus.OPEN,
            outstanding=max(case.outstanding, NOTHING) if shares else None,
        )

    def _seen(self, referral: Referral) -> SeenReferral:
        return SeenReferral(
            id=referral.id,
            state=referral.state,
            made_on=self._day(referral.made_at),
            phone_before=referral.contact_due_on,
            quiet_until=referral.stop_last,
            answers=tuple(REFERRALS[referral.state]),
        )

    def _day(self, moment: datetime) -> date:
        return Days(self.partner.jurisdiction).day(moment)
