"""Kill -9 at every step of the work: no reference ever reaches a provider twice, and nothing is lost."""

from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from shutil import copyfile

import pytest

from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Outcome
from tests.builders import NOW
from tests.walks.house import LEASE, SmallHouse, a_row
from tests.walks.on_loopback import a_loopback
from tests.walks.processes import run
from tests.walks.truth import broken_chains, forgotten

DEBTORS = ("D-1", "D-2", "D-3")
ROWS = (a_row(prefers="sms"), a_row("C-2", "D-2"), a_row("C-3", "D-3"))
COMMITS = ("before a commit", "after a commit")
AT_THE_PROVIDER = ("before the provider", "the provider took it")


@dataclass
class After:
    """What stands in the books when others went on after a kill."""

    outcomes: Counter[Outcome]
    tasks: Counter[TaskKind]
    wrong: list[str]


@pytest.fixture
def copies(url, postgres, tmp_path):
    """Make a database of this kind just like the one at `url`; nobody may be connected to it."""

    @contextmanager
    def a_copy():
        if url.startswith("postgresql"):
            with postgres.database(like=url) as another:
                yield another
            return
        file = tmp_path / "copy.db"
        copyfile(url.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        for left in tmp_path.glob("copy.db*"):
            left.unlink()

    return a_copy


@pytest.fixture
def taken_in(url):
    with closing(SmallHouse(url)) as house:
        house.take_in(*ROWS)
    return url


@pytest.fixture
def planned(taken_in):
    with closing(SmallHouse(taken_in)) as house:
        house.decide()
    return taken_in


def go_on(url, fake):
    """Let another process do what is left, also a day later, and look at the books."""
    with (
        a_loopback(fake.url) as loopback,
        closing(SmallHouse(url, channels=loopback.by_kind)) as house,
    ):
        loopback.clock = house.clock
        for later in (timedelta(minutes=1), LEASE + timedelta(minutes=1), timedelta(hours=26)):
            house.go_to(NOW + later)
            if later < LEASE * 2:
                house.decide()
                house.send()
            house.look_after()
        with house.store.read() as books:
            files, broken = books.files(DEBTORS), broken_chains(books)
        return After(
            outcomes=Counter(contact.outcome for file in files for contact in file.contacts),
            tasks=Counter(task.kind for task in house.tasks()),
            wrong=broken + [wrong for file in files for wrong in forgotten(file)],
        )


def sent(fake):
    return Counter(one["reference"] for one in fake.history()["taken"])


def worth_a_kill(url, steps):
    """Choose steps: all at a commit or at the provider, and on SQLite every third statement too."""
    return sorted(at_a_turn(steps) | (set(range(1, len(steps), 3)) if url.startswith("sqlite") else set()))


def at_a_turn(steps):
    """Choose the steps after which the world is another one: at a commit, and at the provider."""
    return {n for n, name in enumerate(steps, start=1) if name in COMMITS + AT_THE_PROVIDER}


def at_the_hand_over(steps, number):
    """Say what must be so after a kill: whether it fell between the two commits, and what had left."""
    intention, outcome = (n for n, name in enumerate(steps, start=1) if name == "before a commit")
    in_doubt = intention < number <= outcome
    return in_doubt, steps[:number].count("the provider took it")


@pytest.fixture(params=["send", "decide and send"])
def handing_over(request, taken_in):
    """Hand over what stands in the queue, or decide in the same pass; gives the work and a database."""
    if request.param == "send":
        with closing(SmallHouse(taken_in)) as house:
            house.decide()
    return request.param, taken_in


def test_a_hand_over_has_the_steps_that_we_kill_at(handing_over, copies, fake):
    work, _ = handing_over
    with copies() as url:
        steps = run(url, fake.url, work)

    told = [name for name in steps if name in COMMITS + AT_THE_PROVIDER]
    assert told == [*COMMITS, *AT_THE_PROVIDER * 3, *COMMITS]


def test_a_kill_during_the_hand_over_sends_nothing_twice_and_loses_nothing(handing_over, copies, fake):
    work, prepared = handing_over
    with copies() as url:
        steps = run(url, fake.url, work)
    # the statements between are those of a plan and of a hand-over
    kills = worth_a_kill(prepared, steps) if work == "send" else sorted(at_a_turn(steps))
    for number in kills:
        fake.reset()
        in_doubt, left = at_the_hand_over(steps, number)

        with copies() as url:
            killed = run(url, fake.url, work, die_at=number)
            after = go_on(url, fake)

        here = f"killed at step {number}, {steps[number - 1]}"
        assert killed is None, here
        assert max(sent(fake).values(), default=0) <= 1, here
        assert after.outcomes == {Outcome.HELD if in_doubt else Outcome.ACCEPTED: 3}, here
        assert sent(fake).total() == (left if in_doubt else 3), here
        assert after.tasks == ({TaskKind.DECIDE_IN_DOUBT: 3} if in_doubt else {}), here
        assert after.wrong == [], here
    assert len(kills) >= 10


@pytest.mark.parametrize("work", ["decide", "look after"])
def test_a_kill_during_other_work_leaves_nothing_half_written(work, taken_in, copies, fake):
    with copies() as url:
        steps = run(url, fake.url, work)
    for number in worth_a_kill(taken_in, steps):
        fake.reset()

        with copies() as url:
            killed = run(url, fake.url, work, die_at=number)
            after = go_on(url, fake)

        here = f"killed at step {number}, {steps[number - 1]}"
        assert killed is None, here
        assert after.outcomes == {Outcome.ACCEPTED: 3}, here
        assert sorted(sent(fake).values()) == [1, 1, 1], here
        assert (after.tasks, after.wrong) == ({}, []), here


def test_a_kill_while_doubt_is_marked_keeps_the_doubt(planned, copies, fake):
    with copies() as url:
        steps = run(url, fake.url, "send")
        intention = steps.index("before the provider") + 1
    with copies() as url:
        run(url, fake.url, "send", die_at=intention)
        marking = run(url, fake.url, "look after", at=NOW + LEASE * 2)
    for number in worth_a_kill(planned, marking):
        fake.reset()

        with copies() as url:
            run(url, fake.url, "send", die_at=intention)
            killed = run(url, fake.url, "look after", at=NOW + LEASE * 2, die_at=number)
            after = go_on(url, fake)

        here = f"killed at step {number}, {marking[number - 1]}"
        assert killed is None, here
        assert (after.outcomes, sent(fake)) == ({Outcome.HELD: 3}, {}), here
        assert (after.tasks, after.wrong) == ({TaskKind.DECIDE_IN_DOUBT: 3}, []), here
