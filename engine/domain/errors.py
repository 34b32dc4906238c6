"""
Every error that this project raises on purpose.

ContactError
├── ConfigurationError    campaigns.yaml, organisation.yaml, a template or a setting is wrong; we do not start
├── UnknownReference      there is no such case, debtor, contact, task or template
├── NotAllowed            this person may not do this, or a second person is needed
├── TextRefused           a text may not leave: a word is missing, or a check says no
├── SendError             a provider did not take a message
│   ├── ProviderBusy      not now, and nothing is wrong: try again later
│   ├── AddressRejected   this address will never work: use another channel
│   ├── RecipientStopped  the debtor told the provider to stop: suppress the channel
│   ├── MessageRefused    the fault is ours (text, account): a person must look
│   └── AnswerLost        no clear answer, perhaps it was sent: never send it again by itself
├── CannotAsk             a provider's list cannot be asked now, or this account may not ask it
├── RecordBroken          the ledger was changed from outside: a line or a content is not what was written
├── NoteRefused           a signed note, key, checkpoint, stamp or bundle is not what it should be
├── StampFailed           a checkpoint could not be stamped or mailed now; the next one will be tried again
├── StoreUnavailable      the database cannot be read or written now; what was begun left nothing behind
│   └── HouseMoved        everything went to another database: this one takes nothing in any more
└── UntrustedWebhook      a webhook call without a valid signature
"""

from typing import ClassVar

from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind


class ContactError(Exception):
    """The root: something that we foresaw went wrong, and the text says what and what to do."""


class ConfigurationError(ContactError):
    """A file or a setting is wrong; nothing starts with it."""


class UnknownReference(ContactError):
    """There is no case, debtor, contact, task or template with this name."""


class NotAllowed(ContactError):
    """Somebody may not do what was asked."""


class TextRefused(ContactError):
    """A text may not leave; the findings say why."""

    def __init__(self, because: str, *, findings: tuple[str, ...] = ()) -> None:
        super().__init__(because)
        self.findings = findings


class SendError(ContactError):
    """A provider did not take a message; each kind knows what that means for the contact."""

    outcome: ClassVar[Outcome]

    def __init__(self, because: str, *, channel: ChannelKind, code: str | None = None) -> None:
        super().__init__(because)
        self.channel = channel
        self.code = code


class ProviderBusy(SendError):
    """The provider cannot take the message now and did not take it; trying again later is safe."""

    outcome = Outcome.POSTPONED

    def __init__(
        self, because: str, *, channel: ChannelKind, code: str | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(because, channel=channel, code=code)
        #: seconds that the provider asks us to wait, when it says so
        self.retry_after = retry_after


class AddressRejected(SendError):
    """The provider says that this address will never work."""

    outcome = Outcome.BOUNCED


class RecipientStopped(SendError):
    """The debtor told the provider to stop."""

    outcome = Outcome.STOPPED


class MessageRefused(SendError):
    """The provider would not take it from us: the text or the account is at fault."""

    outcome = Outcome.REFUSED


class AnswerLost(SendError):
    """No clear answer came, so it may have been sent."""

    outcome = Outcome.IN_DOUBT


class CannotAsk(ContactError):
    """A provider cannot be asked what it took: no answer, no such service for this account, or no right."""


class RecordBroken(ContactError):
    """The ledger was changed from outside: what stands there is not what was written."""


class NoteRefused(ContactError):
    """A signed note, key, checkpoint, stamp or bundle is not what it should be."""


class StampFailed(ContactError):
    """A checkpoint could not be stamped or mailed now; it stands all the same."""

    def __init__(self, because: str, *, made: bool = False) -> None:
        super().__init__(because)
        #: was the checkpoint a new one?
        self.made = made


class StoreUnavailable(ContactError):
    """The database cannot be read or written now; a transaction that was under way left nothing behind."""


class HouseMoved(StoreUnavailable):
    """The house went to another database; the text names it. Who calls from outside tries again there."""


class UntrustedWebhook(ContactError):
    """A webhook call without a valid signature."""
