"""A house with partners, and everything between us over loopback: their calls, our calls, mails and pages."""

import json
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from fastapi import FastAPI, Request
from fastapi import Response as Answer

from app.letterbox import StoreLetterbox
from app.partner_doors import partner_doors
from app.partner_host import pages_for_partners
from app.partner_keys import door_path, pass_key
from app.partners import CallCarrier, MailCarrier
from app.readers import partner_readers
from app.settings import Settings
from app.wiring import new_id
from channels.partners.outgoing import PartnerCalls
from channels.signatures import SIGNATURE, TIMESTAMP, sign
from channels.wire import open_http
from engine.domain.case import Jurisdiction
from engine.domain.partner import Partner, PartnerKind, PartnerProtocol
from engine.domain.partner_message import PartnerRoute
from engine.domain.referral import Consent, ReferralReason
from engine.intake import Intake
from engine.referral.offering import offer_of
from engine.referral.passes import code_of_pass
from engine.referral.pen import Pen
from engine.referral.posting import PartnerPost
from engine.referral.referring import Referring
from engine.referral.watch import ReferralWatch
from engine.rendering.b1.reader import load_reader
from engine.rendering.partner_texts import PartnerTexts
from preferences.change import Through
from preferences.channel import ChannelKind
from tests.channels.loopback import serving
from tests.patience import PATIENCE
from tests.walks.house import ACTOR, TEMPLATES
from web.webhooks.doors import Porter, webhooks

TOWN, OCMW = "gemeente-rivierstad", "ocmw-scheldestad"
SECRET, OLD_SECRET, CODE = "een-geheim-van-24-tekens-of-meer", "het-geheim-van-de-vorige-maand", "code-1234"
CALLED = "06 12345600"


def a_town(**changes) -> Partner:
    ordinary = {
        "id": TOWN,
        "kind": PartnerKind.MUNICIPALITY,
        "name": "Gemeente Rivierstad, team Geldzaken",
        "jurisdiction": Jurisdiction.NL,
        "phone": "+31 10 000 01 01",
        "email": "geldzaken@rivierstad.example",
        "warm": True,
    }
    return Partner(**{**ordinary, **changes})


def an_ocmw(**changes) -> Partner:
    ordinary = {
        "id": OCMW,
        "kind": PartnerKind.OCMW,
        "name": "OCMW Scheldestad",
        "jurisdiction": Jurisdiction.BE,
        "phone": "+32 3 000 01 01",
        "email": "schuldhulp@ocmw-scheldestad.example",
        "protocol": PartnerProtocol(signed_on=date(2026, 1, 15)),
    }
    return Partner(**{**ordinary, **changes})


@dataclass
class TheirSide:
    """A partner's own server: it writes down every call, and answers as a test tells it to."""

    calls: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    url: str = ""
    answers: list[int] = field(default_factory=list)

    def app(self, _url):
        site = FastAPI()

        @site.post("/verwijzingen")
        async def take(request: Request) -> Answer:
            self.calls.append((dict(request.headers), await request.body()))
            return Answer(status_code=self.answers.pop(0) if self.answers else 204)

        return site

    @property
    def told(self):
        return [json.loads(body) for _, body in self.calls]


