"""The real adapters of Twilio and SendGrid, talking to the product's own fakes on loopback."""

from contextlib import contextmanager

from app.clock import SimulatedClock
from channels.sendgrid.email import SendGridEmail
from channels.twilio.client import connect
from channels.twilio.outgoing import Outgoing
from channels.twilio.sms import TwilioSms
from channels.twilio.whatsapp import TwilioWhatsApp
from channels.wire import Timeouts, open_http
from preferences.channel import ChannelKind
from tests.builders import NOW
from tests.channels.loopback import SETTINGS
from tests.patience import PATIENCE


class Loopback:
    """The adapters by their channel; a test gives them the clock of its house."""

    def __init__(self, http, url):
        self.clock = SimulatedClock(NOW)
        client = connect(SETTINGS.account_sid, SETTINGS.auth_token, http, base=url)
        outgoing = Outgoing(client=client, public_base="https://contact.example", clock=self.read_clock)
        self.by_kind = {
            ChannelKind.SMS: TwilioSms(outgoing=outgoing),
            ChannelKind.WHATSAPP: TwilioWhatsApp(outgoing=outgoing),
            ChannelKind.EMAIL: SendGridEmail(http=http, key=SETTINGS.sendgrid_key, base=url),
        }

    def read_clock(self):
        return self.clock()


@contextmanager
def a_loopback(url, *, patience=PATIENCE):
    """Open both adapters towards the fakes at a URL; an answer may take `patience` seconds."""
    with open_http(Timeouts(connect=PATIENCE, read=patience)) as http:
        yield Loopback(http, url)
