"""
Ask the providers what they have, and make the books agree with it.

Doubts are settled, reports that never came are taken in from the lists, and after a restored backup what left
since then is written down as a contact of the step at which the case stood, or given to a person. Messages
leave again only when the lists were asked late enough: a provider may show the last message of the old house
as late as its longest delay after that was begun.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.adopt import Adopt
from engine.came_back import Gap, write_gap
from engine.dispatch import LEASE
from engine.domain.errors import CannotAsk
from engine.domain.in_doubt import BY_PERSON
from engine.domain.listed import Listed
from engine.domain.raw_call import EventFate
from engine.doubts import Doubts, Way
from engine.evidence import Evidence
from engine.evidence_ports import InboundList, ProviderList, ReconcileStore
from engine.gather import Desk
from engine.ports import Catalogue, NewId, Writer
from engine.restored import ASKED_AT, Freeze, last_freeze, note_freeze, thaw_line
from preferences.channel import ChannelKind

#: events taken in together
AT_A_TIME = 500
#: without a moment to begin at: so far back when nothing is frozen
LOOK_BACK = timedelta(days=1)
#: a backup may lack what was under way when it was made
BEFORE_THE_BACKUP = timedelta(hours=1)


@dataclass(slots=True)
class Reconciled:
    """What the providers had to say."""

    #: asked about what left since this moment
    since: datetime
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
    #: it was too soon to let messages leave: from this moment on the lists know all that the old house sent
    again_from: datetime | None = None
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
    #: what a worker of the old house had in hand when the backup was put back has left by then
    last_batch: timedelta = LEASE

    def run(self, since: datetime | None, now: datetime, *, by: str, lift: bool = False) -> Reconciled:
        """
        Ask about doubts and about everything since a moment; None: since a day ago, or since the backup.

        A freeze ends when all lists were asked late enough; `lift` ends it although a provider was silent.
        """
        doubts = self.doubts.run(now)
        frozen, froze = self._frozen(now)
        found = Reconciled(since=_begin(since, now, froze), doubts=doubts)
        since = found.since
        if froze and now < (from_when := self.lets_go_from(froze.since)):
            found.again_from = from_when
        if frozen:
            # until every provider told what it sent, nobody knows what was answered
            self._note_gap(since, now, all_asked=False)
        for channel, providers in self._lists().items():
            self._ask(found, channel, providers, (since, now), adopt=bool(frozen))
        for name, provider_of_texts in self.inbound.items():
            self._hear(found, name, provider_of_texts, (since, now))
        if frozen:
            found.silent |= {channel.value: because for channel, because in self.without_list.items()}
            self._note_gap(since, now, all_asked=not found.silent and not found.again_from)
            self._thaw(found, now, by, lift=lift)
        found.frozen, _ = self._frozen(now)
        return found

    def lets_go_from(self, since: datetime) -> datetime:
        """Say when the lists of the providers surely hold all that left before a freeze."""
        policies = [self.doubts.policies.get(kind, BY_PERSON) for kind in self.lists]
        if not policies:
            return since
        return since + self.last_batch + max(policy.longest_delay for policy in policies)

    def _lists(self) -> dict[str, ProviderList]:
        """Name each provider once: SMS and WhatsApp share an account."""
        named: dict[str, ProviderList] = {}
        for channel, provider in self.lists.items():
            if provider not in named.values():
                named[channel.value] = provider
        return named

    def _frozen(self, now: datetime) -> tuple[str, Freeze | None]:
        """Say why nothing may leave, and since when; of what an older program froze: since now."""
        with self.store.begin() as books:
            because, froze = books.frozen(), last_freeze(books)
            if because and froze is None:
                froze = Freeze(now, books.last_moment())
                note_freeze(books, froze)
        return because, froze if because else None

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
            books.hold_numbers()
            evidence = Evidence(desk=desk, new_id=self.new_id)
            found.fates += evidence.take_in(books, [one.event for one in listed], now)
            if adopt:
                adopted = Adopt(books=books, desk=desk, new_id=self.new_id, now=now).all(listed)
                found.written_down += adopted.written_down
                found.for_people += adopted.for_people
                found.of_nobody += adopted.of_nobody

    def _thaw(self, found: Reconciled, now: datetime, by: str, *, lift: bool) -> None:
        """
        Let messages leave again when every provider answered, or a person takes it on themselves.

        Nobody can take on themselves what a list does not show yet.
        """
        if found.again_from or (found.silent and not lift):
            return
        because = "lifted by a person" if found.silent else "the providers were asked"
        with self.store.begin() as books:
            books.freeze("")
            # a mark from before is of what was asked about now
            books.set_house(ASKED_AT, now.isoformat())
            books.append([thaw_line(now, because, by)])


def _begin(since: datetime | None, now: datetime, froze: Freeze | None) -> datetime:
    """Say since when to ask: after a backup came back never later than from where that ends."""
    if froze is None or froze.lacks_since is None:
        return since or now - LOOK_BACK
    backup = froze.lacks_since - BEFORE_THE_BACKUP
    return min(since, backup) if since else backup