@dataclass
class Between:
    """What happens between a small house and its partners."""

    house: Any
    settings: Settings | None = None
    url: str = ""

    @property
    def organisation(self):
        return self.house.organisation

    def pen(self, books, actor=ACTOR):
        return Pen(
            books=books,
            organisation=self.organisation,
            actor=actor,
            now=self.house.clock(),
            new_id=new_id,
        )

    def act(self, make, do, actor=ACTOR):
        """Let somebody act: `make` is the class of the acts, `do` the act itself."""
        with self.house.store.begin() as books:
            return do(make(self.pen(books, actor)))

    def consent(self, case_id="C-1", partner=TOWN, **changes):
        """Take in a yes, as read out today."""
        file = self.house.file(changes.get("debtor_id", "D-1"))
        case = next(one for one in file.cases if one.id == case_id)
        offer = offer_of(self.organisation.partner(partner), case, file.debtor)
        assert offer is not None
        given = Consent(
            wording=offer.wording,
            version=offer.version,
            through=Through.AGENT,
            at=self.house.clock(),
            words="ja graag",
        )
        reason = changes.get("reason", ReferralReason.ASKED_FOR_HELP)
        return self.act(Referring, lambda one: one.consent(case_id, offer, given, reason))

    def referral(self, referral_id):
        with self.house.store.read() as books:
            return books.referral(referral_id)

    def post(self, **carriers):
        """Hand over what partners have to hear."""
        firm = self.organisation.agency.firm
        with open_http() as http:
            calls = PartnerCalls(http=http, clock=self.house.clock, secrets={TOWN: SECRET, OCMW: SECRET})
            made: dict[PartnerRoute, Any] = {
                PartnerRoute.EMAIL: MailCarrier(
                    channel=self.house.channels[ChannelKind.EMAIL],
                    texts=PartnerTexts(TEMPLATES, load_reader()),
                    sender=firm.email or "post@bureau.example",
                    sender_name=firm.name,
                ),
                PartnerRoute.WEBHOOK: CallCarrier(calls),
            }
            return PartnerPost(
                store=self.house.store,
                organisation=self.organisation,
                carriers=made,
                new_id=new_id,
                public_base="https://contact.example",
            ).run(self.house.clock())

    def mails(self, partner=TOWN):
        """List the mails that left to a partner."""
        to = self.organisation.partner(partner).email
        return [call.message for call in self.house.taken if call.to == to]

    def code(self, given):
        """Give the code of a personal link, as `minnelijk partner invite` shows it once."""
        return code_of_pass(pass_key(self.house.settings), given.id)

    def link(self, partner=TOWN):
        """Find the path of the link in the newest mail to a partner."""
        (line,) = (
            one for one in self.mails(partner)[-1].text.body.splitlines() if one.startswith("https://contact")
        )
        return line.removeprefix("https://contact.example")

    def watch(self):
        return ReferralWatch(
            store=self.house.store, organisation=lambda: self.organisation, new_id=new_id
        ).run(self.house.clock())

    def work_calls(self):
        """Work what the doors kept."""
        return Intake(
            store=self.house.store,
            catalogue=self.house.catalogue,
            writer=self.house.writer,
            new_id=new_id,
            readers=partner_readers(self.organisation),
        ).run(self.house.clock())

    def call(self, partner, *events, secret=SECRET, **changes):
        """Make a signed call of a partner; gives the status of the answer."""
        body = json.dumps({"events": list(events)}).encode()
        timestamp = str(int((self.house.clock() + changes.get("ahead", timedelta())).timestamp()))
        headers = {TIMESTAMP: timestamp, SIGNATURE: sign(secret, timestamp, body)}
        sent = changes.get("body", body)
        with httpx.Client(base_url=self.url, trust_env=False, timeout=PATIENCE) as http:
            return http.post(door_path(partner), content=sent, headers=headers).status_code

    def browse(self, method, path, **asked):
        """Open a page as a browser without JavaScript does."""
        with httpx.Client(base_url=self.url, trust_env=False, timeout=PATIENCE) as http:
            return http.request(method, path, **asked)

    def say(self, about, said, number, at=None):
        """Write one event as a partner does."""
        at = at or self.house.clock()
        return {"id": f"E-{number}", "said": said, "about": about, "at": at.isoformat()}


def settings_for(*partners):
    """Give each of these partners a secret and a code; the first one is changing its secret."""
    return Settings(
        partner_secrets=dict.fromkeys(partners, SECRET),
        partner_secrets_old={partners[0]: OLD_SECRET},
        partner_codes=dict.fromkeys(partners, CODE),
        _env_file=None,
    )


@contextmanager
def served(house, settings=None):
    """Serve the doors and pages for partners of a small house on loopback."""
    settings = settings or settings_for(*(one.id for one in house.organisation.partners))
    between = Between(house, settings)
    letterbox = StoreLetterbox(house.store)
    keys = TemporaryDirectory()
    key_file = settings.key_file or Path(keys.name) / "house.key"
    house.settings = settings.model_copy(update={"key_file": key_file})
    house.new_id = new_id
    doors = partner_doors(settings, house.organisation)

    def make(_url):
        site = FastAPI()
        site.include_router(webhooks(doors, Porter(letterbox=letterbox, clock=house.clock)))
        site.include_router(pages_for_partners(house, letterbox))
        return site

    letterbox.open()
    try:
        with serving(make) as url:
            between.url = url
            yield between
    finally:
        letterbox.close()
        keys.cleanup()
