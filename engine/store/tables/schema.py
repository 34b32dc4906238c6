"""All tables together: who needs the whole list imports it here, so that no subject is forgotten."""

from engine.store.tables import cases, contacts, house, ledger, people, seal
from engine.store.tables.row import Row

SUBJECTS = (people, cases, contacts, ledger, seal, house)
from engine.store.tables import calls, cases, contacts, house, ledger, people
from engine.store.tables.row import Row

SUBJECTS = (people, cases, contacts, ledger, house, calls)

#: every table of the store
SCHEMA = Row.metadata
