"""
Tables of scenarios through the command: the published tables, one of our own, and tables with mistakes.

tests/policy/data was made for this project; ../shared/data/law/README.md tells how. The second set was worked
out by hand from the words of the law, with other days, amounts, countries, roles and texts. So was the third,
with the edges: leap days, nights on which the clock changes, ends of years, and the holidays of spring.
"""

import csv
from pathlib import Path

import pytest

from tests.app.command import minnelijk

PUBLISHED = Path(__file__).resolve().parents[1] / "policy" / "data"
OWN = Path(__file__).parent / "data"
SECOND = Path(__file__).parent / "second"
THIRD = Path(__file__).parent / "third"
SHARED = Path(__file__).resolve().parents[2] / "../shared/data/law"
KEYS = ["table", "id", "ok", "expected", "got", "matched"]


def rows_of(name, folder=PUBLISHED):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder, name, rows):
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def one_row(folder, name, row_id, **changes):
    """Check a table of one published row with some cells changed."""
    (row,) = [row for row in rows_of(name) if row["id"] == row_id]
    write(folder, name, [row | changes])
    return minnelijk("law", "check", folder, "--json")


@pytest.mark.parametrize("folder", [PUBLISHED, OWN, SECOND, THIRD], ids=lambda folder: folder.name)
def test_every_row_is_right(folder):
    answer = minnelijk("law", "check", folder, "--json")

    assert answer.code == 0, answer.err
    assert [row["id"] for row in answer.json_lines if not row["ok"]] == []
    assert all(list(row) == KEYS for row in answer.json_lines)
    assert all(row["matched"] in {"expected", "alt_art17", "floor"} for row in answer.json_lines)


def test_the_second_set_asks_something_of_every_table_and_of_every_kind_of_text():
    tables = {path.stem: rows_of(path.stem, SECOND) for path in SECOND.glob("*.csv")}
    texts = tables["message_content"]
    kinds = {row["kind"] for row in texts}

    assert set(tables) == {path.stem for path in PUBLISHED.glob("*.csv")}
    assert all(len(rows) >= 10 for rows in tables.values())
    assert kinds >= {row["kind"] for row in rows_of("message_content")}
    assert all(
        {row["kind"] for row in texts if (row["expected"] == "ok") is fine} == kinds for fine in (True, False)
    )


def test_the_shared_tables_are_right_too():
    if not SHARED.exists():
        pytest.skip("../shared/data/law is not beside this clone")

    answer = minnelijk("law", "check", SHARED, "--json")

    assert [row["id"] for row in answer.json_lines if not row["ok"]] == []


def test_counts_for_people_per_table_and_status():
    answer = minnelijk("law", "check", PUBLISHED)

    assert "115 of 115 rows are right" in answer.out
    assert "fourteen_day_letter  U" in answer.out


@pytest.mark.parametrize(
    ("name", "row_id", "changes"),
    [
        ("contact_window", "CW-V002", {"expected_next_allowed": "2026-03-11T08:00:00+01:00"}),
        ("contact_window", "CW-V001", {"expected_allowed": "no"}),
        ("fourteen_day_letter", "FL-V003", {"expected_cost_eur": "425.01"}),
        ("fourteen_day_letter", "FL-V001", {"expected_last_free_day": "2026-06-15"}),
        ("costs_nl", "CN-V001", {"expected_vat_eur": "8.40"}),
        ("costs_be", "CB-V003", {"expected_max_eur": "45.01"}),
        ("be_clocks", "BC-V002", {"expected_last_day": "2026-06-19"}),
        ("be_clocks", "BC-V004", {"expected_first_day": "2026-06-09"}),
        ("events", "EV-V005", {"expected_codes": "PAUSE_UNTIL(2026-07-29)"}),
        ("events", "EV-V002", {"forbidden_codes": "CREATE_TASK"}),
    ],
)
def test_another_expectation_is_not_right(tmp_path, name, row_id, changes):
    answer = one_row(tmp_path, name, row_id, **changes)

    assert (answer.code, answer.json["ok"], answer.json["matched"]) == (1, False, None)


@pytest.mark.parametrize("column", ["alt_sat_last_day", "alt_ext_last_free_day"])
def test_no_other_alternative_counts(tmp_path, column):
    name, row_id = ("be_clocks", "BC-V004") if "sat" in column else ("fourteen_day_letter", "FL-V001")
    (row,) = [row for row in rows_of(name) if row["id"] == row_id]
    expected = "expected_last_day" if "sat" in column else "expected_last_free_day"

    answer = one_row(tmp_path, name, row_id, **{expected: row[column]})

    assert not answer.json["ok"]


def test_the_later_end_of_a_belgian_term_is_right_where_it_ends_in_a_weekend(tmp_path):
    never = {"expected_last_day": "2026-01-01", "expected_next_allowed_day": "2026-01-02"}

    answer = one_row(tmp_path, "be_clocks", "BC-V001", **never)

    assert (answer.json["ok"], answer.json["matched"]) == (True, "alt_art17")
    assert answer.json["got"]["last_day"] == "2026-06-22"


