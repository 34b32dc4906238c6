"""Small real answers to the ports that deciding needs: a catalogue, a writer, ids, and files of debtors."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from engine.domain.campaign import Campaign
from engine.domain.errors import UnknownReference
from engine.domain.message import Text
from engine.domain.organisation import Organisation
from engine.gather import Desk
from engine.ports import DebtorFile, NewId, TextOrder
from preferences.channel import ChannelKind
from preferences.preference import Preference
from tests.builders import a_campaign, a_case, a_debtor, a_position, an_organisation

EVERY_CHANNEL = frozenset(ChannelKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainCatalogue:
    """Holds every version of some campaigns; the last one of a name is that of today."""

    campaigns: tuple[Campaign, ...]
    organisation: Organisation

    def campaign(self, name: str, version: str) -> Campaign:
        """Give one version of a campaign; raises UnknownReference."""
        for campaign in self.campaigns:
            if (campaign.name, campaign.version) == (name, version):
                return campaign
        raise UnknownReference(f"there is no campaign '{name}' in version {version}")

    @property
    def current(self) -> tuple[Campaign, ...]:
        """Give the campaigns of today."""
        return tuple({campaign.name: campaign for campaign in self.campaigns}.values())


@dataclass(frozen=True, slots=True)
class PlainWriter:
    """Knows which channels a template has, and writes one sentence; a template not named has them all."""

    channels: Mapping[str, frozenset[ChannelKind]] = field(default_factory=dict)

    def channels_of(self, template: str) -> frozenset[ChannelKind]:
        """List the channels for which a template has a text."""
        return self.channels.get(template, EVERY_CHANNEL)

    def version_of(self, template: str) -> str:
        """Give the same version for every template."""
        return "0" * 12

    def write(self, order: TextOrder) -> Text:
        """Write one sentence that names the cases."""
        named = " en ".join(case.id for case in order.cases)
        return Text(channel=order.channel, body=f"Dit gaat over {named}.", template=order.template)


def counter() -> NewId:
    """Make ids that count: id-1, id-2, ..."""
    numbers = count(1)
    return lambda: f"id-{next(numbers)}"


def a_desk(
    *campaigns: Campaign,
    organisation: Organisation | None = None,
    channels: Mapping[str, frozenset[ChannelKind]] | None = None,
) -> Desk:
    """A desk with these campaigns on it."""
    catalogue = PlainCatalogue(
        campaigns=campaigns or (a_campaign(),), organisation=organisation or an_organisation()
    )
    return Desk(catalogue, PlainWriter(channels or {}))


def a_file(**changes) -> DebtorFile:
    """A debtor with one case that stands at the first step, and nothing else known."""
    defaults = DebtorFile(
        debtor=a_debtor(),
        preference=Preference(),
        cases=(a_case(),),
        positions={"C-1": a_position()},
        contacts=(),
        pauses=(),
    )
    return replace(defaults, **changes)
