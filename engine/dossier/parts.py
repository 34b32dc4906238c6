"""The parts of which files are made; moments are ISO 8601 with an offset, amounts whole cents."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from engine.domain.arrangement import Arrangement
from engine.domain.campaign import LegalRole
from engine.domain.case import Case, CaseStatus
from engine.domain.money import cents
from engine.domain.organisation import Creditor, Firm
from engine.domain.pause import Pause
from engine.domain.people import ContactPoint, Debtor
from engine.domain.raw_call import CallState
from engine.domain.touchpoint import Touchpoint
from engine.dossier.ports import Around, KeptRow, Payment
from engine.erasure import kept_until
from engine.ports import DebtorFile

Part = dict[str, Any]

WORKED = CallState.WORKED.value
#: messages that start a term in law, and the rule that says how long
TERMS = {
    LegalRole.FOURTEEN_DAY_LETTER: "14 days from the day after it came in (NL-30, V)",
    LegalRole.BE_FIRST_REMINDER: "14 calendar days (BE-01, V)",
    LegalRole.BE_FORMAL_NOTICE: "14 calendar days from the third working day after sending (BE-14, V)",
}


def case_part(case: Case, lines: Sequence[Touchpoint]) -> Part:
    """Write who claims what, and how it stands."""
    return {
        "id": case.id,
        "creditor": case.creditor,
        "jurisdiction": case.jurisdiction.value,
        "collector_role": case.collector_role.value,
        "sector": case.sector,
        "status": case.status.value,
        "phase": case.phase.value,
        "opened_at": case.opened_at.isoformat(),
        "lines": len(lines),
    }


def claim_part(case: Case, payments: Sequence[Payment]) -> Part:
    """Write what is claimed and what was paid; the invoices are the title of the claim (NL-50)."""
    return {
        "parts": [
            {
                "kind": line.kind.value,
                "description": line.description,
                "amount_cents": cents(line.amount),
                "invoice_number": line.invoice_number,
                "invoice_date": line.invoice_date.isoformat(),
                "due_on": line.due_on.isoformat(),
            }
            for line in case.lines
        ],
        "total_cents": cents(case.total),
        "paid_cents": cents(case.paid),
        "outstanding_cents": cents(case.outstanding),
        "payments": [
            {
                "paid_on": one.paid_on.isoformat(),
                "amount_cents": cents(one.amount),
                "reference": one.reference,
                "noted_at": one.noted_at.isoformat(),
            }
            for one in payments
        ],
    }


def firm_part(firm: Firm) -> Part:
    """Write who somebody is on paper."""
    return asdict(firm)


def creditor_part(creditor: Creditor | None, creditor_id: str) -> Part:
    """Write for whom we act, and since when that was agreed."""
    if creditor is None:
        return {"id": creditor_id, "firm": None, "agreement_signed_on": None}
    signed = creditor.agreement.signed_on.isoformat() if creditor.agreement else None
    return {"id": creditor.id, "firm": firm_part(creditor.firm), "agreement_signed_on": signed}


def debtor_part(debtor: Debtor) -> Part:
    """Write whom it is about, and who speaks for them."""
    somebody = debtor.representative
    return {
        "id": debtor.id,
        "name": debtor.name,
        "kind": debtor.kind.value,
        "birth_date": _day(debtor.birth_date),
        "points": [_point(point) for point in debtor.points],
        "representative": None
        if somebody is None
        else {
            "name": somebody.name,
            "kind": somebody.kind,
            "until": _day(somebody.until),
            "cases": list(somebody.cases),
            "points": [_point(point) for point in somebody.points],
        },
    }


def _point(point: ContactPoint) -> Part:
    return {
        "kind": point.kind.value,
        "value": point.value,
        "state": point.state.value,
        "source": point.source,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def clock_parts(file: DebtorFile, case: Case, contacts: Sequence[Part], around: Around) -> list[Part]:
    """Write the terms that run or ran: the amicable phase, terms in law, pauses."""
    clocks = []
    position = file.positions.get(case.id)
    if position is not None and position.campaign:
        days = around.campaign(position.campaign, position.version).max_duration_days
        until = position.started_at + timedelta(days=days)
        clocks.append(_clock("amicable_phase", position.started_at, until, f"campaign {position.campaign}"))
    for contact in contacts:
        term = TERMS.get(LegalRole(contact["legal_role"])) if contact["legal_role"] else None
        if term:
            at = datetime.fromisoformat(contact["at"])
            clocks.append(_clock(contact["legal_role"], at, None, term))
    return clocks + [
        _clock(f"pause_{one.kind.value}", one.since, one.ended_at or one.until, one.source)
        for one in _pauses(file, case)
    ]


def _clock(name: str, since: datetime, until: datetime | None, source: str) -> Part:
    return {
        "name": name,
        "since": since.isoformat(),
        "until": until.isoformat() if until else None,
        "source": source,
    }


def _pauses(file: DebtorFile, case: Case) -> list[Pause]:
    return [one for one in file.pauses if one.case_id in {None, case.id}]


def arrangement_parts(arrangements: Sequence[Arrangement], case: Case) -> list[Part]:
    """Write what was agreed with the debtor about a case, or proposed (NL-50)."""
    return [
        {
            "id": one.id,
            "status": one.status.value,
            "every": one.every.value,
            "proposed_at": one.proposed_at.isoformat(),
            "proposed_by": one.proposed_by,
            "agreed_at": one.agreed_at.isoformat() if one.agreed_at else None,
            "agreed_by": one.agreed_by,
            "ended_at": one.ended_at.isoformat() if one.ended_at else None,
            "total_cents": cents(one.total),
            "instalments": [
                {
                    "number": part.number,
                    "due_on": part.due_on.isoformat(),
                    "amount_cents": cents(part.amount),
                }
                for part in one.instalments
            ],
        }
        for one in arrangements
        if one.case_id == case.id
    ]


def retention_part(case: Case, lines: Sequence[Touchpoint], years: int) -> Part:
    """Write how long the case is kept (NL-51)."""
    closed = case.status is not CaseStatus.OPEN
    return {
        "source": "NL-51 (V)",
        "years_after_closing": years,
        "kept_until": kept_until(lines, years).isoformat() if closed and lines else None,
    }


def call_parts(calls: Sequence[KeptRow], days: int) -> list[Part]:
    """
    Write of the calls in which messages came until when they are kept, for so many days after they came in.

    None: it is gone already, or it stays until a person has read it.
    """
    return [
        one | {"kept_until": _kept_until(one, days) if one["is_kept"] and one["state"] == WORKED else None}
        for one in calls
    ]


def _kept_until(call: KeptRow, days: int) -> str:
    return (datetime.fromisoformat(str(call["received_at"])) + timedelta(days=days)).isoformat()
