"""Keys and ciphertexts: one key for each subject, itself wrapped by the key of the house."""

from collections.abc import Callable
from hashlib import sha256
from zlib import DEFLATED, compressobj, decompress

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.domain.errors import ConfigurationError
from engine.domain.touchpoint import Json
from engine.record.canonical import canonical

KEY_LENGTH = 32
NONCE_LENGTH = 12
#: contents are short: the fastest level and a small window save as much as others, and touch little memory
LEVEL, WINDOW, MEMORY = 1, 12, 5


class SubjectKey:
    """Seals and opens the contents of one subject; the same key is never used for another."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, content: Json, nonce: bytes, guarded: bytes) -> tuple[bytes, bytes]:
        """Encrypt a content for its own line only; gives the sealed bytes and their hash."""
        sealed = nonce + self._cipher.encrypt(nonce, _compressed(canonical(content)), guarded)
        return sealed, sha256(sealed).digest()

    def open(self, sealed: bytes, guarded: bytes) -> Json:
        """Decrypt a content; raises InvalidTag when it was changed or belongs to another line."""
        nonce, ciphertext = sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:]
        content: Json = orjson.loads(decompress(self._cipher.decrypt(nonce, ciphertext, guarded)))
        return content


def _compressed(content: bytes) -> bytes:
    press = compressobj(LEVEL, DEFLATED, WINDOW, MEMORY)
    return press.compress(content) + press.flush()


class Vault:
    """Makes, wraps and unwraps the keys of subjects; holds the key of the house, which is in no database."""

    def __init__(self, house_key: bytes, random_bytes: Callable[[int], bytes]) -> None:
        if len(house_key) != KEY_LENGTH:
            raise ConfigurationError(
                f"the key of the house must have {KEY_LENGTH} bytes, not {len(house_key)}"
            )
        self._cipher = AESGCM(house_key)
        self._random_bytes = random_bytes

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
            return SubjectKey(self._cipher.decrypt(nonce, ciphertext, subject.encode()))
        except InvalidTag as error:
            raise ConfigurationError(
                f"the key of {subject} was not made with this key of the house: set the one of then"
            ) from error
