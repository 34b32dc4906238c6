"""How an arrangement stands on a day: what was paid of it, what comes, what was missed; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from engine.domain.arrangement import Arrangement, Instalment

#: a bank needs a few days; only after them a payment counts as missed (house policy)
GRACE = timedelta(days=5)
#: we remind kindly so long before an instalment
REMIND_BEFORE = timedelta(days=3)
#: with this many missed at once, a person talks with the debtor (house policy)
BROKEN_AFTER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an arrangement stands on one day."""

    #: what came in for it, in euro
    paid: Decimal
    left: Decimal
    #: instalments whose day has passed, with the grace, and that are not paid in full
    missed: tuple[Instalment, ...]
    #: the first instalment that is not paid and not missed
    coming: Instalment | None

    @property
    def is_settled(self) -> bool:
        """Say whether everything was paid."""
        return self.left <= 0

    @property
    def is_broken(self) -> bool:
        """Say whether so much was missed that a person must talk with the debtor."""
        return len(self.missed) >= BROKEN_AFTER


def standing(arrangement: Arrangement, payments: Sequence[Decimal], today: date) -> Standing:
    """
    Put what was paid since the agreement against the instalments, the oldest first.

    Money that came early counts for the instalments that come first; a part of one is not one.
    """
    paid = sum(payments, Decimal(0))
    covered, missed, coming = paid, [], None
    for instalment in arrangement.instalments:
        if covered >= instalment.amount:
            covered -= instalment.amount
            continue
        covered = Decimal(0)
        if today > instalment.due_on + GRACE:
            missed.append(instalment)
        elif coming is None:
            coming = instalment
    return Standing(
        paid=paid, left=max(arrangement.total - paid, Decimal(0)), missed=tuple(missed), coming=coming
    )


def next_look(standing_now: Standing, today: date) -> date | None:
    """Say on which day something may change by itself: a reminder, or the end of a grace."""
    coming = standing_now.coming
    if coming is None:
        return None
    first = remind_on(coming)
    return first if today < first else coming.due_on + GRACE + timedelta(days=1)


def remind_on(coming: Instalment) -> date:
    """Say on which day we remind of an instalment."""
    return coming.due_on - REMIND_BEFORE
