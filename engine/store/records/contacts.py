"""Contacts and lines of the ledger."""

import orjson

from engine.domain.campaign import LegalRole
from engine.domain.contact import Contact
from engine.domain.touchpoint import LineKind, Outcome, Touchpoint
from engine.store.columns import moment, words
from engine.store.vocabulary import Columns
from preferences.channel import ContactKind

OUTCOMES = words(Outcome)
CONTACT_KINDS = words(ContactKind)
LEGAL_ROLES = words(LegalRole)
LINE_KINDS = words(LineKind)


def contact_record(row: Columns) -> Contact:
    """Read a contact."""
    reference, debtor_id, case_ids, kind, campaign, run, step, ordinal, role, creditor, at, *became = row
    outcome, to, said = became
    return Contact(
        reference=reference,
        debtor_id=debtor_id,
        case_ids=tuple(orjson.loads(case_ids)),
        kind=CONTACT_KINDS[kind],
        campaign=campaign,
        run=run,
        step=step,
        ordinal=ordinal,
        legal_role=LEGAL_ROLES[role],
        creditor=creditor,
        at=moment(at),
        outcome=OUTCOMES[outcome],
        to=to,
        said=said,
    )


def touchpoint_record(row: Columns) -> Touchpoint:
    """Read a line of the ledger, without its content."""
    number, subject, seq, kind, at, reference, outcome, public, content_hash, previous, own = row
    return Touchpoint(
        id=number,
        subject=subject,
        seq=seq,
        kind=LINE_KINDS[kind],
        at=moment(at),
        public=orjson.loads(public),
        reference=reference or None,
        outcome=OUTCOMES[outcome] if outcome else None,
        content_hash=content_hash.hex() if content_hash else None,
        hash=own.hex(),
        previous=previous.hex(),
    )
