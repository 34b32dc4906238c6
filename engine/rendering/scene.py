"""One text order as templates see it, and what its cases come to."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from engine.domain.calendar import Calendar
from engine.domain.case import Case, ChargeKind, Jurisdiction
from engine.ports import TextOrder
from engine.rendering.plain import plain, shorten
from preferences.channel import ChannelKind
from preferences.wall import local_time, zone_named

#: a longer name is cut for a phone, and refused elsewhere
LONGEST_ON_PHONE, LONGEST_NAME = 40, 200
ON_PHONE = frozenset({ChannelKind.SMS, ChannelKind.WHATSAPP})
NOTHING = Decimal(0)

Record = dict[str, object]
Calendars = Mapping[Jurisdiction, Calendar]


class Scene:
    """One text order as templates see it; what several words need is worked out once."""

    __slots__ = ("_charges", "calendars", "cases", "descriptions", "name", "order", "representative", "today")

    def __init__(self, order: TextOrder, calendars: Calendars) -> None:
        self.order = order
        self.cases = order.cases
        self.calendars = calendars
        #: the debtor's local date
        self.today = local_time(order.now, zone_named(order.campaign.timezone)).date()
        name = plain(order.debtor.name)
        #: the debtor's name as one line, on a phone a short one
        self.name = shorten(name, LONGEST_ON_PHONE) if order.channel in ON_PHONE else name
        #: who speaks for the debtor today
        self.representative = order.debtor.represented_on(self.today)
        #: the descriptions from the portfolio that went into the words
        self.descriptions: list[str] = []
        self._charges: Charges | None = None

    @property
    def charges(self) -> "Charges":
        """Add up the claim lines and payments of all cases."""
        if self._charges is None:
            self._charges = charges_of(self.cases)
        return self._charges


class Charges(NamedTuple):
    """What cases come to, in euro."""

    principal: Decimal
    interest: Decimal
    costs: Decimal
    paid: Decimal

    @property
    def total(self) -> Decimal:
        """Add up all lines."""
        return self.principal + self.interest + self.costs

    @property
    def outstanding(self) -> Decimal:
        """Say what is still to be paid."""
        return self.total - self.paid


def charges_of(cases: Iterable[Case]) -> Charges:
    """Add up the claim lines and payments of cases."""
    principal = interest = costs = paid = NOTHING
    for case in cases:
        paid += case.paid
        for line in case.lines:
            match line.kind:
                case ChargeKind.PRINCIPAL:
                    principal += line.amount
                case ChargeKind.INTEREST:
                    interest += line.amount
                case ChargeKind.COSTS:
                    costs += line.amount
    return Charges(principal, interest, costs, paid)
