"""The fake Inbound Parse of SendGrid: a mail to us as a form with parts, with a verdict on the sender."""

from collections.abc import Mapping

from channels.fakes.history import Call, Provider
from channels.fakes.house import FakeHouse
from channels.fakes.reports import Step

BOUNDARY = "xYzZY"
CONTENT_TYPE = f'multipart/form-data; boundary="{BOUNDARY}"'


def post_mail(house: FakeHouse, url: str, told: Mapping[str, str]) -> None:
    """Plan the post of one mail, as the vendor's documentation shows it (parsed, not raw)."""
    call = Call(
        provider=Provider.SENDGRID,
        url=url,
        content=_form(_fields(told)),
        headers={"Content-Type": CONTENT_TYPE},
        word="inbound",
    )
    house.reports.plan([Step(house.now(), lambda: call)])


def _fields(told: Mapping[str, str]) -> dict[str, str]:
    sender, subject, number = told["sender"], told["subject"], told["number"]
    headers = f"From: {sender}\nMessage-ID: {number}\nSubject: {subject}\n{told['headers']}"
    signed = f"{{@{told['signed_by']} : pass}}" if told["signed_by"] else "none"
    return {
        "headers": headers,
        "from": sender,
        "subject": subject,
        "text": told["words"],
        "attachments": "0",
        "charsets": '{"text": "utf-8"}',
        "SPF": told["spf"],
        "dkim": signed,
    }


def _form(fields: Mapping[str, str]) -> bytes:
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()
