"""All tables together: who needs the whole list imports it here, so that no subject is forgotten."""

from engine.store.tables import (
    approvals,
    arrangements,
    calls,
    cases,
    contacts,
    house,
    ledger,
    notices,
    people,
    portal,
    referrals,
    releases,
    seal,
)
from engine.store.tables.row import Row

SUBJECTS = (
    *(approvals, people, cases, arrangements, notices, referrals, contacts, portal),
    *(releases, ledger, seal, house, calls),
)

#: every table of the store
SCHEMA = Row.metadata
