"""The doors for who plays with the fakes: what happened, what to do wrong, what a debtor texts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from channels.fakes.house import FakeHouse
from channels.fakes.mischief import ADDRESSES, Control
from channels.fakes.numbers import FROM_ERRORS, MAIL_WAYS, TO_ERRORS, WAYS
from channels.fakes.reports import Habit
from channels.fakes.sendgrid_inbound import post_mail
from channels.fakes.twilio_account import FakeAccount


class Inbound(BaseModel):
    """A text from a debtor."""

    model_config = ConfigDict(extra="forbid")

    number: str
    words: str
    #: our own number
    to: str = "+3197010200000"
    #: pictures that come along
    media: int = 0
    #: the address that our number has for texts; empty: that of the settings
    url: str = ""


class InboundMail(BaseModel):
    """A mail from a debtor, or from the mail server of one."""

    model_config = ConfigDict(extra="forbid")

    sender: str
    words: str
    subject: str = "Re: uw brief"
    #: the mail's own number; the same mail twice has the same one
    number: str = "<1@post.example>"
    #: more headers, one a line: `Auto-Submitted: auto-replied`
    headers: str = ""
    #: what the check of the sender gave
    spf: str = "pass"
    #: the domain whose signature holds; empty: none
    signed_by: str = ""
    #: the address that takes mails in; empty: that of the settings
    url: str = ""


class Reporting(BaseModel):
    """How to report from now on."""

    model_config = ConfigDict(extra="forbid")

    habit: Habit


@dataclass(frozen=True, slots=True)
class ControlDesk:
    """Answers who plays with the fakes."""

    house: FakeHouse
    account: FakeAccount
    #: takes all steps that are still to come, and gives the number of reports
    deliver: Callable[[], Awaitable[int]]

    def router(self) -> APIRouter:
        """Open the doors."""
        router = APIRouter()
        for method, path, endpoint, status in (
            ("GET", "/_history", self.history, 200),
            ("DELETE", "/_history", self.forget, 204),
            ("GET", "/_control", self.orders, 200),
            ("POST", "/_control", self.order, 204),
            ("DELETE", "/_control", self.behave, 204),
            ("POST", "/_reports", self.report, 204),
            ("POST", "/_advance", self.advance, 200),
            ("POST", "/_inbound", self.inbound, 204),
            ("POST", "/_inbound_mail", self.inbound_mail, 204),
            ("GET", "/_numbers", self.numbers, 200),
        ):
            router.add_api_route(path, endpoint, methods=[method], status_code=status)
        return router

    async def history(self) -> dict[str, object]:
        """Give every request, every message that was taken and every report, in order."""
        return self.house.history.as_json()

    async def forget(self) -> None:
        """Forget all of it; messages stay on their way."""
        self.house.history.clear()

    async def orders(self) -> list[Control]:
        """Give the orders to misbehave that hold now."""
        return self.house.controls.orders

    async def order(self, wanted: Control) -> None:
        """Misbehave from now on, as ordered."""
        self.house.controls.add(wanted)

    async def behave(self) -> None:
        """Behave again."""
        self.house.controls.orders.clear()

    async def report(self, wanted: Reporting) -> None:
        """Report once, twice, backwards or never from now on."""
        self.house.reports.habit = wanted.habit

    async def advance(self) -> dict[str, int]:
        """Let every message arrive now, and give the number of reports."""
        return {"reports": await self.deliver()}

    async def inbound(self, text: Inbound) -> None:
        """Let a debtor text: STOP stops everything, any text opens the WhatsApp window."""
        form = {"From": text.number, "To": text.to, "Body": text.words, "NumMedia": str(text.media)}
        self.account.hear(form, text.url)

    async def inbound_mail(self, mail: InboundMail) -> None:
        """Let a debtor mail: SendGrid's Inbound Parse posts it to us, with its verdict on the sender."""
        url = mail.url or self.house.settings.sendgrid_inbound_url
        if url:
            post_mail(self.house, url, mail.model_dump(exclude={"url"}))

    async def numbers(self) -> dict[str, object]:
        """Give the numbers and mailboxes that play a scene."""
        return {
            "refused": {"to": TO_ERRORS, "from": FROM_ERRORS},
            "ways": {**WAYS, **MAIL_WAYS},
            "mischief": ADDRESSES,
        }
