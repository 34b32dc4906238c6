"""What we tell about an arrangement: that it stands, that a payment did not come, that it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from engine.domain.arrangement import Arrangement, Every, Instalment
from engine.domain.campaign import LegalRole
from engine.domain.notice import Notice, NoticeKind
from engine.domain.told import Plan, PlannedPayment, Told
from engine.ports import NewId

#: a confirmation is owed however late; a missed payment is no news any more after some days
CONFIRMATION_LASTS, NEWS_LASTS = timedelta(days=30), timedelta(days=7)
#: in the words of the debtor
RHYTHM = {Every.WEEK: "week", Every.FOUR_WEEKS: "vier weken", Every.MONTH: "maand"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Makes the notices about one arrangement at one moment."""

    arrangement: Arrangement
    now: datetime
    new_id: NewId

    def agreed(self) -> Notice:
        """Confirm it on a durable medium, with every amount (law.md BE-21, V; NL: policy)."""
        return self._notice(
            "agreed", "regeling_bevestiging", NoticeKind.AGREED, CONFIRMATION_LASTS, self._plan()
        )

    def coming(self, instalment: Instalment, paid: Decimal, last: datetime) -> Notice:
        """Remind kindly of a payment that comes; from the moment `last` on that tells nothing any more."""
        plan = replace(self._plan(paid), next_on=instalment.due_on)
        what = f"coming {instalment.number}"
        made = self._notice(what, "regeling_herinnering", NoticeKind.NEWS, last - self.now, plan)
        return replace(made, may_lapse=True)

    def missed(self, missed: Sequence[Instalment], paid: Decimal) -> Notice:
        """Tell kindly that a payment did not come; this is our own approach, and counts as one."""
        plan = self._plan(paid, missed[-1])
        what = f"missed {missed[-1].number}"
        return self._notice(what, "regeling_gemist", NoticeKind.NEWS, NEWS_LASTS, plan)

    def yearly(self, number: int, paid: Decimal) -> Notice:
        """Tell what was paid and what is left, once a year at least (law.md BE-22, V)."""
        what = f"statement {number}"
        return self._notice(what, "be_jaaroverzicht", NoticeKind.AGREED, CONFIRMATION_LASTS, self._plan(paid))

    def settled(self) -> Notice:
        """Thank for the last payment."""
        plan = self._plan(self.arrangement.total)
        return self._notice("settled", "regeling_klaar", NoticeKind.AGREED, CONFIRMATION_LASTS, plan)

    def _plan(self, paid: Decimal = Decimal(0), missed: Instalment | None = None) -> Plan:
        return Plan(
            payments=tuple(PlannedPayment(one.due_on, one.amount) for one in self.arrangement.instalments),
            every=RHYTHM[self.arrangement.every],
            paid=paid,
            missed_on=missed.due_on if missed else None,
        )

    def _notice(self, what: str, template: str, kind: NoticeKind, lasts: timedelta, plan: Plan) -> Notice:
        confirms = template == "regeling_bevestiging"
        return Notice(
            id=self.new_id(),
            debtor_id=self.arrangement.debtor_id,
            case_id=self.arrangement.case_id,
            kind=kind,
            cause=f"arrangement {self.arrangement.id} {what}",
            template=template,
            legal_role=LegalRole.CONFIRMATION if confirms else LegalRole.NONE,
            since=self.now,
            expires_at=self.now + lasts,
            due_at=self.now,
            told=Told(plan=plan),
        )
