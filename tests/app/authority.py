"""A time-stamping authority on loopback: OpenSSL signs, we only carry its answers."""

import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIG = """\
[ tsa ]
default_tsa = our
[ our ]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def a_certificate(name, key, issuer, issuer_key, *extensions):
    now = datetime.now(UTC)  # noqa: TID251 - OpenSSL stamps with the clock of the machine
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer_key, hashes.SHA256())


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def usage(**allowed):
    flags = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**(flags | allowed))


@dataclass
class Authority:
    """Its files, and what it was asked."""

    folder: Path
    url: str = ""
    #: answers with this status instead of a stamp
    status: int = 200
    asked: list[bytes] = field(default_factory=list)

    def __post_init__(self):
        root_key, key = (rsa.generate_private_key(65537, 2048) for _ in "12")
        root = a_certificate(
            "root",
            root_key,
            "root",
            root_key,
            (x509.BasicConstraints(ca=True, path_length=None), True),
            (usage(key_cert_sign=True, crl_sign=True), True),
            (x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), False),
        )
        own = a_certificate(
            "authority",
            key,
            "root",
            root_key,
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (usage(digital_signature=True, content_commitment=True), True),
            (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
            (x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), False),
        )
        self.folder.mkdir(parents=True)
        (self.folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
        (self.folder / "tsa.pem").write_bytes(own.public_bytes(Encoding.PEM))
        (self.folder / "tsa.key").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        (self.folder / "serial").write_text("01\n", encoding="utf-8")
        (self.folder / "tsa.cnf").write_text(CONFIG.format(folder=self.folder), encoding="utf-8")

    @property
    def roots(self):
        return (self.folder / "root.pem").read_bytes()

    def stamp(self, question):
        """Answer one question, as RFC 3161 has it."""
        self.asked.append(question)
        (self.folder / "question.tsq").write_bytes(question)
        command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "our"]
        subprocess.run(  # noqa: S603 - our own words
            [*command, "-queryfile", "question.tsq", "-out", "answer.tsr"],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        return (self.folder / "answer.tsr").read_bytes()


@contextmanager
def an_authority(folder):
    """Serve an authority on loopback."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl here to play the authority")
    authority = Authority(folder)

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            question = self.rfile.read(int(self.headers["Content-Length"]))
            answer = authority.stamp(question) if authority.status == 200 else b""
            self.send_response(authority.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    authority.url = f"http://127.0.0.1:{server.server_port}/"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
