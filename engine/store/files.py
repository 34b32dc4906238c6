"""Reading debtor files: everything about hundreds of debtors with ten statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from engine.domain.case import Case
from engine.domain.contact import Contact, Position
from engine.domain.decision import TaskKind
from engine.domain.people import ContactPoint, Debtor
from engine.domain.person_task import PersonTask
from engine.policy.keeping import with_tasks
from engine.ports import DebtorFile
from engine.store.columns import micros
from engine.store.reactions import Reactions
from engine.store.records.cases import case_record, line_record, position_record
from engine.store.records.contacts import contact_record
from engine.store.records.notices import notice_record
from engine.store.records.people import (
    change_record,
    debtor_record,
    pause_record,
    point_record,
    task_record,
)
from engine.store.records.referrals import arrears_record
from engine.store.shelf import Shelf
from engine.store.sql import Sql
from engine.store.vocabulary import Columns
from preferences.fold import fold
from preferences.preference import Preference

#: no rule looks further back than a year
LOOK_BACK = timedelta(days=400)

DEBTORS = "SELECT {debtor} FROM debtor d WHERE d.id {among}"
POINTS = (
    "SELECT n.debtor_id, n.of_representative, {point} FROM contact_point n"
    " WHERE n.debtor_id {among} ORDER BY n.debtor_id, n.rank"
)
CASES = (
    "SELECT {position}, {case} FROM case_ c JOIN position p ON p.case_id = c.id"
    " WHERE c.debtor_id {among} ORDER BY c.debtor_id, c.id"
)
LINES = (
    "SELECT l.case_id, {line} FROM case_ c JOIN claim_line l ON l.case_id = c.id"
    " WHERE c.debtor_id {among} ORDER BY l.case_id, l.rank"
)
CONTACTS = (
    "SELECT {contact} FROM contact o WHERE o.debtor_id {among} AND o.at >= ? ORDER BY o.at, o.reference"
)
CHANGES = "SELECT w.debtor_id, {change} FROM preference_change w WHERE w.debtor_id {among}"
PAUSES = "SELECT s.debtor_id, {pause} FROM pause s WHERE s.debtor_id {among} ORDER BY s.since, s.id"
OPEN_TASKS = (
    "SELECT k.debtor_id, {task} FROM person_task k WHERE k.debtor_id {among} AND k.done_at IS NULL"
    " ORDER BY k.opened_at, k.id"
)
#: these let a campaign go on, as a step's own task does
LET_IT_GO_ON = frozenset(
    {
        TaskKind.ANSWER_REPLY,
        TaskKind.REVIEW,
        TaskKind.AGREE_ARRANGEMENT,
        TaskKind.CONFIRM_CLIENT,
        TaskKind.GUIDE_SOMEBODY,
        TaskKind.FOLLOW_REFERRAL,
        TaskKind.UNCLEAR_IMPORT,
    }
)

ARREARS = (
    "SELECT a.debtor_id, {arrears} FROM other_arrears a WHERE a.debtor_id {among} AND a.ended_at IS NULL"
    " ORDER BY a.noted_at, a.id"
)
NOTICES = "SELECT y.debtor_id, {notice} FROM notice y WHERE y.debtor_id {among} ORDER BY y.since, y.id"

#: the columns of a position, before those of its case
POSITION_WIDTH = 8

NO_WISHES = Preference()

T = TypeVar("T")
Groups = Mapping[str, Sequence[T]]


class Files(Shelf):
    """Reads debtor files."""

    def files(self, debtor_ids: Sequence[str]) -> Sequence[DebtorFile]:
        """
        Read everything about these debtors, in this order; an unknown one is left out.

        Contacts go back 400 days from the moment that this transaction was asked about, if there is one.
        """
        ids = list(debtor_ids)
        if not ids:
            return []
        since = micros(self._asked_at - LOOK_BACK) if self._asked_at else 0
        debtors = read_debtors(self._sql, ids)
        cases, positions = _read_cases(self._sql, ids)
        contacts = _read_contacts(self._sql, ids, since)
        changes = _grouped(self._sql.rows(CHANGES, ids), change_record)
        pauses = _grouped(self._sql.rows(PAUSES, ids), pause_record)
        reactions = Reactions.read(self._sql, ids)
        notices = _grouped(self._sql.rows(NOTICES, ids), notice_record)
        arrears = _grouped(self._sql.rows(ARREARS, ids), arrears_record)
        tasks = _grouped(self._sql.rows(OPEN_TASKS, ids), task_record)
        return [
            DebtorFile(
                debtor=debtors[debtor_id],
                preference=fold(changes[debtor_id]) if debtor_id in changes else NO_WISHES,
                cases=tuple(cases[debtor_id]),
                positions=positions[debtor_id],
                contacts=tuple(contacts[debtor_id]),
                pauses=with_tasks(pauses[debtor_id], tasks.get(debtor_id, ())),
                reacted_at=reactions.reacted_at(debtor_id, positions[debtor_id]),
                whatsapp_inbound_at=reactions.whatsapp_at(debtor_id),
                other_arrears=tuple(arrears.get(debtor_id, ())),
                notices={one.id: one for one in notices.get(debtor_id, ())},
                open_task_cases=_held_by(tasks.get(debtor_id, ())),
            )
            for debtor_id in ids
            if debtor_id in debtors
        ]


def read_debtors(sql: Sql, ids: list[str]) -> Mapping[str, Debtor]:
    """Read debtors with their contact points, by id."""
    own: defaultdict[str, list[ContactPoint]] = defaultdict(list)
    others: defaultdict[str, list[ContactPoint]] = defaultdict(list)
    for debtor_id, of_representative, *point in sql.rows(POINTS, ids):
        (others if of_representative else own)[debtor_id].append(point_record(point))
    return {
        row[0]: debtor_record(row, tuple(own[row[0]]), tuple(others[row[0]]))
        for row in sql.rows(DEBTORS, ids)
    }


def _read_cases(sql: Sql, ids: list[str]) -> tuple[Groups[Case], Mapping[str, dict[str, Position]]]:
    """Read cases with their lines, and where they stand; both by debtor."""
    lines = _grouped(sql.rows(LINES, ids), line_record)
    cases: defaultdict[str, list[Case]] = defaultdict(list)
    positions: defaultdict[str, dict[str, Position]] = defaultdict(dict)
    for row in sql.rows(CASES, ids):
        position = position_record(row[:POSITION_WIDTH])
        case = case_record(row[POSITION_WIDTH:], tuple(lines[position.case_id]))
        cases[case.debtor_id].append(case)
        positions[case.debtor_id][case.id] = position
    return cases, positions


def _read_contacts(sql: Sql, ids: list[str], since: int) -> Groups[Contact]:
    contacts: defaultdict[str, list[Contact]] = defaultdict(list)
    for row in sql.rows(CONTACTS, ids, since):
        contact = contact_record(row)
        contacts[contact.debtor_id].append(contact)
    return contacts


def _held_by(tasks: Sequence[PersonTask]) -> frozenset[str]:
    """Name the cases whose campaign waits for a person."""
    return frozenset([one.case_id for one in tasks if one.step is None and one.kind not in LET_IT_GO_ON])


def _grouped(rows: Iterable[Columns], record: Callable[[Columns], T]) -> Groups[T]:
    """Read rows as records, by their first column."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, *columns in rows:
        groups[key].append(record(columns))
    return groups
