"""A batch of three hundred takes as many statements as a batch of three."""

from datetime import timedelta

import pytest

from engine.domain.case import CaseStatus, Phase
from engine.domain.touchpoint import Outcome
from engine.ports import Lease, Result
from tests.builders import NOW, a_change, a_contact, a_position, a_task, an_entry
from tests.store.some_records import a_record, some_records

SMALL, LARGE = 3, 300


def contacts_of(records):
    return [
        a_contact(f"R-{one.case.id}", debtor_id=one.debtor.id, case_ids=(one.case.id,)) for one in records
    ]


def plan(books, records):
    books.plan(contacts_of(records), {})


def look(books, records):
    ids = books.claim_debtors(NOW, len(records))
    assert len(books.files(ids)) == len(records)


def note(books, records):
    books.move([a_position(one.case.id, due_at=None) for one in records])
    books.open_tasks(
        [a_task(id=one.case.id, case_id=one.case.id, debtor_id=one.debtor.id) for one in records]
    )
    for one in records:
        books.set_status(one.case.id, CaseStatus.OPEN, Phase.FOLLOW_UP)
    books.append([an_entry(f"case:{one.case.id}", content={"body": "Beste"}) for one in records])


def hand_over(books, records):
    ready = [queued.contact for queued in books.ready(NOW, len(records))]
    assert len(ready) == len(records)
    books.intend(ready, Lease(owner="worker-1", until=NOW + timedelta(minutes=10)))


def settle(books, records):
    books.settle(
        [
            Result(reference=one.reference, outcome=Outcome.ACCEPTED, at=NOW, provider_ref="SM1")
            for one in contacts_of(records)
        ]
    )


def update(books, records):
    changes = [(a_change(id=one.case.id, debtor_id=one.debtor.id),) for one in records]
    books.known_fingerprints([one.case.id for one in records])
    books.update_records(
        [a_record(one.case, one.debtor, changes=some) for one, some in zip(records, changes, strict=True)]
    )


WAY = (plan, look, note, hand_over, settle, update)


@pytest.fixture
def count_way(count_statements):
    """Walk a batch through the whole way, and count the statements of each part."""

    def count(records):
        counts = {"insert": count_statements(lambda books: books.insert_records(records))}
        for part in WAY:
            counts[part.__name__] = count_statements(lambda books, part=part: part(books, records))
        return counts

    return count


def test_the_number_of_statements_does_not_grow_with_the_batch(count_way):
    records = some_records(SMALL + LARGE)

    small = count_way(records[:SMALL])
    large = count_way(records[SMALL:])

    assert small == large
    assert sum(large.values()) < 60
