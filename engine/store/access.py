"""
What a person may see of themselves (GDPR 15): every table of the store, and what of it is theirs.

Each table stands in exactly one of the three lists below, and tests/store/test_access.py asks for that: a new
table is either told, or somebody writes here why not.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from cryptography.exceptions import InvalidTag

from engine.domain.errors import ConfigurationError, RecordBroken
from engine.dossier.ports import Kept, KeptRow
from engine.store.columns import moment
from engine.store.partner_book import PartnerBook
from engine.store.sql import Row, Value


@dataclass(frozen=True, slots=True)
class Told:
    """How the rows of a person are found in a table, and which of its columns are not told and why."""

    where: str
    order: str
    #: what the `{among}` of `where` lists: debtor, cases, subjects, or names (cases and contacts)
    among: str = "debtor"
    left_out: Mapping[str, str] = field(default_factory=dict)


OF_DEBTOR, OF_CASES = "debtor_id {among}", "case_id {among}"
#: messages that a person sent us came in as calls of our providers
CALLS = (
    "CAST(id AS TEXT) IN (SELECT provider_ref FROM provider_event WHERE outcome = 'replied'"
    " AND reference {among})"
)
OWN_CONTACTS = "reference IN (SELECT reference FROM contact WHERE debtor_id {among})"

#: tables of which the rows of a person are told to that person
TOLD: Mapping[str, Told] = {
    "debtor": Told("id {among}", "id"),
    "contact_point": Told(OF_DEBTOR, "rank"),
    "preference_change": Told(OF_DEBTOR, "at, id"),
    "pause": Told(OF_DEBTOR, "since, id"),
    "reaction": Told(OF_DEBTOR, "at, id"),
    "person_task": Told(OF_DEBTOR, "opened_at, id"),
    "case_": Told(OF_DEBTOR, "opened_at, id"),
    "claim_line": Told(OF_CASES, "case_id, rank", "cases"),
    "payment": Told(OF_CASES, "noted_at, reference", "cases"),
    "position": Told(OF_CASES, "case_id", "cases"),
    "arrangement": Told(OF_DEBTOR, "proposed_at, id"),
    "notice": Told(OF_DEBTOR, "since, id"),
    "referral": Told(OF_DEBTOR, "made_at, id"),
    "partner_message": Told(OF_CASES, "made_at, id", "cases"),
    "client_report": Told(
        OF_DEBTOR,
        "made_at, id",
        left_out={"sealed": "it is opened: told as `client`, for as long as it is kept"},
    ),
    "guidance": Told(OF_DEBTOR, "offered_at, id"),
    "other_arrears": Told(OF_DEBTOR, "known_on, id"),
    "contact": Told(OF_DEBTOR, "at, reference"),
    "contact_case": Told(OF_CASES, "case_id, run, step, ordinal", "cases"),
    "send_queue": Told(
        OWN_CONTACTS,
        "reference",
        left_out={
            "owner": "which of our processes had it in hand",
            "lease_until": "until when that process could take",
        },
    ),
    "portal_link": Told(OF_DEBTOR, "made_at, fingerprint"),
    "provider_event": Told("reference {among}", "noted_at, key", "names"),
    "raw_call": Told(
        CALLS,
        "id",
        "cases",
        left_out={
            "digest": "a hash over what a provider sent, with which nobody finds anything back",
            "subject": "the name of the key of a day",
            "sealed": "the words stand among the replies; of the rest `is_kept` and `kept_until` tell",
        },
    ),
    "erasure": Told("subject {among}", "at, subject", "subjects"),
}
#: tables that are told in another part of the file: which
ELSEWHERE: Mapping[str, str] = {
    "touchpoint": "record",
    "content": "record",
}
#: tables that are not told to anybody, and why
NOT_TOLD: Mapping[str, str] = {
    "subject_key": "keys: what they open is told, and who had them could read it after an erasure",
    "chain_head": "hashes of the record: they prove it and say nothing of a person",
    "tree_leaf": "hashes of the record",
    "tree_tile": "hashes of the record",
    "checkpoint": "signed hashes of the whole record",
    "checkpoint_stamp": "signed hashes of the whole record",
    "partner_link": "hashes of links of partners; what a partner tells through one is in the record",
    "partner_pass": "who of a partner may open its pages: of others",
    "people": "our own people: of others; who did what stands with what they did",
    "template_approval": "who approved a text: of our own people, and of nobody whom we write",
    "campaign_version": "plans for everybody; which one holds for a case stands with its position",
    "organisation_version": "settings for everybody",
    "house": "switches and counters of the whole house; whose a partner's client is stands in client_report"
    " once two people said so",
    "provider_budget": "how fast a provider takes messages",
    "release_day": "how many messages leave on a day, of everybody together",
    "portal_try": "a count of tries at the door, without what was tried; thrown away after a day",
}
#: columns that hold a moment, as a number; tests hold them against the tables
MOMENTS = frozenset(
    {
        *("at", "since", "until", "not_before", "agreed_at", "alarmed_at", "answered_at", "asked_at"),
        *("contacted_at", "done_at", "due_at", "ended_at", "expires_at", "heard_at", "lift_asked_at"),
        *("look_at", "made_at", "noted_at", "offered_at", "opened_at", "proposed_at", "received_at"),
        *("settled_at", "started_at", "stop_told_at", "window_ends_at", "worked_at"),
    }
)
#: columns that hold yes or no; SQLite gives numbers for them
YES_OR_NO = frozenset({"of_representative"})
#: every contact of a debtor
REFERENCES = "SELECT reference FROM contact WHERE debtor_id {among}"


class Access(PartnerBook):
    """Reads what is kept of one person, table by table."""

    def kept_of(self, debtor_id: str, case_ids: Sequence[str]) -> Kept:
        """
        Read the rows of a debtor and of their cases in every table that is told, also those without rows.

        Moments are ISO 8601 in UTC; the columns are those of the tables, without the ones that are left out.
        """
        cases = list(case_ids)
        contacts = [reference for (reference,) in self._sql.rows(REFERENCES, [debtor_id])]
        lists = {
            "debtor": [debtor_id],
            "cases": cases,
            "subjects": [f"debtor:{debtor_id}", *(f"case:{one}" for one in cases)],
            "names": cases + contacts,
        }
        kept = {table: self._rows_of(table, told, lists[told.among]) for table, told in TOLD.items()}
        for row in kept["client_report"]:
            row.update(client=self._client(str(row["id"])))
        return kept

    def _rows_of(self, table: str, told: Told, among: list[str]) -> list[KeptRow]:
        statement = f"SELECT * FROM {table} WHERE {told.where} ORDER BY {told.order}"  # noqa: S608 - our own
        return [_kept_row(row, told) for row in self._sql.rows(statement, among)]

    def _client(self, report_id: str) -> dict[str, str | None] | None:
        """Open what a partner told of a client; None when that was thrown away or cannot be read any more."""
        with suppress(RecordBroken, ConfigurationError, InvalidTag, ValueError):
            client = self.reported_client(report_id)
            if client is not None:
                said = asdict(client)
                return {name: None if value is None else str(value) for name, value in said.items()}
        return None


def _kept_row(row: Row, told: Told) -> KeptRow:
    columns = dict(zip(row._fields, row, strict=True))
    kept: KeptRow = {
        name: _plain(name, value) for name, value in columns.items() if name not in told.left_out
    }
    return kept | {"is_kept": columns["sealed"] is not None} if "sealed" in columns else kept


def _plain(name: str, value: Value) -> str | int | bool | None:
    if value is None or isinstance(value, bytes):
        return None
    if name in MOMENTS:
        return moment(int(value)).isoformat()
    return bool(value) if name in YES_OR_NO else value
