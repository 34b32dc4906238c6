"""While a house moves and afterwards nothing is lost: the old database takes nothing in, whoever writes."""

from contextlib import ExitStack, closing, suppress

import httpx
import pytest
from sqlalchemy import event

from app.doors import twilio_guard
from app.job_tables import prepare
from app.moving import move_house
from app.settings import Settings
from app.wiring import open_store
from channels.twilio.webhook import FORM
from engine.domain.errors import HouseMoved
from engine.store.moving import EVERYTHING, move_everything
from engine.store.upgrade import upgrade
from tests.app.command import done, minnelijk
from tests.app.door import CASE
from tests.app.processes import a_free_port, answer_of, started, wait_until
from tests.app.test_moving import play
from tests.patience import PATIENCE
from web.site import NOT_NOW

#: how long we wait to see that nobody answers, in seconds
A_WHILE = 1.5
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
PAYMENT = ("payment", "D-1006", "10", "--as", "anna", "--on", "2020-03-12", "--reference")


@pytest.fixture
def new_url(request, any_house, tmp_path):
    """Give an empty database of the kind that the house is not."""
    if any_house.url.startswith("sqlite"):
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'moved.db'}"


@pytest.fixture
def knock(monkeypatch):
    """Call the door for Twilio of a site at a port, about a message; None: nobody answered in time."""
    monkeypatch.setenv("MINNELIJK_PUBLIC_URL", "https://contact.example")
    monkeypatch.setenv("MINNELIJK_TWILIO_AUTH_TOKEN", "geheim")

    def call(port, message, patience=PATIENCE):
        told = {"MessageSid": "SM" + 32 * "5", "MessageStatus": "delivered"}
        signature = twilio_guard(Settings()).sign("/twilio/status", f"m={message}", told)
        with suppress(httpx.ReadTimeout):
            return httpx.post(
                f"http://127.0.0.1:{port}/twilio/status?m={message}",
                data=told,
                headers={"Content-Type": FORM, "X-Twilio-Signature": signature},
                timeout=patience,
            ).status_code

    return call


def rows_of(store):
    with store.reading() as connection:
        return {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in EVERYTHING}  # noqa: S608


def test_a_site_that_goes_on_serving_takes_in_nothing_that_would_be_lost(
    any_house, new_url, knock, monkeypatch
):
    port, answers = a_free_port(), {}

    def meanwhile(stage):
        answers[stage] = knock(port, stage.upper(), A_WHILE)

    with started("serve", "--port", port) as serving:
        serving.wait_for("the door for Twilio was tried")
        answers["before"] = knock(port, "BEFORE")
        house = any_house.open()
        with closing(house.store) as store:
            move_house(house, new_url, meanwhile)
            closed = rows_of(store)
            answers["after"] = knock(port, "AFTER")
            ready = answer_of(f"http://127.0.0.1:{port}/readyz")
            serving.end()
            assert rows_of(store) == closed
    again = minnelijk("serve", "--port", port)

    taken = {None: "none", 204: "taken", 503: "later"}
    told = {stage: taken[answer] for stage, answer in answers.items()}
    assert [told[one] for one in ("before", "copied", "counted", "checked")] == ["taken", *3 * ["none"]]
    assert told["after"] == "later"
    assert ready.status_code == 503
    assert ready.json()["because"]["database"].startswith("this house moved to ")
    assert "Traceback" not in "".join(serving.said)
    assert (again.code, again.err[:27]) == (2, "error: this house moved to ")
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", new_url)
    with closing(any_house.open().store) as store, store.begin() as books:
        assert [call.query for _, call in books.new_calls(9)] == ["m=BEFORE"]


def test_a_debtor_who_acts_after_the_move_is_told_to_try_again(sent, browser, tmp_path):
    browser.open(sent.code(CASE))
    done("db", "move", "--to", f"sqlite:///{tmp_path / 'moved.db'}")
    closed = rows_of(sent.house.store)

    answer = browser.fill_in("/bericht/bel", wanneer="avond")

    assert (answer.status_code, answer.text) == (503, NOT_NOW)
    assert rows_of(sent.house.store) == closed


