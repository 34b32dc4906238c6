"""The doors over HTTP: who comes in, what is kept, and what is answered."""

from concurrent.futures import Future

import pytest
from fastapi.testclient import TestClient

from channels.sendgrid.webhook import SendGridGuard
from channels.twilio.webhook import TwilioGuard
from engine.domain.errors import StoreUnavailable
from tests.builders import NOW
from tests.webhooks.calls import GUARDS, TOKEN, kept, sendgrid_post, twilio_post
from web.site import make_site
from web.webhooks.doors import A_MEGABYTE, SELF_TEST, Door, Porter, webhooks


class Box:
    """A letterbox that keeps calls in a list, or cannot keep any."""

    def __init__(self, trouble=None):
        self.calls = []
        self.trouble = trouble

    def put(self, call):
        future: Future[None] = Future()
        if self.trouble:
            future.set_exception(self.trouble)
        else:
            self.calls.append(call)
            future.set_result(None)
        return future


class Health:
    def trouble(self):
        return {}


def a_site(box, guards=GUARDS, self_test=""):
    doors = [
        Door(path="/twilio/status", provider="twilio", kind="status", guard=guards["twilio"]),
        Door(path="/sendgrid/events", provider="sendgrid", kind="events", guard=guards["sendgrid"]),
    ]
    porter = Porter(letterbox=box, clock=lambda: NOW, self_test=self_test)
    return TestClient(make_site(Health(), webhooks(doors, porter)))


@pytest.fixture
def box():
    return Box()


def knock(site, post, **changes):
    return site.post(post.path, content=post.content, headers={**post.headers, **changes}).status_code


@pytest.mark.parametrize("post", [twilio_post(), sendgrid_post({"event": "delivered"})], ids=["twilio", "sg"])
def test_keeps_a_call_as_it_came_and_answers_at_once(box, post):
    answer = knock(a_site(box), post)

    assert answer == 204
    assert box.calls == [kept(post)]


@pytest.mark.parametrize("post", [twilio_post(token="vals"), sendgrid_post(at=NOW.replace(year=2020))])
def test_a_stranger_is_turned_away_and_nothing_is_kept(box, post):
    assert knock(a_site(box), post) == 403
    assert box.calls == []


def test_a_host_that_the_caller_claims_changes_nothing(box):
    site, post = a_site(box), twilio_post()

    claims = {"host": "elders.example", "x-forwarded-host": "elders.example", "x-forwarded-proto": "http"}

    assert knock(site, post, **claims) == 204
    assert knock(site, twilio_post(token="vals"), **claims) == 403


def test_without_a_secret_the_doors_stay_shut(box):
    shut = {"twilio": TwilioGuard(public_base="", tokens=("", "")), "sendgrid": SendGridGuard(keys=("", ""))}
    site = a_site(box, shut)

    assert [knock(site, twilio_post()), knock(site, sendgrid_post())] == [503, 503]
    assert box.calls == []


def test_too_big_a_call_is_refused_before_it_is_looked_at(box):
    site = a_site(box)

    def slowly():
        for _ in range(3):
            yield b"x" * (A_MEGABYTE // 2)

    assert site.post("/twilio/status", content=b"x" * (A_MEGABYTE + 1)).status_code == 413
    assert site.post("/twilio/status", content=slowly()).status_code == 413
    assert site.post("/twilio/status", content=b"x", headers={"content-length": "veel"}).status_code == 413
    assert box.calls == []


def test_what_cannot_be_kept_is_asked_for_once_more():
    assert knock(a_site(Box(StoreUnavailable("the disk is full"))), twilio_post()) == 503


def test_its_own_trial_is_checked_like_any_call_but_not_kept(box):
    site = a_site(box, self_test="woord")

    assert knock(site, twilio_post(), **{SELF_TEST: "woord"}) == 204
    assert knock(site, twilio_post(token="vals"), **{SELF_TEST: "woord"}) == 403
    assert box.calls == []
    assert knock(site, twilio_post(), **{SELF_TEST: "ander"}) == 204
    assert len(box.calls) == 1


def test_doors_open_only_for_calls(box):
    site = a_site(box)

    assert [site.get("/twilio/status").status_code, site.post("/twilio/other").status_code] == [405, 404]


def test_the_token_stands_in_no_picture_of_the_guard():
    assert TOKEN not in repr(GUARDS["twilio"])
