"""Providers that write down every call, and answer as a test tells them to."""

from dataclasses import dataclass

from engine.domain.errors import AddressRejected, AnswerLost, MessageRefused, ProviderBusy, RecipientStopped
from engine.domain.message import Message, Receipt
from preferences.channel import ChannelKind


@dataclass(frozen=True)
class Call:
    """One time that somebody handed a message over; `taken` says whether it went out."""

    at: object
    message: Message
    taken: bool

    @property
    def reference(self):
        return self.message.reference

    @property
    def channel(self):
        return self.message.channel

    @property
    def to(self):
        return self.message.to.value


class Provider:
    """The provider of one channel; its calls are the only truth about what left the house."""

    def __init__(self, kind, clock, calls):
        self.kind = kind
        self.clock = clock
        #: the calls of all channels, in order
        self.calls = calls
        #: what comes next; when it is used up, everything is taken
        self.answers = []
        self.handed_over_at = None

    def answer(self, *answers):
        self.answers += answers

    def send(self, message):
        self.handed_over_at = self.clock()
        answer = self.answers.pop(0) if self.answers else takes
        return answer(self, message)

    def note(self, message, *, taken=True):
        self.calls.append(Call(self.handed_over_at, message, taken))


def takes(provider, message):
    """Take it."""
    provider.note(message)
    return Receipt(reference=message.reference, provider_ref=f"P-{message.reference}", raw_status="queued")


def after(act, answer=takes):
    """Let something happen in the world while the message is under way."""

    def play(provider, message):
        act()
        return answer(provider, message)

    return play


def always(answer):
    """Answer so until the test says otherwise."""

    def play(provider, message):
        provider.answers.insert(0, play)
        return answer(provider, message)

    return play


def says_no(error, **details):
    """Take nothing, and say why."""

    def play(provider, message):
        provider.note(message, taken=False)
        raise error("the provider said no", channel=provider.kind, **details)

    return play


def is_busy(retry_after=None):
    return says_no(ProviderBusy, retry_after=retry_after)


rejects = says_no(AddressRejected)
is_stopped = says_no(RecipientStopped)
refuses = says_no(MessageRefused)


def loses_the_answer(provider, message):
    """Take it, and let nobody know."""
    provider.note(message)
    raise AnswerLost("no answer came", channel=provider.kind)


def breaks(provider, message):
    """Fail in a way that nobody foresaw."""
    provider.note(message, taken=False)
    raise RuntimeError("a fault of the adapter")


def providers(clock):
    """One provider for each channel, with one list of all calls."""
    calls: list[Call] = []
    return {kind: Provider(kind, clock, calls) for kind in ChannelKind}
