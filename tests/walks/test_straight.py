"""What a channel at hand takes leaves in the pass that decides it, as it would through the send queue."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.brake import Brake, Limits
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind, ContactKind
from tests.walks.house import EVERY_KIND, SmallHouse, a_row
from tests.walks.providers import after, always, rejects, takes
from tests.walks.truth import broken_chains

#: a mailbox that takes nothing
FULL = "vol@post.example"
#: an SMS, an e-mail, two cases of one person, and somebody who can be reached by letter only
ROWS = (
    a_row(prefers="sms"),
    a_row("C-2", "D-2", email=FULL),
    a_row("C-3", "D-3"),
    a_row("C-4", "D-3", invoice_number="F-9"),
    a_row("C-5", "D-5", mobile=None, email=None),
)
WEEKS = timedelta(days=30)


def unless_full(provider, message):
    return (rejects if message.to.value == FULL else takes)(provider, message)


def played(url, at_hand):
    """Play some weeks; gives the calls of all providers and the last outcome of each contact."""
    with closing(SmallHouse(url)) as house:
        house.take_in(*ROWS)
        house.channels[ChannelKind.EMAIL].answer(always(unless_full))
        machine = replace(house.time_machine(), straight=house.straight(at_hand))
        machine.play(house.clock(), house.clock() + WEEKS)
        calls = [(one.at, one.channel, one.to, one.message.text.template, one.taken) for one in house.calls]
        with house.store.read() as books:
            files = books.files(["D-1", "D-2", "D-3", "D-5"])
            assert broken_chains(books) == []
        told = [house.told(f"C-{number}") for number in range(1, 6)]
    contacts = [(one.at, one.case_ids, one.kind, one.outcome) for file in files for one in file.contacts]
    return sorted(calls, key=repr), contacts, [file.positions.keys() for file in files], told


def test_the_same_leaves_at_the_same_moments_as_through_the_queue(url, tmp_path, migrated_file):
    other = tmp_path / "queued.db"
    other.write_bytes(migrated_file.read_bytes())

    straight, queued = played(url, EVERY_KIND), played(f"sqlite:///{other}", frozenset())

    assert len(straight[0]) >= 7
    assert straight[:3] == queued[:3]


def test_it_is_intended_and_committed_before_it_leaves_and_waits_nowhere(a_house):
    house = a_house()
    house.take_in(*ROWS)
    seen = []
    house.channels[ChannelKind.SMS].answer(after(lambda: seen.append(house.contacts()[0].outcome)))

    house.decide_and_send()

    assert seen == [Outcome.INTENDED]
    assert house.told() == ["import", "intended", "accepted"]
    assert "trace" in house.lines()[1].public
    assert house.send().total() == 0


def test_only_channels_at_hand_leave_at_once(a_house):
    house = a_house()
    house.take_in(*ROWS)

    house.straight(frozenset({ContactKind.SMS})).run(house.clock())
    at_once = [one.channel for one in house.taken]
    house.send()

    assert at_once == [ChannelKind.SMS]
    assert {one.channel for one in house.taken} > {ChannelKind.SMS}
    assert house.told("C-2")[1:] == ["planned", "intended", "accepted"]


def test_a_brake_holds_it_in_the_queue(a_house):
    house = a_house()
    house.take_in(*(a_row(f"C-{number}", f"D-{number}") for number in range(1, 5)))
    braked = replace(
        house.straight(EVERY_KIND), tick=replace(house.tick(), brake=Brake(Limits(floor=2, factor=2)))
    )

    braked.run(house.clock())
    house.take_in(a_row("C-5", "D-5"))
    braked.run(house.clock())

    assert house.calls == []
    assert {house.contacts(f"D-{number}")[0].outcome for number in range(1, 6)} == {Outcome.PLANNED}
    assert house.told()[1:] == ["planned"]
    assert house.send().total() == 0
    with house.store.read() as books:
        assert [one.planned for one in books.releases_since(house.clock().date())] == [5]


def test_a_text_that_may_not_leave_is_kept_for_a_person(a_house):
    house = a_house()
    house.take_in(a_row(description="Wij leggen beslag op uw loon"), a_row("C-2", "D-2"))

    house.decide_and_send()

    assert [one.message.reference for one in house.taken] == [house.contacts("D-2")[0].reference]
    assert house.told()[1:] == ["planned", "refused"]
    assert [(one.kind, one.case_id) for one in house.tasks()] == [(TaskKind.MEND_MESSAGE, "C-1")]


def test_nothing_leaves_a_house_that_was_stopped(a_house):
    house = a_house()
    house.take_in(*ROWS)
    house.steer(lambda act: act.house.stop_everything())

    looked, handed = house.decide_and_send()

    assert (looked.cases, handed.contacts, house.calls) == (0, 0, [])


def test_what_cannot_leave_soon_waits_in_the_queue_and_leaves_once(a_house):
    house = a_house()
    house.take_in(*ROWS)
    for provider in house.channels.values():
        provider.answer(always(after(lambda: house.let_pass(seconds=1.5))))

    _, handed = house.decide_and_send()
    soon = len(house.taken)
    house.send()

    assert (soon, handed.outcomes[Outcome.ACCEPTED]) == (2, 2)
    assert handed.outcomes[Outcome.POSTPONED] == 2
    assert sorted(one.message.reference for one in house.taken) == sorted(
        {one.message.reference for one in house.taken}
    )
    assert len(house.taken) == 4


@pytest.mark.parametrize("kinds", [EVERY_KIND, frozenset()], ids=["straight", "queued"])
def test_a_person_gets_one_message_where_one_will_do(a_house, kinds):
    house = a_house()
    house.take_in(*ROWS)

    house.straight(kinds).run(house.clock())
    house.send()

    assert sorted(one.case_ids for one in house.contacts("D-3")) == [("C-3", "C-4")]
