"""What is shipped to run it: units, alarms and the dashboard speak of what there is."""

import json
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from ruamel.yaml import YAML

from app.cli.main import app
from app.clock import SimulatedClock
from app.metrics import MEANINGS, metrics_of
from app.settings import Settings
from app.wiring import House, open_store, real_clock
from engine.domain.raw_call import RawCall
from engine.store.raw_calls import FORGET
from engine.store.vital_signs import CALLS_ASIDE, OLDEST_CALL
from tests.app.conftest import at

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("systemd/*"))
METRIC = re.compile(r"\bminnelijk_[a-z_]+")
COMMANDS: dict[str, object] = getattr(typer.main.get_command(app), "commands", {})


def metrics_in(text):
    return {name.removeprefix("minnelijk_") for name in METRIC.findall(text)}


def expressions_of_the_dashboard():
    dashboard = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
    return [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]


def rules():
    alarms = YAML(typ="safe").load(DEPLOY / "alarms.yaml")
    return [rule for group in alarms["groups"] for rule in group["rules"]]


def test_the_dashboard_shows_figures_that_there_are():
    shown = metrics_in(" ".join(expressions_of_the_dashboard()))

    assert shown <= set(MEANINGS)
    assert {"late_seconds", "unsealed_seconds", "stalled_jobs", "calendar_rows_missing"} <= shown


def test_alarms_ask_for_figures_that_there_are_and_say_what_to_do():
    asked = metrics_in(" ".join(rule["expr"] for rule in rules()))

    assert asked <= set(MEANINGS)
    assert {
        "queue_contacts",
        "late_seconds",
        "unsealed_seconds",
        "stalled_jobs",
        "calls_late_seconds",
    } <= asked
    assert all(rule["annotations"]["do"] for rule in rules())


def test_a_house_gives_every_figure_with_its_meaning(any_desk):
    house = any_desk.open()
    figures = metrics_of(house)().decode()
    house.store.close()

    assert {name for name in MEANINGS if f"# HELP minnelijk_{name} {MEANINGS[name]}" in figures} == set(
        MEANINGS
    )
    assert "minnelijk_up 1.0" in figures


def a_call(at):
    return RawCall(
        provider="nobody",
        kind="words",
        received_at=at,
        query="",
        content_type="text/plain",
        body=at.isoformat().encode(),
    )


def test_calls_that_nobody_takes_in_or_that_wait_for_a_person_are_figures(any_desk):
    clock = SimulatedClock(at("2030-03-12T03:00+01:00"))
    house = any_desk.open(clock)
    quiet = metrics_of(house)().decode()
    with house.store.begin() as books:
        books.put_calls(a_call(clock() - timedelta(minutes=minutes)) for minutes in (4, 1))
    late = metrics_of(house)().decode()
    house.intake().run(clock())
    aside = metrics_of(house)().decode()
    house.store.close()

    assert "minnelijk_calls_late_seconds 0.0" in quiet
    assert 'minnelijk_calls_aside{state="unreadable"} 0.0' in quiet
    assert "minnelijk_calls_late_seconds 240.0" in late
    assert "minnelijk_calls_late_seconds 0.0" in aside
    assert 'minnelijk_calls_aside{state="unreadable"} 2.0' in aside


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (OLDEST_CALL, "ix_raw_call_new"),
        (CALLS_ASIDE, "ix_raw_call_aside"),
        (FORGET.replace("?", "1"), "ix_raw_call_kept"),
    ],
)
def test_what_is_asked_each_minute_reads_no_more_of_the_calls_than_it_must(desk, statement, index):
    house = desk.open()
    with house.store.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    house.store.close()

    assert index in str(plan)


def test_a_database_that_does_not_answer_is_a_figure_too(tmp_path):
    url = "postgresql://me@127.0.0.1:1/nothing"
    settings = Settings(folder=tmp_path, database_url=url, _env_file=None)
    settings.key_path.write_bytes(bytes(32))
    house = House(settings, open_store(settings), real_clock)

    figures = metrics_of(house)().decode()

    assert "minnelijk_up 0.0" in figures
    assert "minnelijk_queue_contacts" not in figures


@pytest.mark.parametrize(
    "unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name
)
def test_a_unit_starts_a_command_that_there_is(unit):
    text = unit.read_text(encoding="utf-8")

    (word,) = re.findall(r"/opt/minnelijk/\.venv/bin/minnelijk ([a-z-]+)", text)

    assert word in COMMANDS


def test_systemd_has_nothing_to_say_about_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    program = tmp_path / "minnelijk"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for unit in UNITS:
        there = unit.read_text(encoding="utf-8").replace("/opt/minnelijk/.venv/bin/minnelijk", str(program))
        (tmp_path / unit.name).write_text(there, encoding="utf-8")

    said = subprocess.run(  # noqa: S603 - systemd's own program, on our own files
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )

    # what the machine lacks is no fault of the units
    wrong = [
        line for line in said.stderr.splitlines() if "minnelijk" in line and "Failed to create" not in line
    ]
    assert wrong == []


def test_compose_and_image_name_commands_and_settings_that_there_are():
    compose = YAML(typ="safe").load(DEPLOY / "compose.yaml")
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")

    words = {service["command"][0] for service in compose["services"].values() if "command" in service}
    assert words | {re.findall(r'CMD \["([a-z]+)"\]', image)[0]} <= set(COMMANDS)
    assert words >= {"worker", "serve", "db"}


def test_the_guide_names_every_alarm_and_no_other():
    guide = (ROOT / "docs" / "guide-machines.md").read_text(encoding="utf-8")

    assert set(re.findall(r"`(Minnelijk\w+)`", guide)) == {rule["alert"] for rule in rules()}


def test_what_follows_the_guides_finds_commands_in_them():
    followed = re.findall(
        r"^follow ([\w-]+) '(#+ .+)'$", (DEPLOY / "try-systemd").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert len(followed) >= 5
    for guide, heading in followed:
        text = (ROOT / "docs" / f"{guide}.md").read_text(encoding="utf-8")
        _, _, below = text.partition(f"\n{heading}\n")
        assert "```sh\n" in re.split(r"^#", below, maxsplit=1, flags=re.MULTILINE)[0], heading
