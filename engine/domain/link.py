"""
The link in a message: one code for each contact, that nobody can guess and that tells nothing of anybody.

The code is made from the reference of the contact with a key of the house, so a text that is written a second
time says the same. Only its fingerprint is kept. The code itself shows nothing personal and allows little:
see engine.visiting.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

#: letters and numbers without those that look alike on paper (0 and O, I and l); all are safe in an SMS
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#: two signs at a time: half the divisions of a long number
PAIRS = tuple(first + second for second in ALPHABET for first in ALPHABET)
#: so many of them hold 128 bits
LENGTH = 22
#: a link leads to the case for so long (trust.md 3.3); what protects somebody works longer
LIVES = timedelta(days=30)
#: for previews and proofs: a code of nobody
EXAMPLE_CODE = "VoorbeeLdVanEenCode123"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that left with a message; the code itself is kept nowhere."""

    #: SHA-256 of the code, in hexadecimal
    fingerprint: str
    #: the contact with which it left
    reference: str
    debtor_id: str
    made_at: datetime


def code_of(key: bytes, reference: str) -> str:
    """Make the code of a contact: always the same for the same contact."""
    # not hmac.digest: that lets other threads go first each time, and a sender then waits for its turn
    number = int.from_bytes(hmac.new(key, f"link\n{reference}".encode(), sha256).digest())
    signs = []
    for _ in range(LENGTH // 2):
        number, place = divmod(number, len(PAIRS))
        signs.append(PAIRS[place])
    return "".join(signs)


def example_code(reference: str) -> str:
    """Give the code of nobody, whatever the contact."""
    return EXAMPLE_CODE


def fingerprint_of(code: str) -> str:
    """Give what is kept of a code."""
    return sha256(code.encode()).hexdigest()


def is_code(text: str) -> bool:
    """Say whether a text has the shape of a code."""
    return len(text) == LENGTH and all(sign in ALPHABET for sign in text)