def test_a_worker_that_goes_on_is_refused_and_so_is_one_that_began_meanwhile(postgres_desk, tmp_path):
    new = f"sqlite:///{tmp_path / 'moved.db'}"
    other = []
    house = postgres_desk.open()
    with closing(house.store) as store, started("worker") as running:
        running.wait_for("worker started")

        def somebody_waits():
            with store.reading() as connection:
                return connection.exec_driver_sql(WAITING).scalar_one() > 0

        def meanwhile(stage):
            if stage == "checked":
                other.append(late.enter_context(started("run")))
                wait_until(somebody_waits)

        with ExitStack() as late:
            move_house(house, new, meanwhile)
            closed = rows_of(store)
            said = other[0].stderr.read()
            code = other[0].process.wait()
        running.wait_for("this house moved to ")
        ended = running.end()
        assert rows_of(store) == closed

    assert (code, "error: this house moved to sqlite" in said) == (2, True)
    assert ended == 0


def test_every_table_of_the_old_database_refuses_every_write(any_house, new_url):
    assert play(any_house) == 2
    with closing(any_house.open().store) as store:
        filled = [name for name, rows in rows_of(store).items() if rows]
        done("db", "move", "--to", new_url)
        before = rows_of(store)
        for table in filled:
            copied = f"INSERT INTO {table} SELECT * FROM {table}"  # noqa: S608
            for write in (f"DELETE FROM {table}", copied):  # noqa: S608
                with pytest.raises(HouseMoved, match="moved to "), store.connection() as connection:
                    connection.exec_driver_sql(write)
        assert rows_of(store) == before

    assert {"send_queue", "touchpoint", "people", "alembic_version"} <= set(filled)
    for refused in (minnelijk(*PAYMENT, "late"), minnelijk("why", "D-1006"), minnelijk("people", "list")):
        assert (refused.code, "set MINNELIJK_DATABASE_URL to that" in refused.err) == (2, True)


class Killed(Exception):
    """Stands for a process that is gone."""


def broken_off(desk, to, which, commit):
    """Move, and be killed at a commit of the old database or of the new one."""
    old, new = desk.open().store, open_store(Settings(database_url=to))
    upgrade(new)
    prepare(new)
    left = [commit]

    def killed(connection):
        left[0] -= not connection.get_execution_options().get("reading")
        if not left[0]:
            raise Killed

    event.listen({"old": old, "new": new}[which].engine, "commit", killed)
    with pytest.raises(Killed):
        move_everything(old, new)
    for store in (old, new):
        store.close()


@pytest.mark.parametrize("which", ["old", "new"])
def test_a_move_that_is_killed_leaves_the_old_house_as_it_was(
    any_house, new_url, tmp_path, monkeypatch, which
):
    """Killed before the first commit everything is as before; between both, the new one is not the house."""
    broken_off(any_house, new_url, which, 1)

    done(*PAYMENT, "still-here")
    again = minnelijk("db", "move", "--to", new_url)
    if which == "old":
        assert (again.code, "if an earlier move left them there, make it anew" in again.err) == (1, True)
        again = minnelijk("db", "move", "--to", f"sqlite:///{tmp_path / 'anew.db'}")
        monkeypatch.setenv("MINNELIJK_DATABASE_URL", new_url)
        half = minnelijk("why", "D-1006")
        assert (half.code, "broke off: the house is still in its old database" in half.err) == (2, True)
        monkeypatch.setenv("MINNELIJK_DATABASE_URL", f"sqlite:///{tmp_path / 'anew.db'}")
    else:
        monkeypatch.setenv("MINNELIJK_DATABASE_URL", new_url)
    assert again.code == 0, again.err
    assert [one["kind"] for one in done("ledger", "D-1006", "--json").json_lines][-1] == "payment"


def test_a_move_that_is_killed_when_all_is_done_is_finished_by_the_same_command(
    any_house, new_url, tmp_path, monkeypatch
):
    broken_off(any_house, new_url, "new", 2)

    elsewhere = minnelijk("db", "move", "--to", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    refused = minnelijk(*PAYMENT, "nowhere")
    done("db", "move", "--to", new_url)

    assert (elsewhere.code, refused.code) == (2, 2)
    assert minnelijk("db", "move", "--to", new_url).code == 2
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", new_url)
    done(*PAYMENT, "there")
    assert done("ledger", "D-1006").lines[-1] == "the chain holds"


def test_the_old_house_can_be_opened_again_and_sends_nothing_unasked(any_house, new_url):
    done("db", "move", "--to", new_url)

    refused = minnelijk("db", "reopen", "--as", "bram")
    still = minnelijk(*PAYMENT, "no")
    done("db", "reopen", "--as", "anna")
    done(*PAYMENT, "yes")

    assert (refused.code, still.code) == (1, 2)
    assert play(any_house) == 0
    assert "it was opened again after a move" in done("ledger", "--house").out
    twice = minnelijk("db", "reopen", "--as", "anna")
    assert (twice.code, twice.err) == (1, "error: no house moved out of this database\n")
