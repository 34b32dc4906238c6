"""From a text order to the words that templates use."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from engine.domain.calendar import Calendar
from engine.domain.campaign import CostsPolicy
from engine.domain.case import Case, ChargeKind, ClaimLine, Jurisdiction
from engine.domain.people import DebtorKind, Representative
from engine.policy.be.collection_costs import lump_sum_cap
from engine.policy.nl.collection_costs import collection_costs
from engine.ports import TextOrder
from engine.rendering.plain import plain, shorten
from preferences.channel import ChannelKind

#: free text from the portfolio stands between these while a text is rendered, so that it can be judged there
FREE_OPEN, FREE_CLOSE = "\x02", "\x03"
#: a longer name is cut for a phone, and refused elsewhere
LONGEST_ON_PHONE, LONGEST_NAME = 40, 200
ON_PHONE = frozenset({ChannelKind.SMS, ChannelKind.WHATSAPP})
#: how long people get to pay
DAYS_TO_PAY = timedelta(days=14)
NOTHING = Decimal(0)

Record = dict[str, object]
Calendars = Mapping[Jurisdiction, Calendar]


class Scene:
    """One text order as templates see it; what several words need is worked out once."""

    __slots__ = ("__dict__", "calendars", "cases", "order")

    def __init__(self, order: TextOrder, calendars: Calendars) -> None:
        self.order = order
        self.cases = order.cases
        self.calendars = calendars

    @cached_property
    def today(self) -> date:
        """Give the debtor's local date."""
        return self.order.now.astimezone(ZoneInfo(self.order.campaign.timezone)).date()

    @cached_property
    def name(self) -> str:
        """Give the debtor's name as one line, on a phone a short one."""
        name = plain(self.order.debtor.name)
        return shorten(name, LONGEST_ON_PHONE) if self.order.channel in ON_PHONE else name

    @cached_property
    def representative(self) -> Representative | None:
        """Name who speaks for the debtor today, if anybody does."""
        return self.order.debtor.represented_on(self.today) if self.order.debtor.representative else None

    @cached_property
    def charges(self) -> dict[ChargeKind, Decimal]:
        """Add up the claim lines of all cases by kind, in euro."""
        return charges_of(self.cases)

    @cached_property
    def paid(self) -> Decimal:
        """Add up what was paid in all cases, in euro."""
        return sum((case.paid for case in self.cases), NOTHING)

    @cached_property
    def outstanding(self) -> Decimal:
        """Say what is still to be paid in all cases, in euro."""
        return sum(self.charges.values(), NOTHING) - self.paid


def charges_of(cases: Iterable[Case]) -> dict[ChargeKind, Decimal]:
    """Add up claim lines by kind, in euro."""
    sums = dict.fromkeys(ChargeKind, NOTHING)
    for case in cases:
        for line in case.lines:
            sums[line.kind] += line.amount
    return sums


def contact_words(scene: Scene, names: Iterable[str]) -> Record:
    """Work out the words that differ from one contact to the next, and only those that are asked for."""
    return {name: MAKERS[name](scene) for name in names}


def _salutation(scene: Scene) -> str:
    person = scene.order.debtor.kind is DebtorKind.PERSON and scene.name
    return f"Beste {scene.name if person else 'heer of mevrouw'}"


def _representative(scene: Scene) -> str:
    return plain(scene.representative.name) if scene.representative else ""


def _case_numbers(scene: Scene) -> str:
    return ", ".join(case.id for case in scene.cases)


def _payment_reference(scene: Scene) -> str:
    """One case is paid under its own number; several under the reference of the contact that names them."""
    return scene.cases[0].id if len(scene.cases) == 1 else scene.order.reference


def _cases(scene: Scene) -> list[Record]:
    return [_case(case) for case in scene.cases]


def _case(case: Case) -> Record:
    charges = charges_of((case,))
    total = sum(charges.values(), NOTHING)
    return {
        "nummer": case.id,
        "omschrijving": _free(_described(case.lines)),
        "open": total - case.paid,
        "betaald": case.paid,
        "totaal": total,
        "hoofdsom": charges[ChargeKind.PRINCIPAL],
        "rente": charges[ChargeKind.INTEREST],
        "kosten": charges[ChargeKind.COSTS],
        "vervaldag": case.due_on,
        "facturen": [_invoice(line) for line in case.lines],
    }


def _described(lines: tuple[ClaimLine, ...]) -> str:
    """Say what a case is about: its description, and how many more there are."""
    principal = [line.description for line in lines if line.kind is ChargeKind.PRINCIPAL]
    first, *others = dict.fromkeys(principal or [line.description for line in lines])
    match len(others):
        case 0:
            return first
        case 1:
            return f"{first} en {others[0]}"
        case more:
            return f"{first} en {more} andere"


def _invoice(line: ClaimLine) -> Record:
    return {
        "nummer": plain(line.invoice_number),
        "datum": line.invoice_date,
        "omschrijving": _free(line.description),
        "bedrag": line.amount,
        "soort": line.kind.value,
        "vervaldag": line.due_on,
    }


def _free(text: str) -> str:
    visible = plain(text)
    return f"{FREE_OPEN}{visible}{FREE_CLOSE}" if visible else ""


def _later_costs(scene: Scene) -> Decimal:
    """
    Say which costs the law allows when payment stays out, over what is left of the claims.

    NL-31 and NL-37 (V); BE-08 (V): the lower of one cap over everything and a cap for each case, for which of
    the two the law means was not read.
    """
    if scene.order.campaign.costs is CostsPolicy.NONE:
        return NOTHING
    left = [min(case.principal, max(case.outstanding, NOTHING)) for case in scene.cases]
    match scene.cases[0].jurisdiction:
        case Jurisdiction.NL:
            return collection_costs(sum(left, NOTHING))
        case Jurisdiction.BE:
            return min(lump_sum_cap(sum(left, NOTHING)), sum(map(lump_sum_cap, left), NOTHING))


def _pay_before(scene: Scene) -> date:
    calendar = scene.calendars[scene.cases[0].jurisdiction]
    return calendar.working_day_from(scene.today + DAYS_TO_PAY)


MAKERS: Mapping[str, Callable[[Scene], object]] = {
    "naam": lambda scene: scene.name,
    "aanhef": _salutation,
    "vertegenwoordiger": _representative,
    "kenmerk": _case_numbers,
    "contact": lambda scene: scene.order.reference,
    "betaalkenmerk": _payment_reference,
    "zaken": _cases,
    "meer_zaken": lambda scene: len(scene.cases) > 1,
    "bedrag": lambda scene: scene.outstanding,
    "hoofdsom": lambda scene: scene.charges[ChargeKind.PRINCIPAL],
    "rente": lambda scene: scene.charges[ChargeKind.INTEREST],
    "kosten": lambda scene: scene.charges[ChargeKind.COSTS],
    "betaald": lambda scene: scene.paid,
    "kosten_later": _later_costs,
    "kosten_toegestaan": lambda scene: scene.order.campaign.costs is CostsPolicy.STATUTORY,
    "vandaag": lambda scene: scene.today,
    "betaal_voor": _pay_before,
    "termijn_dagen": lambda _: DAYS_TO_PAY.days,
    "grote_letters": lambda scene: scene.order.preference.large_print,
    "land": lambda scene: scene.cases[0].jurisdiction.value,
    #: what a text order does not tell yet
    "afspraak": lambda _: None,
    "regeling": lambda _: None,
}
