"""Mails of debtors, as SendGrid posts them: its own examples, charsets, machines, and who may post."""

import base64
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from app.doors import mail_guard
from channels.fakes.signing import public_text, sign_events, signing_key
from channels.sendgrid.inbound import read_mail
from engine.domain.errors import ConfigurationError
from engine.domain.incoming import WrittenBy
from engine.domain.raw_call import RawCall
from preferences.channel import ChannelKind
from tests.builders import NOW
from tests.patience import PATIENCE
from tests.walks.house import a_row
from tests.webhooks.inbound import (
    MAILBOX,
    WORD,
    a_mail,
    calls,
    choices,
    doors_of,
    form_of,
    mail,
    pauses,
    tasks,
    the_settings,
    work,
)
from web.webhooks.doors import THIRTY_MEGABYTES

VENDORS = Path(__file__).parent
MULTIPART = 'multipart/form-data; boundary="xYzZY"'


@pytest.fixture
def house(a_house, url):
    made = a_house(url=url)
    made.take_in(a_row(prefers="email"))
    made.decide()
    made.send()
    return made


def read(body, content_type=MULTIPART):
    call = RawCall(
        provider="sendgrid", kind="inbound", received_at=NOW, query="", content_type=content_type, body=body
    )
    return read_mail(call)[0]


@pytest.mark.parametrize(
    ("name", "files"), [("default_data", 0), ("raw_data", 0), ("raw_data_with_attachments", 1)]
)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_reads_the_vendors_own_examples(name, files, ends):
    body = (VENDORS / f"sendgrid_inbound_{name}.txt").read_bytes().replace(b"\n", ends)

    found = read(body)

    assert (found.came_from, found.text.strip()) == ("test@example.com", "Hello Twilio SendGrid!")
    assert (found.attachments, found.written_by, found.channel) == (
        files,
        WrittenBy.PERSON,
        ChannelKind.EMAIL,
    )


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_words_keep_their_accents_in_every_charset(charset):
    words = "geëxecuteerd, één café"
    fields = {"text": words.encode(charset), "charsets": f'{{"text": "{charset}"}}'}

    assert read(a_mail("", **fields)).text == words


@pytest.mark.parametrize("charsets", ['{"text": "x-nobody-knows"}', "geen json", "[]", '{"text": "ascii"}'])
def test_a_charset_that_is_not_true_loses_no_words(charsets):
    assert read(a_mail("", text="één".encode("cp1252"), charsets=charsets)).text == "één"


def test_a_mail_with_only_html_is_read_without_its_tags():
    html = "<style>p {color: red}</style><p>Ik heb <b>al</b> betaald</p><p>Anna &amp; Piet</p>"

    assert read(a_mail("", html=html)).text == "Ik heb al betaald\nAnna & Piet"


def test_a_mail_is_taken_in_as_a_reply(house):
    with doors_of(house) as url:
        answer = mail(url, a_mail("Ik heb al betaald.\n\nAnna", sender=f"Anna Jansen <{MAILBOX.upper()}>"))
        work(house)

    assert (answer.status_code, pauses(house)) == (200, ["payment_check"])
    assert "replied" in house.told()


def test_the_same_mail_counts_once_and_another_with_its_number_too(house):
    with doors_of(house) as url:
        for boundary in ("xYzZY", "aBcDe"):
            fields = {
                "from": MAILBOX,
                "text": "Ik heb al betaald.",
                "headers": f"From: {MAILBOX}\nMessage-ID: <1>",
            }
            mail(url, form_of(boundary, **fields), boundary)
        mail(url, a_mail("Mail mij niet meer.", number="<1>"))
        work(house)

    with house.store.read() as books:
        kept = [books.raw_call(one.id) is not None for one in reversed(books.latest_calls(9))]
    assert house.told().count("replied") == 2
    assert choices(house)[0][:2] == ("refuse_channel", "email")
    # nothing of a second copy stays behind
    assert kept == [True, False, True]


def test_attachments_are_counted_and_a_person_looks(house):
    told = EmailMessage()
    told["From"], told["Message-ID"], told["Subject"] = MAILBOX, "<2@post.example>", "bewijs"
    told.set_content("ik heb al betaald, zie bijlage")
    told.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="bewijs.pdf")
    with doors_of(house) as url:
        mail(url, form_of(email=told.as_bytes()))
        work(house)

    assert [one.because for one in house.tasks() if one.kind.value == "answer_reply"] == [
        "attachment: a person looks"
    ]
    assert pauses(house) == ["payment_check"]


@pytest.mark.parametrize(
    "headers", ["Auto-Submitted: auto-replied\n", "X-Autoreply: yes\n", "Precedence: auto_reply\n"]
)
def test_an_answer_by_itself_is_written_down_and_nobody_reacted(house, headers):
    with doors_of(house) as url:
        mail(url, a_mail("Ik ben afwezig tot 1 mei. Bel mij daarna.", headers=headers))
        work(house)

    assert (pauses(house), tasks(house), choices(house)) == ([], [], [])
    assert house.file().reacted_at == {}
    assert house.lines()[-1].public["labels"] == ["auto_reply"]


def test_an_answer_by_itself_that_tells_of_a_death_is_read_by_a_person(house):
    with doors_of(house) as url:
        mail(url, a_mail("Mijn moeder is overleden.", headers="Auto-Submitted: auto-replied\n"))
        work(house)

    assert ("answer_reply", "C-1") in tasks(house)


