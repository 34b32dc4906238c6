"""Campaigns must fit the creditors of organisation.yaml: their names and their channels."""

from collections.abc import Iterator

from engine.campaigns.finding import KeyPath, Level, Mistake
from engine.campaigns.lint.look import Look
from engine.campaigns.words import suggestion
from engine.domain.case import CollectorRole
from engine.domain.organisation import Creditor, Firm
from preferences.channel import ChannelKind


def creditors_are_known(look: Look) -> Iterator[Mistake]:
    """Find creditors and sectors that are not in organisation.yaml."""
    organisation, segment = look.knowledge.organisation, look.campaign.segment
    if organisation is None:
        return
    known = {one.id for one in organisation.creditors}
    for creditor in sorted(set(segment.creditors) - known):
        if look.may_be_misspelt("creditors", creditor):
            continue
        message = f'there is no creditor "{creditor}" in organisation.yaml'
        yield Mistake(look.at("for", "creditor"), message, suggestion(creditor, known))
    sectors = {one.sector for one in organisation.creditors}
    for sector in sorted(set(segment.sectors) - sectors):
        if look.may_be_misspelt("creditors"):
            continue
        message = f'no creditor in organisation.yaml is in the sector "{sector}"'
        yield Mistake(look.at("for", "sector"), message, suggestion(sector, sectors), Level.WARNING)


def creditors_can_be_asked(look: Look) -> Iterator[Mistake]:
    """Find creditors whose messages point to no page, or name no phone to check them by (trust.md 3.3)."""
    organisation = look.knowledge.organisation
    for creditor in look.creditors if organisation else ():
        if not creditor.portal_page and not look.may_be_misspelt("creditors", creditor.id):
            message = f"{creditor.id} has no page: its messages point nowhere"
            fix = f'add "portal_page: https://..." to creditors.{creditor.id} in organisation.yaml'
            yield Mistake(_for_whom(look), message, fix)
        for path, firm in _who_writes(creditor, look):
            if not firm.phone and not look.may_be_misspelt(*path.split(".")):
                message = f"nobody can check by phone whether a message of {firm.name} is real"
                yield Mistake(
                    _for_whom(look), message, f'add "phone: +31 ..." to {path} in organisation.yaml'
                )


def _who_writes(creditor: Creditor, look: Look) -> Iterator[tuple[str, Firm]]:
    """Name in whose name messages for a creditor may be written, and where that one stands."""
    organisation = look.knowledge.organisation
    roles = {look.campaign.segment.collector_role or creditor.collector_role}
    if CollectorRole.CREDITOR in roles:
        yield f"creditors.{creditor.id}", creditor.firm
    elif organisation:
        yield "agency", organisation.agency.firm


def _for_whom(look: Look) -> KeyPath:
    """Point to the key that says for whom the campaign is; the campaign itself when nothing says it."""
    segment = look.campaign.segment
    if segment.creditors:
        return look.at("for", "creditor")
    return look.at("for", "sector") if segment.sectors else look.at()


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
    if look.may_be_misspelt("creditors", creditor.id):
        return ""
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
