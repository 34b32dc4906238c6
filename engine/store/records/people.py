"""Debtors, how to reach them, and what they chose."""

from datetime import date

import orjson

from engine.domain.decision import TaskKind
from engine.domain.pause import Pause, PauseKind
from engine.domain.people import (
    ContactPoint,
    Debtor,
    DebtorKind,
    PointKind,
    PointState,
    PostalAddress,
    Representative,
)
from engine.domain.person_task import PersonTask
from engine.store.columns import moment, moment_or_none, words
from engine.store.vocabulary import Columns
from preferences.change import Change, Field, Through

DEBTOR_KINDS = words(DebtorKind)
POINT_KINDS = words(PointKind)
POINT_STATES = words(PointState)
PAUSES = words(PauseKind)
TASKS = words(TaskKind)
FIELDS = words(Field)
WAYS = words(Through)


def debtor_record(row: Columns, own: tuple[ContactPoint, ...], others: tuple[ContactPoint, ...]) -> Debtor:
    """Read a debtor; the contact points of the debtor and of the representative come from their own table."""
    debtor_id, name, kind, birth_date, representative, representative_kind, until, cases = row
    somebody = None
    if representative:
        somebody = Representative(
            name=representative,
            kind=representative_kind,
            points=others,
            until=day_or_none(until),
            cases=tuple(cases.split(",")) if cases else (),
        )
    return Debtor(
        id=debtor_id,
        name=name,
        kind=DEBTOR_KINDS[kind],
        points=own,
        birth_date=day_or_none(birth_date),
        representative=somebody,
    )


def day_or_none(text: str | None) -> date | None:
    """Read a day that may be missing."""
    return None if text is None else date.fromisoformat(text)


def point_record(row: Columns) -> ContactPoint:
    """Read a contact point."""
    kind, value, state, source, address, checked_on = row
    return ContactPoint(
        kind=POINT_KINDS[kind],
        value=value,
        state=POINT_STATES[state],
        source=source,
        address=PostalAddress(**orjson.loads(address)) if address else None,
        checked_on=None if checked_on is None else date.fromisoformat(checked_on),
    )


def change_record(row: Columns) -> Change:
    """Read a choice."""
    change_id, debtor_id, at, by, through, field, value, said, proof = row
    return Change(
        id=change_id,
        debtor_id=debtor_id,
        at=moment(at),
        by=by,
        through=WAYS[through],
        field=FIELDS[field],
        value=value,
        words=said,
        proof=proof,
    )


def pause_record(row: Columns) -> Pause:
    """Read a pause."""
    pause_id, kind, debtor_id, case_id, since, until, ended_at, source, asked_by, asked_at = row
    return Pause(
        id=pause_id,
        kind=PAUSES[kind],
        debtor_id=debtor_id,
        case_id=case_id,
        since=moment(since),
        until=moment_or_none(until),
        ended_at=moment_or_none(ended_at),
        source=source,
        lift_asked_by=asked_by,
        lift_asked_at=moment_or_none(asked_at),
    )


def task_record(row: Columns) -> PersonTask:
    """Read a line of the work list."""
    task_id, kind, case_id, debtor_id, because, opened_at, due_on, step, script, *done = row
    done_at, done_by, result, taken_by = done
    return PersonTask(
        id=task_id,
        kind=TASKS[kind],
        case_id=case_id,
        debtor_id=debtor_id,
        because=because,
        opened_at=moment(opened_at),
        due_on=day_or_none(due_on),
        step=step,
        script=script,
        done_at=moment_or_none(done_at),
        done_by=done_by,
        result=result,
        taken_by=taken_by,
    )
