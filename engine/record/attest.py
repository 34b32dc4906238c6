"""Signing a file: a note beside it that names its hash (a detached Ed25519 signature)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from engine.domain.errors import NoteRefused
from engine.record.note import PublicKey, Signer, open_note

LINES = 4


def attest(content: bytes, kind: str, signer: Signer, at: datetime) -> str:
    """Sign a content as a dossier, a bundle, ...; gives the note to put beside it."""
    moment = at.astimezone(UTC).isoformat()
    return signer.sign(f"{signer.name}\n{kind}\nsha256 {sha256(content).hexdigest()}\ntime {moment}\n")


def attested(content: bytes, note: str, keys: Iterable[PublicKey]) -> tuple[str, datetime]:
    """Give the kind and the moment under which a content was signed; raises NoteRefused."""
    lines = open_note(note, keys).splitlines()
    if len(lines) != LINES or lines[2] != f"sha256 {sha256(content).hexdigest()}":
        raise NoteRefused("the signature is about another content: it was changed")
    try:
        return lines[1], datetime.fromisoformat(lines[3].removeprefix("time "))
    except ValueError:
        raise NoteRefused("the signature names no moment") from None
