"""The one place that reads the clock, makes ids and knows which adapter stands behind which port."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from random import Random
from time import monotonic
from uuid import uuid4
from zoneinfo import ZoneInfo

from app.belongings import Belongings, Clock
from app.clock import SimulatedClock
from app.clocks import ClockWatch
from app.erasing import ErasedList, apply_erased
from app.evidence import doubt_policies, inbound_lists, provider_lists, without_list
from app.gate import real_channels
from app.keys import house_key, record_seed
from app.lanes import lanes_of, providers_of
from app.marks import FileMarks
from app.readers import READERS, partner_readers
from app.settings import Settings
from engine.arrangements.agreeing import Agreeing
from engine.arrangements.watch import ArrangementWatch
from engine.brake import Brake, Limits
from engine.dispatch import Dispatch
from engine.domain.errors import ConfigurationError, ContactError
from engine.domain.lane import Lane
from engine.doubts import Doubts
from engine.gather import Desk
from engine.guidance_scan import GuidanceScan
from engine.intake import Intake
from engine.reconcile import Reconcile
from engine.record.note import Signer
from engine.referral.pen import Pen
from engine.referral.watch import ReferralWatch
from engine.referral_ports import ReferralBooks, ReplyBooks
from engine.releasing import Releasing
from engine.restored import Witness
from engine.sequencer import Sequencer
from engine.steer import Steering
from engine.steering_ports import ArrangementBooks
from engine.store.closing import refuse_moved
from engine.store.database import Database, open_database
from engine.store.revision import UPGRADE, keeps_contents, refuse_other_tables
from engine.store.vault import KEY_LENGTH, Vault
from engine.straight import Straight
from engine.sweep import Sweep
from engine.taking_in import TakingIn
from engine.tasking import Tasking
from engine.tick import Tick
from preferences.channel import CONTACT_BY, ChannelKind

#: the house setting that makes a database a demo: the moment at which its play ended
SIMULATED_NOW = "simulated_now"


def real_clock() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def today() -> date:
    """Give the date of today in UTC; only for names of files and folders."""
    return real_clock().date()


def new_id() -> str:
    """Make an id that nobody can guess."""
    return os.urandom(16).hex()


def chance() -> Random:
    """Give a source of chance; only the fake providers use one."""
    return Random()  # noqa: S311 - nothing secret is made with it


def worker_name() -> str:
    """Name this process; another start gets another name."""
    return f"{os.uname().nodename}-{os.getpid()}-{uuid4().hex[:8]}"


@dataclass(frozen=True)
class House(Belongings):
    """Everything that a command needs: what it holds, and what is made of that for a piece of work."""

    readers = READERS
    new_id = staticmethod(new_id)

    def tick(self) -> Tick:
        """Make what decides due cases."""
        return Tick(
            store=self.store,
            catalogue=self.catalogue,
            writer=self.writer,
            new_id=new_id,
            brake=self._brake(),
        )

    def _brake(self) -> Brake:
        return Brake(Limits(floor=self.settings.brake_floor, factor=self.settings.brake_factor))

    def dispatch(self, lane: Lane | None = None, is_ending: Callable[[], bool] = bool) -> Dispatch:
        """Make what hands messages over, through one lane or through all channels at once."""
        return Dispatch(
            store=self.store,
            catalogue=self.catalogue,
            writer=self.gate,
            channels=self.channels,
            clock=self.clock,
            new_id=new_id,
            owner=worker_name(),
            brake=self._brake(),
            lane=lane,
            is_ending=is_ending,
        )

    def straight(self, is_ending: Callable[[], bool] = bool, *, over_wires: bool = True) -> Straight:
        """Make what decides due cases, and hands over at once what becomes a file, or a call `over_wires`."""
        dispatch = replace(self.dispatch(is_ending=is_ending), providers=providers_of(self.settings))
        # a letter of the outbox becomes a PDF, and that takes as long as twenty decisions: it waits its turn
        at_hand = frozenset(ChannelKind) - real_channels(self.settings) - {ChannelKind.LETTER}
        if over_wires:
            at_hand |= {lane.kind for lane in lanes_of(self.settings) if lane.is_at_hand}
        return Straight(
            tick=self.tick(), dispatch=dispatch, at_hand=frozenset(CONTACT_BY[kind] for kind in at_hand)
        )

    def sweep(self) -> Sweep:
        """Make what looks after contacts without an answer."""
        return Sweep(store=self.store, catalogue=self.catalogue, writer=self.writer, new_id=new_id)

    @cached_property
    def signer(self) -> Signer:
        """Hold the key that signs the record."""
        return Signer(self.settings.record_name, record_seed(self.settings))

    def sequencer(self, *, new_key: bool = False) -> Sequencer:
        """Make what seals the record; with a `new_key` another one may have signed before."""
        return Sequencer(
            begin=self.store.begin,
            signer=self.signer,
            may_take_over=new_key,
            marks=FileMarks(self.settings.key_path.with_name("record.marks")),
        )

    def intake(self) -> Intake:
        """Make what works the calls that came in."""
        return Intake(
            store=self.store,
            catalogue=self.catalogue,
            writer=self.writer,
            new_id=new_id,
            readers={**READERS, **partner_readers(self.organisation)},
            nearby=self.nearby,
        )

    @cached_property
    def doubts(self) -> Doubts:
        """Make what settles doubts; it remembers since when it has watched each of them."""
        return Doubts(
            store=self.store,
            catalogue=self.catalogue,
            writer=self.writer,
            new_id=new_id,
            policies=doubt_policies(self.settings),
            lists=provider_lists(self.settings),
            elapsed=monotonic if self.clock is real_clock else self._simulated_seconds,
        )

    @cached_property
    def clock_watch(self) -> ClockWatch:
        """Make what sees that the clock of this machine is wrong."""
        return ClockWatch(self.store, self.clock, monotonic)

    def reconcile(self) -> Reconcile:
        """Make what asks the providers about everything."""
        return Reconcile(
            store=self.store,
            catalogue=self.catalogue,
            writer=self.writer,
            new_id=new_id,
            doubts=self.doubts,
            lists=self.doubts.lists,
            without_list=without_list(self.settings),
            inbound=inbound_lists(self.settings),
        )

    def witness(self) -> Witness:
        """Make what sees that a database came back from a backup."""
        marks = FileMarks(self.settings.key_path.with_name("ledger.marks"))
        return Witness(store=self.store, marks=marks, clock=self.clock, new_id=new_id)

    def _simulated_seconds(self) -> float:
        return self.clock().timestamp()

    def arrangement_watch(self) -> ArrangementWatch:
        """Make what sees whether arrangements are kept."""
        return ArrangementWatch(store=self.store, new_id=new_id)

    def referral_watch(self) -> ReferralWatch:
        """Make what sees which clocks of referrals have ended."""
        return ReferralWatch(store=self.store, organisation=lambda: self.organisation, new_id=new_id)

    def guidance_scan(self) -> GuidanceScan:
        """Make what offers guidance by the signal rule."""
        return GuidanceScan(store=self.store, catalogue=self.catalogue, writer=self.writer, new_id=new_id)

    def pen(self, books: ReferralBooks, actor: str) -> Pen:
        """Write about help inside a transaction."""
        return Pen(books=books, organisation=self.organisation, actor=actor, now=self.clock(), new_id=new_id)

    def agreeing(self, books: ArrangementBooks, actor: str, zone: ZoneInfo) -> Agreeing:
        """Let a person agree on an arrangement inside a transaction."""
        return Agreeing(books=books, zone=zone, actor=actor, now=self.clock(), new_id=new_id)

    def desk(self) -> Desk:
        """Lay out what lies on the desk while a case is decided."""
        return Desk(self.catalogue, self.writer)

    def taking_in(self, books: ReplyBooks, actor: str) -> TakingIn:
        """Take replies in inside a transaction."""
        return TakingIn(
            books=books,
            actor=actor,
            now=self.clock(),
            new_id=new_id,
            creditor_of=self.desk().creditor_of,
            nearby=self.nearby,
        )

    def steering(self, books: ArrangementBooks, actor: str) -> Steering:
        """Let a person act inside a transaction."""
        return Steering(books, actor, self.clock(), new_id)

    def tasking(self, books: ArrangementBooks, actor: str) -> Tasking:
        """Let a person take tasks, or note something about them, inside a transaction."""
        in_danger = self.organisation.agency.in_danger
        return Tasking(books=books, actor=actor, now=self.clock(), in_danger=in_danger)

    def releasing(self, books: ArrangementBooks, actor: str) -> Releasing:
        """Let a person hold or release what leaves, inside a transaction."""
        return Releasing(books, actor, self.clock(), new_id)


def open_house(
    settings: Settings, clock: Clock | None = None, renew: str = "", *, moved_too: bool = False
) -> House:
    """
    Open the house of some settings; a demo database brings its own simulated clock.

    Raises ConfigurationError without a database, and StoreUnavailable for the tables of an older or a newer
    program; `renew` is the command that then makes them anew. One that moved elsewhere raises HouseMoved,
    unless it is wanted `moved_too`: what stands there grows old.
    """
    store = open_as_it_is(settings)
    try:
        refuse_other_tables(store, renew or UPGRADE)
        if not moved_too:
            refuse_moved(store)
            apply_erased(store, ErasedList(settings.erased_path, settings.outbox))
        return House(settings, store, clock or _clock_of(store))
    except ContactError:
        store.close()
        raise


def open_as_it_is(settings: Settings) -> Database:
    """Open a database that is there, whatever its tables are; raises ConfigurationError."""
    file = settings.database_file
    if file is not None and not file.is_file():
        raise ConfigurationError(f"there is no database yet at {file}: run `{UPGRADE}`")
    return open_store(settings)


def open_store(settings: Settings) -> Database:
    """Open the database with the key of this house; a new one is made only where no contents are yet."""
    if not settings.key_path.exists():
        _refuse_new_key(settings)
    return open_database(settings.database_url, Vault(house_key(settings.key_path), os.urandom))


def _refuse_new_key(settings: Settings) -> None:
    """Raise ConfigurationError when contents stand here already, which a new key could not open."""
    store = open_database(settings.database_url, Vault(os.urandom(KEY_LENGTH), os.urandom))
    try:
        filled = keeps_contents(store)
    finally:
        store.close()
    # another process may have made the key just now, and filled the database with it
    if filled and not settings.key_path.exists():
        lost = f"{settings.key_path}, the key of the house, is not there, and {store.name} was filled with it"
        raise ConfigurationError(f"{lost}: put its copy back, or name its place with MINNELIJK_KEY_FILE")


def _clock_of(store: Database) -> Clock:
    with store.read() as books:
        shown = books.house(SIMULATED_NOW)
    return SimulatedClock(datetime.fromisoformat(shown)) if shown else real_clock
