"""Which messages of others were taken in, each once, through which call and for which case."""

from datetime import datetime

from engine.domain.incoming import Incoming
from engine.store.columns import micros
from engine.store.shelf import Shelf

#: the number of the call stands where an event has the provider's number of a message
CLAIM = (
    "INSERT INTO provider_event (key, provider, reference, provider_ref, outcome, code, at, noted_at, fate)"
    " VALUES (?, ?, '', ?, 'replied', ?, ?, ?, 'no_news') ON CONFLICT (key) DO UPDATE"
    " SET noted_at = excluded.noted_at WHERE provider_event.provider_ref = excluded.provider_ref"
)
SETTLE = "UPDATE provider_event SET reference = ?, fate = 'news' WHERE key = ?"


class IncomingBook(Shelf):
    """Messages of others, without a word of them."""

    def claim_incoming(self, message: Incoming, number: int, at: datetime) -> bool:
        """Write that a message is taken in through a call; False when another call brought it before."""
        provider = message.key.partition(":")[0]
        written = (str(number), message.channel.value, micros(message.received_at), micros(at))
        return self._sql.change(CLAIM, message.key, provider, *written) > 0

    def settle_incoming(self, key: str, case_id: str) -> None:
        """Write which case a message was taken in for."""
        self._sql.change(SETTLE, case_id, key)
