"""The daemon: APScheduler is the clock only; all due work lives in the database."""

import fcntl
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from threading import Event

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from app.end_bell import EndBell, end_bell
from app.lanes import lanes_of
from app.partners import make_partner_post
from app.post_room import PostRoom
from app.sealing import Sealing
from app.wiring import House, real_clock
from engine.budget import IN_HAND, handful
from engine.dispatch import Handed
from engine.domain.errors import ConfigurationError, ContactError
from engine.domain.lane import Lane
from engine.referral.posting import PartnerPost
from engine.straight import Straight

log = structlog.get_logger()

#: between two looks at what is due, and between two looks at the send queue
LOOK_EVERY = timedelta(seconds=2)
SWEEP_EVERY = timedelta(minutes=1)
#: at most so long a line waits for its checkpoint
SEAL_EVERY = timedelta(minutes=1)
#: for so long a try at the door of debtors counts
A_DAY = timedelta(days=1)
#: cases that are decided at a time; what a worker has in hand when it is killed is in doubt
BATCH = 500
#: Python lets one thread at a time have the processor: one decides while one waits for answers
DECIDERS = 2
#: where handing over took too long, what is decided waits in the send queue for so long
SLOW_FOR = timedelta(minutes=10)

Work = Callable[[], None]


@dataclass
class Worker:
    """Ticks, dispatches and sweeps until it is told to stop; ends after the messages in hand."""

    house: House
    look_every: timedelta = LOOK_EVERY
    ended: Event = field(default_factory=Event)
    _bell: EndBell = field(init=False)
    #: a provider answers slowly: until then nothing waits for it but the senders
    _slow_until: datetime | None = field(default=None, init=False)

    def run(self) -> None:
        """Keep going until SIGTERM or SIGINT."""
        with alone(self.house), self.begun():
            scheduler = self._scheduler()
            scheduler.start()
            try:
                log.info("worker started")
                log.info("asked to end", by=self._bell.wait())
            finally:
                self.ended.set()
                # first no new rounds: shutting down would refuse them one by one, each with a trace
                scheduler.remove_all_jobs()
                scheduler.shutdown(wait=True)
            log.info("worker ended")

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Listen to signals, and read what every message needs."""
        with end_bell() as self._bell:
            self.house.keep_versions()
            self._compare()
            PostRoom(self.house).compare_folder()
            self.house.warm_up()
            yield

    def end(self, by: str) -> None:
        """Ask it to end; may come from a signal, another thread or a round."""
        self._bell.ring(by)

    def rounds(self) -> tuple[tuple[str, Work, timedelta], ...]:
        """List what is done again and again: its name, the work, and the time between two rounds."""
        return (
            ("decide", self._decide, self.look_every),
            *((sending(one), partial(self._send, one), self.look_every) for one in self.lanes),
            ("sweep", self._on_time(self._sweep), SWEEP_EVERY),
            ("take in", self._take_in, self.look_every),
            ("post", self._on_time(self._post), SWEEP_EVERY),
            ("seal", self._seal, SEAL_EVERY),
            ("arrangements", self._on_time(self._arrangements), SWEEP_EVERY),
            ("referrals", self._on_time(self._referrals), SWEEP_EVERY),
            ("partners", self._on_time(self._partners), self.look_every),
        )

    def _must_rest(self) -> bool:
        """Say that nothing more is begun: we are asked to end, or the clock of this machine is wrong."""
        return self.ended.is_set() or self.house.clock_watch.is_wrong()

    def _on_time(self, work: Work) -> Work:
        """Do what is judged by the clock only while that is right."""
        return lambda: None if self.house.clock_watch.is_wrong() else work()

    def wake_senders(self) -> None:
        """Say that something may leave; here the next look finds it soon enough."""

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """List the channels, each with its provider."""
        return lanes_of(self.house.settings)

    def _scheduler(self) -> BackgroundScheduler:
        # a round that lasts longer than the time between two rounds is no trouble: the next one is skipped
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        scheduler = BackgroundScheduler(job_defaults=defaults, timezone="UTC")
        for _, work, every in self.rounds():
            trigger = IntervalTrigger(seconds=every.total_seconds(), timezone="UTC")
            scheduler.add_job(surviving(work), trigger, next_run_time=real_clock())
        return scheduler

    def _decide(self) -> None:
        """Decide what is due; when there is much of it, with two hands at once."""
        if self._decide_batches(batches=1):
            self._all_hands("decide", self._decide_batches, min(DECIDERS, self.house.settings.senders))

    def _decide_batches(self, batches: int | None = None) -> bool:
        """Decide batch after batch; gives whether there may be more."""
        at_once, queueing = self._straight(over_wires=True), self._straight(over_wires=False)
        while not self._must_rest() and batches != 0:
            now = self.house.clock()
            is_slow = self._slow_until is not None and now < self._slow_until
            looked, handed = (queueing if is_slow else at_once).run(now, BATCH)
            if handed.took >= IN_HAND:
                self._slow_until = now + SLOW_FOR
            if not looked.debtors:
                return False
            log.info("decided", cases=looked.cases, **looked.decisions)
            _tell(handed)
            if looked.decisions["send"]:
                self.wake_senders()
            batches = None if batches is None else batches - 1
        return True

    def _straight(self, *, over_wires: bool) -> Straight:
        straight = self.house.straight(self._must_rest, over_wires=over_wires)
        return replace(straight, dispatch=replace(straight.dispatch, witness=self.house.witness()))

    def _send(self, lane: Lane) -> None:
        """Hand over what is ready in one lane; when there is much of it, with all senders at once."""
        if self._hand_over(lane, batches=1):
            self._all_hands(f"send-{lane.kind}", partial(self._hand_over, lane), self.house.settings.senders)

    def _all_hands(self, name: str, work: Callable[[], object], hands: int) -> None:
        """Let so many senders do the same; raises what one of them ran into."""
        with ThreadPoolExecutor(hands, name) as senders:
            crew = [senders.submit(work) for _ in range(hands)]
        for one in crew:
            one.result()

    def _hand_over(self, lane: Lane, batches: int | None = None) -> bool:
        """Hand over batch after batch; gives whether there may be more."""
        dispatch = replace(self.house.dispatch(lane, self._must_rest), witness=self.house.witness())
        size = lane.claim
        while not self._must_rest() and batches != 0:
            handed = dispatch.run(limit=size)
            _tell(handed)
            if handed.rest:
                self.ended.wait(handed.rest.total_seconds())
            elif handed.contacts < size:
                return False
            else:
                size = handful(size, lane.most, handed.took)
            batches = None if batches is None else batches - 1
        return True

    def _sweep(self) -> None:
        with self.house.store.begin() as books:
            books.note_round(self.house.clock())
        changed = self.house.sweep().run(self.house.clock())
        if changed:
            log.warning("contacts without an answer", contacts=changed)
        settled = self.house.doubts.run(self.house.clock())
        if settled:
            log.info("doubts", **{way.value: count for way, count in settled.items()})
        self._forget_calls()

    def _take_in(self) -> None:
        """Work the calls of providers that the doors kept."""
        intake = self.house.intake()
        while not self.ended.is_set():
            taken = intake.run(self.house.clock())
            if not taken.calls:
                return
            fates = {fate.value: count for fate, count in taken.fates.items()}
            left = {"unreadable": taken.unreadable, "for_person": taken.for_person}
            log.info("taken in", calls=taken.calls, **left, **fates)

    def _forget_calls(self) -> None:
        """Throw away what came in long ago, and tries at the door that count no longer."""
        keep, now = timedelta(days=self.house.settings.keep_calls_days), self.house.clock()
        with self.house.store.begin() as books:
            books.forget_calls(now - keep)
            books.forget_tries(now - A_DAY)

    def _compare(self) -> None:
        """Let nothing leave when the database came back from a backup."""
        if because := self.house.witness().compare():
            log.error("nothing leaves before `minnelijk reconcile`", because=because)

    def _arrangements(self) -> None:
        looked = self.house.arrangement_watch().run(self.house.clock())
        if looked:
            log.info("arrangements looked at", count=looked)

    def _referrals(self) -> None:
        looked = self.house.referral_watch().run(self.house.clock())
        if looked:
            log.info("referrals looked at", count=looked)
        offered = self.house.guidance_scan().run(self.house.clock())
        if offered:
            log.info("guidance offered by signal", count=offered)

    def _partners(self) -> None:
        """Hand messages to partners over."""
        handed = self.partner_post.run(self.house.clock())
        if handed:
            log.info("partners told", **{outcome.value: count for outcome, count in handed.items()})

    @cached_property
    def partner_post(self) -> PartnerPost:
        """Make what hands messages to partners over, once: it keeps its lines open."""
        return make_partner_post(self.house)

    def _post(self) -> None:
        for file in PostRoom(self.house).close_when_due():
            log.info("letters handed to the print house", file=file.name)

    def _seal(self) -> None:
        made = Sealing(self.house).run()
        if made is not None:
            log.info("record sealed", lines=made.size)


def sending(lane: Lane) -> str:
    """Name the round that hands over what is ready in a lane."""
    return f"send {lane.kind}"


def _tell(handed: Handed) -> None:
    """Log what became of contacts, if there were any."""
    if handed.contacts:
        log.info("handed over", **{outcome.value: count for outcome, count in handed.outcomes.items()})


def surviving(work: Work) -> Work:
    """Let the next round come when one fails: what was due is still due, and the log says why."""

    def run() -> None:
        try:
            work()
        except ContactError as error:
            log.error("round failed", because=str(error))  # noqa: TRY400 - the text says it, a trace may hold names

    return run


@contextmanager
def alone(house: House) -> Iterator[None]:
    """Refuse a second daemon on one SQLite file; PostgreSQL shares the work between as many as there are."""
    file = house.settings.database_file
    if file is None:
        yield
        return
    with Path(f"{file}.lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigurationError(
                f"another `minnelijk run` works on {file}; end it first, or use PostgreSQL to run several"
            ) from None
        yield
