"""What is known about a rule of the law: where it stands, since when, whom it binds, how sure we are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from engine.domain.case import Case, CollectorRole, Jurisdiction
from engine.domain.decision import Source
from engine.domain.people import Debtor, DebtorKind


class Severity(StrEnum):
    """What a breach means (law.md NL-04, BE-24)."""

    #: forbidden activity: striking-off, a fine of the highest category, or a criminal sanction of level 4
    GRAVE = auto()
    #: a fine, or the loss of costs and interest
    SERIOUS = auto()
    #: good practice or our own policy; no sanction was found
    POLICY = auto()


class Heading(StrEnum):
    """Under which heading a supervisor looks at it."""

    CLAIM = "claim build-up"
    INFORMATION = "information"
    CONDUCT = "conduct"
    COMPLAINT = "complaint"
    FILE = "file"
    REGISTRATION = "registration"


EVERY_ROLE = frozenset(CollectorRole)
COLLECTORS = frozenset({CollectorRole.COLLECTOR, CollectorRole.BAILIFF})
ONLY_COLLECTOR = frozenset({CollectorRole.COLLECTOR})
PEOPLE = frozenset({DebtorKind.PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCard:
    """One rule of the law as `minnelijk law list` shows it."""

    name: str
    #: what it asks, in one sentence
    says: str
    #: law.md IDs, each with its status; the weakest status is that of the rule
    sources: tuple[Source, ...]
    #: where the text can be read
    address: str
    #: since when it holds; None: law.md names no day
    since: date | None
    severity: Severity
    heading: Heading
    #: None: both countries
    jurisdiction: Jurisdiction | None = None
    roles: frozenset[CollectorRole] = EVERY_ROLE
    debtor_kinds: frozenset[DebtorKind] = frozenset(DebtorKind)
    #: the key under `readings` in organisation.yaml that turns another reading on
    switch: str = ""

    @property
    def status(self) -> str:
        """Give the weakest status of its sources: U before S before V."""
        return min((source.status for source in self.sources if source.status), key="USV".index, default="")

    def binds(self, case: Case, debtor: Debtor) -> bool:
        """Say whether the rule is for this case: by residence, who collects, and who the debtor is."""
        if self.jurisdiction is not None and self.jurisdiction is not case.jurisdiction:
            return False
        return case.collector_role in self.roles and debtor.kind in self.debtor_kinds
