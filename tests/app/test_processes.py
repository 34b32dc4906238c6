"""The commands that keep going, as a machine runs them: run, serve and fake-providers."""

import re
import shutil
from contextlib import suppress

import httpx
import pytest

from channels.fakes.settings import FakeSettings
from tests.app.command import ORGANISATION, done, minnelijk, shipped
from tests.app.processes import a_free_port, answer_of, started, wait_until
from tests.patience import PATIENCE

CASES = tuple(
    f"D-{number}" for number in (2000, 2001, 2002, 2003, 2020, 2021, 2022, 2023, 2040, 2041, 2042, 2043)
)
#: a creditor that writes about its own claim may do so on any day (law.md NL-01)
OWN_CLAIM = {"creditor": "waterrijk", "collector_role": "creditor"}
#: our reading of the law lets letters rest on Sundays; tests run on Sundays too
ANY_DAY = "agency:\n  readings: {letters_keep_to_open_days: false}"
#: the head of a request that does not end soon
ENDLESS = {"X-Endless": "x" * 200_000}
#: letters alone, and on any day: they leave whenever the tests run
LETTERS = """\
version: 1
defaults:
  hours: {mon-fri: "08:00-19:45"}
  cap: {contacts: 2, per: 7 days}
  max_duration: 60 days
campaigns:
  brieven:
    for: {creditor: waterrijk}
    costs: none
    steps:
      - {id: brief, after: 0 days, template: vriendelijke_herinnering, channels: [letter]}
"""


def want_letters(desk, monkeypatch, few_templates):
    """Give a house twelve cases that want a letter at once."""
    campaigns = desk.folder / "letters.yaml"
    campaigns.write_text(LETTERS)
    organisation = desk.folder / "any_day.yaml"
    organisation.write_text(ORGANISATION.read_text().replace("agency:", ANY_DAY, 1))
    shutil.copytree(ORGANISATION.parent / "examples", desk.folder / "examples")
    monkeypatch.setenv("MINNELIJK_CAMPAIGNS", str(campaigns))
    monkeypatch.setenv("MINNELIJK_ORGANISATION", str(organisation))
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))
    done("import", shipped(desk.folder / "portfolio.csv", *CASES, **OWN_CLAIM), "--as", "anna")


@pytest.fixture
def give_letters(monkeypatch, few_templates):
    return lambda desk: want_letters(desk, monkeypatch, few_templates)


def accepted(line):
    """Read from a line of the log how many messages were handed over; perhaps all went back to the queue."""
    return sum(map(int, re.findall(r"accepted\S*=\S*?(\d+)", line)))


def letters_of(desk):
    return list((desk.folder / "outbox" / "letter").glob("*.pdf"))


def test_run_is_alone_ends_when_asked_and_goes_on_where_it_was(desk, give_letters):
    give_letters(desk)

    with started("run") as first:
        first.wait_for("handed over")
        second = minnelijk("run")
        code = first.end()
    handed = sum(accepted(line) for line in first.said if "handed over" in line)
    assert handed == len(letters_of(desk))
    with started("run") as third:
        while handed < len(CASES):
            handed += accepted(third.wait_for("handed over"))
        third.end()

    assert (code, second.code) == (0, 2)
    assert f"another `minnelijk run` works on {desk.folder / 'minnelijk.db'}" in second.err
    assert handed == len(CASES) == len(letters_of(desk))
    assert all("accepted letter" in done("ledger", case).out for case in CASES[:3])


@pytest.mark.parametrize("command", ["run", "worker"])
def test_two_of_them_share_the_work_on_postgresql_and_send_nothing_twice(
    postgres_desk, give_letters, command
):
    give_letters(postgres_desk)

    with started(command) as one, started(command) as other:
        for running in (one, other):
            running.wait_for("worker started")
        wait_until(lambda: len(letters_of(postgres_desk)) == len(CASES))
        codes = [one.end(), other.end()]

    assert codes == [0, 0]
    assert len(letters_of(postgres_desk)) == len(CASES)
    handed = [accepted(line) for line in one.said + other.said if "handed over" in line]
    assert sum(handed) == len(CASES)


def test_run_refuses_the_database_of_a_demo(demo):
    answer = minnelijk("run")

    assert answer.code == 2
    assert answer.err == "error: this is the demo's database; set MINNELIJK_DATABASE_URL to your own\n"


def test_run_refuses_to_start_with_mistakes_in_campaigns(monkeypatch, desk):
    wrong = desk.folder / "wrong.yaml"
    wrong.write_text(LETTERS.replace("channels: [letter]", "channels: [post]"))
    monkeypatch.setenv("MINNELIJK_CAMPAIGNS", str(wrong))

    answer = minnelijk("run")

    assert answer.code == 2
    assert '"post" is not known here' in answer.err


def test_serve_answers_monitors_until_it_is_asked_to_end(desk):
    port = a_free_port()

    with started("serve", "--port", port) as serving:
        serving.wait_for(f"serving on http://127.0.0.1:{port}")
        alive = answer_of(f"http://127.0.0.1:{port}/livez")
        ready = answer_of(f"http://127.0.0.1:{port}/readyz")
        # nobody can fill the memory with a head that does not end: it is refused, or hung up on
        endless = None
        with suppress(httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
            endless = httpx.get(f"http://127.0.0.1:{port}/livez", headers=ENDLESS, timeout=PATIENCE)
        serving.end()

    assert alive.json() == {"status": "alive"}
    assert ready.json() == {"status": "ready"}
    assert endless is None or endless.status_code == 400
    assert "Traceback" not in "".join(serving.said)


def test_fake_providers_take_messages_on_loopback_until_they_are_asked_to_end(bare_desk):
    port = a_free_port()
    fakes = FakeSettings()

    with started("fake-providers", "--port", port) as serving:
        serving.wait_for(f"MINNELIJK_SENDGRID_API_KEY={fakes.sendgrid_key}")
        answer_of(f"http://127.0.0.1:{port}/_history")
        taken = httpx.post(
            f"http://127.0.0.1:{port}/2010-04-01/Accounts/{fakes.account_sid}/Messages.json",
            auth=(fakes.account_sid, fakes.auth_token),
            data={"To": "+31612345678", "From": "+3197010200000", "Body": "Goedemiddag"},
            timeout=PATIENCE,
        )
        serving.end()

    assert taken.status_code == 201
    assert taken.json()["status"] == "queued"
    assert f"MINNELIJK_TWILIO_BASE_URL=http://127.0.0.1:{port}\n" in serving.said
    assert "Traceback" not in "".join(serving.said)


def test_fake_providers_stay_on_this_machine(bare_desk):
    answer = minnelijk("fake-providers", "--host", "0.0.0.0")  # noqa: S104 - what is refused

    assert answer.code == 2
    assert "is not this machine; use 127.0.0.1" in answer.err
