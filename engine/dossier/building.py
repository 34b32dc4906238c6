"""Making a file: of a case, of a debtor as a whole, and what a person may see of themselves (GDPR 15)."""

from collections.abc import Sequence
from typing import Any

from engine.domain.case import Case
from engine.domain.errors import UnknownReference
from engine.domain.money import cents
from engine.domain.person_task import PersonTask
from engine.dossier.headings import heading_parts
from engine.dossier.parts import (
    arrangement_parts,
    call_parts,
    case_part,
    claim_part,
    clock_parts,
    creditor_part,
    debtor_part,
    firm_part,
    retention_part,
)
from engine.dossier.ports import Around, DossierBooks, Salvaged
from engine.dossier.record import (
    SPOKEN,
    contact_parts,
    fault_parts,
    partners_told,
    proof_part,
    record_parts,
    reply_parts,
)
from engine.ports import DebtorFile

CASE_FORMAT, DEBTOR_FORMAT, ACCESS_FORMAT = (
    "minnelijk-dossier/2",
    "minnelijk-debtor/2",
    "minnelijk-access/2",
)

Part = dict[str, Any]

#: parts of the file of a case that the person sees in just that form
TOLD_OF_A_CASE = ("case", "creditor", "claim", "contacts", "arrangements", "clocks", "retention", "tasks")


def dossier_of_case(books: DossierBooks, case_id: str, around: Around) -> Part:
    """
    Put everything about a case together; raises UnknownReference.

    What cannot be read or does not hold is named among its `faults`: it is never passed off as whole.
    """
    case = books.case(case_id)
    file = _file_of(books, case.debtor_id)
    subjects = [f"case:{case_id}", f"debtor:{case.debtor_id}"]
    chains = [books.salvage(subject) for subject in subjects]
    record = [part for chain in chains for part in record_parts(chain)]
    lines = [one.line for one in chains[0].lines]
    head = _head(CASE_FORMAT, around, chains)
    contacts = contact_parts(record, lacks=any(not one["shown"] for one in head["faults"]))
    dossier: Part = {
        **head,
        "case": case_part(case, lines),
        "creditor": creditor_part(around.organisation.creditor(case.creditor), case.creditor),
        "debtor": debtor_part(file.debtor),
        "cases_of_debtor": [_state(one) for one in file.cases],
        "claim": claim_part(case, books.payments_of(case_id)),
        "contacts": contacts,
        "arrangements": arrangement_parts(books.arrangements_of(case.debtor_id), case),
        "choices": _choices(books, case.debtor_id),
        "clocks": clock_parts(file, case, contacts, around),
        "tasks": [_task(one) for one in books.tasks_of(case_id)],
        "retention": retention_part(case, lines, around.retention_years),
        "record": record,
        "proof": proof_part(books, subjects, around.key),
    }
    return dossier | {"law": heading_parts(dossier)}


def dossier_of_debtor(books: DossierBooks, debtor_id: str, around: Around) -> Part:
    """Show how many claims there are on a debtor, and how each stands (Bki 5.2, NL-53)."""
    file = _file_of(books, debtor_id)
    return {
        **_head(DEBTOR_FORMAT, around, _chains_of(books, file)),
        "debtor": debtor_part(file.debtor),
        "cases": [
            _state(case)
            | {"contacts": _contacts_of(file, case), "last_contact_at": _last_contact(file, case)}
            for case in file.cases
        ],
        "choices": _choices(books, debtor_id),
        "outstanding_cents": sum(cents(case.outstanding) for case in file.cases),
    }


