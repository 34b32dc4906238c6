"""Messages of debtors at the doors of a house, over HTTP, and what they changed."""

import hashlib
from contextlib import contextmanager
from urllib.parse import urlencode

import httpx

from app.doors import provider_doors
from app.letterbox import StoreLetterbox
from app.readers import READERS
from app.settings import SendGridSettings, Settings, TwilioSettings
from app.wiring import new_id
from channels.fakes.signing import sign_form
from channels.signatures import sign
from channels.twilio.webhook import FORM
from engine.domain.postcodes import PostcodeTable
from engine.intake import Intake
from engine.referral.offering import Nearby
from preferences.change import Through
from tests.channels.loopback import SETTINGS, serving
from tests.patience import PATIENCE
from web.site import make_site
from web.webhooks.doors import Porter, webhooks

BASE = "https://contact.example"
WORD, SECRET = "een-woord-dat-niemand-raadt", "een-geheim-dat-niemand-raadt"
NOWHERE = PostcodeTable()
NUMBER, MAILBOX = "+31612345600", "a.jansen@post.example"


class Health:
    def trouble(self):
        return {}


def the_settings(base=BASE, **changes):
    return Settings(
        _env_file=None,
        public_url=base,
        payments_secret=SECRET,
        twilio=TwilioSettings(_env_file=None, auth_token=SETTINGS.auth_token),
        sendgrid=SendGridSettings(_env_file=None, inbound_token=WORD, **changes),
    )


@contextmanager
def doors_of(house, *, is_its_own_address=False, **changes):
    """Serve the real doors over the real letterbox of a house, and give where they are."""

    def site(url):
        settings = the_settings(url if is_its_own_address else BASE, **changes)
        return make_site(Health(), webhooks(provider_doors(settings), porter))

    letterbox = StoreLetterbox(house.store)
    porter = Porter(letterbox=letterbox, clock=house.clock)
    letterbox.open()
    try:
        with serving(site) as url:
            yield url
    finally:
        letterbox.close()


def work(house, postcodes=NOWHERE):
    """Work all that was kept; `postcodes` say which partner helps where."""
    intake = Intake(
        store=house.store,
        catalogue=house.catalogue,
        writer=house.writer,
        new_id=new_id,
        readers=READERS,
        nearby=Nearby(house.organisation, postcodes),
    )
    last = None
    while (taken := intake.run(house.clock())).calls:
        last = taken
    return last


def a_text(body, sid=None, sender=NUMBER, **more):
    """Make the form of an SMS; the same words have the same number."""
    sid = sid or "SM" + hashlib.sha256(f"{sender}{body}".encode()).hexdigest()[:32]
    return {"MessageSid": sid, "From": sender, "To": "+3197010200000", "Body": body, "NumMedia": "0", **more}


def text(url, form, token=SETTINGS.auth_token, **headers):
    """Post a form as Twilio does."""
    signature = sign_form(f"{BASE}/twilio/inbound", form, token=token)
    told = {"content-type": FORM, "x-twilio-signature": signature, **headers}
    return httpx.post(
        f"{url}/twilio/inbound", content=urlencode(form), headers=told, trust_env=False, timeout=PATIENCE
    )


def mail(url, content, boundary="xYzZY", path=f"/sendgrid/inbound/{WORD}", **more):
    """Post a mail as SendGrid does."""
    told = {"content-type": f"multipart/form-data; boundary={boundary}"}
    return httpx.post(
        f"{url}{path}", content=content, headers=told, trust_env=False, timeout=PATIENCE, **more
    )


def form_of(boundary="xYzZY", **fields):
    """Write a form with fields, each in bytes or words."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        + (value if isinstance(value, bytes) else value.encode())
        + b"\r\n"
        for name, value in fields.items()
    ]
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


def a_mail(words, sender=MAILBOX, number="<1@post.example>", headers="", subject="Re: uw brief", **fields):
    """Make a mail in the parts that SendGrid reads."""
    head = f"From: {sender}\nMessage-ID: {number}\nSubject: {subject}\n{headers}"
    told = {"headers": head, "from": sender, "subject": subject, "text": words, "attachments": "0"}
    return form_of(**(told | fields))


def pay(url, content, now, secret=SECRET):
    """Post payments as their sender does."""
    timestamp = str(int(now.timestamp()))
    headers = {"x-minnelijk-timestamp": timestamp, "x-minnelijk-signature": sign(secret, timestamp, content)}
    return httpx.post(
        f"{url}/payments/events", content=content, headers=headers, trust_env=False, timeout=PATIENCE
    )


def calls(house):
    with house.store.read() as books:
        return [(one.state.value, one.said) for one in reversed(books.latest_calls(100))]


def choices(house, debtor_id="D-1"):
    with house.store.read() as books:
        told = [one for one in books.changes_of(debtor_id) if one.through is not Through.IMPORT]
    return [(one.field.value, one.value, one.through.value) for one in told]


def pauses(house, debtor_id="D-1"):
    with house.store.read() as books:
        return sorted(one.kind.value for one in books.pauses_of(debtor_id))


def tasks(house):
    return sorted((one.kind.value, one.case_id) for one in house.tasks())
