"""The one place that reads the clock, makes ids and knows which adapter stands behind which port."""

import gc
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from random import Random
from time import monotonic
from uuid import uuid4
from zoneinfo import ZoneInfo

from app.adapters import make_channels
from app.catalogue import LiveCatalogue
from app.clock import SimulatedClock
from app.doors import READERS
from app.erasing import ErasedList, apply_erased
from app.evidence import doubt_policies, provider_lists, without_list
from app.gate import Gate, real_channels
from app.marks import FileMarks
from app.press_room import PressRoom
from app.settings import Settings
from engine.arrangements.agreeing import Agreeing, ArrangementBooks
from engine.arrangements.watch import ArrangementWatch
from engine.brake import Brake, Limits
from engine.campaigns.finding import Level
from engine.campaigns.loading import load_campaigns, load_organisation
from engine.campaigns.versions import campaign_as_json, campaign_from_json, organisation_as_json
from engine.dispatch import Dispatch
from engine.domain.campaign import Campaign
from engine.domain.errors import ConfigurationError
from engine.domain.organisation import Organisation
from engine.doubts import Doubts
from engine.gather import Desk
from engine.intake import Intake
from engine.ports import Channel, Lane
from engine.reconcile import Reconcile
from engine.record.note import Signer
from engine.releasing import Releasing
from engine.rendering.letter.house_style import HouseStyle, load_house_styles
from engine.rendering.writing import DutchWriter, open_writer
from engine.restored import Witness
from engine.sequencer import Sequencer
from engine.steer import Steering
from engine.steering_ports import SteeringBooks
from engine.store.database import Database, open_database
from engine.store.vault import KEY_LENGTH, Vault
from engine.sweep import Sweep
from engine.taking_in import TakingIn
from engine.tick import Tick
from preferences.channel import ChannelKind

Clock = Callable[[], datetime]

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
    return uuid4().hex


def chance() -> Random:
    """Give a source of chance; only the fake providers use one."""
    return Random()  # noqa: S311 - nothing secret is made with it


def worker_name() -> str:
    """Name this process; another start gets another name."""
    return f"{os.uname().nodename}-{os.getpid()}-{uuid4().hex[:8]}"


