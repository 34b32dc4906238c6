"""E-mail through a mail server: the conversation, and what each no means."""

import datetime as dt
import ssl
import traceback
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from channels.smtp.email import SmtpEmail
from channels.smtp.security import Security
from channels.smtp.server import MailServer
from channels.wire import Timeouts
from engine.domain.errors import AddressRejected, AnswerLost, ConfigurationError, MessageRefused, ProviderBusy
from preferences.channel import ChannelKind
from tests.channels.builders import MAILBOX, NOW, clock, message, text
from tests.channels.rehearsed_http import Mood
from tests.channels.rehearsed_smtp import rehearsed_smtp
from tests.patience import PATIENCE

EMAIL = ChannelKind.EMAIL


def channel(playing, **changes):
    settings = {"security": Security.NONE, "timeouts": Timeouts(connect=PATIENCE, read=PATIENCE), **changes}
    return SmtpEmail(server=MailServer(host="127.0.0.1", port=playing.port, **settings), clock=clock)


@contextmanager
def failing(named, **scene):
    """Play a scene in which one mail fails in a named way; gives the scene."""
    with rehearsed_smtp(**scene) as playing:
        with pytest.raises(named) as caught:
            channel(playing).send(message(EMAIL))
        assert type(caught.value) is named
        assert MAILBOX not in "".join(traceback.format_exception(caught.value))
        yield playing


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Make a certificate of our own for 127.0.0.1; gives the file and a server's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), serial_number=1)
        .not_valid_before(NOW - dt.timedelta(days=3650))
        .not_valid_after(NOW + dt.timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "own.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return str(file), context


def test_a_mail_arrives_as_it_was_written():
    body = "Beste Zoë,\n.\n..\nEen regel die met een punt begint.\n" + "lang " * 300

    with rehearsed_smtp() as playing:
        receipt = channel(playing).send(message(EMAIL, text=text(EMAIL, body=body)))

    arrived = message_from_bytes(playing.mails[0], policy=default)
    assert playing.envelope == ["mail FROM:<post@incasso.example>", f"rcpt TO:<{MAILBOX}>"]
    assert arrived["Message-ID"] == receipt.provider_ref == "<C-0001-A@incasso.example>"
    plain = next(part for part in arrived.walk() if part.get_content_type() == "text/plain")
    assert plain.get_content().splitlines() == body.splitlines()
    assert receipt.raw_status == "250"
    assert playing.verbs[-1] == "QUIT"


@pytest.mark.parametrize(
    ("verb", "reply", "named"),
    [
        ("greeting", "421 4.3.2 too many lines", ProviderBusy),
        ("greeting", f"554 no mail for {MAILBOX}", MessageRefused),
        ("greeting", "", ProviderBusy),
        ("EHLO", "", ProviderBusy),
        ("MAIL", "451 4.3.0 later", ProviderBusy),
        ("MAIL", "550 5.7.1 we do not know you", MessageRefused),
        ("RCPT", "450 4.2.1 mailbox busy", ProviderBusy),
        ("RCPT", f"550 5.1.1 no {MAILBOX}", AddressRejected),
        ("RCPT", "550 5.1.10 null MX", AddressRejected),
        ("RCPT", "550 5.2.1 switched off", AddressRejected),
        ("RCPT", "550 no such user", AddressRejected),
        ("RCPT", "553 not a name", AddressRejected),
        ("RCPT", "550 5.7.1 relaying denied", MessageRefused),
        ("RCPT", "552 5.2.2 mailbox full", MessageRefused),
        ("RCPT", "554 no", MessageRefused),
        ("RCPT", "", ProviderBusy),
        ("DATA", "451 4.3.0 not now", ProviderBusy),
        ("DATA", f"554 5.5.1 not to {MAILBOX}", MessageRefused),
        ("end", "452 4.3.1 disk full", ProviderBusy),
        ("end", "554 5.7.1 spam", MessageRefused),
    ],
)
def test_names_every_no(verb, reply, named):
    with failing(named, replies={verb: reply}) as playing:
        assert len(playing.mails) <= 1


@pytest.mark.parametrize(
    "scene", [{"replies": {"end": ""}}, {"mood": Mood.DROPS}, {"replies": {"end": "what?"}}]
)
def test_is_in_doubt_when_the_line_breaks_after_the_mail(scene):
    with failing(AnswerLost, **scene) as playing:
        assert len(playing.mails) == 1


@pytest.mark.parametrize("goodbye", ["", "500 who are you", "421 4.0.0 gone"])
def test_a_goodbye_that_fails_changes_nothing(goodbye):
    with rehearsed_smtp(replies={"QUIT": goodbye}) as playing:
        assert channel(playing).send(message(EMAIL)).raw_status == "250"


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_speaks_over_a_closed_line_and_logs_in(certificate, security):
    file, context = certificate
    secure = {"security": security, "trusted_file": file, "username": "huis", "password": "geheim"}

    with rehearsed_smtp(tls=context, tls_at_once=security is Security.TLS, replies=WITH_LOGIN) as playing:
        channel(playing, **secure).send(message(EMAIL))

    assert len(playing.mails) == 1
    assert "AUTH" in playing.verbs
    assert ("STARTTLS" in playing.verbs) is (security is Security.STARTTLS)


WITH_LOGIN = {"EHLO": "250-mail.example\r\n250-{features}\r\n250 AUTH PLAIN"}


@pytest.mark.parametrize(
    ("reply", "named"), [("535 5.7.8 wrong", MessageRefused), ("454 4.7.0 later", ProviderBusy)]
)
def test_names_a_log_in_that_fails(certificate, reply, named):
    file, context = certificate
    secure = {"security": Security.TLS, "trusted_file": file, "username": "huis", "password": "geheim"}

    replies = {**WITH_LOGIN, "AUTH": reply}
    with (
        rehearsed_smtp(tls=context, tls_at_once=True, replies=replies) as playing,
        pytest.raises(named) as caught,
    ):
        channel(playing, **secure).send(message(EMAIL))

    assert type(caught.value) is named
    assert playing.mails == []


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_gives_no_mail_to_a_server_whose_certificate_is_not_trusted(certificate, security):
    at_once = security is Security.TLS

    with (
        rehearsed_smtp(tls=certificate[1], tls_at_once=at_once) as playing,
        pytest.raises(MessageRefused, match="certificate"),
    ):
        channel(playing, security=security).send(message(EMAIL))

    assert playing.mails == []
    assert "MAIL" not in playing.verbs


def test_gives_no_mail_to_a_server_that_does_not_offer_starttls():
    with rehearsed_smtp() as playing, pytest.raises(MessageRefused, match="STARTTLS"):
        channel(playing, security=Security.STARTTLS).send(message(EMAIL))

    assert "MAIL" not in playing.verbs


@pytest.mark.parametrize(
    "settings", [{"security": Security.NONE, "password": "geheim"}, {"password": "geheïm"}, {"own_name": "ü"}]
)
def test_does_not_start_with_settings_that_would_leak_or_fail(settings):
    with pytest.raises(ConfigurationError, match="smtp"):
        MailServer(host="127.0.0.1", **settings)


def test_the_password_stands_in_no_picture_of_the_channel():
    server = MailServer(host="127.0.0.1", username="huis", password="geheim")

    assert "geheim" not in repr(SmtpEmail(server=server, clock=clock))
