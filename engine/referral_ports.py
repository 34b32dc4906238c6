"""What leading people to help needs from the store, and from who carries messages to partners."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from engine.domain.arrangement import Arrangement
from engine.domain.client_report import ClientReport
from engine.domain.contact import Contact
from engine.domain.guidance import Guidance
from engine.domain.other_arrears import OtherArrears
from engine.domain.partner import ClientDetails, PartnerWord
from engine.domain.partner_message import PartnerLink, PartnerMessage, PartnerPass
from engine.domain.person_task import PersonTask
from engine.domain.referral import Referral
from engine.steering_ports import ArrangementBooks, SteeringBooks


class ReferralBooks(SteeringBooks, Protocol):
    """The store inside one transaction, for referrals, clients of partners and guidance."""

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""

    def arrangements_of(self, debtor_id: str) -> Sequence[Arrangement]:
        """List all arrangements of a debtor, the oldest first."""

    def tasks_of(self, case_id: str) -> Sequence[PersonTask]:
        """List the tasks of one case, done or not, the oldest first."""

    def has_case(self, case_id: str) -> bool:
        """Say whether there is such a case."""

    def put_referral(self, referral: Referral) -> None:
        """Add a referral, or write how it stands now."""

    def referral(self, referral_id: str) -> Referral:
        """Read one referral; raises UnknownReference."""

    def referrals_of(self, debtor_id: str) -> Sequence[Referral]:
        """List all referrals of a debtor, the oldest first."""

    def referrals_to_look_at(self, now: datetime, limit: int) -> Sequence[Referral]:
        """List referrals one of whose clocks has ended."""

    def all_referrals(self, since: datetime) -> Sequence[Referral]:
        """List the referrals that were made since a moment, the oldest first."""

    def plan_partner_messages(self, messages: Sequence[PartnerMessage]) -> None:
        """Queue messages to partners."""

    def claim_word(self, word: PartnerWord, number: int, case_id: str, at: datetime) -> bool:
        """Write that a word of a partner is taken in; False when it was taken in before."""

    def work_again_of(self, partner: str, because: Sequence[str]) -> int:
        """Let calls of a partner that wait for a person for one of these reasons be worked once more."""

    def put_link(self, link: PartnerLink) -> None:
        """Add a link, or write its wrong tries."""

    def link(self, digest: str) -> PartnerLink | None:
        """Find a link by the hash of its token."""

    def put_pass(self, given: PartnerPass) -> None:
        """Add a personal link, or write its wrong tries and its end."""

    def partner_pass(self, digest: str) -> PartnerPass | None:
        """Find a personal link by the hash of its token."""

    def partner_passes(self) -> Sequence[PartnerPass]:
        """List all personal links of partners, the oldest first."""

    def reports_by(self, partner: str, since: datetime, limit: int) -> Sequence[ClientReport]:
        """List what a partner reported and has not ended, or ended since a moment, the newest first."""

    def referrals_to(self, partner: str, limit: int) -> Sequence[Referral]:
        """List the warm referrals to a partner whose stop stands, the newest first."""

    def put_report(self, report: ClientReport, client: ClientDetails | None = None) -> None:
        """Add a report with its sealed details, or write how it stands; once it is decided they go."""

    def report(self, report_id: str) -> ClientReport:
        """Read one report; raises UnknownReference."""

    def report_of(self, partner: str, reference: str) -> ClientReport | None:
        """Find a report by the partner's own reference."""

    def reported_client(self, report_id: str) -> ClientDetails | None:
        """Open the details of a report that waits for a person; None when they are gone."""

    def reports(self, *, only_open: bool = True) -> Sequence[ClientReport]:
        """List reports, the oldest first."""

    def reports_to_look_at(self, now: datetime, limit: int) -> Sequence[ClientReport]:
        """List running reports whose moment has come."""

    def debtors_like(self, client: ClientDetails) -> Sequence[str]:
        """List the debtors with the same day of birth, number, mailbox or case, else at the same address."""

    def put_guidance(self, guidance: Guidance) -> None:
        """Add guidance, or write how it stands now."""

    def guidance(self, guidance_id: str) -> Guidance:
        """Read one guidance; raises UnknownReference."""

    def guidance_of(self, debtor_id: str) -> Sequence[Guidance]:
        """List all guidance of a debtor, the oldest first."""

    def guidance_to_look_at(self, now: datetime, limit: int) -> Sequence[Guidance]:
        """List running guidance whose next step is late."""

    def put_arrears(self, arrears: OtherArrears) -> None:
        """Add arrears elsewhere, or write that they ended."""

    def arrears_of(self, debtor_id: str) -> Sequence[OtherArrears]:
        """List what is known of a debtor's arrears elsewhere, the oldest first."""


class ReplyBooks(ReferralBooks, ArrangementBooks, Protocol):
    """The store inside one transaction, for all that a reply may lead to."""

    def sent_text(self, contact: Contact) -> str:
        """Give the words that were about to leave; empty when they were erased."""


class ReferralStore(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[ReferralBooks]:
        """Open one transaction; commits at the end, rolls back on an error."""
