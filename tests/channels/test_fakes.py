"""What both fakes have: signatures, ids, moments, and where they are served."""

import asyncio
import json
from datetime import UTC, datetime
from random import Random

import httpx
import pytest

from channels.fakes.history import Call, History, Provider
from channels.fakes.reports import Reports, Step
from channels.fakes.segments import segments
from channels.fakes.server import serve
from channels.fakes.settings import FakeSettings
from channels.fakes.signing import sign_form
from engine.domain.errors import ConfigurationError
from tests.channels.builders import clock
from tests.channels.loopback import FORM, ask, served_fake
from tests.channels.openapi import DATA


def test_signs_forms_as_in_twilios_own_test():
    vector = json.loads((DATA / "webhook_vectors.json").read_text(encoding="utf-8"))["twilio"]

    assert sign_form(vector["url"], vector["params"], token=vector["auth_token"]) == vector["signature"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ë" * 70, 1),
        ("ë" * 71, 2),
        ("é" * 160, 1),
        ("🙂" * 36, 2),
    ],
)
def test_counts_parts_as_a_network_does(text, parts):
    assert segments(text) == parts


@pytest.mark.parametrize("host", ["0.0.0.0", "contact.example", "192.0.2.1"])  # noqa: S104  # that it is refused
def test_is_served_on_this_machine_only(host):
    with pytest.raises(ConfigurationError, match="not this machine"):
        serve(FakeSettings(), now=clock, rng=Random(1), host=host)  # noqa: S311  # guards nothing


def test_the_same_chance_makes_the_same_ids():
    sids = []
    for _ in range(2):
        with served_fake() as fake:
            sids.append(ask(fake, data=FORM).json()["sid"])

    assert sids[0] == sids[1]


def test_moments_are_those_of_the_clock_that_was_given(fake):
    created = ask(fake, data=FORM).json()

    assert created["date_created"] == "Fri, 20 Nov 2026 11:30:00 +0000"
    assert datetime.fromisoformat(fake.history()["taken"][0]["at"]) == datetime(
        2026, 11, 20, 11, 30, tzinfo=UTC
    )


def test_who_asks_for_all_reports_waits_for_those_under_way():
    call = Call(provider=Provider.TWILIO, url="https://house.example/", content=b"", headers={}, word="sent")

    async def play():
        may_answer, asked = asyncio.Event(), asyncio.Event()

        async def house(_):
            asked.set()
            await may_answer.wait()
            return httpx.Response(204)

        reports = Reports(clock, History())
        reports.plan([Step(clock(), lambda: call)])
        async with httpx.AsyncClient(transport=httpx.MockTransport(house)) as post:
            by_itself = asyncio.create_task(reports.deliver(post))
            await asked.wait()
            on_demand = asyncio.create_task(reports.deliver(post, everything=True))
            for _ in range(20):
                await asyncio.sleep(0)
            early = on_demand.done()
            may_answer.set()
            return early, await by_itself, await on_demand

    assert asyncio.run(play()) == (False, 1, 0)