def access_of_debtor(books: DossierBooks, debtor_id: str, around: Around) -> Part:
    """Put together all that is known of a person, for that person; engine.store.access says what that is."""
    file = _file_of(books, debtor_id)
    cases = [dossier_of_case(books, case.id, around) for case in file.cases]
    chains = _chains_of(books, file)
    kept = books.kept_of(debtor_id, [case.id for case in file.cases])
    debtor = debtor_part(file.debtor)
    return {
        **_head(ACCESS_FORMAT, around, chains),
        "debtor": debtor,
        "choices": _choices(books, debtor_id),
        "cases": [
            {key: one[key] for key in TOLD_OF_A_CASE} | {"replies": reply_parts(one["record"])}
            for one in cases
        ],
        "record": [line for chain in chains for line in record_parts(chain)],
        "kept": {**kept, "raw_call": call_parts(kept["raw_call"], around.keep_calls_days)},
        "keep_calls_days": around.keep_calls_days,
        "recipients": [*_recipients(cases, around), *_helper(debtor)],
        "supervisor": around.organisation.agency.supervisor,
        "complaint_route": around.organisation.agency.complaint_route,
    }


def _chains_of(books: DossierBooks, file: DebtorFile) -> list[Salvaged]:
    """Read the chains of a debtor and of all their cases."""
    subjects = [f"debtor:{file.debtor.id}", *(f"case:{case.id}" for case in file.cases)]
    return [books.salvage(subject) for subject in subjects]


def _head(form: str, around: Around, chains: Sequence[Salvaged]) -> Part:
    agency, faults = around.organisation.agency, fault_parts(chains, around.unsealed)
    return {
        "format": form,
        "whole": not faults,
        "faults": faults,
        "made_at": around.now.isoformat(),
        "agency": firm_part(agency.firm) | {"registration_mark": agency.registration_mark},
    }


def _file_of(books: DossierBooks, debtor_id: str) -> DebtorFile:
    files = books.files([debtor_id])
    if not files:
        raise UnknownReference(f"there is no debtor {debtor_id}")
    return files[0]


def _state(case: Case) -> Part:
    return {
        "id": case.id,
        "creditor": case.creditor,
        "status": case.status.value,
        "phase": case.phase.value,
        "opened_at": case.opened_at.isoformat(),
        "total_cents": cents(case.total),
        "outstanding_cents": cents(case.outstanding),
    }


def _contacts_of(file: DebtorFile, case: Case) -> int:
    return sum(case.id in one.case_ids for one in file.contacts)


def _last_contact(file: DebtorFile, case: Case) -> str | None:
    moments = [one.at for one in file.contacts if case.id in one.case_ids]
    return max(moments).isoformat() if moments else None


def _choices(books: DossierBooks, debtor_id: str) -> list[Part]:
    return [
        {
            "at": one.at.isoformat(),
            "field": one.field.value,
            "value": one.value,
            "words": one.words,
            "through": one.through.value,
            "by": one.by,
            "proof": one.proof,
        }
        for one in books.changes_of(debtor_id)
    ]


def _task(task: PersonTask) -> Part:
    return {
        "kind": task.kind.value,
        "because": task.because,
        "opened_at": task.opened_at.isoformat(),
        "done_at": task.done_at.isoformat() if task.done_at else None,
        "done_by": task.done_by,
        "result": task.result,
    }


def _recipients(cases: Sequence[Part], around: Around) -> list[str]:
    """Name who else got something: creditors, by channel those who carry messages, and partners who help."""
    creditors = [one["creditor"]["firm"]["name"] for one in cases if one["creditor"]["firm"]]
    channels = [
        f"channel:{contact['channel']}"
        for one in cases
        for contact in one["contacts"]
        # a talk or a visit is carried by nobody
        if contact["channel"] and contact["channel"] not in SPOKEN
    ]
    partners = [f"partner:{_partner(told, around)}" for one in cases for told in partners_told(one["record"])]
    return list(dict.fromkeys([*creditors, *channels, *partners]))


def _helper(debtor: Part) -> list[str]:
    """Name who speaks for somebody: they get our messages too."""
    helper = debtor["representative"]
    return [f"helper:{helper['name']}"] if helper else []


def _partner(partner_id: str, around: Around) -> str:
    partner = around.organisation.partner(partner_id)
    return partner.name if partner else partner_id
