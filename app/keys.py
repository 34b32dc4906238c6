"""The keys of the house: files apart from the database, readable by us alone."""

import hmac
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from app.settings import Settings
from engine.domain.errors import ConfigurationError
from engine.record.note import Signer
from engine.store.vault import KEY_LENGTH


def house_key(path: Path) -> bytes:
    """Read a key, or make it: readable by us alone, and never in the database. Raises ConfigurationError."""
    if not path.exists():
        _make(path)
    return kept_key(path)


def kept_key(path: Path) -> bytes:
    """Read a key that must be there; raises ConfigurationError."""
    if path.exists() and not path.is_file():
        raise ConfigurationError(f"{path} is no file: a key is a file with {KEY_LENGTH} random bytes")
    try:
        key = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"the key {path} cannot be read: {error.strerror}") from error
    if len(key) != KEY_LENGTH:
        raise ConfigurationError(f"{path} is no key: it holds {len(key)} bytes and must hold {KEY_LENGTH}")
    return key


def _make(path: Path) -> None:
    """
    Make a key that is whole and on the disk before anybody reads it.

    What it sealed must not outlive it when the power fails. Of two made at once the first one stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(os.urandom(KEY_LENGTH))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def purpose_key(settings: Settings, purpose: str) -> bytes:
    """Make a key for one purpose out of the key of the house, so that no two purposes share one."""
    return hmac.new(house_key(settings.key_path), purpose.encode(), sha256).digest()


def record_seed(settings: Settings) -> bytes:
    """Read the key that signs the record, or make it, and put its public half beside it for everybody."""
    path = settings.record_key_path
    seed = house_key(path)
    public, text = path.with_suffix(".pub"), f"{Signer(settings.record_name, seed).public}\n"
    if not public.is_file() or public.read_text(encoding="utf-8") != text:
        public.write_text(text, encoding="utf-8")
    return seed
