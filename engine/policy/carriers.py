"""Which channel may carry what: legal roles, senders, and the guard on WhatsApp."""

from datetime import timedelta

from engine.domain.campaign import LegalRole
from engine.domain.case import CollectorRole
from engine.domain.people import ContactPoint, PointState
from engine.policy.facts import Facts
from preferences.channel import ChannelKind

DURABLE = frozenset({ChannelKind.EMAIL, ChannelKind.LETTER})
ANY = frozenset(ChannelKind)

#: what may carry a legal role (law.md NL-35, S; BE-03, V/S; BE-12, V); a role that is not here may use any
CARRIERS = {
    LegalRole.CLAIM_DESCRIPTION: DURABLE,
    LegalRole.FOURTEEN_DAY_LETTER: DURABLE,
    LegalRole.BE_FIRST_REMINDER: DURABLE,
    LegalRole.BE_FORMAL_NOTICE: DURABLE,
    LegalRole.CONFIRMATION: DURABLE,
}

#: what the claim description must name, also in a mail (law.md NL-20a, V); a letter lacks it for itself
NO_HOME = "a claim description names the debtor's address, and none is known (law.md NL-20)"
#: a term runs from their arrival or sending: when one comes back, it begins anew by post (NL-35, S)
WITH_A_TERM = frozenset(
    {LegalRole.FOURTEEN_DAY_LETTER, LegalRole.BE_FIRST_REMINDER, LegalRole.BE_FORMAL_NOTICE}
)

#: WhatsApp lets a business write freely only this long after the person's own message
FREE_TEXT = timedelta(hours=24)


def reason_against(facts: Facts, channel: ChannelKind, point: ContactPoint) -> str:
    """Say why a channel may not carry this message; empty when it may."""
    role = facts.legal_role
    if channel not in CARRIERS.get(role, ANY):
        return f"may not carry a {role} (law.md NL-35, BE-03)"
    if lacks_home(facts):
        return NO_HOME
    unproven = point.state is not PointState.CONFIRMED
    if role is LegalRole.FOURTEEN_DAY_LETTER and channel is ChannelKind.EMAIL and unproven:
        return "a 14-day letter by e-mail asks for a confirmed address (law.md NL-35, S)"
    if channel is ChannelKind.WHATSAPP:
        return _against_whatsapp(facts)
    sender = facts.creditor.sender
    if channel is ChannelKind.LETTER or (sender.sms if channel is ChannelKind.SMS else sender.email):
        return ""
    return "organisation.yaml names no sender for it"


def lacks_home(facts: Facts) -> bool:
    """Say whether the message must name an address that nobody told us; then no channel helps."""
    described = facts.legal_role is LegalRole.CLAIM_DESCRIPTION
    return described and not any(point.address for point in facts.debtor.points)


def _against_whatsapp(facts: Facts) -> str:
    """Guard WhatsApp: its own policy forbids collecting for others (law.md 3, S); off by default."""
    policy = facts.creditor.whatsapp
    if not (policy.enabled and policy.reason and policy.decided_by and policy.decided_on):
        return "WhatsApp is off for this creditor"
    if facts.case.collector_role is not CollectorRole.CREDITOR:
        return "WhatsApp may not be used to collect for others (law.md 3, S)"
    if not facts.creditor.sender.whatsapp:
        return "organisation.yaml names no sender for it"
    if not facts.preference.whatsapp_opt_in:
        return "the debtor did not agree to WhatsApp"
    return "" if _approved(facts) or _in_window(facts) else "no approved template, and no open 24-hour window"


def _approved(facts: Facts) -> bool:
    step = facts.move.step
    return step is not None and any(
        name == step.template for name, _ in facts.creditor.whatsapp.approved_templates
    )


def _in_window(facts: Facts) -> bool:
    wrote = facts.whatsapp_inbound_at
    return wrote is not None and facts.now < wrote + FREE_TEXT
