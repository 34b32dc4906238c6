"""
How Twilio and SendGrid sign what they send us, written from their papers and not with their libraries.

So a mistake in one of both shows: the tests verify these signatures with the official classes.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

#: the number of points on the curve P-256
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def sign_form(url: str, form: Mapping[str, str], *, token: str) -> str:
    """Sign a form as Twilio: HMAC-SHA1 over the address and the sorted fields, in base64."""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), hashlib.sha1)).decode()


def signing_key(word: str) -> ec.EllipticCurvePrivateKey:
    """Make SendGrid's signing key from a word."""
    number = int.from_bytes(hashlib.sha256(word.encode()).digest()) % (ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def sign_events(key: ec.EllipticCurvePrivateKey, timestamp: str, body: bytes) -> str:
    """Sign a call of the event webhook as SendGrid: ECDSA with SHA-256 over moment and body, in base64."""
    return base64.b64encode(key.sign(timestamp.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """Write the public key as SendGrid shows it in its settings: DER in base64."""
    der = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(der).decode()
