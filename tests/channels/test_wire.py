"""What providers over HTTP have in common."""

import logging

import httpx
import pytest

from channels.wire import by_status, checked_base, open_http, retry_after, without_answer
from engine.domain.errors import AnswerLost, ConfigurationError, MessageRefused, ProviderBusy
from preferences.channel import ChannelKind
from tests.channels.rehearsed_http import rehearsed


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (httpx.ConnectError, ProviderBusy),
        (httpx.ConnectTimeout, ProviderBusy),
        (httpx.PoolTimeout, ProviderBusy),
        (httpx.ProxyError, ProviderBusy),
        (httpx.ReadTimeout, AnswerLost),
        (httpx.WriteTimeout, AnswerLost),
        (httpx.ReadError, AnswerLost),
        (httpx.WriteError, AnswerLost),
        (httpx.CloseError, AnswerLost),
        (httpx.RemoteProtocolError, AnswerLost),
        (httpx.LocalProtocolError, AnswerLost),
        (httpx.DecodingError, AnswerLost),
    ],
)
def test_is_busy_only_when_not_one_byte_left(error, named):
    sent = without_answer(error("of +31612345600"), provider="Twilio", channel=ChannelKind.SMS)

    assert type(sent) is named
    assert sent.channel is ChannelKind.SMS
    assert error.__name__ in str(sent)
    assert "+31" not in str(sent)


@pytest.mark.parametrize(
    ("status", "named"),
    [
        (302, AnswerLost),
        (408, AnswerLost),
        (400, MessageRefused),
        (404, MessageRefused),
        (429, ProviderBusy),
        (500, AnswerLost),
        (503, AnswerLost),
        (599, AnswerLost),
    ],
)
def test_judges_an_unknown_answer_by_its_status(status, named):
    assert by_status(status) is named


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30.0),
        ({"retry-after": "0"}, 0.0),
        ({"Retry-After": "Fri, 20 Nov 2026 12:00:00 GMT"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "²"}, None),
        ({}, None),
    ],
)
def test_reads_how_long_to_wait(headers, seconds):
    assert retry_after(httpx.Headers(headers, encoding="utf-8")) == seconds


@pytest.mark.parametrize(
    "url",
    ["contact.example", "ftp://contact.example", "https://", "https://a.example/?x=1", "https://my_host.nl"],
)
def test_refuses_an_address_that_providers_would_refuse(url):
    with pytest.raises(ConfigurationError, match="public address"):
        checked_base(url, setting="public address")


def test_takes_an_address_with_a_port_and_a_path():
    assert checked_base("http://127.0.0.1:8000/in/", setting="x") == "http://127.0.0.1:8000/in"


def test_waits_three_seconds_for_a_connection_and_ten_for_an_answer():
    with open_http() as http:
        assert http.timeout == httpx.Timeout(10, connect=3, pool=3)


def test_follows_no_redirect():
    with rehearsed(status=307, headers={"Location": "/elsewhere"}) as provider, open_http() as http:
        answer = http.post(provider.url, content=b"x")

        assert answer.status_code == 307
        assert provider.posts == 1


def test_lets_no_environment_variable_decide_who_reads_our_messages(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    with rehearsed() as provider, open_http() as http:
        assert http.post(provider.url).status_code == 200


def test_keeps_the_libraries_quiet_about_addresses_but_not_about_trouble(caplog):
    caplog.set_level(logging.DEBUG)
    logger = logging.getLogger("httpx")

    with rehearsed() as provider, open_http() as http:
        http.post(f"{provider.url}/list?To=31612345600")
    logger.warning("trouble")

    assert "31612345600" not in caplog.text
    assert "trouble" in caplog.text
