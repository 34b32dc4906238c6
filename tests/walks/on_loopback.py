"""The real adapters of Twilio and SendGrid, talking to the product's own fakes on loopback."""

from contextlib import contextmanager
from dataclasses import dataclass

from channels.sendgrid.email import SendGridEmail
from channels.twilio.client import connect
from channels.twilio.outgoing import Outgoing
from channels.twilio.sms import TwilioSms
from channels.wire import Timeouts, open_http
from preferences.channel import ChannelKind
from tests.builders import NOW
from tests.channels.loopback import SETTINGS


@dataclass
class Loopback:
    """Channels that begin with the clock of the builders; a test gives them its own."""

    by_kind: dict
    clock: object = staticmethod(lambda: NOW)


@contextmanager
def a_loopback(fake, *, patience=0.5):
    """Open both adapters towards the fakes; an answer may take `patience` seconds."""
    with open_http(Timeouts(connect=5, read=patience)) as http:
        loopback = Loopback({})
        client = connect(SETTINGS.account_sid, SETTINGS.auth_token, http, base=fake.url)
        outgoing = Outgoing(
            client=client, public_base="https://contact.example", clock=lambda: loopback.clock()
        )
        loopback.by_kind |= {
            ChannelKind.SMS: TwilioSms(outgoing=outgoing),
            ChannelKind.EMAIL: SendGridEmail(http=http, key=SETTINGS.sendgrid_key, base=fake.url),
        }
        yield loopback
