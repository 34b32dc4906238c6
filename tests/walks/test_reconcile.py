"""After a restored backup nothing leaves until the providers were asked, and nobody gets a message twice."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from app.marks import FileMarks
from app.wiring import new_id
from channels.twilio.client import connect
from channels.twilio.history import TwilioHistory
from channels.wire import Timeouts, open_http
from engine.dispatch import LEASE
from engine.domain.errors import CannotAsk, StoreUnavailable
from engine.domain.in_doubt import InDoubt
from engine.domain.touchpoint import Outcome
from engine.reconcile import Reconcile
from engine.restored import Witness, freeze
from preferences.channel import ChannelKind
from tests.builders import NOW
from tests.channels.loopback import SETTINGS
from tests.patience import PATIENCE
from tests.walks.house import SmallHouse, a_row
from tests.walks.on_loopback import a_loopback
from tests.walks.test_doubts import DELAY, AList, doubts_of, message
from tests.walks.test_notices import notices, reply
from tests.webhooks.inbound import pauses, tasks, work

SMS = ChannelKind.SMS
NUMBERS = count(70)


def reconcile_of(house, provider, without_list=None, **more):
    doubts = doubts_of(house, InDoubt.ASK, provider)
    return Reconcile(
        store=house.store,
        catalogue=house.catalogue,
        writer=house.writer,
        new_id=new_id,
        doubts=doubts,
        lists=doubts.lists,
        without_list=without_list or {},
        **more,
    )


def wait_long_enough(house):
    """Let pass what the old house may have had in hand, and how late its provider may show that."""
    house.go_to(house.clock() + LEASE + DELAY)


def come_back(house):
    """Say that the database came back from a backup, and wait until its providers can be asked."""
    with house.store.begin() as books:
        freeze(books, "it came back from a backup", house.clock())
    wait_long_enough(house)


def witness_of(house, folder):
    marks = FileMarks(folder / "ledger.marks")
    return Witness(store=house.store, marks=marks, clock=house.clock, new_id=new_id)


def sending(house, folder):
    return replace(house.dispatch(), witness=witness_of(house, folder)).run().outcomes


@pytest.fixture
def restored(sqlite_url, tmp_path, fake):
    """
    Make a backup, send one message after it, and put the backup back.

    Gives the house over the backup, and the list of the provider that has the message.
    """
    with a_loopback(fake.url) as loopback, open_http(Timeouts(read=PATIENCE)) as http:
        first = SmallHouse(sqlite_url, channels=loopback.by_kind)
        # the fake remembers what it took for the other numbers
        number = f"+316123456{next(NUMBERS)}"
        first.take_in(a_row(prefers="sms", mobile=number))
        assert witness_of(first, tmp_path).compare() == ""
        backup = tmp_path / "backup.db"
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
            connection.execute("VACUUM INTO ?", (str(backup),))
        loopback.clock = first.clock
        first.decide()
        assert sending(first, tmp_path) == {Outcome.ACCEPTED: 1}
        first.close()
        file = tmp_path / "back.db"
        shutil.copyfile(backup, file)
        client = connect(SETTINGS.account_sid, SETTINGS.auth_token, http, base=fake.url)
        with closing(SmallHouse(f"sqlite:///{file}", channels=loopback.by_kind)) as house:
            loopback.clock = house.clock
            yield house, TwilioHistory(client=client)


def test_a_database_that_was_never_put_back_is_not_frozen(a_house, tmp_path):
    house = a_house()
    house.take_in(a_row())
    assert witness_of(house, tmp_path).compare() == ""
    house.decide()
    sending(house, tmp_path)

    assert witness_of(house, tmp_path).compare() == ""
    assert witness_of(a_house(), tmp_path).compare() == ""


def test_a_database_that_came_back_is_seen_and_sends_nothing(restored, tmp_path, fake):
    house, _ = restored

    because = witness_of(house, tmp_path).compare()
    house.play(days=1)

    assert because == "the database is older than what was sent"
    assert house.contacts() == ()
    assert len(fake.history()["taken"]) == 1
    assert house.lines("house")[-1].public["because"] == because


def test_a_worker_that_works_on_sees_that_the_database_went_back_under_it(restored, tmp_path, fake):
    """Nobody compared: as when another server takes over that had not heard everything."""
    house, _ = restored
    house.decide()

    with pytest.raises(StoreUnavailable, match="older than what was sent"):
        sending(house, tmp_path)
    house.let_pass(minutes=5)

    assert sending(house, tmp_path) == {}
    assert len(fake.history()["taken"]) == 1
    assert house.contacts()[0].outcome is Outcome.POSTPONED


def test_one_that_was_asked_about_goes_on_and_is_not_frozen_for_the_same_backup_again(restored, tmp_path):
    house, provider = restored
    witness_of(house, tmp_path).compare()
    wait_long_enough(house)
    reconcile_of(house, provider).run(NOW - timedelta(hours=1), house.clock(), by="anna")
    house.take_in(a_row("C-2", "D-2", prefers="email"))
    house.decide()

    assert witness_of(house, tmp_path).compare() == ""
    assert sending(house, tmp_path) == {Outcome.ACCEPTED: 1}
    assert witness_of(house, tmp_path).compare() == ""


def test_what_left_after_the_backup_is_written_down_and_not_sent_again(restored, tmp_path, fake):
    house, provider = restored
    witness_of(house, tmp_path).compare()
    wait_long_enough(house)

    found = reconcile_of(house, provider).run(NOW - timedelta(hours=1), house.clock(), by="anna")
    house.let_pass(hours=3)
    house.play(days=1)

    assert (found.written_down, found.for_people, found.frozen) == (1, 0, "")
    assert [one.outcome for one in house.contacts()] == [Outcome.ACCEPTED]
    assert len(fake.history()["taken"]) == 1
    assert house.told()[-2:] != []


def test_a_list_that_is_too_long_to_be_read_keeps_it_frozen(restored, tmp_path):
    house, provider = restored
    witness_of(house, tmp_path).compare()
    wait_long_enough(house)

    found = reconcile_of(house, replace(provider, most=0)).run(NOW, house.clock(), by="anna")

    assert "more than 0 messages" in found.silent["sms"]
    assert found.frozen


def test_a_second_message_to_the_same_person_is_for_a_person(restored, tmp_path):
    house, _ = restored
    witness_of(house, tmp_path).compare()
    wait_long_enough(house)
    two = [replace(message(number), to=house.file().debtor.points[0].value) for number in ("SM1", "SM2")]

    found = reconcile_of(house, AList(*two)).run(NOW, house.clock(), by="anna")

    assert (found.written_down, found.for_people) == (1, 1)
    assert len(house.tasks()) == 1


def test_a_silent_provider_keeps_it_frozen_until_a_person_lifts_it(restored, tmp_path):
    house, _ = restored
    witness_of(house, tmp_path).compare()
    wait_long_enough(house)
    silent = reconcile_of(house, AList(trouble=CannotAsk("no such service for this account")))

    first = silent.run(NOW, house.clock(), by="anna")
    lifted = silent.run(NOW, house.clock(), by="anna", lift=True)

    assert first.frozen
    assert first.silent == {"sms": "no such service for this account"}
    assert lifted.frozen == ""
    assert house.lines("house")[-1].public["by"] == "anna"


def test_a_channel_without_a_list_keeps_it_frozen_too(restored, tmp_path):
    house, provider = restored
    witness_of(house, tmp_path).compare()
    wait_long_enough(house)
    unsure = reconcile_of(house, provider, {ChannelKind.EMAIL: "a mail server has no list"})

    assert unsure.run(NOW, house.clock(), by="anna").frozen


def test_reports_that_never_came_are_taken_in_from_the_list(a_house):
    house = a_house()
    house.take_in(a_row(prefers="sms"))
    house.decide()
    house.send()
    reference = house.contacts()[0].reference
    listed = AList(message(f"P-{reference}", outcome=Outcome.DELIVERED))

    first = reconcile_of(house, listed).run(NOW, house.clock(), by="x")
    again = reconcile_of(house, listed).run(NOW, house.clock(), by="x")

    assert house.contacts()[0].outcome is Outcome.DELIVERED
    assert (first.fates.total(), again.fates.total()) == (1, 0)


@pytest.fixture
def answered(sqlite_url, tmp_path):
    """
    Make a backup while an answer is owed, send the answer after it, and put the backup back.

    Gives the house over the backup, and the contact with which the answer left.
    """
    file = tmp_path / "back.db"
    with closing(SmallHouse(sqlite_url)) as first:
        first.take_in(a_row(prefers="email"))
        first.decide()
        first.send()
        reply(first, "Ik wil geen e-mail meer van u, alleen nog brieven.")
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
            connection.execute("VACUUM INTO ?", (str(file),))
        first.decide()
        first.send()
        answer = next(one for one in first.contacts() if one.run.startswith(notices(first)[0].id))
    with closing(SmallHouse(f"sqlite:///{file}")) as house:
        come_back(house)
        yield house, answer


def found_at(provider_list, house):
    return reconcile_of(house, provider_list).run(NOW - timedelta(hours=1), house.clock(), by="anna")


def test_an_answer_that_left_after_the_backup_is_not_given_twice(answered):
    house, answer = answered
    listed = replace(message(reference=answer.reference), to=answer.to, channel=ChannelKind(answer.kind))

    found = found_at(AList(listed), house)
    house.play(days=2)

    assert (found.written_down, found.for_people) == (1, 0)
    assert house.taken == []
    assert [one.due_at for one in notices(house)] == [None]
    assert [one.reference for one in house.contacts() if one.run == answer.run] == [answer.reference]


def test_what_may_be_an_owed_answer_is_for_a_person_and_owed_no_longer(answered):
    house, answer = answered
    listed = replace(message(), to=answer.to, channel=ChannelKind(answer.kind))

    found = found_at(AList(listed), house)
    house.play(days=2)

    assert (found.written_down, found.for_people) == (0, 1)
    assert house.taken == []
    assert [one.due_at for one in notices(house)] == [None]


def hears(house, fake, number, words):
    """Let a debtor text us; nothing tells the house of it but the provider's list."""
    fake.http.post("/_inbound", json={"number": number, "words": words}).raise_for_status()