def test_a_mail_server_that_could_not_deliver_is_looked_at_by_a_person(house):
    headers = f"Content-Type: multipart/report\nX-Failed-Recipients: {MAILBOX}\n"
    with doors_of(house) as url:
        mail(url, a_mail("Undelivered", sender="mailer-daemon@post.example", headers=headers))
        work(house)

    assert tasks(house) == [("answer_reply", "C-1")]
    assert house.file().reacted_at == {}


def test_an_unknown_mailbox_that_answers_our_mail_is_never_guessed(house):
    reference = house.contacts()[0].reference
    with doors_of(house) as url:
        mail(
            url,
            a_mail("stop ermee", "oom@post.example", headers=f"In-Reply-To: <{reference}@woon.example>\n"),
        )
        mail(url, a_mail("stop ermee", "niemand@post.example", subject="over C-1"))
        work(house)

    assert [state for state, _ in calls(house)] == ["for_person", "for_person"]
    # it may be theirs: the case waits until a person read it
    assert (choices(house), pauses(house)) == ([], ["team"])
    # only a reference that nobody can guess leads a person to the case
    assert tasks(house) == [("answer_reply", "C-1")]


def test_a_mail_names_which_of_two_cases_it_speaks_of(house):
    house.take_in(a_row("C-2"))
    with doors_of(house) as url:
        mail(url, a_mail("Ik heb al betaald.", subject="Re: dossier C-2"))
        work(house)

    assert [one.case_id for one in house.tasks() if one.kind.value == "check_payment"] == ["C-2"]


class TestWhoMayPost:
    def login(self, word):
        return {"authorization": "Basic " + base64.b64encode(f"sendgrid:{word}".encode()).decode()}

    def post(self, url, path, headers=None):
        body = a_mail("x")
        told = {"content-type": MULTIPART, **(headers or {})}
        answer = httpx.post(f"{url}{path}", content=body, headers=told, trust_env=False, timeout=PATIENCE)
        return answer.status_code

    def test_the_word_opens_as_the_end_of_the_address_or_as_a_password(self, a_house):
        with doors_of(a_house()) as url:
            assert self.post(url, f"/sendgrid/inbound/{WORD}") == 200
            assert self.post(url, "/sendgrid/inbound", self.login(WORD)) == 200
            assert self.post(url, "/sendgrid/inbound/ander-woord") == 403
            assert self.post(url, "/sendgrid/inbound") == 403
            assert self.post(url, "/sendgrid/inbound", self.login("vals")) == 403
            assert self.post(url, "/sendgrid/inbound", {"authorization": "Basic %%%"}) == 403

    def test_without_https_or_without_a_word_nobody_comes_in(self):
        assert mail_guard(the_settings()).ready
        assert not mail_guard(the_settings(base="http://contact.example")).ready
        assert not mail_guard(the_settings(base="")).ready

    def test_a_word_that_can_be_guessed_is_refused(self):
        bad = the_settings()
        bad.sendgrid.inbound_token_old = type(bad.sendgrid.inbound_token)("kort")
        with pytest.raises(ConfigurationError, match="shorter than 24"):
            mail_guard(bad)

    def test_with_the_key_of_a_security_policy_the_signature_must_hold_too(self, a_house):
        key, body, timestamp = signing_key("proef"), a_mail("x"), str(int(NOW.timestamp()))
        signed = {
            "x-twilio-email-event-webhook-signature": sign_events(key, timestamp, body),
            "x-twilio-email-event-webhook-timestamp": timestamp,
        }
        with doors_of(a_house(), inbound_key=public_text(key)) as url:
            assert self.post(url, f"/sendgrid/inbound/{WORD}", signed) == 200
            assert self.post(url, f"/sendgrid/inbound/{WORD}") == 403

    def test_only_a_mail_may_be_big(self, a_house):
        house = a_house()
        with doors_of(house) as url:
            big = form_of(**{"from": MAILBOX, "text": "x", "attachment1": b"x" * (2 * 1024 * 1024)})
            too_big = b"x" * (THIRTY_MEGABYTES + 1)
            assert mail(url, big).status_code == 200
            assert mail(url, too_big).status_code == 413
            assert mail(url, big, path="/payments/events").status_code == 413


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain", b"hallo"),
        (MULTIPART, b""),
        (MULTIPART, b"--xYzZY--"),
        (MULTIPART, form_of(text="van niemand")),
        (MULTIPART, form_of(email=b"\xff\xfe\x00")),
        ("multipart/form-data; boundary=", form_of(text="x")),
        (MULTIPART, form_of(email=b"From: =?x?q?=@=?=\n\tContent-Type: multipart/mixed\n\n" + b"(" * 9000)),
    ],
)
def test_what_is_no_mail_is_kept_and_holds_nothing_up(a_house, content_type, body):
    house = a_house()
    with house.store.begin() as books:
        books.put_calls(
            [
                RawCall(
                    provider="sendgrid",
                    kind="inbound",
                    received_at=NOW,
                    query="",
                    content_type=content_type,
                    body=body,
                )
            ]
        )
    work(house)

    assert next(state for state, _ in calls(house)) in {"unreadable", "for_person"}
