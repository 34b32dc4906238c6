"""From a text order to the words that templates use."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from engine.domain.campaign import CostsPolicy
from engine.domain.case import Case, ChargeKind, ClaimLine, CollectorRole, Jurisdiction
from engine.domain.people import DebtorKind
from engine.policy.be.collection_costs import ContractClause, lump_sum
from engine.policy.nl.collection_costs import CENT, VAT, collection_costs, costs_after
from engine.policy.nl.letters_sent import six_months_before
from engine.rendering.plain import plain
from engine.rendering.scene import NOTHING, Record, Scene, charges_of
from engine.rendering.told_words import TOLD_MAKERS

#: how long people get to pay
DAYS_TO_PAY = timedelta(days=14)


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

    NL-31 and NL-37 (V), NL-39 (S); BE-08 (V): what the contract says, and at most the lower of one cap over
    everything and a cap for each case, for which of the two the law means was not read.
    """
    if scene.order.campaign.costs is CostsPolicy.NONE:
        return NOTHING
    left = [min(case.principal, max(case.outstanding, NOTHING)) for case in scene.cases]
    match scene.cases[0].jurisdiction:
        case Jurisdiction.NL:
            principal, vat_added = sum(left, NOTHING), _adds_vat(scene)
            charged = scene.order.charged_before
            if not charged:
                return collection_costs(principal, vat_added=vat_added)
            return costs_after(principal, charged, six_months_before(scene.today), vat_added=vat_added)
        case Jurisdiction.BE:
            clause = _clause(scene)
            together = lump_sum(sum(left, NOTHING), clause).most
            return min(together, sum([lump_sum(one, clause).most for one in left], NOTHING))


def _clause(scene: Scene) -> ContractClause:
    """Find the penalty clause of the contract: what is not agreed may not be asked (BE-08, V)."""
    creditor = scene.order.organisation.creditor(scene.cases[0].creditor)
    agreed = creditor.contract_lump_sum if creditor else None
    return ContractClause(exists=agreed is not None, amount=agreed)


def _adds_vat(scene: Scene) -> bool:
    """Say whether VAT comes on top of costs: the creditor cannot deduct it, and declares so (NL-38, V)."""
    creditor = scene.order.organisation.creditor(scene.cases[0].creditor)
    return creditor is not None and creditor.declares_vat and not creditor.can_deduct_vat


def _vat_on_later_costs(scene: Scene) -> Decimal:
    """Say how much of the announced costs is VAT; nothing in Belgium."""
    if scene.cases[0].jurisdiction is not Jurisdiction.NL or not _adds_vat(scene):
        return NOTHING
    with_vat = _later_costs(scene)
    return with_vat - (with_vat / (1 + VAT)).quantize(CENT, ROUND_HALF_UP)


def _pay_before(scene: Scene) -> date:
    calendar = scene.calendars[scene.cases[0].jurisdiction]
    return calendar.working_day_from(scene.today + DAYS_TO_PAY)


def account_of(scene: Scene) -> str:
    """Name the account to pay to: that of the case when the portfolio gave one, else the creditor's."""
    case = scene.cases[0]
    creditor = scene.order.organisation.creditor(case.creditor)
    return case.iban or (creditor.iban if creditor else "")


def _former_account(scene: Scene) -> str:
    """Name the account that the creditor used before, for a message that explains the change."""
    creditor = scene.order.organisation.creditor(scene.cases[0].creditor)
    former = creditor.former_ibans if creditor else ()
    return former[0] if former else ""


MAKERS: Mapping[str, Callable[[Scene], object]] = {
    "naam": lambda scene: scene.name,
    "aanhef": _salutation,
    "vertegenwoordiger": _representative,
    "kenmerk": _case_numbers,
    "contact": lambda scene: scene.order.reference,
    "betaalkenmerk": _payment_reference,
    "iban": account_of,
    "iban_vroeger": _former_account,
    "zaken": _cases,
    "meer_zaken": lambda scene: len(scene.cases) > 1,
    "gerechtsdeurwaarder": lambda scene: scene.cases[0].collector_role is CollectorRole.BAILIFF,
    "bedrag": lambda scene: scene.charges.outstanding,
    "hoofdsom": lambda scene: scene.charges.principal,
    "rente": lambda scene: scene.charges.interest,
    "kosten": lambda scene: scene.charges.costs,
    "betaald": lambda scene: scene.charges.paid,
    "kosten_later": _later_costs,
    "kosten_btw": _vat_on_later_costs,
    "kosten_toegestaan": lambda scene: scene.order.campaign.costs is CostsPolicy.STATUTORY,
    "vandaag": lambda scene: scene.today,
    "betaal_voor": _pay_before,
    "termijn_dagen": lambda _: DAYS_TO_PAY.days,
    "grote_letters": lambda scene: scene.order.preference.large_print,
    "land": lambda scene: scene.cases[0].jurisdiction.value,
    **TOLD_MAKERS,
}
