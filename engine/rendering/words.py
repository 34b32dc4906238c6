"""From a text order to the words that templates use."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from engine.domain.calendar import Calendar
from engine.domain.campaign import CostsPolicy
from engine.domain.case import Case, ChargeKind, ClaimLine, Jurisdiction
from engine.domain.people import DebtorKind
from engine.policy.be.collection_costs import lump_sum_cap
from engine.policy.nl.collection_costs import collection_costs
from engine.ports import TextOrder
from engine.rendering.plain import plain, shorten
from preferences.channel import ChannelKind

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

    __slots__ = ("_charges", "calendars", "cases", "descriptions", "name", "order", "representative", "today")

    def __init__(self, order: TextOrder, calendars: Calendars) -> None:
        self.order = order
        self.cases = order.cases
        self.calendars = calendars
        #: the debtor's local date
        self.today = order.now.astimezone(ZoneInfo(order.campaign.timezone)).date()
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
    return [_case(case, scene.descriptions) for case in scene.cases]


def _case(case: Case, descriptions: list[str]) -> Record:
    charges = charges_of((case,))
    total = charges.total
    invoices = [_invoice(line) for line in case.lines]
    described = _described(case.lines)
    descriptions.append(described)
    descriptions.extend(str(invoice["omschrijving"]) for invoice in invoices)
    return {
        "nummer": case.id,
        "omschrijving": described,
        "open": total - case.paid,
        "betaald": case.paid,
        "totaal": total,
        "hoofdsom": charges.principal,
        "rente": charges.interest,
        "kosten": charges.costs,
        "vervaldag": case.due_on,
        "facturen": invoices,
    }


def _described(lines: tuple[ClaimLine, ...]) -> str:
    """Say what a case is about: its description, and how many more there are."""
    principal = [line.description for line in lines if line.kind is ChargeKind.PRINCIPAL]
    first, *others = dict.fromkeys(map(plain, principal or [line.description for line in lines]))
    if not others:
        return first
    return f"{first} en {others[0] if len(others) == 1 else f'{len(others)} andere'}"


def _invoice(line: ClaimLine) -> Record:
    return {
        "nummer": plain(line.invoice_number),
        "datum": line.invoice_date,
        "omschrijving": plain(line.description),
        "bedrag": line.amount,
        "soort": line.kind.value,
        "vervaldag": line.due_on,
    }


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


def account_of(scene: Scene) -> str:
    """Name the account to pay to: that of the case when the portfolio gave one, else the creditor's."""
    case = scene.cases[0]
    creditor = scene.order.organisation.creditor(case.creditor)
    return case.iban or (creditor.iban if creditor else "")


MAKERS: Mapping[str, Callable[[Scene], object]] = {
    "naam": lambda scene: scene.name,
    "aanhef": _salutation,
    "vertegenwoordiger": _representative,
    "kenmerk": _case_numbers,
    "contact": lambda scene: scene.order.reference,
    "betaalkenmerk": _payment_reference,
    "iban": account_of,
    "zaken": _cases,
    "meer_zaken": lambda scene: len(scene.cases) > 1,
    "bedrag": lambda scene: scene.charges.outstanding,
    "hoofdsom": lambda scene: scene.charges.principal,
    "rente": lambda scene: scene.charges.interest,
    "kosten": lambda scene: scene.charges.costs,
    "betaald": lambda scene: scene.charges.paid,
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
