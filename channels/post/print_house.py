"""Letters through a print house that fetches a ZIP per cut-off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from channels.post.batch import batch_name, drop
from channels.post.letter import prepare
from channels.post.press import Press
from channels.post.spool import Spool, letters_in
from engine.domain.errors import MessageRefused, ProviderBusy
from engine.domain.message import Message, Receipt
from preferences.channel import ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintHouse:
    """The letter channel: a letter joins the open batch, and a cut-off drops the batch."""

    #: the print house in the name of a batch
    name: str
    press: Press
    #: a folder of our own, on a disk that survives
    spool: Spool
    #: where the print house looks for batches
    target: Path
    #: the envelopes that the print house has
    envelopes: frozenset[str] = frozenset({"standard"})
    duplex: bool = True
    kind: ChannelKind = field(default=ChannelKind.LETTER, init=False)

    def send(self, message: Message) -> Receipt:
        """Put one letter into the open batch; the same reference again is the same letter."""
        with self._on_disk():
            if not self.spool.has(message.reference):
                self._put(message)
        return Receipt(reference=message.reference, provider_ref=message.reference, raw_status="spooled")

    def close_batch(self, now: datetime) -> tuple[Path, ...]:
        """
        Drop the open batch for the print house and give its ZIP; no letters, no ZIP.

        A cut-off that was interrupted before is finished too, under its own name. Raises ProviderBusy when
        the disk does not do it; nothing is lost then, and closing again goes on with it.
        """
        with self._on_disk(), self.spool.locked():
            letters = letters_in(self.spool.open)
            if letters:
                self.spool.freeze(batch_name(self.name, now, letters))
            return tuple(self._drop(folder) for folder in self.spool.closing())

    def _put(self, message: Message) -> None:
        if message.envelope not in self.envelopes:
            known = ", ".join(sorted(self.envelopes))
            because = f"{self.name} has no envelope {message.envelope!r}; it has: {known}"
            raise MessageRefused(because, channel=self.kind)
        letter, pdf = prepare(message, self.press, duplex=self.duplex)
        with self.spool.locked():
            if not self.spool.has(message.reference):
                self.spool.put(letter, pdf)

    def _drop(self, folder: Path) -> Path:
        archive = drop(folder, self.target)
        self.spool.forget(folder)
        return archive

    @contextmanager
    def _on_disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            because = f"the letters cannot be kept ({error.strerror}): {error.filename}"
            raise ProviderBusy(because, channel=self.kind) from error
