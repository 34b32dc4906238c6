"""
Every kind of call fifty times, shuffled, days late, and between rubbish: the same end as the clean run.

Reports of providers have such a test in test_intake.py, texts in test_texts.py; here are all the others.
"""

import json
import random
import shutil
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.readers import READERS, partner_readers, provider_of
from app.wiring import new_id
from engine.domain.raw_call import RawCall
from engine.domain.touchpoint import Outcome
from engine.intake import Intake
from tests.builders import NOW, a_campaign
from tests.walks.house import SmallHouse, a_row, the_organisation
from tests.walks.partners import OCMW, an_ocmw
from tests.webhooks.inbound import a_mail, choices, pauses, tasks
from tests.webhooks.test_returns import returned

MULTIPART = 'multipart/form-data; boundary="xYzZY"'
JSON = "application/json"
ORGANISATION = the_organisation(partners=(an_ocmw(),))
BORN = "1980-05-31"


def call(provider, kind, body, content_type=JSON, minutes=0):
    at = NOW + timedelta(hours=1, minutes=minutes)
    return RawCall(
        provider=provider, kind=kind, received_at=at, query="", content_type=content_type, body=body
    )


def mails(again):
    """Three mails, each by another form when it comes again."""
    words = ("Ik heb gisteren betaald.", "Stop met mailen.", "Ik dien een klacht in.")
    return [
        call("sendgrid", "inbound", a_mail(said, number=f"<{number}@post.example>", envelope=f"{again}"),
             MULTIPART, number)
        for number, said in enumerate(words)
    ]  # fmt: skip


def payments(again):
    """Three payments, each in a call of its own and all together."""
    told = [
        {"case_id": "C-1", "amount_cents": cents, "paid_on": "2026-03-09", "reference": f"BANK-{cents}"}
        for cents in (1000, 2050, 3000)
    ]
    parts = [[one] for one in told] if again % 2 else [told]
    return [
        call("payments", "events", json.dumps({"payments": one, "call": again}).encode()) for one in parts
    ]


def partner_words(again):
    """A client that is reported, whose agreements are kept, broken, kept and broken again."""
    client = {"name": "Anna Jansen", "birth_date": BORN, "postcode": "1234AB", "house_number": "12"}
    said = ("reported", "kept", "broken", "kept", "broken")
    told = [
        {
            "id": f"E-{number}",
            "said": word,
            "about": "K-7",
            "at": (NOW + timedelta(minutes=number)).isoformat(),
            **({"client": client} if word == "reported" else {}),
        }
        for number, word in enumerate(said)
    ]
    parts = [[one] for one in told] if again else [told]
    return [
        call(provider_of(OCMW), "events", json.dumps({"events": one, "call": again}).encode())
        for one in parts
    ]


RUBBISH = [
    (b"\xff\xfe", JSON),
    (b"[]", JSON),
    (b'{"payments": [1]}', JSON),
    (b'{"events": [{}]}', JSON),
    (b"x" * 900_000, MULTIPART),
    (b"[" * 100_000, JSON),
]
KINDS = {
    "mails": (mails, "sendgrid", "inbound"),
    "payments": (payments, "payments", "events"),
    "words of a partner": (partner_words, provider_of(OCMW), "events"),
}


@pytest.fixture(scope="module")
def begun(migrated_file, tmp_path_factory):
    """A house on SQLite that sent one mail."""
    file = tmp_path_factory.mktemp("order") / "house.db"
    shutil.copyfile(migrated_file, file)
    with closing(SmallHouse(f"sqlite:///{file}", a_campaign(), organisation=ORGANISATION)) as house:
        house.take_in(a_row(prefers="email", birth_date=BORN))
        house.decide()
        house.send()
    return file


def ended(house):
    """Give all that such calls can change."""
    with house.store.read() as books:
        report = books.report_of(OCMW, "K-7")
        left = books.case("C-1").outstanding
        broken = books.verify("case:C-1")
    return (
        sorted(pauses(house)),
        sorted(choices(house)),
        sorted(set(tasks(house))),
        report and (report.state, report.debtor_id),
        left,
        broken,
        sorted(one for one in house.told() if one in {"payment", "replied"}),
    )


def after(file, parts):
    with tempfile.TemporaryDirectory(prefix="order-") as folder:
        copy = Path(folder) / "house.db"
        shutil.copyfile(file, copy)
        with closing(
            SmallHouse(f"sqlite:///{copy}", organisation=ORGANISATION, start=NOW + timedelta(days=6))
        ) as house:
            for part in parts:
                with house.store.begin() as books:
                    books.put_calls(part)
                intake = Intake(
                    store=house.store,
                    catalogue=house.catalogue,
                    writer=house.writer,
                    new_id=new_id,
                    readers={**READERS, **partner_readers(ORGANISATION)},
                )
                while intake.run(house.clock()).calls:
                    pass
                house.let_pass(hours=5)
            return ended(house)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", KINDS)
def test_fifty_times_shuffled_and_days_late_ends_like_the_clean_run(begun, kind, seed):
    make, provider, about = KINDS[kind]
    chance = random.Random(seed)  # noqa: S311 - an order for a test is no secret
    calls = [one for again in range(50) for one in make(again)]
    calls += [call(provider, about, body, content_type) for body, content_type in RUBBISH]
    chance.shuffle(calls)
    cuts = sorted(chance.sample(range(len(calls)), 4))

    parts = [calls[start:end] for start, end in zip([0, *cuts], [*cuts, len(calls)], strict=True)]

    assert after(begun, parts) == after(begun, [make(0)]) != after(begun, [])


@pytest.mark.parametrize("seed", range(4))
def test_words_of_a_partner_that_are_told_once_end_alike_in_any_order(begun, seed):
    calls = partner_words(1)
    random.Random(seed).shuffle(calls)  # noqa: S311 - an order for a test is no secret

    assert after(begun, [[one] for one in calls]) == after(begun, [partner_words(0)])


def test_a_print_house_may_tell_everything_again_and_in_any_order(a_house, url, tmp_path):
    house = a_house(url=url)
    house.take_in(a_row(prefers="letter"))
    house.play(days=1)
    (letter,) = house.contacts()
    day = f"{house.clock():%Y-%m-%d}"
    rows = [f"{letter.reference},{word},{day}," for word in ("printed", "posted", "returned")]
    rows = rows * 50 + [f"{letter.reference},lost,{day},", "?,,,", f",returned,{day},", "x" * 10_000]
    random.Random(6).shuffle(rows)  # noqa: S311 - an order for a test is no secret

    news, _, refused = returned(house, tmp_path / "a.csv", *rows)

    assert news >= 1
    assert len(refused) == 4
    assert house.contacts()[0].outcome is Outcome.RETURNED
    assert returned(house, tmp_path / "a.csv", *rows)[0] == 0
    assert house.told().count("returned") == 1
