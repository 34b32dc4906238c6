"""Time stamps of an authority outside (RFC 3161): only the hash of a checkpoint leaves the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from engine.domain.errors import NoteRefused

#: the status of an answer that holds a stamp
GRANTED = (0, 1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an authority said: these bytes existed at that moment."""

    at: datetime
    #: was its signature followed up to a certificate that we trust?
    trusted: bool


def ask_for_stamp(note: str) -> bytes:
    """Write the question for a checkpoint's stamp; nothing of the note is in it but its SHA-256."""
    question = TimestampRequestBuilder().data(note.encode()).hash_algorithm(HashAlgorithm.SHA256)
    return question.build().as_bytes()


def read_stamp(token: bytes, note: str, roots: bytes = b"") -> Stamp:
    """
    Read an answer about a note; `roots` are certificates (PEM) of authorities that you trust.

    Raises NoteRefused when it is no stamp, is about something else, or leads to no such certificate.
    """
    try:
        answer = decode_timestamp_response(token)
    except ValueError as error:
        raise NoteRefused("the stamp cannot be read") from error
    if answer.status not in GRANTED:
        raise NoteRefused(f"the authority gave no stamp: status {answer.status}")
    if answer.tst_info.message_imprint.message != sha256(note.encode()).digest():
        raise NoteRefused("the stamp is about something else")
    if roots:
        _follow(token, note, roots)
    return Stamp(answer.tst_info.gen_time, trusted=bool(roots))


def _follow(token: bytes, note: str, roots: bytes) -> None:
    because: Iterable[str] = ()
    for root in load_pem_x509_certificates(roots):
        verifier = VerifierBuilder().add_root_certificate(root).build()
        try:
            verifier.verify_message(decode_timestamp_response(token), note.encode())
        except VerificationError as error:
            because = (*because, str(error))
        else:
            return
    raise NoteRefused(f"the stamp leads to no certificate that you trust: {'; '.join(because)}")
