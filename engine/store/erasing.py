"""Erasing: keys are destroyed, contents emptied, and everything that identifies somebody is taken out."""

from collections.abc import Sequence

from engine.domain.errors import NotAllowed
from engine.domain.staff import StaffRole
from engine.erasure import Erasure
from engine.store.columns import micros
from engine.store.shelf import Shelf

#: one erasure at a time; any number that nothing else here locks
LOCK = "SELECT pg_advisory_xact_lock(7317)"
ERASED_AMONG = "SELECT subject FROM erasure WHERE subject {among}"
NOTE = (
    "INSERT INTO erasure (subject, at, by, second, ground) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (subject) DO NOTHING"
)
ROLE = "SELECT staff_role FROM people WHERE name = ?"

#: of a subject of the ledger
SUBJECT = (
    "DELETE FROM subject_key WHERE subject = ?",
    "DELETE FROM content WHERE line IN (SELECT id FROM touchpoint WHERE subject = ?)",
)
#: only for contacts that speak for erased cases and no other
SILENT = (
    " WHERE reference IN (SELECT x.reference FROM contact_case x WHERE x.case_id = ?"
    " AND NOT EXISTS (SELECT 1 FROM contact_case z WHERE z.reference = x.reference AND NOT EXISTS"
    " (SELECT 1 FROM erasure e WHERE e.subject = 'case:' || z.case_id)))"
)
#: the messages that a case's debtor sent us, as they came
CALLS = (
    "UPDATE raw_call SET sealed = NULL WHERE CAST(id AS TEXT) IN (SELECT provider_ref FROM provider_event"
    " WHERE reference = ? AND outcome = 'replied')"
)
SILENT_CONTACTS = "SELECT reference FROM contact" + SILENT  # noqa: S608 - our own words
CASE = (
    CALLS,
    "UPDATE claim_line SET description = '', invoice_number = '' WHERE case_id = ?",
    "DELETE FROM payment WHERE case_id = ?",
    "UPDATE case_ SET iban = '', fingerprint = '' WHERE id = ?",
    "UPDATE person_task SET because = '', result = '' WHERE case_id = ?",
    "DELETE FROM reaction WHERE case_id = ?",
    "UPDATE arrangement SET proposed_by = '' WHERE case_id = ?",
    "UPDATE referral SET made_by = '' WHERE case_id = ?",
    "UPDATE client_report SET sealed = NULL, reference = id WHERE case_id = ?",
    "UPDATE guidance SET guide = '' WHERE case_id = ?",
    "UPDATE notice SET told = '{}', due_at = NULL, only_to = '' WHERE case_id = ?",
    "UPDATE contact SET sent_to = '', said = ''" + SILENT,  # noqa: S608 - our own words
    "DELETE FROM portal_link" + SILENT,  # noqa: S608 - our own words
    "UPDATE send_queue SET provider_ref = ''" + SILENT,  # noqa: S608 - our own words
)
DEBTOR = (
    "UPDATE debtor SET name = '', birth_date = NULL WHERE id = ?",
    "UPDATE debtor SET representative = '', representative_kind = '', represented_until = NULL WHERE id = ?",
    "UPDATE debtor SET represented_cases = '' WHERE id = ?",
    "DELETE FROM contact_point WHERE debtor_id = ?",
    "DELETE FROM preference_change WHERE debtor_id = ?",
    "DELETE FROM reaction WHERE debtor_id = ?",
    "DELETE FROM other_arrears WHERE debtor_id = ?",
    "DELETE FROM portal_link WHERE reference IN (SELECT reference FROM contact WHERE debtor_id = ?)",
    "UPDATE pause SET source = '' WHERE debtor_id = ?",
)
#: tables that hold nothing which identifies somebody, or only what an erasure must leave standing
LEFT_ALONE = frozenset(
    {
        "touchpoint",  # its subject is a number; what it says of people is in the contents
        "chain_head",
        "tree_leaf",
        "tree_tile",
        "checkpoint",
        "checkpoint_stamp",
        "erasure",
        "position",
        "contact_case",
        "people",  # our own
        "template_approval",  # our own people again
        "campaign_version",
        "organisation_version",
        "house",
        "provider_event",
        "partner_message",  # what it was about, never who
        "partner_link",  # a hash
        "partner_pass",  # a hash, and who of the partner has it
        "provider_budget",
        "release_day",
        "portal_try",  # counts by number; thrown away after a day
    }
)


class Erasing(Shelf):
    """Erases; the ledger's own lines stay as they are."""

    def hold_erasures(self) -> None:
        """Let nobody else erase until the end: the list outside and the database move on together."""
        if not self._sql.on_sqlite:
            self._sql.rows(LOCK)

    def staff_role(self, name: str) -> StaffRole:
        """Say what somebody does here; raises NotAllowed for a stranger."""
        row = self._sql.row(ROLE, name)
        if row is None:
            raise NotAllowed(f"nobody here is called '{name}': add them with `minnelijk people add`")
        return StaffRole(row[0])

    def erased_among(self, subjects: Sequence[str]) -> frozenset[str]:
        """Keep the subjects that were erased."""
        return frozenset(subject for (subject,) in self._sql.rows(ERASED_AMONG, sorted(subjects)))

    def silent_contacts(self, case_id: str) -> frozenset[str]:
        """Name the contacts about a case of which every case was erased."""
        return frozenset(reference for (reference,) in self._sql.rows(SILENT_CONTACTS, case_id))

    def erase(self, erasure: Erasure) -> None:
        """Destroy the keys, empty the contents and all that identifies somebody."""
        noted = (micros(erasure.at), erasure.by, erasure.second, erasure.ground.value)
        self._sql.change_many(NOTE, [(subject, *noted) for subject in erasure.subjects])
        for subject in erasure.subjects:
            for statement in SUBJECT:
                self._sql.change(statement, subject)
        for statement in CASE:
            self._sql.change(statement, erasure.case_id)
        for statement in DEBTOR if erasure.debtor_id else ():
            self._sql.change(statement, erasure.debtor_id)
