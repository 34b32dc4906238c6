"""How the fake providers are set up."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeSettings:
    """The accounts that the fakes know, and how fast their messages travel."""

    account_sid: str = "AC00000000000000000000000000000000"
    auth_token: str = field(default="fake-twilio-token", repr=False)
    sendgrid_key: str = field(default="fake-sendgrid-key", repr=False)
    #: where the texts of debtors go; empty: nowhere, they only stand in the list
    twilio_inbound_url: str = ""
    #: where SendGrid's events go; empty: nowhere
    sendgrid_events_url: str = ""
    #: where mails of debtors go, with the word that lets them in; empty: nowhere
    sendgrid_inbound_url: str = field(default="", repr=False)
    #: the key that signs those events is made from this word, so that it is the same every time
    signing_word: str = field(default="minnelijk", repr=False)
    #: the time between two steps of a message on its way (queued, sent, delivered)
    pace: timedelta = timedelta(seconds=1)