def fetch(house, provider, *, silent=None):
    """Ask the provider for everything, as after a restored backup, and work what it heard."""
    come_back(house)
    lists = {ChannelKind.EMAIL: "a mail server has no list"} if silent else None
    reconcile = reconcile_of(house, provider, lists, inbound={"inbound": provider})
    found = reconcile.run(NOW - timedelta(hours=1), house.clock(), by="anna", lift=bool(silent))
    work(house)
    return found


@pytest.fixture
def texting(url, fake):
    """
    Make a house on each database that lacks what came in after its backup.

    Gives the house, the list of its provider, the number of its debtor, and what sends a text past the books,
    as the house did that is no more.
    """
    number = f"+316123458{next(NUMBERS)}"
    with (
        a_loopback(fake.url) as loopback,
        open_http(Timeouts(read=PATIENCE)) as http,
        closing(SmallHouse(url, channels=loopback.by_kind)) as house,
    ):
        loopback.clock = house.clock
        house.take_in(a_row(prefers="sms", mobile=number, email=None))
        house.decide()
        house.send()
        house.let_pass(hours=1)
        client = connect(SETTINGS.account_sid, SETTINGS.auth_token, http, base=fake.url)

        def answered():
            client.messages.create(to=number, from_="+3197010200000", body="Wij kregen uw bericht.")

        yield house, TwilioHistory(client=client), number, answered


