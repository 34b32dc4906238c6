"""
Ask the providers what they have, and make the books agree with it.

Doubts are settled, reports that never came are taken in from the lists, and after a restored backup what left
since then is written down as a contact of the step at which the case stood, or given to a person.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.adopt import Adopt
from engine.came_back import Gap, write_gap
from engine.domain.errors import CannotAsk
from engine.domain.listed import Listed
from engine.domain.raw_call import EventFate
from engine.doubts import Doubts, Way
from engine.evidence import Evidence
from engine.evidence_ports import InboundList, ProviderList, ReconcileStore
from engine.gather import Desk
from engine.ports import Catalogue, NewId, Writer
from engine.restored import thaw_line
from preferences.channel import ChannelKind

#: events taken in together
AT_A_TIME = 500


@dataclass(slots=True)
class Reconciled:
    """What the providers had to say."""

    doubts: Counter[Way] = field(default_factory=Counter)
    fates: Counter[EventFate] = field(default_factory=Counter)
    #: by channel: messages in its provider's list
    listed: dict[str, int] = field(default_factory=dict)
    #: by channel: why its provider could not be asked
    silent: dict[str, str] = field(default_factory=dict)
    #: messages that were not in the books: written down, given to a person, or of nobody that we know
    written_down: int = 0
    for_people: int = 0
    of_nobody: int = 0
    frozen: str = ""
    #: messages of others that their providers still know and that were not kept here yet
    heard: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconcile:
    """Asks every provider that can be asked."""

    store: ReconcileStore
    catalogue: Catalogue
    writer: Writer
    new_id: NewId
    doubts: Doubts
    lists: Mapping[ChannelKind, ProviderList]
    #: channels through which messages leave without a list to ask, each with the reason
    without_list: Mapping[ChannelKind, str]
    #: by name: providers that can be asked what they heard from others
    inbound: Mapping[str, InboundList] = field(default_factory=dict)

    def run(self, since: datetime, now: datetime, *, by: str, lift: bool = False) -> Reconciled:
        """Ask about doubts and about everything since a moment; `lift` ends a freeze whatever was silent."""
        found = Reconciled(doubts=self.doubts.run(now))
        frozen = self._frozen()
        if frozen:
            # until every provider told what it sent, nobody knows what was answered
            self._note_gap(since, now, all_asked=False)
        for channel, providers in self._lists().items():
            self._ask(found, channel, providers, (since, now), adopt=bool(frozen))
        for name, provider_of_texts in self.inbound.items():
            self._hear(found, name, provider_of_texts, (since, now))
        if frozen:
            found.silent |= {channel.value: because for channel, because in self.without_list.items()}
            self._note_gap(since, now, all_asked=not found.silent)
            self._thaw(found, now, by, lift=lift)
        found.frozen = self._frozen()
        return found

    def _lists(self) -> dict[str, ProviderList]:
        """Name each provider once: SMS and WhatsApp share an account."""
        named: dict[str, ProviderList] = {}
        for channel, provider in self.lists.items():
            if provider not in named.values():
                named[channel.value] = provider
        return named

    def _frozen(self) -> str:
        with self.store.begin() as books:
            return books.frozen()

    def _note_gap(self, since: datetime, now: datetime, *, all_asked: bool) -> None:
        with self.store.begin() as books:
            write_gap(books, Gap(since, now, all_asked))

    def _ask(
        self,
        found: Reconciled,
        channel: str,
        provider: ProviderList,
        stretch: tuple[datetime, datetime],
        *,
        adopt: bool,
    ) -> None:
        since, now = stretch
        try:
            listed = provider.since(since, now)
        except CannotAsk as fault:
            found.silent[channel] = str(fault)
            return
        found.listed[channel] = len(listed)
        for start in range(0, len(listed), AT_A_TIME):
            self._take_in(found, listed[start : start + AT_A_TIME], now, adopt=adopt)

    def _hear(
        self, found: Reconciled, name: str, provider: InboundList, stretch: tuple[datetime, datetime]
    ) -> None:
        """Keep what others sent us as the calls that should have told of it; work goes on as with those."""
        try:
            heard = provider.heard(*stretch)
        except CannotAsk as fault:
            found.silent[name] = str(fault)
            return
        with self.store.begin() as books:
            found.heard += books.put_calls(heard)

    def _take_in(self, found: Reconciled, listed: Sequence[Listed], now: datetime, *, adopt: bool) -> None:
        desk = Desk(self.catalogue, self.writer)
        with self.store.begin() as books:
            evidence = Evidence(desk=desk, new_id=self.new_id)
            found.fates += evidence.take_in(books, [one.event for one in listed], now)
            if adopt:
                adopted = Adopt(books=books, desk=desk, new_id=self.new_id, now=now).all(listed)
                found.written_down += adopted.written_down
                found.for_people += adopted.for_people
                found.of_nobody += adopted.of_nobody

    def _thaw(self, found: Reconciled, now: datetime, by: str, *, lift: bool) -> None:
        """Let messages leave again when every provider answered, or a person takes it on themselves."""
        if found.silent and not lift:
            return
        because = "lifted by a person" if found.silent else "the providers were asked"
        with self.store.begin() as books:
            books.freeze("")
            books.append([thaw_line(now, because, by)])
