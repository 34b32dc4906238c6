"""Posting straight over kept connections: once, over as few lines as can be, and never into a dead one."""

import select
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from channels.twilio.client import HttpxForTwilio
from channels.wire import Timeouts, open_http
from engine.domain.leaving import leaving_while
from tests.channels.rehearsed_http import closed_port, rehearsed
from tests.patience import PATIENCE

TAKEN = b"HTTP/1.1 202 Accepted\r\nX-Message-Id: abc\r\nContent-Length: 0\r\n\r\n"
CONTENT = b'{"a": 1}'


@contextmanager
def other_side(*lines):
    """Play a script for each connection: what is answered to each request; then it hangs up."""
    heard, hung_up = [], [threading.Event() for _ in lines]

    def play(server):
        for answers, gone in zip(lines, hung_up, strict=True):
            line, _ = server.accept()
            with line:
                for answer in answers:
                    read = b""
                    while not read.endswith(CONTENT):
                        if not (part := line.recv(65_536)):
                            break
                        read += part
                    heard.append(read)
                    line.sendall(answer)
            gone.set()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=play, args=(server,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", heard, hung_up
        finally:
            # whoever still waits for a call is called
            while thread.is_alive():
                with suppress(OSError):
                    socket.create_connection(server.getsockname(), timeout=1).close()
                thread.join(0.1)


@pytest.fixture
def http():
    with open_http(Timeouts(connect=PATIENCE, read=PATIENCE)) as client:
        yield client


def post(http, url):
    return http.hand_over(f"{url}/v3/mail/send?x=1", CONTENT, {"Authorization": "Bearer geheim"})


@pytest.mark.parametrize("way", ["straight", "by the client of Twilio"])
def test_writes_nothing_when_the_message_in_hand_may_leave_no_more(http, way):
    posts = {
        "straight": lambda url: http.hand_over(url, b"{}", {}),
        "by the client of Twilio": lambda url: HttpxForTwilio(http, url).request("POST", url),
    }
    with rehearsed() as provider:
        with leaving_while(lambda: False), pytest.raises(httpx.ConnectError, match="stood still"):
            posts[way](provider.url)
        refused = provider.posts
        with leaving_while(lambda: True):
            posts[way](provider.url)

        assert (refused, provider.posts) == (0, 1)


def test_who_is_suspended_between_the_head_and_the_body_of_a_request_sends_no_body():
    # through a proxy httpx writes the two apart, and looks before each of them
    looks = iter([True, False])
    with rehearsed() as provider, open_http(transport=httpx.HTTPTransport()) as http:
        with leaving_while(lambda: next(looks)), pytest.raises(httpx.ConnectError, match="stood still"):
            http.hand_over(provider.url, CONTENT, {})
        http.hand_over(provider.url, CONTENT, {})

        # the other side heard a head at most: no message
        assert [one.body for one in provider.requests if one.body] == [CONTENT]


def test_posts_over_one_line_and_gives_what_came_back(http):
    with other_side([TAKEN, TAKEN, TAKEN]) as (url, heard, _):
        answers = [post(http, url) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert answers[0].headers["x-message-id"] == "abc"
    assert answers[0].is_success
    assert len(heard) == 3
    assert heard[0].startswith(b"POST /v3/mail/send?x=1 HTTP/1.1\r\n")
    assert b"Authorization: Bearer geheim\r\n" in heard[0]


def test_notices_that_a_kept_line_was_closed_and_posts_once_over_another(http):
    with other_side([TAKEN], [TAKEN]) as (url, heard, hung_up):
        post(http, url)
        assert hung_up[0].wait(PATIENCE)
        post(http, url)

    assert len(heard) == 2


def test_does_not_keep_a_line_that_the_other_side_wants_to_close(http):
    last = TAKEN.replace(b"Content-Length", b"Connection: close\r\nContent-Length")

    with other_side([last], [TAKEN]) as (url, heard, _):
        post(http, url)
        post(http, url)

    assert len(heard) == 2


def test_asks_nothing_more_on_a_line_that_says_more_than_it_was_asked(http):
    with other_side([TAKEN + b"HTTP/1.1 200 OK\r\n"], [TAKEN]) as (url, heard, _):
        first = post(http, url)
        post(http, url)

    assert first.status_code == 202
    assert len(heard) == 2


def test_a_first_word_that_somebody_listens_is_no_answer(http):
    with other_side([b"HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n" + TAKEN]) as (url, _, _):
        answer = post(http, url)

    assert answer.status_code == 202
    assert "x-early" not in answer.headers


def test_reads_an_answer_that_comes_in_chunks(http):
    chunks = b'HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\n3\r\n:1}\r\n0\r\n\r\n'

    with other_side([chunks, TAKEN]) as (url, heard, _):
        answer = post(http, url)
        post(http, url)

    assert answer.content == b'{"a":1}'
    assert len(heard) == 2


def test_does_not_listen_to_an_answer_without_an_end(http):
    endless = TAKEN.replace(b": 0", b": 9000000") + b"x" * 2_000_000

    with other_side([endless]) as (url, heard, _):
        with pytest.raises(httpx.RemoteProtocolError, match="without an end"):
            post(http, url)

        assert len(heard) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"", httpx.RemoteProtocolError),
        (b"HTTP/1.1 202 Acc", httpx.RemoteProtocolError),
        (b"HTTP/1.1 202 Accepted\r\nX-Message-Id: abc\r\n\r\n", httpx.RemoteProtocolError),
        (b"no HTTP at all\r\n\r\n", httpx.RemoteProtocolError),
        (TAKEN.replace(b": 0", b": 9") + b"half", httpx.RemoteProtocolError),
        (
            b"HTTP/1.1 101 Other\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + TAKEN,
            httpx.RemoteProtocolError,
        ),
    ],
)
def test_names_half_an_answer_and_does_not_ask_again(http, answer, error):
    with other_side([answer]) as (url, heard, _):
        with pytest.raises(error):
            post(http, url)

        assert len(heard) == 1


