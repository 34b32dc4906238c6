"""From a contact that may leave to a message that a channel can carry."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from engine.domain.campaign import LegalRole
from engine.domain.contact import Contact
from engine.domain.decision import Send
from engine.domain.message import WHO_LIVES_THERE, Message, Recipient
from engine.domain.organisation import Creditor
from engine.domain.people import ContactPoint, PostalAddress
from engine.domain.told import NOTHING_TOLD
from engine.gather import Desk
from engine.policy.facts import Facts
from engine.policy.nl.letters_sent import charged_before
from engine.ports import TextOrder
from preferences.channel import ChannelKind


def compose(contact: Contact, asked: Sequence[Facts], send: Send, desk: Desk, now: datetime) -> Message:
    """Write the text for all cases of a contact and address it; raises TextRefused."""
    facts = asked[0]
    to = recipient(facts, send)
    text = desk.writer.write(
        TextOrder(
            template=send.template,
            channel=send.channel,
            reference=contact.reference,
            debtor=facts.debtor,
            to=to,
            preference=facts.preference,
            cases=tuple(one.case for one in asked),
            organisation=desk.catalogue.organisation,
            campaign=facts.campaign,
            legal_role=facts.legal_role,
            now=now,
            told=facts.notice.told if facts.notice else NOTHING_TOLD,
            charged_before=_charged_before(facts),
        )
    )
    return Message(
        reference=contact.reference,
        channel=send.channel,
        to=to,
        sender=sender_of(facts.creditor, send.channel),
        sender_name=facts.creditor.sender.email_name or facts.agency.firm.name,
        text=text,
        valid_until=send.window_ends_at,
        provider_template=dict(facts.creditor.whatsapp.approved_templates).get(send.template, ""),
        envelope=facts.creditor.envelope,
    )


def _charged_before(facts: Facts) -> tuple[tuple[date, Decimal], ...]:
    return charged_before(facts) if facts.legal_role is LegalRole.FOURTEEN_DAY_LETTER else ()


def recipient(facts: Facts, send: Send) -> Recipient:
    """Name who gets the message: the representative while there is one, else the debtor."""
    somebody = facts.debtor.represented_on(facts.today)
    name = somebody.name if somebody else facts.debtor.name
    if not name and send.channel is ChannelKind.LETTER:
        name = WHO_LIVES_THERE
    point = _point(facts, send)
    lines = address_lines(point.address) if point and point.address else ()
    return Recipient(value=send.to, name=name, address_lines=lines)


def _point(facts: Facts, send: Send) -> ContactPoint | None:
    points = facts.debtor.points_for(send.channel, facts.today)
    return next((point for point in points if point.value == send.to), None)


def address_lines(address: PostalAddress) -> tuple[str, ...]:
    """Write an address as street line, postcode and town, and the country's two letters."""
    street = f"{address.street} {address.house_number} {address.addition}".strip()
    return (street, f"{address.postcode}  {address.town}", address.country)


def sender_of(creditor: Creditor, channel: ChannelKind) -> str:
    """Name the sender that a creditor uses on a channel; a letter has none."""
    match channel:
        case ChannelKind.SMS:
            return creditor.sender.sms
        case ChannelKind.EMAIL:
            return creditor.sender.email
        case ChannelKind.WHATSAPP:
            return creditor.sender.whatsapp
        case ChannelKind.LETTER:
            return ""
