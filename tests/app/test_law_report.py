"""The report for the supervisor, over a demo that was played; and the list of rules."""

from tests.app.command import done, minnelijk

HEADINGS = ["claim build-up", "information", "conduct", "complaint", "file", "registration"]
PERIOD = ("--from", "2026-01-01", "--to", "2027-01-01")


def test_counts_every_answer_of_every_rule(demo):
    report = done("law", "report", *PERIOD, "--json").json
    rules = {row["rule"]: row for row in report["rules"]}

    assert list(report["headings"]) == HEADINGS
    assert report["asked"] > 50
    for row in rules.values():
        counts = row["allowed"] + row["delayed"] + row["asked_person"] + row["stopped"]
        assert counts == report["asked"]
    assert rules["hours"]["delayed"] > 0
    assert rules["campaign_step"]["delayed"] > 0
    assert rules["nl_contact_window"]["status"] == "U"
    assert rules["be_notice_first"]["heading"] == "conduct"
    assert report["exceptions"] == []


def test_a_period_without_lines_counts_nothing(demo):
    report = done("law", "report", "--from", "2020-01-01", "--to", "2020-02-01", "--json").json

    assert (report["asked"], report["rules"]) == (0, [])


def test_shows_people_the_headings_without_an_answer(demo):
    answer = done("law", "report", *PERIOD)

    assert "no rule was asked under: complaint" in answer.out
    assert "0 exceptions" in answer.out


def test_a_pause_that_was_lifted_early_is_an_exception(house):
    pause_id = done("pause", "D-1002", "--as", "bram", "--why", "dispute").out.split()[-1]
    done("pause", "D-1002", "--as", "bram", "--end", pause_id)
    done("pause", "D-1002", "--as", "anna", "--end", pause_id)

    report = done("law", "report", "--from", "2020-01-01", "--to", "2100-01-01", "--json").json

    assert [one["what"] for one in report["exceptions"]] == [
        "a pause was lifted early: bram asked, anna agreed"
    ]


def test_the_report_asks_for_a_period_that_runs_forward(demo):
    assert minnelijk("law", "report", "--from", "2027-01-01", "--to", "2026-01-01").code == 2


def test_pauses_are_listed_with_what_they_mean(house):
    done("pause", "D-1002", "--as", "bram", "--why", "insolvency")

    found = done("pauses", "D-1002", "--json").json

    assert (found["kind"], found["stands"], found["law"]) == ("insolvency", True, "NL-63 (U)")
    assert (found["interest"], found["listener"], found["stops_costs"]) == ("stops", "representative", True)
    assert "insolvency" in done("pauses", "D-1002").out


def test_a_pause_opens_its_task_and_the_answer_ends_it(house):
    done("pause", "D-1002", "--as", "bram", "--why", "complaint")
    (task,) = [one for one in done("tasks", "list", "--json").json_lines if one["kind"] == "answer_complaint"]

    assert task["due_on"] is not None
    done("tasks", "done", task["id"], "answered in writing", "--as", "bram")

    assert [one["stands"] for one in done("pauses", "D-1002", "--json").json_lines] == [False]


def test_debt_help_without_an_end_lasts_as_long_as_the_table_says(house):
    done("pause", "D-1002", "--as", "bram", "--why", "debt_help")

    found = done("pauses", "D-1002", "--json").json

    assert found["until"] is not None
    assert "task" not in found


def test_the_rules_are_listed_with_their_status(bare_desk):
    rules = done("law", "list", "--json").json_lines
    unverified = [rule for rule in rules if rule["status"] == "U"]

    assert {rule["status"] for rule in rules} == {"V", "S", "U", ""}
    assert all(rule["address"] and rule["says"] and rule["sources"] for rule in rules)
    assert {rule["switch"] for rule in unverified} >= {
        "letters_keep_to_open_days",
        "free_term_moves",
        "belgian_term_moves",
        "dispute_stops",
    }
    assert "nl_registration" in done("law", "list").out


def test_interest_is_computed_only_with_confirmed_rates(bare_desk):
    done("law", "interest", "1000.00", "--since", "2024-01-01", "--until", "2024-07-01")
    refused = minnelijk("law", "interest", "1000.00", "--since", "2024-01-01", "--until", "2025-07-01")

    assert refused.code == 1
    assert "the row from 2025-01-01 to 2025-12-31, 6%, is unverified" in refused.err
