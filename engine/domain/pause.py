"""Every stop for a reason, with its beginning and its end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from engine.domain.person_task import PersonTask


class PauseKind(StrEnum):
    """Why we leave somebody alone."""

    #: the debtor asked for quiet
    OWN_WISH = auto()
    #: the debtor says that the claim is wrong (law.md NL-68, U; BE-17, V)
    DISPUTE = auto()
    #: a complaint is being looked into (NL-27, V)
    COMPLAINT = auto()
    #: claim details were asked for (NL-28, S; BE-07, V)
    DETAILS = auto()
    #: admitted to debt help (NL-60, S), or a warm referral runs (NL-64)
    DEBT_HELP = auto()
    #: a court ordered quiet (NL-61, NL-62)
    MORATORIUM = auto()
    #: WSNP, bankruptcy or collective debt settlement (NL-63, U; BE-26, U)
    INSOLVENCY = auto()
    #: the debtor died (NL-67, U)
    DEATH = auto()
    #: an arrangement or promise runs
    ARRANGEMENT = auto()
    #: the debtor says that it was paid; we check first
    PAYMENT_CHECK = auto()
    #: a team decided so, with a reason
    TEAM = auto()
    #: somebody is being led to debt help, with their consent (NL-64, U: product policy)
    WARM_REFERRAL = auto()
    #: the debtor asked to pay in parts (BE-15, V)
    PLAN_REQUEST = auto()
    #: debt mediation was asked for, or a petition for collective settlement filed (BE-16, V; BE-27, U)
    MEDIATION = auto()
    #: a judge admitted the debtor to collective debt settlement (BE-26, U)
    COLLECTIVE_SETTLEMENT = auto()
    #: the agreements with an OCMW or another partner are kept (BE-27, U)
    PROTOCOL = auto()
    #: a bewindvoerder acts for the debtor (NL-65, V)
    BEWIND = auto()
    #: a curator acts for the debtor (NL-66, U)
    CURATELE = auto()
    #: the debtor is a minor: the guardian speaks (NL-66, U)
    MINOR = auto()
    #: an authorised helper or lawyer speaks for the debtor (NL-66, U)
    HELPER = auto()
    #: the debtor asked that their data be left alone (NL-71, U)
    RESTRICTION = auto()
    #: words of a debtor tell of danger to life (law.md 4a, U)
    DANGER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """No contact about one case, or with one debtor, from a moment until a moment or an event."""

    id: str
    kind: PauseKind
    debtor_id: str
    #: None: all cases of the debtor
    case_id: str | None
    since: datetime
    #: None: until a person or an event ends it
    until: datetime | None
    ended_at: datetime | None = None
    source: str = ""
    #: who asked to lift it before its time, and when; a second person decides
    lift_asked_by: str = ""
    lift_asked_at: datetime | None = None
    #: the open task for which it waits; while nobody has done that, its moment ends nothing
    kept_by: PersonTask | None = None

    def holds(self, now: datetime) -> bool:
        """Say whether it stands at a moment."""
        if self.ended_at is not None and self.ended_at <= now:
            return False
        return self.since <= now and (self.until is None or now < self.until or self.kept_by is not None)

    def is_overdue(self, now: datetime) -> bool:
        """Say whether its moment is over, and only a task that nobody has done keeps it standing."""
        return self.until is not None and self.until <= now and self.holds(now)