def test_the_later_end_does_not_count_on_a_working_day(tmp_path):
    never = {"expected_last_day": "2026-01-01", "expected_next_allowed_day": "2026-01-02"}

    assert not one_row(tmp_path, "be_clocks", "BC-V003", **never).json["ok"]


def test_rounding_a_maximum_down_is_right_as_well(tmp_path):
    """10% of 0.17 above 150 is 1.7 cents: 30.02 half up, 30.01 down."""
    changes = {
        "balance_eur": "150.17",
        "claimed_lump_sum_eur": "30.00",
        "expected_statutory_cap_eur": "30.02",
        "expected_max_floor_eur": "30.01",
        "expected_claim_ok": "yes",
    }

    half_up = one_row(tmp_path, "costs_be", "CB-V002", expected_max_eur="30.02", **changes)
    down = one_row(tmp_path, "costs_be", "CB-V002", expected_max_eur="0", **changes)

    assert (half_up.json["matched"], down.json["matched"]) == ("expected", "floor")


@pytest.mark.parametrize(
    ("name", "row_id", "changes", "said"),
    [
        ("contact_window", "CW-V001", {"moment": "2026-03-10"}, "column moment: '2026-03-10' is no moment"),
        (
            "contact_window",
            "CW-V001",
            {"moment": "2044-03-10T10:00:00+01:00"},
            "no holidays are known of 2044",
        ),
        ("contact_window", "CW-V023", {"policy_window": "late"}, "column policy_window"),
        ("contact_window", "CW-V023", {"policy_holidays": "FR"}, "column policy_holidays: 'FR'"),
        ("fourteen_day_letter", "FL-V001", {"carrier": "pigeon"}, "column carrier: 'pigeon' is not known"),
        ("fourteen_day_letter", "FL-V001", {"n_schedule": "x"}, "column n_schedule"),
        ("fourteen_day_letter", "FL-V010", {"ledger": "2026-06-24:gift:1"}, "column ledger"),
        ("fourteen_day_letter", "FL-V001", {"delivery_evidence": "soon"}, "column delivery_evidence"),
        ("fourteen_day_letter", "FL-V001", {"principal_eur": "-5"}, "column principal_eur"),
        ("costs_nl", "CN-V001", {"claims": "100"}, "column claims"),
        ("costs_nl", "CN-V001", {"vat_declared": "perhaps"}, "column vat_declared"),
        ("be_clocks", "BC-V001", {"kind": ""}, "column kind: is empty"),
        ("events", "EV-V001", {"event": "sneeze"}, "column event: 'sneeze' is not known"),
        ("events", "EV-V001", {"event_date": "soon"}, "column event_date"),
        ("events", "EV-V001", {"state": "phase"}, "column state: 'phase' is no pair"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(tmp_path, name, row_id, changes, said):
    answer = one_row(tmp_path, name, row_id, **changes)

    assert answer.code == 2
    assert f"{name}.csv, line 2, " in answer.err
    assert said in answer.err
    assert (answer.json["id"], answer.json["ok"]) == (row_id, False)


def test_a_mistake_in_one_file_leaves_the_others_checked(tmp_path):
    write(tmp_path, "costs_nl", rows_of("costs_nl"))
    (tmp_path / "be_clocks.csv").write_text("id,kind\nBC-1,formal_notice\n", encoding="utf-8")
    (tmp_path / "portfolio.csv").write_text("case_id\nD-1\n", encoding="utf-8")

    answer = minnelijk("law", "check", tmp_path, "--json")

    assert answer.code == 2
    assert "be_clocks.csv, line 1, column sent" in answer.err
    assert "portfolio.csv was passed over" in answer.err
    assert len(answer.json_lines) == len(rows_of("costs_nl"))


def test_a_row_with_a_cell_too_many_is_named(tmp_path):
    text = (PUBLISHED / "costs_nl.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "costs_nl.csv").write_text("\n".join([*text[:2], text[2] + ",extra"]), encoding="utf-8")

    answer = minnelijk("law", "check", tmp_path, "--json")

    assert answer.code == 2
    assert "costs_nl.csv, line 3, column why: 14 cells stand under 13 columns" in answer.err


def test_a_table_is_known_by_its_columns_too(tmp_path):
    write(tmp_path, "our-own-hours", rows_of("contact_window"))

    answer = minnelijk("law", "check", tmp_path, "--json")

    assert answer.code == 0
    assert {row["table"] for row in answer.json_lines} == {"contact_window"}


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_a_folder_without_tables_is_wrong_use(tmp_path, folder):
    (tmp_path / "empty").mkdir()

    assert minnelijk("law", "check", tmp_path / folder).code == 2
