"""Serve the site, and try the doors once ourselves: signed by us, to the address that the settings name."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
import structlog
import uvicorn

from app.belongings import Clock
from app.doors import (
    PAYMENTS,
    SENDGRID_EVENTS,
    SENDGRID_INBOUND,
    TWILIO_INBOUND,
    TWILIO_STATUS,
    provider_doors,
    twilio_guard,
)
from app.health import HouseHealth
from app.letterbox import StoreLetterbox
from app.metrics import metrics_of
from app.partner_doors import partner_doors
from app.partner_host import pages_for_partners
from app.partner_keys import codes_of, door_path, secrets_of
from app.portal import door_for_debtors
from app.wiring import House
from channels.signatures import SIGNATURE, TIMESTAMP, sign
from channels.twilio.webhook import FORM, TwilioGuard
from web.site import make_site
from web.webhooks.doors import SELF_TEST, Porter, webhooks

log = structlog.get_logger()

#: what the test at the start sends; no message has this number
TRIAL = {"MessageSid": "SM" + 32 * "0", "MessageStatus": "delivered"}
DOORS = (TWILIO_STATUS, TWILIO_INBOUND, SENDGRID_EVENTS, SENDGRID_INBOUND, PAYMENTS)
#: a page of a partner that nobody has
NO_PAGE = "/partner/SELF-TEST"
TAKEN, REFUSED, NOT_THERE, SHUT = 204, 403, 404, 503
#: what partners would tell; this tells nothing
NO_EVENTS = b'{"events": []}'


class TriedServer(uvicorn.Server):
    """A server that tries its own doors as soon as it listens."""

    def __init__(self, config: uvicorn.Config, trial: "Trial") -> None:
        super().__init__(config)
        self.trial = trial

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]  # sockets
        """Begin to listen, and try the doors."""
        await super().startup(sockets)  # type: ignore[arg-type]  # as it came
        self.trying = asyncio.create_task(self.trial.run())


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerKeys:
    """Whose doors stand open, and with which secrets."""

    doors: tuple[str, ...]
    #: by partner
    secrets: Mapping[str, str] = field(repr=False)
    clock: Clock


@dataclass(frozen=True, slots=True)
class Trial:
    """The test at the start: a call as Twilio and each partner sign it, and a stranger at every open door."""

    guard: TwilioGuard
    base: str
    word: str
    partners: PartnerKeys
    others: tuple[str, ...] = DOORS

    async def run(self) -> bool:
        """Say in the log which doors are open and whether they can tell a provider from a stranger."""
        async with httpx.AsyncClient(base_url=self.base, trust_env=False, timeout=5) as http:
            right = await self._twilio(http)
            strange = [await self._stranger(http, path) for path in (*self.others, *self.partners.doors)]
            theirs = [await self._partner(http, partner) for partner in self.partners.secrets]
            pages = (await http.get(NO_PAGE)).status_code == NOT_THERE
        well = right and pages and all(strange) and all(theirs)
        if not well:
            log.error("the doors did not pass their own test: what providers report would be lost")
        return well

    async def _twilio(self, http: httpx.AsyncClient) -> bool:
        if not self.guard.ready:
            log.warning("the door for Twilio is shut: no public address or no token is set")
            return True
        signature = self.guard.sign(TWILIO_STATUS, "m=SELF-TEST", TRIAL)
        headers = {"X-Twilio-Signature": signature, "Content-Type": FORM, SELF_TEST: self.word}
        answer = await http.post(f"{TWILIO_STATUS}?m=SELF-TEST", data=TRIAL, headers=headers)
        log.info("the door for Twilio was tried", answer=answer.status_code)
        return answer.status_code == TAKEN

    async def _partner(self, http: httpx.AsyncClient, partner: str) -> bool:
        timestamp = str(int(self.partners.clock().timestamp()))
        signature = sign(self.partners.secrets[partner], timestamp, NO_EVENTS)
        headers = {TIMESTAMP: timestamp, SIGNATURE: signature, SELF_TEST: self.word}
        answer = await http.post(door_path(partner), content=NO_EVENTS, headers=headers)
        log.info("the door for a partner was tried", answer=answer.status_code)
        return answer.status_code == TAKEN

    async def _stranger(self, http: httpx.AsyncClient, path: str) -> bool:
        answer = await http.post(path, content=b"[]", headers={SELF_TEST: self.word})
        return answer.status_code in {REFUSED, SHUT}


def serve_site(house: House, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT; raises ConfigurationError when a secret cannot be used."""
    word = secrets.token_hex(16)
    letterbox = StoreLetterbox(house.store)
    porter = Porter(letterbox=letterbox, clock=house.clock, self_test=word)
    codes_of(house.settings, house.organisation)
    partners = partner_doors(house.settings, house.organisation)
    doors = (*provider_doors(house.settings), *partners)
    site = make_site(
        HouseHealth(house.store, house.settings, house.clock),
        webhooks(doors, porter),
        pages_for_partners(house, letterbox),
        metrics=metrics_of(house),
        last=door_for_debtors(house, letterbox),
    )
    # h11 bounds how long a head may be; the quicker parser, which is installed for what we send, reads any
    config = uvicorn.Config(site, host=host, port=port, http="h11", log_level="warning", access_log=False)
    today, _ = secrets_of(house.settings, house.organisation)
    keys = PartnerKeys(doors=tuple(one.path for one in partners), secrets=today, clock=house.clock)
    trial = Trial(twilio_guard(house.settings), f"http://{host}:{port}", word, keys)
    letterbox.open()
    try:
        TriedServer(config, trial).run()
    finally:
        letterbox.close()
