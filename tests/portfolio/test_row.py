"""A row becomes a case and a debtor; a bad cell keeps the row out, a bad contact point only itself."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.domain.case import CaseStatus, ChargeKind, CollectorRole, Jurisdiction, Phase
from engine.domain.people import DebtorKind, PointKind, PointState
from engine.portfolio.cells import BadCell
from engine.portfolio.row import Reject
from tests.builders import NOW
from tests.portfolio.some_rows import a_row, an_address, read


def reject_of(row):
    """Read a row that does not come in, and give the reason."""
    record, (reject,) = read(row)
    assert record is None
    assert reject.whole_row
    return reject


def left_out_of(row):
    """Read a row that comes in without some cells, and give the record and the names of those cells."""
    record, rejects = read(row)
    assert not any(reject.whole_row for reject in rejects)
    return record, [reject.column for reject in rejects]


def values(points):
    return [(point.kind, point.value) for point in points]


def test_reads_the_case_of_a_row():
    row = a_row(
        interest="3.10", costs="40", paid="20,5", opened_on="2026-02-20", iban="NL91 ABNA 0417 1643 00"
    )

    record, rejects = read(row)

    case = record.case
    assert rejects == []
    assert (case.id, case.debtor_id, case.creditor, case.sector) == ("C-1", "D-1", "woonstad", "housing")
    assert (case.jurisdiction, case.collector_role) == (Jurisdiction.NL, CollectorRole.COLLECTOR)
    assert (case.status, case.phase) == (CaseStatus.OPEN, Phase.NEW)
    assert [(line.kind, line.amount) for line in case.lines] == [
        (ChargeKind.PRINCIPAL, Decimal("120.50")),
        (ChargeKind.INTEREST, Decimal("3.10")),
        (ChargeKind.COSTS, Decimal("40.00")),
    ]
    assert (case.paid, case.iban) == (Decimal("20.50"), "NL91ABNA0417164300")
    assert case.opened_at == datetime(2026, 2, 20, 7, tzinfo=UTC)
    assert {line.due_on for line in case.lines} == {date(2026, 1, 31)}


def test_a_case_without_a_day_was_opened_by_the_import():
    record, _ = read(a_row())

    assert record.case.opened_at == NOW


def test_reads_the_debtor_of_a_row():
    row = a_row(
        debtor_kind="Business",
        birth_date="1988-02-29",
        mobile="06 12345678",
        landline="010 0000001",
        email="Info@POST.example",
        email_confirmed="yes",
        **an_address(addition="bis", postcode="1234ab"),
    )

    record, rejects = read(row)

    debtor = record.debtor
    assert rejects == []
    assert (debtor.name, debtor.kind, debtor.birth_date) == (
        "Anna Jansen",
        DebtorKind.BUSINESS,
        date(1988, 2, 29),
    )
    assert values(debtor.points) == [
        (PointKind.MOBILE, "+31612345678"),
        (PointKind.LANDLINE, "+31100000001"),
        (PointKind.EMAIL, "Info@post.example"),
        (PointKind.ADDRESS, "Lindelaan 12 bis, 1234 AB Voorbeeldstad"),
    ]
    assert [point.state for point in debtor.points if point.kind is PointKind.EMAIL] == [PointState.CONFIRMED]


@pytest.mark.parametrize(
    "name",
    ["Žofie Łukasiewicz-Đorđević", "Nguyễn Văn Ơn", "İpek Ağaoğlu", "Ælfgifu Þórsdóttir", "O'Brien-D'Hondt"],
)
def test_keeps_every_diacritic_of_a_name(name):
    record, rejects = read(a_row(debtor_name=name))

    assert (record.debtor.name, rejects) == (name, [])


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("case_id", "C 1", "no spaces"),
        ("case_id", "=1+1", "is no number of ours"),
        ("case_id", "a/../b", "is no number of ours"),
        ("debtor_id", "Anna Jansen", "is no number of ours"),
        ("creditor", "woonstat", 'did you mean "woonstad"?'),
        ("debtor_name", "", "is empty"),
        ("debtor_name", "B.V. " * 1_000, "has 5000 characters; at most 200 fit"),
        ("debtor_name", "S. Bak\x00ker", "broken on the way"),
        ("debtor_name", "S. Y\ufffdlmaz", "broken on the way"),
        ("debtor_name", "S. \ud83d Bakker", "broken on the way"),
        ("debtor_kind", "firm", "is not one of: person, business"),
        ("birth_date", "12-04-1988", "write YYYY-MM-DD"),
        ("birth_date", "2026-02-29", "is no date"),
        ("birth_date", "1088-04-12", "is no date"),
        ("birth_date", "2026-03-11", "is still to come: today is 2026-03-10"),
        ("described_on", "2027-02-01", "is still to come"),
        ("earlier_letter_on", "2027-02-01", "is still to come"),
        ("due_on", "20260131", "write YYYY-MM-DD"),
        ("due_on", "2026-W05-6", "write YYYY-MM-DD"),
        ("due_on", "2025-12-31", "lies before the invoice date 2026-01-01"),
        ("invoice_date", "", "is empty"),
        ("opened_on", "gisteren", "is no date"),
        ("amount", "", "is empty"),
        ("amount", "-20.00", "is below zero"),
        ("amount", "1.234,50", "is no amount"),
        ("amount", "1,234", "is no amount"),
        ("amount", "12.345", "is no amount"),
        ("amount", "1e3", "is no amount"),
        ("amount", "1_000", "is no amount"),
        ("amount", "NaN", "is no amount"),
        ("amount", "٣", "is no amount"),
        ("amount", "€ 12", "is no amount"),
        ("amount", "10000000.01", "is more than 10000000 euro"),
        ("paid", "alles", "is no amount"),
        ("iban", "NL91 ABNA 0417 1643 01", "is no IBAN"),
        ("jurisdiction", "de", "is not one of: nl, be"),
        ("collector_role", "judge", "is not one of: collector, creditor, bailiff"),
        ("country", "Nederland", "is no two-letter code"),
        ("country", "XX", "is no two-letter code"),
        ("language", "Nederlands", "cannot be read"),
        ("prefers", "sms,fax", "'fax' is no channel"),
        ("refuses", "telefoon", "'telefoon' is no channel"),
        ("hours", "altijd", "cannot be read"),
        ("large_print", "perhaps", "is not yes or no"),
        ("whatsapp_opt_in", "yes", "the version of the wording"),
        ("whatsapp_opt_in", "no 2026-01", "the version of the wording"),
        ("amuont", "3", 'did you mean "amount"?'),
    ],
)
def test_a_bad_cell_keeps_the_row_out(column, value, reason):
    reject = reject_of(a_row(**{column: value}))

    assert (reject.line, reject.column, reject.value) == (2, column, value)
    assert reason in reject.reason


BASIS = "wettelijke rente, van {} tot en met {}"


@pytest.mark.parametrize(
    ("basis", "interest", "column", "reason"),
    [
        (BASIS.format("1 januari 2026", "31 januari 2026"), "1.00", "interest_basis", "4%, is unverified"),
        (BASIS.format("1 juni 2024", "1-2-2025"), "1.00", "interest_basis", "2025-01-01 to 2025-12-31, 6%"),
        (
            BASIS.format("1-1-2027", "1-2-2027"),
            "1.00",
            "interest_basis",
            "covers 2027-01-01 (NL, law.md NL-41)",
        ),
        ("wettelijke rente", "1.00", "interest_basis", "names no period"),
        (BASIS.format("1 maart", "1 juni 2024"), "1.00", "interest_basis", "without its year"),
        (BASIS.format("1 juni 2024", "1 maart 2024"), "1.00", "interest_basis", "ends before it begins"),
        # 31 days at 7% of 120.50 euro: 0.72
        (BASIS.format("1 maart 2024", "31 maart 2024"), "0.73", "interest", "more than the 0.72 euro"),
    ],
)
def test_statutory_interest_that_no_row_bears_out_keeps_the_row_out(basis, interest, column, reason):
    reject = reject_of(a_row(interest=interest, interest_basis=basis))

    assert reject.column == column
    assert reason in reject.reason


@pytest.mark.parametrize(
    ("basis", "interest"),
    [
        (BASIS.format("1 maart 2024", "31 maart 2024"), "0.72"),
        ("4% per jaar volgens uw contract, van 1 januari 2026 tot 1 februari 2026", "9.00"),
        ("wettelijke rente", "0.00"),
    ],
)
def test_other_interest_comes_in(basis, interest):
    record, _ = read(a_row(interest=interest, interest_basis=basis))
    case = record.case

    assert case.interest == Decimal(interest)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("mobile", "06 12"),
        ("mobile", "010 0000001"),
        ("mobile", "06 12345678 moeder"),
        ("mobile", "06 12345678 ext 5"),
        ("mobile", "06-12345678 / 06-87654321"),
        ("mobile", "0470 000016"),
        ("landline", "onbekend"),
        ("email", "dekker(at)post.example"),
        ("email", "a..b@post.example"),
        ("email", "a@b@post.example"),
        ("email", "anna@localhost"),
        ("email", f"{'a' * 65}@post.example"),
        ("email", f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.example"),
        ("email_confirmed", "perhaps"),
    ],
)
def test_a_bad_contact_point_is_left_out_alone(column, value):
    row = a_row(**({"mobile": "06 12345678", "email": "a@post.example"} | {column: value}))

    record, left_out = left_out_of(row)

    assert left_out == [column]
    other = "a@post.example" if column == "mobile" else "+31612345678"
    assert other in [point.value for point in record.debtor.points]


def test_a_broken_contact_point_is_left_out_alone():
    record, left_out = left_out_of(a_row(mobile="06 123\x0045678", email="a@post.example"))

    assert left_out == ["mobile"]
    assert values(record.debtor.points) == [(PointKind.EMAIL, "a@post.example")]


def test_a_mailbox_stays_when_only_its_mark_cannot_be_read():
    record, left_out = left_out_of(a_row(email="a@post.example", email_confirmed="perhaps"))

    assert left_out == ["email_confirmed"]
    (point,) = record.debtor.points
    assert (point.value, point.state) == ("a@post.example", PointState.UNVERIFIED)


@pytest.mark.parametrize(
    ("written", "creditor", "expected"),
    [
        ("06 12345678", "woonstad", "+31612345678"),
        ("06-1234 56.78", "woonstad", "+31612345678"),
        ("+31 (0)6 12345678", "woonstad", "+31612345678"),
        ("0031612345678", "stroom-be", "+31612345678"),
        ("0470 00 00 16", "stroom-be", "+32470000016"),
        ("+32470000016", "woonstad", "+32470000016"),
        ("+49 1512 3456789", "woonstad", "+4915123456789"),
    ],
)
def test_a_number_without_country_code_is_one_of_the_country_of_the_debtor(written, creditor, expected):
    record, rejects = read(a_row(mobile=written, creditor=creditor))

    assert rejects == []
    assert values(record.debtor.points) == [(PointKind.MOBILE, expected)]


@pytest.mark.parametrize(
    ("creditor", "cells", "country", "law"),
    [
        ("woonstad", {"postcode": "1234 AB"}, "NL", "nl"),
        ("stroom-be", {"postcode": "2000"}, "BE", "be"),
        ("stroom-be", {"postcode": "1234 AB"}, "NL", "nl"),
        ("woonstad", {"postcode": "2000", "country": "be"}, "BE", "be"),
        ("woonstad", {"postcode": "10115", "country": "DE"}, "DE", "nl"),
        ("stroom-be", {"postcode": None, "house_number": None, "country": "IE"}, "IE", "be"),
        ("woonstad", {"postcode": "2000", "country": "BE", "jurisdiction": "nl"}, "BE", "nl"),
    ],
    ids=["dutch", "belgian", "dutch by postcode", "belgian by country", "german", "irish", "said"],
)
def test_the_law_is_that_of_where_the_debtor_lives(creditor, cells, country, law):
    record, rejects = read(a_row(creditor=creditor, **an_address(**cells)))

    assert rejects == []
    (point,) = record.debtor.points
    assert (point.address.country, record.case.jurisdiction) == (country, law)


def test_the_law_does_not_wait_for_an_address():
    record, _ = read(a_row(country="BE"))

    assert (record.case.jurisdiction, record.debtor.points) == ("be", ())


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"postcode": "2000"}, "postcode"),
        ({"postcode": "0123 AB"}, "postcode"),
        ({"postcode": "1234 SS"}, "postcode"),
        ({"postcode": "1234 AB", "country": "BE"}, "postcode"),
        ({"house_number": None}, "house_number"),
        ({"town": None}, "town"),
        ({"street": None}, "street"),
        ({"street": "a" * 101}, "street"),
    ],
)
def test_half_an_address_is_left_out(cells, column):
    record, left_out = left_out_of(a_row(email="a@post.example", **an_address(**cells)))

    assert column in left_out
    assert values(record.debtor.points) == [(PointKind.EMAIL, "a@post.example")]


def test_a_helper_speaks_for_the_debtor():
    row = a_row(
        helper_name="Bewind Voorbeeld",
        helper_kind="bewindvoerder",
        helper_mobile="06 12",
        helper_email="post@bewind.example",
        helper_until="2026-12-31",
    )

    record, left_out = left_out_of(row)

    helper = record.debtor.representative
    assert left_out == ["helper_mobile"]
    assert (helper.name, helper.kind, helper.until) == (
        "Bewind Voorbeeld",
        "bewindvoerder",
        date(2026, 12, 31),
    )
    assert values(helper.points) == [(PointKind.EMAIL, "post@bewind.example")]


def test_nobody_is_written_to_when_a_helper_cannot_be_reached():
    row = a_row(mobile="06 12345678", helper_name="Bewind Voorbeeld", helper_email="bewind")

    record, left_out = left_out_of(row)

    assert left_out == ["helper_email", "helper_email"]
    assert record.debtor.representative.points == ()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"helper_email": "post@bewind.example"}, "helper_name"),
        ({"helper_name": "B", "helper_email": "post@bewind.example", "helper_kind": "aunt"}, "helper_kind"),
        ({"helper_name": "B", "helper_email": "post@bewind.example", "helper_until": "soon"}, "helper_until"),
    ],
)
def test_half_a_helper_keeps_the_row_out(cells, column):
    assert reject_of(a_row(**cells)).column == column


def test_a_row_that_could_not_be_read_stays_out():
    record, rejects = read(BadCell("", "D-1;woonstad", "has 2 cells"), line=7)

    assert record is None
    assert rejects == [Reject(line=7, column="", value="D-1;woonstad", reason="has 2 cells")]


def test_the_same_cells_in_another_order_are_the_same_row():
    row = a_row(mobile="06 12345678")

    first, _ = read(row)
    second, _ = read(dict(reversed(row.items())) | {"email": ""})
    third, _ = read(row | {"email": "a@post.example"})

    assert first.fingerprint == second.fingerprint
    assert first.fingerprint != third.fingerprint
