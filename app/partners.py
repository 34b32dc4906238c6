"""What partners hear from us, and the pages with which they answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from app.gate import NotApproved, PartnerGate, real_channels
from app.partner_keys import secrets_of
from app.wiring import House
from channels.partners.outgoing import PartnerCalls
from channels.wire import open_http
from engine.domain.errors import ConfigurationError, SendError, TextRefused
from engine.domain.message import Message, Recipient, Text
from engine.domain.partner_message import PartnerMessageKind, PartnerRoute
from engine.domain.touchpoint import Outcome
from engine.ports import Channel
from engine.referral.posting import Carrier, Delivered, PartnerPost, ReadyMessage
from engine.rendering.partner_texts import PartnerTexts
from preferences.channel import ChannelKind


class MailWriter(Protocol):
    """Writes the mails to partners."""

    def write(self, kind: PartnerMessageKind, words: Mapping[str, object]) -> Text:
        """Write one mail; raises ConfigurationError and TextRefused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailCarrier:
    """Mails partners through the e-mail channel of the house."""

    channel: Channel
    texts: MailWriter
    sender: str
    sender_name: str

    def deliver(self, ready: ReadyMessage) -> Delivered:
        """Hand one mail over, once."""
        if not self.sender:
            return Delivered(outcome=Outcome.REFUSED, because="organisation.yaml: the agency has no email")
        try:
            receipt = self.channel.send(self._message(ready))
        except SendError as error:
            return Delivered(outcome=error.outcome, because=str(error))
        except NotApproved as error:
            # with a case a person hears of it now; without one it waits until somebody approved the text
            told = Outcome.REFUSED if ready.message.case_id else Outcome.POSTPONED
            return Delivered(outcome=told, because=str(error))
        except (ConfigurationError, TextRefused) as error:
            return Delivered(outcome=Outcome.REFUSED, because=str(error))
        return Delivered(outcome=Outcome.ACCEPTED, provider_ref=receipt.provider_ref)

    def _message(self, ready: ReadyMessage) -> Message:
        return Message(
            reference=ready.message.id,
            channel=ChannelKind.EMAIL,
            to=Recipient(value=ready.partner.email, name=ready.partner.name),
            sender=self.sender,
            sender_name=self.sender_name,
            text=self.texts.write(ready.message.kind, ready.words),
        )


@dataclass(frozen=True, slots=True)
class CallCarrier:
    """Makes the signed calls to partners."""

    calls: PartnerCalls

    def deliver(self, ready: ReadyMessage) -> Delivered:
        """Make one call."""
        outcome, because = self.calls.call(ready.partner, ready.message.id, ready.payload)
        return Delivered(outcome=outcome, because=because)


def make_partner_post(house: House) -> PartnerPost:
    """Make what hands messages to partners over; raises ConfigurationError for a secret that is wrong."""
    organisation, settings = house.organisation, house.settings
    secrets, _ = secrets_of(settings, organisation)
    firm = organisation.agency.firm
    carriers: dict[PartnerRoute, Carrier] = {
        PartnerRoute.EMAIL: MailCarrier(
            channel=house.channels[ChannelKind.EMAIL],
            texts=PartnerGate(
                PartnerTexts(settings.templates, house.writer.reader),
                ChannelKind.EMAIL in real_channels(settings),
                house.approved_versions,
            ),
            sender=firm.email,
            sender_name=firm.name,
        ),
        PartnerRoute.WEBHOOK: CallCarrier(PartnerCalls(http=open_http(), clock=house.clock, secrets=secrets)),
    }
    return PartnerPost(
        store=house.store,
        organisation=organisation,
        carriers=carriers,
        new_id=house.new_id,
        public_base=settings.public_url,
    )