def test_a_reply_that_was_answered_before_the_backup_came_back_is_not_answered_again(texting, fake):
    house, provider, number, answered = texting
    hears(house, fake, number, "dat heb ik nooit besteld")
    answered()
    before = len(fake.history()["taken"])

    fetch(house, provider)
    house.play(days=3)

    assert pauses(house) == ["dispute"]
    assert len(fake.history()["taken"]) == before
    assert {"answer_dispute", "answer_reply"} <= {kind for kind, _ in tasks(house)}
    assert any("may have been answered" in one.because for one in house.tasks())


def test_a_reply_that_nobody_answered_is_answered_after_the_backup_came_back(texting, fake):
    house, provider, number, _ = texting
    hears(house, fake, number, "dat heb ik nooit besteld")
    before = len(fake.history()["taken"])

    fetch(house, provider)
    house.play(days=3)

    assert pauses(house) == ["dispute"]
    assert len(fake.history()["taken"]) == before + 1
    assert [one.step for one in house.contacts()][-1] == "geschil_ontvangen"


def test_where_a_provider_cannot_be_asked_a_person_answers(texting, fake):
    house, provider, number, _ = texting
    hears(house, fake, number, "kan ik 50 euro per maand betalen?")
    before = len(fake.history()["taken"])

    fetch(house, provider, silent=True)
    house.play(days=3)

    assert len(fake.history()["taken"]) == before
    with house.store.read() as books:
        assert books.arrangements_of("D-1") == []
    assert {"decide_plan", "answer_reply"} <= {kind for kind, _ in tasks(house)}
