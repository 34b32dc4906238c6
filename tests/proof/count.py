"""What a scenario came to: the provider's own history is the only truth, and the books must agree with it."""

from collections import Counter
from contextlib import closing
from dataclasses import asdict, dataclass, field

from engine.domain.touchpoint import Outcome
from tests.proof.chains import chain_errors
from tests.proof.workers import CAMPAIGN
from tests.walks.house import SmallHouse

UNFINISHED = {Outcome.PLANNED, Outcome.INTENDED, Outcome.POSTPONED, Outcome.IN_DOUBT}
#: debtors looked at together
BATCH = 1_000


@dataclass
class Count:
    """What a scenario came to."""

    name: str
    database: str
    messages: int = 0
    seconds: float = 0.0
    kills: int = 0
    #: workers that were suspended for longer than their lease, and woke up
    sleeps: int = 0
    restarts: int = 0
    jumps: int = 0
    #: requests that reached the provider, and messages that it took
    hits: int = 0
    taken: int = 0
    double: int = 0
    lost: int = 0
    outside: int = 0
    #: contacts of which nobody knew whether they left, and those sent once more after asking
    doubts: int = 0
    resent: int = 0
    #: a person decides: as the house has it
    held: int = 0
    chain_errors: int = 0
    #: workers that ended although nobody killed them
    died: int = 0
    #: still on their way when the time was over: nobody can say yet
    unfinished: int = 0
    #: contacts that were made, and decisions looked at, as a checker of its own reads the record
    contacts: int = 0
    decisions: int = 0
    #: tests that did not pass
    failed: int = 0
    #: what was asked for and not reached, because the time was over; empty: all was done
    cut_short: str = ""
    #: what a worker was doing when it was killed
    killed_while: dict[str, int] = field(default_factory=dict)
    #: what a worker was doing when it was suspended
    slept_while: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def wrong(self):
        not_proven = self.died + self.unfinished + self.failed
        return self.double + self.lost + self.outside + self.chain_errors + not_proven

    def line(self):
        return asdict(self)

    def words(self):
        """Say it in one line for who reads along."""
        done = (
            (self.taken, "messages taken by the providers"),
            (self.kills, "kills"),
            (self.sleeps, "suspended"),
            (self.slept_while.get("handing_over", 0), "of them in the middle of a call"),
            (self.restarts, "restarts"),
            (self.jumps, "jumps of the clock"),
            (self.contacts, "contacts made"),
            (self.decisions, "decisions looked at"),
            (self.doubts, "doubts"),
        )
        must_be_none = (
            (self.double, "double"),
            (self.lost, "lost"),
            (self.outside, "outside the rules"),
            (self.chain_errors, "chain errors"),
        )
        told = [f"{number:,} {what}" for number, what in done if number]
        told += [f"{number} {what}" for number, what in must_be_none]
        told += [f"{self.failed} tests failed"] * bool(self.failed)
        told += [f"{self.unfinished} unfinished"] * bool(self.unfinished)
        told += [f"{self.died} workers died by themselves"] * bool(self.died)
        told += [f"{self.seconds / 60:.1f} minutes"]
        early = f"; ENDED EARLY: {self.cut_short}" if self.cut_short else ""
        return f"{self.name}, {self.database}: {', '.join(told)}{early}"


def outcomes_of(house):
    """Count the outcomes of all contacts."""
    with house.store.read() as books:
        counted = books.count_contacts()
    found: Counter[Outcome] = Counter()
    for (_, outcome), number in counted.items():
        found[outcome] += number
    return found


def count_up(world, crew, count, found):
    """Compare what the provider took with what the books say."""
    world.tell(f"{count.name} {count.database}: counting")
    count.messages, count.kills, count.died = world.people, crew.kills, crew.died
    count.killed_while = dict(crew.killed_while)
    count.sleeps, count.slept_while = crew.sleeps, dict(crew.slept_while)
    # what a provider takes later than that counts too: now is the end of all times
    world.fake.advance()
    history = world.fake.history()
    taken = Counter(one["to"] for one in history["taken"])
    count.hits, count.taken = len(history["hits"]), taken.total()
    count.double = sum(times - 1 for times in taken.values())
    count.held = found[Outcome.HELD]
    count.outcomes = {outcome.value: number for outcome, number in found.items()}
    count.outside = world.left_outside(history["taken"])
    with closing(SmallHouse(world.orders.url, CAMPAIGN)) as house, house.store.read() as books:
        count.chain_errors = chain_errors(house.store)
        count.doubts, count.resent = doubts_and_resends(house)
        missing = Counter(not_reached(books, count.messages, taken))
    count.lost, count.unfinished = missing["lost"], missing["unfinished"]
    return count


def doubts_and_resends(house):
    with house.store.reading() as connection:
        doubts = connection.exec_driver_sql("SELECT count(*) FROM touchpoint WHERE outcome = 'in_doubt'")
        resent = connection.exec_driver_sql("SELECT coalesce(sum(resends), 0) FROM send_queue")
        return int(doubts.scalar_one()), int(resent.scalar_one())


def not_reached(books, messages, taken):
    """Tell, for everybody who got nothing and whom no person looks at, whether that may still come."""
    for start in range(0, messages, BATCH):
        ids = [f"D-{number}" for number in range(start, min(start + BATCH, messages))]
        for file in books.files(ids):
            outcomes = {contact.outcome for contact in file.contacts}
            if not outcomes or outcomes & UNFINISHED:
                yield "unfinished"
            elif Outcome.HELD not in outcomes and not any(taken[point.value] for point in file.debtor.points):
                yield "lost"
