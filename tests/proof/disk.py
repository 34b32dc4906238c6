"""A disk that is full at many points of the work: nothing is sent twice, nothing is half-written."""

import shutil
import subprocess
from collections import Counter
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.domain.errors import StoreUnavailable
from engine.domain.touchpoint import Outcome
from engine.store.upgrade import upgrade
from tests.proof.count import Count
from tests.walks.house import SmallHouse, a_row, a_store
from tests.walks.truth import everything_wrong, sent_twice

MANY = 20
#: where the work can stop: at a decision, at an intention, and at the outcome of what a provider took
PLACES = DECIDING, INTENDING, FINISHING = "deciding", "intending", "finishing"
NOWHERE = "nowhere"
#: after so many runs that came to their end, more room changes nothing
CLEAN_RUNS = 3


def full_disks(points, every=1):
    """
    Leave room for no page more, one page, two: each time the work stops somewhere else, until it does not.

    `every` takes only one of so many. The pages at which an outcome cannot be written, although its provider
    took the message, are single ones: who takes them all must have met them.
    """
    count = Count("full disk", "sqlite")
    stopped: Counter[str] = Counter()
    with TemporaryDirectory(prefix="minnelijk-proof-") as folder:
        empty = Path(folder) / "empty.db"
        filled(empty)
        for pages in range(0, points * every, every):
            file = Path(folder) / "house.db"
            shutil.copyfile(empty, file)
            with closing(SmallHouse(f"sqlite:///{file}")) as house:
                count.messages += MANY
                stopped[one_point(house, pages, count)] += 1
            for left in Path(folder).glob("house.db*"):
                left.unlink()
            if stopped[NOWHERE] == CLEAN_RUNS:
                break
    count.outcomes = dict(stopped)
    if every == 1:
        count.failed = len({*PLACES} - stopped.keys())
    return count


def filled(file):
    store = a_store(f"sqlite:///{file}")
    upgrade(store)
    store.close()
    with closing(SmallHouse(f"sqlite:///{file}")) as house:
        house.take_in(*(a_row(f"C-{number}", f"D-{number}") for number in range(MANY)))


def one_point(house, pages, count):
    """Work until the disk is full, go on when there is room; says where the work stopped."""
    limit(house, pages)
    stopped = work_until_full(house)
    count.restarts += stopped != NOWHERE
    limit(house, 1_000_000)
    house.play(days=3)
    count.taken += len(house.taken)
    count.hits += len(house.calls)
    count.double += len(sent_twice(house.taken))
    wrong = everything_wrong(house)
    count.chain_errors += sum("chain" in one for one in wrong)
    reached = {call.reference for call in house.taken}
    for number in range(MANY):
        contacts = house.contacts(f"D-{number}")
        held = any(one.outcome is Outcome.HELD for one in contacts)
        count.held += held
        count.lost += not held and not any(one.reference in reached for one in contacts)
    return stopped


def work_until_full(house):
    stopped = DECIDING
    try:
        house.decide()
        stopped = INTENDING
        while house.send(limit=4):
            pass
    except StoreUnavailable:
        under_way = (one.outcome for number in range(MANY) for one in house.contacts(f"D-{number}"))
        return FINISHING if Outcome.INTENDED in under_way else stopped
    return NOWHERE


def limit(house, pages):
    """Let the file grow by so many pages and no more."""
    with house.store.engine.connect() as connection:
        now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {now + pages}").scalar_one()


@contextmanager
def small_room():
    """Lend a real disk of a few MB; None where this machine lets us mount nothing."""
    with TemporaryDirectory(prefix="minnelijk-proof-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=1600k", "tmpfs", folder]
        try:
            done = subprocess.run(mount, capture_output=True, check=False).returncode == 0  # noqa: S603
        except OSError:
            done = False
        try:
            yield Path(folder) if done else None
        finally:
            if done:
                subprocess.run(["umount", folder], check=False)  # noqa: S603, S607


def on_disk(room):
    """Work on a disk that really fills up, until it does; then make room."""
    count = Count("small disk", "sqlite on tmpfs")
    file, ballast = room / "house.db", room / "ballast"
    filled(file)
    count.messages = MANY
    with closing(SmallHouse(f"sqlite:///{file}")) as house:
        house.decide()
        with suppress(OSError), ballast.open("wb") as block:
            while True:
                block.write(b"x" * 4096)
                block.flush()
        try:
            house.send()
        except StoreUnavailable:
            count.restarts = 1
        ballast.unlink()
        house.play(days=3)
        count.taken, count.hits = len(house.taken), len(house.calls)
        count.double = len(sent_twice(house.taken))
        count.held = sum(one.outcome is Outcome.HELD for n in range(MANY) for one in house.contacts(f"D-{n}"))
        count.lost = MANY - count.held - count.taken
        count.chain_errors = sum("chain" in one for one in everything_wrong(house))
    return count
