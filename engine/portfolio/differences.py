"""What an update changed, in the words of the columns: by looking at the books before and after."""

from collections.abc import Mapping

from engine.domain.case import Case, ChargeKind, EarlierLetter
from engine.domain.people import ContactPoint, Debtor, PointKind

#: columns, and what the books say there
Cells = Mapping[str, str]
#: columns, and what the books said there before and say now
Difference = Mapping[str, tuple[str, str]]


def difference(before: Cells, after: Cells) -> Difference:
    """Keep the columns that are not the same any more."""
    return {column: (before[column], value) for column, value in after.items() if value != before[column]}


def case_cells(case: Case) -> Cells:
    """Write a case as the cells of a row."""
    charges = {line.kind: f"{line.amount:.2f}" for line in case.lines}
    claim = case.lines[0]
    return {
        "creditor": case.creditor,
        "jurisdiction": case.jurisdiction.value,
        "collector_role": case.collector_role.value,
        "description": claim.description,
        "invoice_number": claim.invoice_number,
        "invoice_date": str(claim.invoice_date),
        "due_on": str(claim.due_on),
        "amount": charges[ChargeKind.PRINCIPAL],
        "interest": charges.get(ChargeKind.INTEREST, ""),
        "costs": charges.get(ChargeKind.COSTS, ""),
        "paid": f"{case.paid:.2f}",
        "iban": case.iban,
        "described_on": str(case.described_on or ""),
        **_earlier_cells(case.earlier_letter),
    }


def _earlier_cells(letter: EarlierLetter | None) -> Cells:
    sent_on = str(letter.sent_on or "none") if letter else ""
    return {
        "earlier_letter_on": sent_on,
        "earlier_letter_by": ("email" if letter.by_mail else "letter") if letter else "",
        "earlier_letter_received_on": str(letter.received_on or "") if letter else "",
    }


def person_cells(debtor: Debtor) -> Cells:
    """Write a debtor as the cells of a row; all contact points of one kind stand in one cell."""
    return {
        "debtor_name": debtor.name,
        "debtor_kind": debtor.kind.value,
        "birth_date": str(debtor.birth_date or ""),
        "mobile": _values(debtor.points, PointKind.MOBILE),
        "landline": _values(debtor.points, PointKind.LANDLINE),
        "email": _values(debtor.points, PointKind.EMAIL),
        "address": _values(debtor.points, PointKind.ADDRESS),
        **_helper_cells(debtor),
    }


def _helper_cells(debtor: Debtor) -> Cells:
    helper = debtor.representative
    return {
        "helper_name": helper.name if helper else "",
        "helper_kind": helper.kind if helper else "",
        "helper_email": _values(helper.points, PointKind.EMAIL) if helper else "",
        "helper_mobile": _values(helper.points, PointKind.MOBILE) if helper else "",
        "helper_scope": ", ".join(helper.cases) if helper else "",
        "helper_until": str(helper.until or "") if helper else "",
    }


def _values(points: tuple[ContactPoint, ...], kind: PointKind) -> str:
    return "; ".join(f"{point.value} ({point.state})" for point in points if point.kind is kind)
