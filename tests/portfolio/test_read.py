"""Files come in row by row; what is wrong with a row stays there, and a wrong file says so at once."""

import csv
import json

import pytest

from engine.domain.errors import ConfigurationError
from engine.portfolio.cells import BadCell
from engine.portfolio.columns import REQUIRED
from engine.portfolio.read import read_rows
from tests.portfolio.some_rows import a_row

HEADER = ",".join(REQUIRED)
LINE = "C-1,D-1,woonstad,Anna Jansen,Huur januari,F-1,2026-01-01,2026-01-31,120.50"


@pytest.fixture
def a_file(tmp_path):
    """Write a file and give its path."""

    def write(content, name="portfolio.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def cells_of(path):
    return list(read_rows(path))


def refusal_of(path):
    with pytest.raises(ConfigurationError) as caught:
        read_rows(path)
    return str(caught.value)


def test_gives_each_row_with_its_line(a_file):
    path = a_file(f"{HEADER}\n{LINE}\n{LINE.replace('C-1', 'C-2')}\n")

    rows = cells_of(path)

    assert [(line, row["case_id"]) for line, row in rows] == [(2, "C-1"), (3, "C-2")]
    assert rows[0][1] == dict(zip(REQUIRED, LINE.split(","), strict=True))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_reads_what_spreadsheets_write(a_file, delimiter, end):
    content = f"\ufeff{HEADER}{end}{LINE}{end}".replace(",", delimiter)

    (found,) = cells_of(a_file(content))

    assert found == (2, dict(zip(REQUIRED, LINE.split(","), strict=True)))


def test_reads_header_names_in_any_order_and_in_capitals(a_file):
    path = a_file(f" Amount ,{HEADER.removesuffix(',amount')}\n7.00,{LINE.removesuffix(',120.50')}\n")

    ((_, row),) = cells_of(path)

    assert (row["amount"], row["due_on"]) == ("7.00", "2026-01-31")


def test_skips_empty_lines_and_empty_rows(a_file):
    path = a_file(f"{HEADER}\n\n{LINE}\n{',' * (len(REQUIRED) - 1)}\n\n{LINE}\n\n")

    assert [line for line, _ in cells_of(path)] == [3, 6]


def test_cleans_cells_and_leaves_out_empty_ones(a_file):
    line = LINE.replace("Anna Jansen", '"  Anna \u200e \tJansen\u00a0"').replace("Huur januari", " ")
    path = a_file(f"{HEADER}\n{line}\n{LINE}\n")

    (first, row), (second, _) = cells_of(path)

    assert (first, second) == (2, 3)
    assert row["debtor_name"] == "Anna Jansen"
    assert "description" not in row


def test_reads_quotes_and_what_they_hold(a_file):
    line = LINE.replace("Huur januari", '"Wasmachine, ""wit"" 12\'"')
    path = a_file(f"{HEADER}\n{line}\n")

    ((_, row),) = cells_of(path)

    assert row["description"] == 'Wasmachine, "wit" 12\''


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (LINE.replace("Huur januari", "Wasmachine, wit"), "has 10 cells, and the header has 9"),
        ("C-2,D-2", "has 2 cells"),
        (LINE.replace("Huur januari", '"Huur januari'), "quote"),
        (LINE.replace("Huur januari", '"Huur" januari'), "quote"),
        (LINE.replace("Huur januari", "x" * 200_000), "field larger"),
    ],
    ids=["too many cells", "too few cells", "quote not closed", "quote inside", "endless cell"],
)
def test_a_line_that_cannot_be_read_stops_nothing(a_file, bad, reason):
    good = [LINE.replace("C-1", f"C-{number}") for number in range(3, 60)]
    path = a_file("\n".join([HEADER, bad, *good]))

    (line, fault), *rows = cells_of(path)

    assert line == 2
    assert isinstance(fault, BadCell)
    assert (fault.column, len(fault.value) <= 130) == ("", True)
    assert reason in fault.reason
    assert [(at, row["case_id"]) for at, row in rows] == [(number, f"C-{number}") for number in range(3, 60)]


def test_a_quote_that_the_next_rows_close_costs_only_its_own_row(a_file):
    quoted = LINE.replace("Huur januari", '"Bestelling ""x"""')
    path = a_file("\n".join([HEADER, LINE.replace("Huur", '"Huur'), quoted, LINE]))

    faults = [line for line, row in cells_of(path) if isinstance(row, BadCell)]

    assert faults == [2]
    assert len(cells_of(path)) == 3


def test_a_quote_that_a_later_row_closes_by_chance_takes_no_rows_along(a_file):
    inches = LINE.replace("Huur januari", 'Scherm 24"')
    path = a_file("\n".join([HEADER, LINE.replace("Huur", '"Huur'), LINE, LINE, inches, LINE]))

    rows = cells_of(path)

    assert [line for line, row in rows if isinstance(row, BadCell)] == [2]
    assert [line for line, row in rows if not isinstance(row, BadCell)] == [3, 4, 5, 6]


def test_an_amount_of_json_never_becomes_a_fraction(a_file):
    row = json.dumps(a_row(amount=0)).replace('"amount": 0', '"amount": 1234567.10')

    ((_, found),) = cells_of(a_file(f"[{row}]", "portfolio.json"))

    assert found["amount"] == "1234567.10"


