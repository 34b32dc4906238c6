"""What the rules of the lint look at: one campaign, and all that is known around it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from engine.campaigns.finding import KeyPath
from engine.campaigns.lint.portfolio import PortfolioSummary
from engine.domain.campaign import Campaign, Cap, LegalRole, Step
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.organisation import Creditor, Organisation
from engine.policy.content.announced import Announced
from engine.policy.law_window import LawWindow
from preferences.channel import ChannelKind, ContactKind

Known = TypeVar("Known")
#: the hours that the law leaves open for a kind of contact, with their source; None: the law sets none
LawWindows = Callable[[Jurisdiction, CollectorRole, ContactKind], LawWindow | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateShelf:
    """What must be known about templates to check a campaign; every template has a row in `channels`."""

    channels: Mapping[str, frozenset[ChannelKind]]
    #: what a template is in law; a template without a row has no legal role
    legal_roles: Mapping[str, LegalRole] = field(default_factory=dict)
    #: for which law a template is written; a template without a row fits everywhere
    jurisdictions: Mapping[str, frozenset[Jurisdiction]] = field(default_factory=dict)
    #: which steps the texts of a template announce
    announced: Mapping[str, frozenset[Announced]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All that is known around the campaigns."""

    templates: TemplateShelf
    #: the conversation scripts that exist
    scripts: frozenset[str]
    law_window: LawWindows
    #: as far as organisation.yaml could be read
    organisation: Organisation | None = None
    #: the paths of the errors in organisation.yaml, which are told already
    faulty: frozenset[KeyPath] = frozenset()
    portfolio: PortfolioSummary | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One campaign with all that is known around it."""

    campaign: Campaign
    knowledge: Knowledge

    def at(self, *keys: str | int) -> KeyPath:
        """Give the path of a key of this campaign."""
        return ("campaigns", self.campaign.name, *keys)

    def may_be_misspelt(self, *keys: str) -> bool:
        """Say whether what is missing at a path of organisation.yaml may stand there with an error in it."""
        return any(path[: len(keys)] == keys[: len(path)] for path in self.knowledge.faulty)

    @property
    def creditors(self) -> tuple[Creditor, ...]:
        """List the known creditors that the campaign may run for."""
        segment, organisation = self.campaign.segment, self.knowledge.organisation
        return tuple(
            one
            for one in (organisation.creditors if organisation else ())
            if (not segment.creditors or one.id in segment.creditors)
            and (not segment.sectors or one.sector in segment.sectors)
            and segment.jurisdiction in {None, one.jurisdiction}
        )

    @property
    def roles(self) -> frozenset[CollectorRole]:
        """Say who may approach the debtor here; none when that is unknown."""
        own = self.campaign.segment.collector_role
        return frozenset({own}) if own else frozenset(one.collector_role for one in self.creditors)

    @property
    def jurisdictions(self) -> frozenset[Jurisdiction]:
        """Say whose law may hold here; none when that is unknown."""
        own = self.campaign.segment.jurisdiction
        return frozenset({own}) if own else frozenset(one.jurisdiction for one in self.creditors)

    @property
    def caps(self) -> tuple[Cap, ...]:
        """List the different caps that hold here: of the campaign, the house and the creditors."""
        organisation = self.knowledge.organisation
        others = (organisation.agency.cap if organisation else None, *(one.cap for one in self.creditors))
        caps = (self.campaign.cap, *(cap for cap in others if cap))
        return tuple({(cap.contacts, cap.days, cap.gap_hours): cap for cap in reversed(caps)}.values())

    def messages(self) -> Iterator[tuple[int, Step]]:
        """Walk through the steps that send something, each with its number."""
        return ((index, step) for index, step in enumerate(self.campaign.steps) if step.template)

    def templates(self, index: int, step: Step) -> Iterator[tuple[KeyPath, str]]:
        """Walk through the templates that a step may send, its variants included, each with its path."""
        if step.template:
            yield self.at("steps", index, "template"), step.template
        for variant in self.campaign.variants:
            if variant.step == step.id and variant.template != step.template:
                yield self.at("variants", variant.step, variant.name), variant.template

    def ways(self, index: int, step: Step) -> Iterator[tuple[KeyPath, tuple[ChannelKind, ...]]]:
        """Walk through the channels that a step names, each list with its path; `preferred` is left out."""
        yield self.at("steps", index, "channels"), tuple(kind for kind in step.channels if kind)
        if step.fallback:
            yield self.at("steps", index, "fallback", "to"), step.fallback.to
