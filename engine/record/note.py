"""
Signed notes and the keys that sign them (C2SP signed-note, Ed25519).

A note is text, an empty line, and signature lines `— NAME BASE64(key id, signature)`. A public key is written
`NAME+KEYID+BASE64(0x01, key)`; the key id is the beginning of SHA-256(NAME, newline, 0x01, key).
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from engine.domain.errors import NoteRefused

ED25519 = b"\x01"
KEY_ID = 4
SEED = 32
NAME = re.compile(r"[^\s+]+")
SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Who signs, and the 32 bytes with which everybody can check that."""

    name: str
    key: bytes

    @classmethod
    def read(cls, text: str) -> "PublicKey":
        """Read a key as it is written on paper or in a file; raises NoteRefused."""
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        raw = _decoded(encoded)
        if not NAME.fullmatch(name) or raw[:1] != ED25519 or len(raw) != 1 + SEED:
            raise NoteRefused(f"'{text.strip()[:60]}' is no public key: it reads NAME+KEYID+BASE64")
        found = cls(name, raw[1:])
        if found.key_id.hex() != key_id:
            raise NoteRefused(f"the key of {name} has another id than {key_id}: it was copied wrongly")
        return found

    @property
    def key_id(self) -> bytes:
        """Give the four bytes that name the key in signatures."""
        return sha256(f"{self.name}\n".encode() + ED25519 + self.key).digest()[:KEY_ID]

    @property
    def fingerprint(self) -> str:
        """Give what stands in a contract: the SHA-256 of the key in groups of four."""
        digest = sha256(self.key).hexdigest()
        return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self.key).decode()}"


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs notes under one name; the seed of 32 bytes stays outside the database."""

    name: str
    seed: bytes

    def __post_init__(self) -> None:
        if len(self.seed) != SEED or not NAME.fullmatch(self.name):
            raise NoteRefused(f"a signer needs a name without spaces or + and a seed of {SEED} bytes")

    @property
    def public(self) -> PublicKey:
        """Give the key that everybody may know."""
        return PublicKey(self.name, self._key().public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """Make a note of a text whose lines all end; raises NoteRefused for another."""
        if not text.endswith("\n") or not all(sign == "\n" or sign.isprintable() for sign in text):
            raise NoteRefused("a note is made of printable lines, and the last one ends too")
        signature = self._key().sign(text.encode())
        return f"{text}\n— {self.name} {b64encode(self.public.key_id + signature).decode()}\n"

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def open_note(note: str, keys: Iterable[PublicKey]) -> str:
    """Give the text of a note that one of these keys signed; raises NoteRefused."""
    text, parted, signatures = note.rpartition("\n\n")
    if not parted or not signatures.endswith("\n"):
        raise NoteRefused("it is no signed note: it has no signatures after an empty line")
    text += "\n"
    known = {(key.name, key.key_id): key for key in keys}
    for line in signatures.splitlines():
        found = SIGNATURE.fullmatch(line)
        if found is None:
            raise NoteRefused("it is no signed note: a line after the empty line is no signature")
        raw = _decoded(found["signature"])
        key = known.get((found["name"], raw[:KEY_ID]))
        if key is not None:
            return _checked(text, key, raw[KEY_ID:])
    raise NoteRefused("none of the keys that you trust signed it")


def _checked(text: str, key: PublicKey, signature: bytes) -> str:
    try:
        Ed25519PublicKey.from_public_bytes(key.key).verify(signature, text.encode())
    except InvalidSignature:
        raise NoteRefused(
            f"the signature of {key.name} is false: the text or the signature was changed"
        ) from None
    return text


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except NotBase64:
        return b""
