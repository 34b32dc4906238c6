"""Looking ahead on a copy: simulate and outlook."""

import sqlite3

import pytest

from tests.app.command import done, minnelijk


def everything_in(database):
    """Read every row of every table."""
    with sqlite3.connect(database) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608
    connection.close()
    return rows


def test_simulate_plays_the_coming_days_and_writes_nothing_to_the_live_database(own_demo):
    before = everything_in(own_demo.folder / "demo.db")
    files = sorted(own_demo.folder.rglob("*"))

    answer = done("simulate", "--days", "2 weeks", "--json")

    figures = answer.json
    assert sum(day["messages"] for day in figures["per_day"]) > 0
    assert everything_in(own_demo.folder / "demo.db") == before
    assert sorted(own_demo.folder.rglob("*")) == files


def test_simulate_tells_only_what_would_happen_and_not_what_happened_before(own_demo):
    figures = done("simulate", "--days", "7", "--json").json

    assert figures["from"] == "2026-04-01T07:00:00+00:00"
    assert figures["until"] == "2026-04-08T07:00:00+00:00"
    days = [day["day"] for day in figures["per_day"]]
    assert days == sorted(days)
    assert all("2026-04-01" <= day <= "2026-04-08" for day in days)
    sent = sum(fates["sent"] for fates in figures["messages"].values())
    assert sent == sum(day["messages"] for day in figures["per_day"])


def test_simulate_tells_people_the_same_in_tables(demo):
    answer = done("simulate", "--days", "1 week")

    assert answer.lines[0].startswith("on a copy, from Wed 01 Apr 2026 09:00 to Wed 08 Apr 2026 09:00: ")
    assert "Messages per day" in answer.lines
    assert "Waits and stops" in answer.lines


def test_a_steered_case_is_simulated_as_it_was_steered(own_demo):
    done("pause", "D-1017", "--as", "anna")

    figures = done("simulate", "--days", "2 weeks", "--json").json

    assert {"decision": "stop", "rule": "pauses", "times": 1} in figures["held_back"]


def test_outlook_tells_what_goes_out_until_the_end_of_tomorrow(demo):
    figures = done("outlook", "--json").json

    assert figures["from"] == "2026-04-01T07:00:00+00:00"
    assert figures["until"] == "2026-04-03T00:00:00+02:00"
    assert figures["messages"] == sum(hour["messages"] for hour in figures["hours"]) > 0
    assert all("2026-04-01T09" <= hour["hour"] < "2026-04-03" for hour in figures["hours"])


@pytest.mark.parametrize("days", ["", "0", "-1", "soon", "2 years", "99999", "2 weeks ago", "٣"])
def test_simulate_needs_a_number_of_days(demo, days):
    answer = minnelijk("simulate", f"--days={days}")

    assert answer.code == 2
    assert answer.err.startswith(f"error: '{days}' is ")
