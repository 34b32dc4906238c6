"""What is written comes back as it was, whole files at a time."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from engine.domain.case import CaseStatus, ChargeKind, Phase
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Outcome
from preferences.change import Field
from preferences.channel import ChannelKind, ContactKind
from tests.builders import (
    NOW,
    a_case,
    a_change,
    a_claim_line,
    a_contact,
    a_debtor,
    a_mobile,
    a_pause,
    a_position,
    a_postal_point,
    a_representative,
    a_task,
    an_address,
    days_ago,
)
from tests.store.some_records import a_record


def the_file(books, debtor_id="D-1"):
    (file,) = books.files([debtor_id])
    return file


def test_reads_an_imported_case_back(database):
    case = a_case(
        lines=(
            a_claim_line("1234.56", due_on=date(2024, 2, 29)),
            a_claim_line("0.00", kind=ChargeKind.INTEREST),
            a_claim_line("-12.30", kind=ChargeKind.COSTS, description="été à l'Ĳssel ☂"),
        ),
        paid=Decimal("100.05"),
    )

    with database.begin() as books:
        books.insert_records([a_record(case)])

    with database.read() as books:
        assert the_file(books).cases == (case,)
        assert books.case("C-1") == case
        assert books.debtor_of("C-1") == "D-1"
        assert list(books.case_ids()) == ["C-1"]


@pytest.mark.parametrize(
    "debtor",
    [
        a_debtor(),
        a_debtor(points=()),
        a_debtor(name="Ŝtěpán Øyvind Nguyễn-d'Ávila", birth_date=date(1984, 2, 29)),
        a_debtor(name="B" * 5000),
        a_debtor(points=(a_postal_point(address=an_address(addition="II-hoog")), a_mobile())),
        a_debtor(representative=a_representative()),
        a_debtor(points=(), representative=a_representative(until=date(2027, 1, 1), points=())),
    ],
)
def test_reads_a_debtor_back(database, debtor):
    with database.begin() as books:
        books.insert_records([a_record(debtor=debtor)])

    with database.read() as books:
        assert the_file(books).debtor == debtor


def test_begins_a_new_case_without_a_campaign_and_due(database):
    with database.begin() as books:
        books.insert_records([a_record()])

    with database.read() as books:
        position = the_file(books).positions["C-1"]
    assert (position.campaign, position.step, position.due_at) == ("", 0, a_case().opened_at)


def test_does_not_make_a_closed_case_due(database):
    with database.begin() as books:
        books.insert_records([a_record(a_case(status=CaseStatus.CLOSED))])

        assert books.claim_debtors(NOW, 10) == []


@pytest.mark.parametrize("due_at", [None, NOW, NOW + timedelta(microseconds=1)])
def test_reads_a_position_back(database, due_at):
    position = a_position(due_at=due_at, step=3, since=days_ago(0.123456))
    with database.begin() as books:
        books.insert_records([a_record()])

        books.move([position])

    with database.read() as books:
        assert the_file(books).positions == {"C-1": position}


def test_reads_everything_about_a_debtor_back(database):
    change = a_change(field=Field.REFUSE_CHANNEL, value="sms")
    pauses = (a_pause(), a_pause(id="P-2", case_id="C-1", since=NOW, until=NOW + timedelta(days=3)))
    contact = a_contact(case_ids=("C-2", "C-1"), outcome=Outcome.DELIVERED, kind=ContactKind.CALL)
    cases = [a_case(), a_case("C-2")]
    with database.begin() as books:
        books.insert_records([a_record(case) for case in cases])
        books.put_change(change)
        for pause in pauses:
            books.put_pause(pause)
        books.put_contacts([contact])
        books.open_tasks([a_task(step=None, kind=TaskKind.FIND_CONTACT_POINT)])

    with database.read() as books:
        file = the_file(books)
        changes = books.changes_of("D-1")
    assert file.preference.refused == {ChannelKind.SMS}
    assert (file.pauses, file.contacts, file.cases) == (pauses, (contact,), tuple(cases))
    assert file.open_task_cases == {"C-1"}
    assert list(changes) == [change]


def test_gives_files_in_the_order_of_the_question_and_leaves_out_strangers(database):
    with database.begin() as books:
        books.insert_records(
            [a_record(a_case(f"C-{name}", debtor_id=name), a_debtor(name)) for name in ("A", "B", "C")]
        )

        files = books.files(["C", "nobody", "A"])

    assert [(file.debtor.id, [case.id for case in file.cases]) for file in files] == [
        ("C", ["C-C"]),
        ("A", ["C-A"]),
    ]


def test_gives_contacts_the_oldest_first_and_not_those_of_more_than_400_days_ago(database):
    moments = {"R-new": NOW, "R-old": days_ago(399), "R-too-old": days_ago(401)}
    with database.begin() as books:
        books.insert_records([a_record()])
        books.put_contacts(
            [a_contact(name, at=at, step=name, kind=ContactKind.CALL) for name, at in moments.items()]
        )

    with database.begin() as books:
        everything = [contact.reference for contact in the_file(books).contacts]
        books.claim_debtors(NOW, 10)
        recent = [contact.reference for contact in the_file(books).contacts]
    assert everything == ["R-too-old", "R-old", "R-new"]
    assert recent == ["R-old", "R-new"]


def test_moments_come_back_in_utc_whatever_zone_they_were_written_in(database):
    at = datetime(2026, 3, 29, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    with database.begin() as books:
        books.insert_records([a_record(a_case(opened_at=at))])

    with database.read() as books:
        opened_at = books.case("C-1").opened_at
    assert opened_at == at
    assert opened_at.tzinfo is UTC


@pytest.mark.parametrize(
    "write",
    [
        lambda books, naive: books.claim_debtors(naive, 10),
        lambda books, naive: books.move([a_position(due_at=naive)]),
        lambda books, naive: books.put_contacts([a_contact(at=naive)]),
        lambda books, naive: books.touch_due(["C-1"], naive),
    ],
)
def test_refuses_moments_without_a_time_zone(database, write):
    naive = NOW.replace(tzinfo=None)

    with database.begin() as books, pytest.raises(ValueError, match="time zone"):
        write(books, naive)


def test_refuses_parts_of_a_cent(database):
    record = a_record(a_case(lines=(a_claim_line("1.005"),)))

    with database.begin() as books, pytest.raises(ValueError, match="parts of a cent"):
        books.insert_records([record])


class TestReactions:
    @pytest.fixture
    def books(self, database):
        with database.begin() as books:
            books.insert_records([a_record(), a_record(a_case("C-2"))])
            books.move([a_position(started_at=days_ago(5)), a_position("C-2", started_at=days_ago(1))])
            yield books

    def test_counts_for_its_case_since_the_walk_began(self, books):
        books.put_reaction("D-1", "C-1", ChannelKind.SMS, days_ago(6))
        books.put_reaction("D-1", "C-1", ChannelKind.SMS, days_ago(3))
        books.put_reaction("D-1", "C-2", ChannelKind.EMAIL, days_ago(3))

        assert the_file(books).reacted_at == {"C-1": days_ago(3)}

    def test_counts_for_all_cases_when_it_names_none(self, books):
        books.put_reaction("D-1", None, None, days_ago(0.5))

        assert the_file(books).reacted_at == {"C-1": days_ago(0.5), "C-2": days_ago(0.5)}

    def test_a_payment_is_a_reaction(self, books):
        books.put_payment("C-2", 1000, date(2026, 3, 10), "bank-1", NOW)

        assert the_file(books).reacted_at == {"C-2": NOW}

    def test_remembers_the_last_word_on_whatsapp(self, books):
        books.put_reaction("D-1", None, ChannelKind.WHATSAPP, days_ago(2))
        books.put_reaction("D-1", "C-1", ChannelKind.WHATSAPP, days_ago(1))
        books.put_reaction("D-1", "C-1", ChannelKind.SMS, NOW)

        assert the_file(books).whatsapp_inbound_at == days_ago(1)


def test_closing_a_case_takes_it_off_the_due_list(database):
    with database.begin() as books:
        books.insert_records([a_record()])

        books.set_status("C-1", CaseStatus.PAID, Phase.CLOSED)

        file = the_file(books)
        assert (file.cases[0].status, file.cases[0].phase) == (CaseStatus.PAID, Phase.CLOSED)
        assert file.positions["C-1"].due_at is None


def test_writes_a_status_at_the_end_of_the_transaction_too(database):
    with database.begin() as books:
        books.insert_records([a_record()])
    with database.begin() as books:
        books.set_status("C-1", CaseStatus.OPEN, Phase.FOLLOW_UP)

    with database.read() as books:
        assert books.case("C-1").phase is Phase.FOLLOW_UP
