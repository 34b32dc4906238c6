"""What one row of a portfolio says, as records."""

from dataclasses import dataclass

from engine.domain.case import Case
from engine.domain.people import Debtor
from preferences.change import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRecord:
    """A case with its debtor and the debtor's wishes, as a creditor handed them over."""

    case: Case
    debtor: Debtor
    changes: tuple[Change, ...] = ()
    #: a hash over the whole row: the same fingerprint again means that nothing changed
    fingerprint: str
