"""Versions of campaigns: a running case keeps the one it began with until somebody moves it."""

import pytest

from tests.app.command import CAMPAIGNS, done, edited, minnelijk

#: the rent campaign calls and visits a few days later
CHANGES = (
    ("5 working days\n        task: call\n        script: gesprek_regeling\n      - id: aanbod-hulp",
     "6 working days\n        task: call\n        script: gesprek_regeling\n      - id: aanbod-hulp"),
    ("10 working days\n        when: {replied: false, outstanding",
     "12 working days\n        when: {replied: false, outstanding"),
)  # fmt: skip


@pytest.fixture
def changed(own_demo):
    """Change two delays of the rent campaign in a copy of campaigns.yaml."""
    return edited(own_demo.folder / "changed.yaml", CAMPAIGNS, *CHANGES)


@pytest.fixture
def in_use(monkeypatch, changed, few_templates):
    """Let the house use the changed campaigns.yaml from now on."""
    monkeypatch.setenv("MINNELIJK_CAMPAIGNS", str(changed))
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))
    return changed


def version_of(case_id):
    return done("why", case_id, "--json").json["campaign_version"]


def test_diff_says_what_changes_and_for_whom_in_numbers_and_examples(changed, own_demo):
    answer = done("campaigns", "diff", CAMPAIGNS, changed)

    assert answer.lines[0].startswith("huur-vriendelijk")
    for step, before, after in (("bellen", 5, 6), ("huisbezoek", 10, 12)):
        line = next(line for line in answer.lines if f'"{step}"' in line)
        assert f"{before} working days" in line
        assert f"{after} working days" in line
    assert "1 campaigns change" in answer.lines
    assert ", ..." in answer.lines[-2]
    assert "D-1002, D-1003" in answer.lines[-2]


def test_diff_as_json_names_every_open_case_that_it_touches(changed, own_demo):
    figures = done("campaigns", "diff", CAMPAIGNS, changed, "--json").json

    (group,) = figures["cases"]
    assert group["before"].startswith("huur-vriendelijk ")
    assert group["before"] != group["after"]
    assert set(group["cases"]) >= {"D-1002", "D-1003"}
    assert not set(group["cases"]) & {"D-1001", "D-1004"}
    assert figures["changes"][0]["campaign"] == "huur-vriendelijk"


def test_diff_of_the_same_file_finds_nothing(own_demo):
    assert done("campaigns", "diff", CAMPAIGNS, CAMPAIGNS, "--json").json == {"changes": [], "cases": []}


def test_diff_needs_files_without_mistakes(own_demo):
    wrong = edited(own_demo.folder / "wrong.yaml", CAMPAIGNS, ("after: 5 working days", "after: 5 werkdagen"))

    answer = minnelijk("campaigns", "diff", CAMPAIGNS, wrong)

    assert answer.code == 2
    assert '"werkdagen" is not a unit here' in answer.err


def test_a_running_case_keeps_its_version_until_it_is_moved(own_demo, in_use):
    dry = done("campaigns", "move", "--as", "dewi", "--dry-run", "--json")
    kept = version_of("D-1002")

    moved = done("campaigns", "move", "--as", "dewi", "--json")

    assert moved.out == dry.out
    one = next(one for one in moved.json_lines if one["case_id"] == "D-1002")
    assert (one["from_version"], one["to_version"]) == (kept, version_of("D-1002"))
    assert one["from_version"] != one["to_version"]
    assert one["from_step"] == one["to_step"]
    assert f"moved to huur-vriendelijk {one['to_version']}" in done("ledger", "D-1002").out


def test_move_says_what_changes_for_whom_and_moves_nobody_twice(own_demo, in_use):
    dry = done("campaigns", "move", "--as", "dewi", "--dry-run")
    first, second = (done("campaigns", "move", "--as", "anna") for _ in range(2))

    assert any("huur-vriendelijk" in line and " -> " in line and "D-1002" in line for line in dry.lines)
    assert dry.lines[-1].endswith(" cases would move")
    assert first.lines[-1].endswith(" cases moved")
    assert second.lines == ["0 groups of running cases", "0 cases moved"]


def test_versions_lists_every_version_that_was_in_use(own_demo, in_use):
    done("campaigns", "move", "--as", "anna")

    kept = done("campaigns", "versions", "--json").json_lines

    assert len([one for one in kept if one["campaign"] == "huur-vriendelijk"]) == 2
    assert len([one for one in kept if one["campaign"] == "witgoed"]) == 1
    assert done("campaigns", "versions").lines[0] == f"{len(kept)} versions"


def test_a_dry_run_writes_nothing(own_demo, in_use):
    before = done("campaigns", "versions", "--json").out

    done("campaigns", "move", "--as", "dewi", "--dry-run")

    assert done("campaigns", "versions", "--json").out == before
