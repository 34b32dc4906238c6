"""Sealing the record each minute, and once a day an anchor outside: a time stamp, a mail."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from app.providers import make_authority, make_notice_mail
from app.wiring import House
from engine.domain.errors import ContactError, NotAllowed, NoteRefused, StampFailed
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.record.checkpoint import Checkpoint, unchecked
from engine.record.stamp import ask_for_stamp, read_stamp
from engine.store.house_book import MAILED

log = structlog.get_logger()

#: how often a checkpoint is stamped, and mailed
ANCHOR_EVERY = timedelta(days=1)


def _log_fork(because: str) -> None:
    log.error("the record forks", because=because)


@dataclass(frozen=True, slots=True)
class Sealing:
    """Gives new lines their place, signs a checkpoint, and anchors it outside when that is due."""

    house: House
    #: two people decided that another key signs from now on
    new_key: bool = False
    #: told when the record is not the continuation of what this machine signed
    on_fork: Callable[[str], None] = _log_fork

    def run(self) -> Checkpoint | None:
        """
        Seal what is new; gives the checkpoint, None when nothing was new.

        Raises StampFailed when an anchor failed: the checkpoint stands, and the anchor is tried again.
        """
        sequencer = replace(self.house.sequencer(new_key=self.new_key), on_fork=self.on_fork)
        made = sequencer.run(self.house.clock())
        failures = [str(failed) for failed in map(_attempt, (self._stamp, self._mail)) if failed]
        if failures:
            raise StampFailed("; ".join(failures), made=made is not None)
        return made

    def take_over(self, by: str, second: str) -> Checkpoint | None:
        """Let the key of this machine sign from now on, and write that down; raises NotAllowed."""
        if by == second:
            raise NotAllowed("a new key takes two people: --second names somebody else")
        now, public = self.house.clock(), self.house.signer.public
        said: dict[str, Json] = {"record_key": str(public), "by": by, "second": second}
        with self.house.store.begin() as books:
            for name in (by, second):
                self.house.steering(books, name).house.may_keep_house()
            books.append([Entry(subject="house", kind=LineKind.HOUSE, at=now, public=said)])
        return replace(self, new_key=True).run()

    def _stamp(self) -> None:
        authority, now = make_authority(self.house.settings), self.house.clock()
        if authority is None:
            return
        with self.house.store.read() as books:
            last, note = books.last_stamp_at(), books.latest_checkpoint()
            size = unchecked(note).size if note else 0
            is_stamped = bool(books.stamps(size, size))
        # a quiet house does not ask every minute, once a day has passed: nothing new is there to be stamped
        if note is None or is_stamped or (last is not None and now - last < ANCHOR_EVERY):
            return
        # no transaction is open while somebody else is asked
        token = authority.ask(ask_for_stamp(note))
        read_stamp(token, note)
        with self.house.store.begin() as books:
            books.put_stamp(size, token, now)

    def _mail(self) -> None:
        post, now = make_notice_mail(self.house.settings), self.house.clock()
        if post is None:
            return
        with self.house.store.read() as books:
            mailed, note = (books.house(MAILED) or "").split(), books.latest_checkpoint()
        if note is None:
            return
        size = unchecked(note).size
        if mailed and (
            int(mailed[0]) == size or now.timestamp() - float(mailed[1]) < ANCHOR_EVERY.total_seconds()
        ):
            return
        post.mail(f"{self.house.settings.record_name}: checkpoint {size}", note, now)
        with self.house.store.begin() as books:
            books.set_house(MAILED, f"{size} {now.timestamp()}")


def _attempt(anchor: Callable[[], None]) -> ContactError | None:
    """Try one anchor: another one is still tried when it fails."""
    try:
        anchor()
    except (StampFailed, NoteRefused) as failed:
        return failed
    return None
