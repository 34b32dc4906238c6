"""A checkpoint: how large the tree was at a moment and what its root was (C2SP tlog-checkpoint)."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.domain.errors import NoteRefused
from engine.record.note import PublicKey, Signer, open_note

HASH = 32
MADE = "time "


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The state of one tree at one moment; its text is signed as a note."""

    #: which tree it is; the name under which the house signs
    origin: str
    size: int
    root: bytes
    at: datetime

    @property
    def text(self) -> str:
        """Write it as the text of a note: origin, size, root, and as an extension line the moment."""
        moment = self.at.astimezone(UTC).isoformat()
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n{MADE}{moment}\n"

    def signed(self, signer: Signer) -> str:
        """Write and sign it."""
        return signer.sign(self.text)


def read_checkpoint(note: str, keys: Iterable[PublicKey]) -> Checkpoint:
    """Read a checkpoint that one of these keys signed; raises NoteRefused."""
    return _read(open_note(note, keys))


def unchecked(note: str) -> Checkpoint:
    """Read a checkpoint of our own store without looking at its signature; raises NoteRefused."""
    return _read(note.rpartition("\n\n")[0] + "\n")


def _read(text: str) -> Checkpoint:
    try:
        origin, size, root, moment = text.splitlines()
        found = Checkpoint(
            origin=origin,
            size=int(size),
            root=b64decode(root, validate=True),
            at=datetime.fromisoformat(moment.removeprefix(MADE)),
        )
    except ValueError:
        raise NoteRefused("it is signed, and it is no checkpoint of this kind of record") from None
    if found.text != text or len(found.root) != HASH or found.size < 0:
        raise NoteRefused("it is signed, and it is no checkpoint of this kind of record")
    return found
