"""Claims that a portfolio tells are paid: who heard from us about one hears that it is over."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from engine.domain.case import Case, CaseStatus
from engine.domain.contact import Contact
from engine.domain.notice import Notice
from engine.domain.occurrence import OccurrenceKind
from engine.reacting import notices_for, what_follows


def settled_by_portfolio(
    before: Case, after: Case, contacts: Iterable[Contact], now: datetime
) -> Sequence[Notice]:
    """Make the notice that nothing is left to pay (BE-22, V; NL-23, U); none when that is no news."""
    is_news = before.outstanding > 0 >= after.outstanding and after.status is CaseStatus.OPEN
    told = any(one.tells(after.id) for one in contacts)
    if not is_news or not told:
        return ()
    cause = f"{after.id} paid"
    reaction = what_follows(after, OccurrenceKind.PAID, now)
    # one import owes one notice for a case: its id needs no chance
    return tuple(notices_for(after, reaction, cause, now, lambda: sha256(cause.encode()).hexdigest()[:32]))
