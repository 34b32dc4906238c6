"""Keys and ciphertexts: one key for each subject, itself wrapped by the key of the house."""

from collections.abc import Callable
from hashlib import sha256
from zlib import compress, decompress

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.domain.errors import ConfigurationError
from engine.domain.touchpoint import Json
from engine.record.canonical import canonical

KEY_LENGTH = 32
NONCE_LENGTH = 12
#: what is shorter stays as it is: making it smaller would take longer than all the rest of writing it down
LONG = 4096
LEVEL = 1
#: how a table, list, text, whole number, yes, no or nothing begins in JSON
JSON_BEGINS = frozenset(bytes([sign]) for sign in b'{["-0123456789tfn')


class SubjectKey:
    """Seals and opens the contents of one subject; the same key is never used for another."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, content: Json, nonce: bytes, guarded: bytes) -> tuple[bytes, bytes]:
        """Encrypt a content for its own line only; gives the sealed bytes and their hash."""
        sealed = nonce + self._cipher.encrypt(nonce, _packed(canonical(content)), guarded)
        return sealed, sha256(sealed).digest()

    def open(self, sealed: bytes, guarded: bytes) -> Json:
        """Decrypt a content; raises InvalidTag when it was changed or belongs to another line."""
        nonce, ciphertext = sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:]
        content: Json = orjson.loads(_unpacked(self._cipher.decrypt(nonce, ciphertext, guarded)))
        return content


def _packed(content: bytes) -> bytes:
    return compress(content, LEVEL) if len(content) > LONG else content


def _unpacked(packed: bytes) -> bytes:
    """Give a content back: JSON in words begins with one of these signs, and what zlib made never does."""
    return packed if packed[:1] in JSON_BEGINS else decompress(packed)


class Vault:
    """Makes, wraps and unwraps the keys of subjects; holds the key of the house, which is in no database."""

    def __init__(self, house_key: bytes, random_bytes: Callable[[int], bytes]) -> None:
        if len(house_key) != KEY_LENGTH:
            raise ConfigurationError(
                f"the key of the house must have {KEY_LENGTH} bytes, not {len(house_key)}"
            )
        self._cipher = AESGCM(house_key)
        self._random_bytes = random_bytes
        #: did this key of the house open a key that stands in the database?
        self.is_proven = False

    def nonces(self, count: int) -> list[bytes]:
        """Draw nonces."""
        drawn = self._random_bytes(NONCE_LENGTH * count)
        return [drawn[start : start + NONCE_LENGTH] for start in range(0, len(drawn), NONCE_LENGTH)]

    def new_key(self, subject: str) -> tuple[SubjectKey, bytes]:
        """Make a key for a subject; gives it, and wrapped for the database."""
        key, nonce = self._random_bytes(KEY_LENGTH), self._random_bytes(NONCE_LENGTH)
        return SubjectKey(key), nonce + self._cipher.encrypt(nonce, key, subject.encode())

    def unwrap(self, subject: str, wrapped: bytes) -> SubjectKey:
        """Take a subject's key out of its wrapping; raises ConfigurationError with another house's key."""
        nonce, ciphertext = wrapped[:NONCE_LENGTH], wrapped[NONCE_LENGTH:]
        try:
            key = self._cipher.decrypt(nonce, ciphertext, subject.encode())
        except InvalidTag as error:
            raise ConfigurationError(
                f"the key of {subject} was not made with this key of the house: set the one of then"
            ) from error
        self.is_proven = True
        return SubjectKey(key)
