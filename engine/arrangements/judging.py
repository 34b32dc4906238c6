"""May a proposal be agreed without a person? The creditor's bounds, and what this person can carry; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from engine.arrangements.plan import CENT, Proposal
from engine.domain.arrangement import Arrangement, ArrangementStatus, Every
from engine.domain.organisation import ArrangementBounds

#: the first payment lies at most so far ahead (house policy: a month's income lies between)
FIRST_WITHIN = timedelta(days=45)
#: how many instalments fall in a month, on average over a year
IN_A_MONTH = {Every.WEEK: Decimal(52) / 12, Every.FOUR_WEEKS: Decimal(13) / 12, Every.MONTH: Decimal(1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What is known about what a debtor can carry."""

    #: what the debtor says to be able to miss each month, in euro, zero or more; None: not asked
    affordable: Decimal | None = None
    #: arrears elsewhere are known: rent, energy, care, tax
    other_arrears: bool = False
    #: all arrangements of this debtor with us
    arrangements: Sequence[Arrangement] = ()


def speaks_against(
    proposal: Proposal, bounds: ArrangementBounds, means: Means, today: date
) -> tuple[str, ...]:
    """List why a person must look at a proposal; empty: it may be agreed at once."""
    against: list[str] = []
    first, count = proposal.instalments[0], len(proposal.instalments)
    months = ceil(count / IN_A_MONTH[proposal.every])
    if months > bounds.max_months:
        against.append(f"it takes {months} months, the creditor's bound is {bounds.max_months}")
    if first.amount < bounds.min_instalment and count > 1:
        against.append(
            f"an instalment is {first.amount} euro, the creditor's least is {bounds.min_instalment}"
        )
    if first.due_on < today:
        against.append("the first day has passed")
    if first.due_on > today + FIRST_WITHIN:
        against.append(f"the first payment is more than {FIRST_WITHIN.days} days away")
    return (*against, *_too_heavy(proposal, means))


def _too_heavy(proposal: Proposal, means: Means) -> list[str]:
    """Say why this may be more than the person can carry (social policy: nobody promises too much)."""
    running = [one for one in means.arrangements if one.status is ArrangementStatus.RUNNING]
    each_month = sum((a_month(one) for one in running), a_month(proposal))
    against = []
    if means.affordable is not None and each_month > means.affordable:
        # the figure itself is theirs to know: it stands sealed in the record, never in a task
        against.append(
            f"all arrangements together ask {each_month:.2f} euro a month, more than the debtor can miss"
        )
    if means.affordable is None and running:
        against.append("another arrangement runs, and nobody asked what is affordable")
    if means.affordable is None and means.other_arrears:
        against.append("there are other arrears, and nobody asked what is affordable")
    if any(one.status is ArrangementStatus.BROKEN for one in means.arrangements):
        against.append("an earlier arrangement was broken")
    return against


def most_each_time(means: Means, every: Every) -> Decimal | None:
    """Say what one more arrangement may ask each time, in euro; None: nobody asked what is affordable."""
    if means.affordable is None:
        return None
    running = [one for one in means.arrangements if one.status is ArrangementStatus.RUNNING]
    left = means.affordable - sum(map(a_month, running), Decimal(0))
    return max((left / IN_A_MONTH[every]).quantize(CENT, rounding="ROUND_DOWN"), Decimal(0))


def a_month(agreed: Proposal | Arrangement) -> Decimal:
    """Say what an arrangement asks in a month, in euro."""
    return (agreed.instalments[0].amount * IN_A_MONTH[agreed.every]).quantize(CENT)
