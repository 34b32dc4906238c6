"""The alarms and the dashboard, judged by what reads them: Prometheus, and Grafana's own model."""

import json
import re
import shutil
from pathlib import Path

import pytest
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard
from ruamel.yaml import YAML

from app.health import HouseHealth
from app.metrics import metrics_of
from tests.app.prometheus import promtool, watching
from tests.channels.loopback import serving
from web.site import make_site

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
ALARMS, DASHBOARD = DEPLOY / "alarms.yaml", DEPLOY / "grafana.json"
#: by day and by minute: what each alarm waits for
SERIES = ("alarms_test.yaml", "alarms_year_test.yaml")
#: what Grafana puts in for its own words before it asks
GRAFANA_SAYS = {"$__rate_interval": "1m", "$__interval": "1m", "$__range": "24h"}


def read(file):
    return YAML(typ="safe").load(file)


def alarms():
    return [rule for group in read(ALARMS)["groups"] for rule in group["rules"]]


def dashboard():
    return json.loads(DASHBOARD.read_text(encoding="utf-8"))


def expressions():
    """List what the panels ask, as Grafana asks it."""
    asked = [target["expr"] for panel in dashboard()["panels"] for target in panel["targets"]]
    return [
        re.sub(r"\$__\w+", lambda word: GRAFANA_SAYS[word.group()], expression).replace("$source", "")
        for expression in asked
    ]


@pytest.fixture
def copied(tmp_path):
    """Lend a folder with the alarms and their series, to spoil."""
    for name in (ALARMS.name, *SERIES):
        shutil.copy(DEPLOY / name, tmp_path)
    return tmp_path


def test_prometheus_reads_the_alarms():
    code, said = promtool("check", "rules", str(ALARMS), folder=DEPLOY)

    assert code == 0, said
    assert f"{len(alarms())} rules found" in said


def test_each_alarm_rings_when_it_should_and_only_then():
    code, said = promtool("test", "rules", *SERIES, folder=DEPLOY)

    assert code == 0, said


def test_each_alarm_is_seen_to_ring_and_to_keep_quiet():
    seen = {
        (group["name"], bool(check["exp_samples"]))
        for name in SERIES
        for group in read(DEPLOY / name)["tests"]
        for check in group["promql_expr_test"]
        if f'alertname="{group["name"]}"' in check["expr"]
    }

    assert seen == {(rule["alert"], rings) for rule in alarms() for rings in (True, False)}


@pytest.mark.parametrize("expression", ["vector(1)", "vector(1) > 1"], ids=["always", "never"])
def test_an_alarm_that_rings_always_or_never_is_found(copied, expression):
    spoilt = re.sub(r"expr: .*", f"expr: {expression}", ALARMS.read_text(encoding="utf-8"))
    (copied / ALARMS.name).write_text(re.sub(r"\n +for: .*", "", spoilt), encoding="utf-8")

    code, said = promtool("test", "rules", *SERIES, folder=copied)

    assert code != 0
    assert {alarm["alert"] for alarm in alarms()} == set(re.findall(r'alertname=\\"(\w+)', said))


def test_prometheus_reads_what_the_dashboard_asks(tmp_path):
    rules = [
        {"record": f"panel:{number}", "expr": expression} for number, expression in enumerate(expressions())
    ]
    (tmp_path / "panels.yaml").write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}))

    code, said = promtool("check", "rules", "panels.yaml", folder=tmp_path)

    assert code == 0, said
    assert f"{len(rules)} rules found" in said


def test_a_server_reads_a_house_and_answers_every_panel_and_alarm(desk, tmp_path):
    house = desk.open()
    site = make_site(HouseHealth(house.store, house.settings, house.clock), metrics=metrics_of(house))
    with serving(lambda _: site) as url, watching(url, ALARMS, tmp_path) as prometheus:
        answered = {expression: prometheus.ask(expression) for expression in expressions()}
        judged = prometheus.rules()
        read = prometheus.ask("up")
    house.store.close()

    assert [value for _, value in read] == [1.0]
    assert [value for _, value in answered["minnelijk_up"]] == [1.0]
    assert {rule["name"]: rule["health"] for rule in judged} == {rule["alert"]: "ok" for rule in alarms()}
    # nobody is in danger, nothing is late: an empty house lets everybody sleep, whatever the calendar lacks
    assert {rule["name"] for rule in judged if rule["state"] == "firing"} <= {"MinnelijkCalendarEnds"}


def test_grafana_knows_every_word_of_the_dashboard():
    ours = dashboard()

    theirs = json.loads(JSONEncoder(sort_keys=True).encode(Dashboard.from_json(ours)))

    assert list(lost(ours, theirs)) == []


def lost(ours, theirs, place="dashboard"):
    """List the places of what Grafana did not take over as it stands."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key, value in ours.items():
            yield from lost(value, theirs.get(key), f"{place}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, value in enumerate(ours):
            yield from lost(value, theirs[number], f"{place}[{number}]")
    elif ours != theirs:
        yield place