def test_does_not_wait_for_who_tells_his_answer_word_by_word():
    def play(server):
        line, _ = server.accept()
        line.recv(65_536)
        with suppress(OSError):
            while True:
                line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                # the other side hangs up when it has waited long enough
                if select.select([line], [], [], 0.02)[0]:
                    break
        line.close()

    with (
        open_http(Timeouts(connect=PATIENCE, read=0.2)) as http,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        thread = threading.Thread(target=play, args=(server,))
        thread.start()
        with pytest.raises(httpx.ReadTimeout):
            post(http, f"http://127.0.0.1:{server.getsockname()[1]}")
        thread.join()


def test_reads_the_answer_of_who_hangs_up_while_we_still_speak(http):
    too_large = b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"

    def play(server):
        line, _ = server.accept()
        line.recv(1_024)
        line.sendall(too_large)
        line.shutdown(socket.SHUT_WR)
        # what still comes is taken, so that the answer is not lost with the line
        while line.recv(1 << 20):
            pass
        line.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=play, args=(server,))
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        answer = http.hand_over(url, b"x" * 20_000_000, {})
        http.close()
        thread.join()

    assert answer.status_code == 413
    assert answer.is_client_error


def test_says_that_nobody_listens(http):
    with closed_port() as port, pytest.raises(httpx.ConnectError):
        post(http, f"http://127.0.0.1:{port}")


def test_refuses_a_header_that_would_write_another_one():
    with rehearsed() as provider, open_http() as http:
        with pytest.raises(httpx.LocalProtocolError):
            http.hand_over(provider.url, CONTENT, {"Authorization": "a\r\nBcc: b"})

        assert provider.posts == 0


def test_trusts_no_certificate_that_it_does_not_know(http, tmp_path):
    certificate, key = self_signed(tmp_path)

    with tls_door(certificate, key) as url, pytest.raises(httpx.ConnectError):
        post(http, url)


@contextmanager
def tls_door(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def play():
            with suppress(OSError):
                line, _ = server.accept()
                with context.wrap_socket(line, server_side=True) as wrapped:
                    wrapped.recv(1_024)

        thread = threading.Thread(target=play)
        thread.start()
        try:
            yield f"https://localhost:{server.getsockname()[1]}"
        finally:
            thread.join()


def self_signed(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    places = folder / "certificate.pem", folder / "key.pem"
    places[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    places[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return places
