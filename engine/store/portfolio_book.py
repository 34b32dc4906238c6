"""Taking in portfolios: debtors and cases by the thousand, with the same few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from engine.domain.case import Case, CaseStatus
from engine.domain.money import cents
from engine.domain.people import ContactPoint, Debtor, Representative
from engine.domain.portfolio import PortfolioRecord
from engine.store.choices import ADD_CHANGE, change_row
from engine.store.columns import micros
from engine.store.files import read_debtors
from engine.store.points import merged, merged_debtor, point_rows
from engine.store.records.cases import written_earlier
from engine.store.shelf import Shelf
from engine.store.sql import Value

FINGERPRINTS = "SELECT id, fingerprint FROM case_ WHERE id {among}"

PUT_DEBTOR = (
    "INSERT INTO debtor (id, name, kind, birth_date, representative, representative_kind, represented_until,"
    " represented_cases) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
    " kind = excluded.kind, birth_date = excluded.birth_date, representative = excluded.representative,"
    " representative_kind = excluded.representative_kind, represented_until = excluded.represented_until,"
    " represented_cases = excluded.represented_cases"
)
DROP_POINTS = "DELETE FROM contact_point WHERE debtor_id {among}"
ADD_POINT = (
    "INSERT INTO contact_point (debtor_id, rank, of_representative, kind, value, state, source, address,"
    " checked_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
ADD_CASE = (
    "INSERT INTO case_ (id, debtor_id, creditor, jurisdiction, collector_role, sector, status, phase,"
    " opened_at, paid_cents, paid_in_file_cents, iban, earlier_on, earlier_by, earlier_received_on,"
    " described_on, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
CHANGE_CASE = (
    "UPDATE case_ SET debtor_id = ?, creditor = ?, jurisdiction = ?, collector_role = ?, sector = ?,"
    " iban = ?, earlier_on = ?, earlier_by = ?, earlier_received_on = ?,"
    " described_on = ?, fingerprint = ?,"
    " paid_cents = CASE WHEN paid_in_file_cents = ? THEN paid_cents ELSE ? END,"
    " paid_in_file_cents = ? WHERE id = ?"
)
DROP_LINES = "DELETE FROM claim_line WHERE case_id {among}"
ADD_LINE = (
    "INSERT INTO claim_line"
    " (case_id, rank, kind, description, amount_cents, invoice_number, invoice_date, due_on)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
#: before its campaign a case stands nowhere, and is due from its opening
BEGIN_POSITION = (
    "INSERT INTO position (case_id, debtor_id, campaign, version, run, step, since, started_at, due_at)"
    " VALUES (?, ?, '', '', '', 0, ?, ?, ?)"
)
FOLLOW_DEBTOR = "UPDATE position SET debtor_id = ? WHERE case_id = ?"


class PortfolioBook(Shelf):
    """Takes in portfolio records."""

    def known_fingerprints(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        """Say of which rows the cases that we know were made; unknown cases are left out."""
        return dict(map(tuple, self._sql.rows(FINGERPRINTS, list(case_ids))))

    def insert_records(self, records: Sequence[PortfolioRecord]) -> None:
        """Take in cases that we do not know yet; their debtors may be known."""
        self._put_debtors(records)
        self._sql.change_many(ADD_CASE, [_case_row(one) for one in records])
        self._sql.change_many(ADD_LINE, _line_rows(records))
        self._sql.change_many(BEGIN_POSITION, [_position_row(one.case) for one in records])
        self._put_changes(records)

    def update_records(self, records: Sequence[PortfolioRecord]) -> None:
        """
        Take in cases that we know, of which the portfolio says something new.

        Status, phase and place in the campaign stay as they are here. The portfolio's figure of what was paid
        holds when it is another one than last time; else the payments that came in since then stand.
        """
        self._put_debtors(records)
        self._sql.change_many(CHANGE_CASE, [_changed_case_row(one) for one in records])
        self._sql.change(DROP_LINES, [one.case.id for one in records])
        self._sql.change_many(ADD_LINE, _line_rows(records))
        followers = [(one.case.debtor_id, one.case.id) for one in records]
        self._sql.change_many(FOLLOW_DEBTOR, followers)
        self._put_changes(records)

    def tell_representative(self, debtor_id: str, somebody: Representative | None) -> None:
        """Write who speaks for a debtor from now on; None: nobody any more."""
        debtor = replace(read_debtors(self._sql, [debtor_id])[debtor_id], representative=somebody)
        self._sql.change_many(PUT_DEBTOR, [_debtor_row(debtor)])
        self._sql.change(DROP_POINTS, [debtor_id])
        self._sql.change_many(ADD_POINT, point_rows(debtor))

    def tell_points(self, debtor_id: str, points: Sequence[ContactPoint]) -> None:
        """Write contact points that we were told of; what was learned of others stays."""
        known = read_debtors(self._sql, [debtor_id])[debtor_id]
        debtor = replace(known, points=merged(known.points, points))
        self._sql.change(DROP_POINTS, [debtor_id])
        self._sql.change_many(ADD_POINT, point_rows(debtor))

    def _put_debtors(self, records: Iterable[PortfolioRecord]) -> None:
        """Write debtors; of one in several records the last stands, with the points of all."""
        known = read_debtors(self._sql, sorted({one.debtor.id for one in records}))
        debtors: dict[str, Debtor] = {}
        for told in (one.debtor for one in records):
            debtors[told.id] = merged_debtor(debtors.get(told.id) or known.get(told.id), told)
        self._sql.change_many(PUT_DEBTOR, [_debtor_row(debtor) for debtor in debtors.values()])
        self._sql.change(DROP_POINTS, sorted(known))
        self._sql.change_many(ADD_POINT, [row for debtor in debtors.values() for row in point_rows(debtor)])

    def _put_changes(self, records: Iterable[PortfolioRecord]) -> None:
        self._sql.change_many(ADD_CHANGE, [change_row(change) for one in records for change in one.changes])


def _debtor_row(debtor: Debtor) -> tuple[Value, ...]:
    somebody = debtor.representative
    return (
        debtor.id,
        debtor.name,
        debtor.kind.value,
        debtor.birth_date.isoformat() if debtor.birth_date else None,
        somebody.name if somebody else "",
        somebody.kind if somebody else "",
        somebody.until.isoformat() if somebody and somebody.until else None,
        ",".join(somebody.cases) if somebody else "",
    )


def _case_row(record: PortfolioRecord) -> tuple[Value, ...]:
    case = record.case
    return (
        case.id,
        case.debtor_id,
        case.creditor,
        case.jurisdiction.value,
        case.collector_role.value,
        case.sector,
        case.status.value,
        case.phase.value,
        micros(case.opened_at),
        cents(case.paid),
        cents(case.paid),
        case.iban,
        *written_earlier(case.earlier_letter),
        case.described_on.isoformat() if case.described_on else "",
        record.fingerprint,
    )


def _changed_case_row(record: PortfolioRecord) -> tuple[Value, ...]:
    case, paid = record.case, cents(record.case.paid)
    return (
        case.debtor_id,
        case.creditor,
        case.jurisdiction.value,
        case.collector_role.value,
        case.sector,
        case.iban,
        *written_earlier(case.earlier_letter),
        case.described_on.isoformat() if case.described_on else "",
        record.fingerprint,
        paid,
        paid,
        paid,
        case.id,
    )


def _line_rows(records: Iterable[PortfolioRecord]) -> list[tuple[Value, ...]]:
    return [
        (
            one.case.id,
            rank,
            line.kind.value,
            line.description,
            cents(line.amount),
            line.invoice_number,
            line.invoice_date.isoformat(),
            line.due_on.isoformat(),
        )
        for one in records
        for rank, line in enumerate(one.case.lines)
    ]


def _position_row(case: Case) -> tuple[Value, ...]:
    opened_at = micros(case.opened_at)
    due_at = opened_at if case.status is CaseStatus.OPEN else None
    return case.id, case.debtor_id, opened_at, opened_at, due_at
