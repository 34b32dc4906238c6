"""The test that `serve` does on its own doors: partners' doors too, right, wrong and missing."""

import asyncio

import pytest

from app.partner_doors import partner_doors
from app.serving import PartnerKeys, Trial
from app.settings import Settings
from app.wiring import real_clock
from channels.twilio.webhook import TwilioGuard
from tests.channels.loopback import serving
from tests.walks.house import the_organisation
from tests.walks.partners import SECRET, TOWN, a_town, an_ocmw
from tests.webhooks.inbound import Health
from web.site import make_site
from web.webhooks.doors import Door, Porter, webhooks

WORD = "woord"
ORGANISATION = the_organisation(partners=(a_town(), an_ocmw()))


class Everybody:
    """A guard that is broken: it lets anybody in."""

    ready = True

    def admits(self, _):
        return True


class Nowhere:
    """A letterbox that nothing may be put into: a trial leaves nothing behind."""

    def put(self, call):
        raise AssertionError(call)


class Keeps(Nowhere):
    """A letterbox that takes what a stranger brings to a broken door."""

    def put(self, call):
        from concurrent.futures import Future  # noqa: PLC0415 - only this letterbox needs it

        done: Future[None] = Future()
        done.set_result(None)
        return done


def tried(doors, letterbox, secrets):
    porter = Porter(letterbox=letterbox, clock=real_clock, self_test=WORD)
    keys = PartnerKeys(doors=tuple(one.path for one in doors), secrets=secrets, clock=real_clock)
    guard = TwilioGuard(public_base="", tokens=())
    with serving(lambda _: make_site(Health(), webhooks(doors, porter))) as url:
        return asyncio.run(Trial(guard, url, WORD, keys, others=()).run())


def doors(**secrets):
    return partner_doors(Settings(_env_file=None, partner_secrets=secrets), ORGANISATION)


def test_doors_that_know_their_partner_pass_and_nothing_is_kept():
    assert tried(doors(**{TOWN: SECRET}), Nowhere(), {TOWN: SECRET})


@pytest.mark.parametrize(
    ("letterbox", "secrets"),
    [(Keeps(), {}), (Nowhere(), {TOWN: "een-heel-ander-geheim-van-24"})],
    ids=["lets anybody in", "refuses its own partner"],
)
def test_a_door_that_does_not_know_its_partner_is_found(letterbox, secrets):
    found = doors(**{TOWN: SECRET})
    if not secrets:
        found = (Door(path=found[0].path, provider="partner:x", kind="events", guard=Everybody()),)

    assert not tried(found, letterbox, secrets)
