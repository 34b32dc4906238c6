"""What a house holds: its files read once, its channels, its templates, its versions."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from app.adapters import make_channels
from app.catalogue import LiveCatalogue
from app.gate import Gate, real_channels
from app.keys import purpose_key
from app.press_room import PressRoom
from app.settings import Settings
from engine.campaigns.finding import Level, counted
from engine.campaigns.loading import load_campaigns, load_organisation
from engine.campaigns.postcodes import load_postcodes
from engine.campaigns.versions import campaign_as_json, campaign_from_json, organisation_as_json
from engine.domain.campaign import Campaign
from engine.domain.errors import ConfigurationError
from engine.domain.link import EXAMPLE_CODE, code_of
from engine.domain.organisation import Organisation
from engine.domain.postcodes import PostcodeTable
from engine.ports import Channel
from engine.referral.offering import Nearby
from engine.rendering.letter.house_style import HouseStyle, load_house_styles
from engine.rendering.writing import DutchWriter, open_writer
from engine.store.database import Database
from preferences.channel import ChannelKind

Clock = Callable[[], datetime]

#: so many new objects before Python's garbage collection looks among them
A_BATCH_OF_OBJECTS = 100_000


@dataclass(frozen=True)
class Belongings:
    """What every command may use, each read or made once, at its first use."""

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
    def postcodes(self) -> PostcodeTable:
        """Load the table of postcodes; raises ConfigurationError with the first findings."""
        loaded = load_postcodes(self.settings.organisation, self.organisation)
        _refuse(self.settings.organisation, [str(one) for one in loaded.findings if one.is_error])
        return loaded.table

    @cached_property
    def nearby(self) -> Nearby:
        """Know which partner helps where."""
        return Nearby(self.organisation, self.postcodes)

    @cached_property
    def catalogue(self) -> LiveCatalogue:
        """Know the campaigns of today and every version that a case began with."""
        return LiveCatalogue(self.campaigns, self.organisation, self._kept_version)

    @cached_property
    def writer(self) -> DutchWriter:
        """Read the templates."""
        return open_writer(self.settings.templates, styles=self.house_styles, code_of=self._code_of)

    def _code_of(self, reference: str) -> str:
        """Make the code in the link of a contact; before the house has a key there is only that of nobody."""
        # asked for every message: once the key was read, there is no need to look for its file again
        if "_link_key" not in vars(self) and not self.settings.key_path.is_file():
            return EXAMPLE_CODE
        return code_of(self._link_key, reference)

    @cached_property
    def _link_key(self) -> bytes:
        return purpose_key(self.settings, "links")

    @cached_property
    def gate(self) -> Gate:
        """Let only approved templates pass to a real provider."""
        return Gate(self.writer, real_channels(self.settings), self.approved_versions)

    def approved_versions(self) -> frozenset[tuple[str, str]]:
        """List (template, version) of everything that a person approved."""
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
        through them again and again costs a fifth of the time of a long run. And a batch makes tens of
        thousands of records that live until its end: looking after each few hundred of them finds nothing.
        """
        _ = self.catalogue, self.writer, self.channels, self.house_styles, self.nearby
        steps = (step for campaign in self.campaigns for step in campaign.steps)
        self.writer.get_ready(sorted({step.template for step in steps if step.template}))
        gc.collect()
        gc.freeze()
        gc.set_threshold(A_BATCH_OF_OBJECTS, 20, 10)

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


def _refuse(path: Path, errors: list[str]) -> None:
    if errors:
        shown = "\n".join(errors[:5])
        raise ConfigurationError(f"{path} has {counted(len(errors))}; `minnelijk check` shows all:\n{shown}")