def test_reads_json_values(a_file):
    row = '{"case_id": 17, "email_confirmed": true, "large_print": false, "prefers": ["sms", "email"]'
    empty = '"mobile": null, "landline": "", "refuses": []}'

    ((_, found),) = cells_of(a_file(f"[{row}, {empty}]", "portfolio.json"))

    assert found == {"case_id": "17", "email_confirmed": "yes", "large_print": "no", "prefers": "sms,email"}


def test_gives_the_line_on_which_a_json_object_begins(a_file):
    path = a_file(
        '\ufeff[\n{"case_id":\n "C-1"},\n\n  {"case_id": "C-2"}, {"case_id": "C-3"}\n]\n', "portfolio.json"
    )

    assert [(line, row["case_id"]) for line, row in cells_of(path)] == [(2, "C-1"), (5, "C-2"), (5, "C-3")]


@pytest.mark.parametrize(
    ("bad", "column", "reason"),
    [
        ('{"mobile": {"number": "06"}}', "mobile", "write one value in a cell"),
        ('{"prefers": [["sms"], "email"]}', "prefers", "write one value in a cell"),
        ('{"prefers": [{"a": 1}]}', "prefers", "write one value in a cell"),
        ('{"amount": "1", "amount": "2"}', "amount", "stands twice"),
        ('{"mobile": {"a": 1, "a": 2}}', "mobile", "write one value in a cell"),
        ("17", "", "is no object"),
        ('["C-1"]', "", "is no object"),
    ],
)
def test_a_bad_json_value_stops_nothing(a_file, bad, column, reason):
    path = a_file(f'[{bad},\n{{"case_id": "C-2"}}]', "portfolio.json")

    (_, fault), (line, row) = cells_of(path)

    assert isinstance(fault, BadCell)
    assert fault.column == column
    assert reason in fault.reason
    assert (line, row) == (2, {"case_id": "C-2"})


def test_an_empty_json_list_is_an_empty_portfolio(a_file):
    assert cells_of(a_file(" [ ] ", "portfolio.json")) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "line 1: there is no header"),
        ("a.csv", f"\n{HEADER}\n", "line 1: there is no header"),
        ("a.csv", f"{LINE}\n{LINE}\n", "line 1: there is no header"),
        ("a.csv", f"{HEADER.replace('amount', 'amuont')}\n", '"amuont" is no column: did you mean "amount"?'),
        ("a.csv", f"{HEADER.replace('amount', 'amuont')}\n", '"amount" is missing'),
        ("a.csv", f"{HEADER},mobile,mobile\n", '"mobile" stands there twice'),
        ("a.csv", f"{HEADER},\n", '"" is no column'),
        ("a.csv", f'{HEADER},"mobile\n', "line 1: the header has a quote too many or too few"),
        ("a.csv", "[" + '{"a": 1} ' * 20_000 + "]", "line 1: the header has"),
        (
            "a.csv",
            f"{HEADER}\n{LINE}\n{LINE}\n".replace("Anna", "Zoë").encode("cp1252"),
            "line 2: is not UTF-8",
        ),
        ("a.csv", f"{HEADER}\n{LINE}\n".encode("utf-16"), "line 1: is not UTF-8"),
        ("a.csv", f"{HEADER}\n{LINE}\n".encode("utf-16-le"), "there is no header"),
        ("a.json", "", "line 1, column 1: Expecting '['"),
        ("a.json", "{}", "line 1, column 1: Expecting '['"),
        ("a.json", '[{"case_id": "C-1"},\n]', "line 2, column 1"),
        ("a.json", '[{"case_id": "C-1"}\n{}]', "line 2, column 1: Expecting ']'"),
        ("a.json", '[{"case_id": "C-1"}', "Expecting ']'"),
        ("a.json", '[{"case_id": "C-1"]', "line 1"),
        ("a.json", "[] []", "Something stands behind the list"),
        ("a.json", "[" * 100_000, "lists in lists without end"),
        ("a.json", '["Zoë"]'.encode("cp1252"), "is not UTF-8"),
        ("a.xlsx", "", "a portfolio is a .csv or a .json file, not .xlsx"),
        ("a", "", "a portfolio is a .csv or a .json file, not this"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_as_a_whole(a_file, name, content, said):
    path = a_file(content, name)

    refusal = refusal_of(path)

    assert str(path) in refusal
    assert said in refusal


def test_says_all_that_is_wrong_with_a_header_in_one_go(a_file):
    refusal = refusal_of(a_file("case_id,naam,bedrag\n"))

    assert all(f'"{name}"' in refusal for name in ("naam", "bedrag", "debtor_id", "amount", "due_on"))


def test_refuses_a_file_that_is_not_there(tmp_path):
    assert "there is no such file" in refusal_of(tmp_path / "portfolio.csv")
    assert "this is a folder" in refusal_of(tmp_path)


def test_csv_and_json_say_the_same(a_file):
    row = a_row(mobile="06 12345678", prefers="sms,email", email_confirmed="yes")
    path = a_file("", "same.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    told = row | {"prefers": ["sms", "email"], "email_confirmed": True}

    ((_, from_csv),) = cells_of(path)
    ((_, from_json),) = cells_of(a_file(json.dumps([told]), "same.json"))

    assert from_csv == from_json
