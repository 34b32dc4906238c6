"""Campaigns must fit the creditors of organisation.yaml: their names and their channels."""

from collections.abc import Iterator

from engine.campaigns.finding import Level, Mistake
from engine.campaigns.lint.look import Look
from engine.campaigns.words import suggestion
from engine.domain.case import CollectorRole
from engine.domain.organisation import Creditor
from preferences.channel import ChannelKind


def creditors_are_known(look: Look) -> Iterator[Mistake]:
    """Find creditors and sectors that are not in organisation.yaml."""
    organisation, segment = look.knowledge.organisation, look.campaign.segment
    if organisation is None:
        return
    known = {one.id for one in organisation.creditors}
    for creditor in sorted(set(segment.creditors) - known):
        message = f'there is no creditor "{creditor}" in organisation.yaml'
        yield Mistake(look.at("for", "creditor"), message, suggestion(creditor, known))
    sectors = {one.sector for one in organisation.creditors}
    for sector in sorted(set(segment.sectors) - sectors):
        message = f'no creditor in organisation.yaml is in the sector "{sector}"'
        yield Mistake(look.at("for", "sector"), message, suggestion(sector, sectors), Level.WARNING)


def channels_are_possible(look: Look) -> Iterator[Mistake]:
    """Warn for a channel that no creditor of the campaign can use."""
    if not look.creditors:
        return
    for index, step in look.messages():
        for path, kinds in look.ways(index, step):
            for kind in kinds:
                reasons = {_against(one, kind, look) for one in look.creditors}
                if "" not in reasons:
                    message = f"{kind} is never possible here: {'; '.join(sorted(reasons))}"
                    fix = f'remove "{kind}", or change it in organisation.yaml'
                    yield Mistake(path, message, fix, Level.WARNING)


def _against(creditor: Creditor, kind: ChannelKind, look: Look) -> str:
    """Say why a creditor cannot use a channel; empty when it can."""
    sender = creditor.sender
    if kind is ChannelKind.WHATSAPP:
        return _against_whatsapp(creditor, look)
    missing = {ChannelKind.SMS: not sender.sms, ChannelKind.EMAIL: not sender.email}
    return f"{creditor.id} has no sender for it" if missing.get(kind) else ""


def _against_whatsapp(creditor: Creditor, look: Look) -> str:
    if not creditor.whatsapp.enabled:
        return f"WhatsApp is off for {creditor.id}"
    if look.campaign.segment.collector_role in {CollectorRole.COLLECTOR, CollectorRole.BAILIFF}:
        return "WhatsApp may not be used to collect for others (law.md 3, S)"
    return "" if creditor.sender.whatsapp else f"{creditor.id} has no sender for it"
