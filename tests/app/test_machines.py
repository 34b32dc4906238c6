"""Whole workers against a slow provider: the stop is felt within five seconds, and nobody is named."""

import re
import time
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest

from app.logs import KEYS, only_known
from app.wiring import real_clock
from tests.app.command import done, shipped
from tests.app.processes import a_free_port, answer_of, days_to_open, started, wait_until
from tests.app.test_processes import CASES
from tests.channels.loopback import SETTINGS, served_fake

#: e-mails about the sender's own claims: no law sets them hours, so they leave on any day but a holiday;
#: on a holiday the workers get a clock that is ahead
MAILS = """\
version: 1
defaults:
  hours: {mon-sun: "00:00-24:00"}
  cap: {contacts: 2, per: 7 days}
  max_duration: 60 days
campaigns:
  mails:
    for: {creditor: witgoedwinkel}
    costs: none
    steps:
      - {id: mail, after: 0 days, template: vriendelijke_herinnering, channels: [email]}
"""
#: by whom a log or a figure would be found to name somebody
CANARIES = {
    "debtor_name": "K. Kanarievogel",
    "mobile": "06 12345699",
    "email": "kanarie@post.example",
    "street": "Kanariestraat",
    "invoice_number": "KANARIE-1",
}
IN_DOUBT = 'minnelijk_queue_contacts{channel="email",state="doubt"}'
WORDS = re.compile(r"kanarie|12345699", re.IGNORECASE)
PROMISED = timedelta(seconds=5)
#: seconds that the provider takes for each message
SLOW = 0.4
COPIES = 20


@pytest.fixture(scope="module")
def provider():
    with served_fake(now=real_clock) as fake:
        yield fake


@pytest.fixture
def crowded(any_desk, few_templates, monkeypatch, provider):
    """Give a house 240 people who want an e-mail now, through a provider that takes its time."""
    campaigns = any_desk.folder / "mails.yaml"
    campaigns.write_text(MAILS)
    for name, value in {
        "CAMPAIGNS": campaigns,
        "TEMPLATES": few_templates,
        "EMAIL": "sendgrid",
        "SENDGRID_BASE_URL": provider.url,
        "SENDGRID_API_KEY": SETTINGS.sendgrid_key,
    }.items():
        monkeypatch.setenv(f"MINNELIJK_{name}", str(value))
    rows = {**CANARIES, "creditor": "witgoedwinkel", "prefers": "", "hours": ""}
    for number in range(COPIES):
        portfolio = shipped(any_desk.folder / "portfolio.csv", *CASES, **rows)
        text = re.sub(r"^D-(\d+),P-", rf"D-{number}\1,P-{number}", portfolio.read_text(), flags=re.MULTILINE)
        portfolio.write_text(text)
        done("import", portfolio, "--as", "anna")
    # a real provider gets approved words only
    done("template", "approve", "vriendelijke_herinnering", "--as", "anna")
    provider.reset()
    return any_desk


def command_for(desk):
    """Choose what works: one daemon on SQLite, two workers on PostgreSQL."""
    return ("run",) if desk.url.startswith("sqlite") else ("worker", "worker")


def at_work(command):
    return started(command, ahead=days_to_open())


def moments(provider):
    return [datetime.fromisoformat(one["at"]) for one in provider.history()["hits"]]


def test_stop_is_felt_on_every_worker_within_five_seconds_in_the_middle_of_batches(crowded, provider):
    provider.order("slow", seconds=SLOW)

    with ExitStack() as stack:
        workers = [stack.enter_context(at_work(one)) for one in command_for(crowded)]
        wait_until(lambda: len(moments(provider)) > 10 * len(workers))
        done("stop", "--all", "--as", "anna")
        stopped_at = real_clock()
        wait_until(lambda: real_clock() > stopped_at + PROMISED + timedelta(seconds=2))
        codes = [one.end() for one in workers]

    taken = moments(provider)
    assert codes == [0] * len(workers)
    assert max(taken) - stopped_at < PROMISED
    assert len(taken) < COPIES * len(CASES)


def test_a_term_signal_ends_a_worker_after_the_messages_in_hand(crowded, provider):
    provider.order("slow", seconds=SLOW)

    with at_work(command_for(crowded)[0]) as worker:
        wait_until(lambda: len(moments(provider)) > 10)
        begun = time.monotonic()
        code = worker.end()

    references = [one["reference"] for one in provider.history()["taken"]]
    assert code == 0
    assert time.monotonic() - begun < PROMISED.total_seconds()
    assert len(references) == len(set(references)) < COPIES * len(CASES)
    accepted = sum(int(count) for line in worker.said for count in re.findall(r"accepted\S*=\S*?(\d+)", line))
    assert accepted == len(references)


def test_neither_log_nor_figures_name_anybody(crowded, provider):
    port = a_free_port()
    figures = f"http://127.0.0.1:{port}/metrics"
    for mischief in ("broken", "busy", "refuse", "drop"):
        provider.order(mischief, times=3, seconds=1)

    with started("serve", "--port", port) as serving:
        # a doubt does not stand for ever: whoever watches must be there first
        answer_of(figures)
        with at_work(command_for(crowded)[0]) as worker:
            wait_until(lambda: IN_DOUBT in answer_of(figures).text)
            wait_until(lambda: len(moments(provider)) > 40)
            told = answer_of(figures).text
            worker.end()
            serving.end()

    assert "minnelijk_up 1.0" in told
    assert any("in_doubt" in line for line in worker.said)
    assert [line for line in [*worker.said, *serving.said, *told.splitlines()] if WORDS.search(line)] == []


def test_a_key_that_is_not_on_the_list_does_not_come_into_the_log():
    line = only_known(None, "", {"event": "handed over", "accepted": 4, "to": "kanarie@post.example"})

    assert line == {"event": "handed over", "accepted": 4, "left_out": 1}
    assert not KEYS & {"to", "name", "debtor", "debtor_id", "case", "case_id", "text", "words", "reference"}