@dataclass(frozen=True)
class House:
    """Everything that a command needs, made once."""

    settings: Settings
    store: Database
    clock: Clock

    @cached_property
    def campaigns(self) -> tuple[Campaign, ...]:
        """Load campaigns.yaml; raises ConfigurationError with the first findings."""
        loaded = load_campaigns(self.settings.campaigns)
        _refuse(self.settings.campaigns, [str(one) for one in loaded.findings if one.level is Level.ERROR])
        return loaded.campaigns

    @cached_property
    def organisation(self) -> Organisation:
        """Load organisation.yaml; raises ConfigurationError with the first findings."""
        loaded = load_organisation(self.settings.organisation)
        _refuse(self.settings.organisation, [str(one) for one in loaded.findings if one.level is Level.ERROR])
        if loaded.organisation is None:
            raise ConfigurationError(f"{self.settings.organisation}: holds no organisation")
        return loaded.organisation

    @cached_property
    def catalogue(self) -> LiveCatalogue:
        """Know the campaigns of today and every version that a case began with."""
        return LiveCatalogue(self.campaigns, self.organisation, self._kept_version)

    @cached_property
    def writer(self) -> DutchWriter:
        """Read the templates."""
        return open_writer(self.settings.templates)

    @cached_property
    def gate(self) -> Gate:
        """Let only approved templates pass to a real provider."""
        return Gate(self.writer, real_channels(self.settings), self._approved_versions)

    def _approved_versions(self) -> frozenset[tuple[str, str]]:
        with self.store.read() as books:
            return books.approved_versions()

    @cached_property
    def channels(self) -> Mapping[ChannelKind, Channel]:
        """Make the channels."""
        return make_channels(self.settings, self.clock, self.press, frozenset(self.house_styles))

    @cached_property
    def house_styles(self) -> Mapping[str, HouseStyle]:
        """Read how letters look; raises ConfigurationError."""
        return load_house_styles(self.settings.house_style)

    @cached_property
    def press(self) -> PressRoom:
        """Make what prints letters."""
        return PressRoom(self.writer, self.house_styles, self.clock)

    def warm_up(self) -> None:
        """
        Load what every message needs, and let Python's garbage collection pass it by.

        Campaigns, templates and calendars are many small objects that live as long as the process; looking
        through them again and again costs a fifth of the time of a long run.
        """
        _ = self.catalogue, self.writer, self.channels, self.house_styles
        gc.collect()
        gc.freeze()

    def tick(self) -> Tick:
        """Make what decides due cases."""
        brake = Brake(Limits(floor=self.settings.brake_floor, factor=self.settings.brake_factor))
        return Tick(
            store=self.store, catalogue=self.catalogue, writer=self.writer, new_id=new_id, brake=brake
        )

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
            lane=lane,
            is_ending=is_ending,
        )

    def sweep(self) -> Sweep:
        """Make what looks after contacts without an answer."""
        return Sweep(store=self.store, catalogue=self.catalogue, writer=self.writer, new_id=new_id)

    @cached_property
    def signer(self) -> Signer:
        """Hold the key that signs the record."""
        return Signer(self.settings.record_name, _record_seed(self.settings))

    def sequencer(self) -> Sequencer:
        """Make what seals the record."""
        return Sequencer(begin=self.store.begin, signer=self.signer)

    def intake(self) -> Intake:
        """Make what works the calls that came in."""
        return Intake(
            store=self.store,
            catalogue=self.catalogue,
            writer=self.writer,
            new_id=new_id,
            readers=READERS,
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

    def agreeing(self, books: ArrangementBooks, actor: str, zone: ZoneInfo) -> Agreeing:
        """Let a person agree on an arrangement inside a transaction."""
        return Agreeing(books=books, zone=zone, actor=actor, now=self.clock(), new_id=new_id)

    def desk(self) -> Desk:
        """Lay out what lies on the desk while a case is decided."""
        return Desk(self.catalogue, self.writer)

    def taking_in(self, books: SteeringBooks, actor: str) -> TakingIn:
        """Take replies in inside a transaction."""
        return TakingIn(books=books, actor=actor, now=self.clock(), new_id=new_id)

    def steering(self, books: SteeringBooks, actor: str) -> Steering:
        """Let a person act inside a transaction."""
        return Steering(books, actor, self.clock(), new_id)

    def releasing(self, books: SteeringBooks, actor: str) -> Releasing:
        """Let a person hold or release what leaves, inside a transaction."""
        return Releasing(books, actor, self.clock(), new_id)

    def keep_versions(self) -> None:
        """Keep the campaigns of today, so that the cases that begin with them can always read them again."""
        with self.store.begin() as books:
            for one in self.campaigns:
                books.put_campaign_version(one.name, one.version, campaign_as_json(one), self.clock())
            kept = organisation_as_json(self.organisation)
            if books.put_organisation_version(self.organisation.version, kept, self.clock()):
                # what stood still because of the old one (a registration, a sender) is looked at again
                books.touch_due(books.case_ids(), self.clock())

    def _kept_version(self, name: str, version: str) -> Campaign:
        with self.store.read() as books:
            return campaign_from_json(books.campaign_version(name, version))


def open_house(settings: Settings, clock: Clock | None = None) -> House:
    """Open the house of some settings; a demo database brings its own simulated clock."""
    file = settings.database_file
    if file is not None and not file.is_file():
        raise ConfigurationError(f"there is no database yet at {file}: run `minnelijk db upgrade`")
    store = open_store(settings)
    apply_erased(store, ErasedList(settings.erased_path))
    return House(settings, store, clock or _clock_of(store))


def open_store(settings: Settings) -> Database:
    """Open the database with the key of this house."""
    return open_database(settings.database_url, Vault(_house_key(settings.key_path), os.urandom))


def _clock_of(store: Database) -> Clock:
    with store.read() as books:
        shown = books.house(SIMULATED_NOW)
    return SimulatedClock(datetime.fromisoformat(shown)) if shown else real_clock


def _house_key(path: Path) -> bytes:
    """Read a key, or make it: readable by us alone, and never in the database."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(os.urandom(KEY_LENGTH))
    return path.read_bytes()


def _record_seed(settings: Settings) -> bytes:
    """Read the key that signs the record, or make it, and put its public half beside it for everybody."""
    path = settings.record_key_path
    seed = _house_key(path)
    public, text = path.with_suffix(".pub"), f"{Signer(settings.record_name, seed).public}\n"
    if not public.is_file() or public.read_text(encoding="utf-8") != text:
        public.write_text(text, encoding="utf-8")
    return seed


def _refuse(path: Path, errors: list[str]) -> None:
    if errors:
        shown = "\n".join(errors[:5])
        raise ConfigurationError(f"{path} has {len(errors)} mistakes; `minnelijk check` shows all:\n{shown}")
