"""From a message out to the page behind its link, what somebody does there, and what changes for the case."""

import json
from datetime import timedelta

import pytest

from engine.domain.people import PointState
from engine.store.tables.schema import SCHEMA
from preferences.change import Field, Through
from preferences.channel import ContactKind
from tests.app.command import done
from tests.app.door import CASE, START, Browser, Page, out, served
from tests.app.test_reply import choices, noted, pauses, tasks
from tests.chance import without_codes

DEBTOR = "P-1002"
#: nobody may learn one of these who only has the link
PERSONAL = (
    "Y\u0131lmaz",
    "Lindelaan",
    "1234",
    "612,40",
    "612.40",
    "D-1002",
    "P-1002",
    "06 1234",
    "yilmaz",
    "1980",
)


def calls(sent):
    with sent.house.store.read() as books:
        return books.latest_calls(100)


def replies(sent):
    with sent.house.store.read() as books:
        lines = books.lines(f"case:{CASE}")
        return [one for one in lines if one.public.get("replied")]


def test_a_message_points_to_a_page_that_tells_a_stranger_nothing_of_anybody(sent, browser):
    home = browser.open(sent.code(CASE))

    pages = [home, *map(browser.page, [one for one in home.links if one.startswith("/bericht")])]
    assert "Stichting Woonstede stuurde u dit bericht" in home.text
    assert len(pages) > 6
    for page in pages:
        assert [word for word in PERSONAL if word in without_codes(page.text)] == []


def test_says_how_to_check_that_a_message_is_real(sent, browser):
    browser.open(sent.code(CASE))

    page = browser.page("/bericht/echt").text

    told = ("Havenkade 40", "90000002", "+31 10 000 00 02", "huur@woonstede.example", "Woonstede")
    assert [word for word in told if word not in page] == []
    assert "https://mijn.woonstede.example/" in page


#: what is done on the page, the words of a reply that mean the same
SAME = [
    ("/bericht/bel", {"wanneer": "avond"}, "bel mij op"),
    ("/bericht/hulp", {"welke": "zoek"}, "ik ben blut"),
    ("/bericht/hulp", {"welke": "heb"}, "ik heb een bewindvoerder"),
    ("/bericht/verkeerd", {"waarom": "onbekend"}, "u hebt het verkeerde nummer"),
    ("/bericht/verkeerd", {"waarom": "dood"}, "mijn man is overleden"),
    ("/bericht/stop", {"welke": "zo"}, "stop met sms"),
    ("/bericht/stop", {"welke": "alles"}, "laat me met rust"),
    ("/bericht/taal", {"taal": "pl"}, "I do not speak Dutch, please write in English"),
    ("/zaak/betaald", {"dag": "9-3-2026"}, "heb gisteren al betaald"),
    ("/zaak/ik-betaal", {"dag": "12-3-2026"}, "ik betaal overmorgen"),
    ("/zaak/regeling", {"bedrag": "25"}, "kan ik in termijnen van 25 euro per maand betalen?"),
    ("/zaak/klopt-niet", {"wat": "niet-van-mij", "woorden": "x"}, "dat heb ik nooit besteld"),
    ("/zaak/klopt-niet", {"wat": "klacht", "woorden": "x"}, "ik dien hierbij een klacht in"),
    ("/zaak/keuzes", {"hoe": "email"}, "ik krijg liever e-mail"),
]


def standing(case_id):
    """What a case stands at: its pauses with their ends, its tasks, and what the debtor chose."""
    chosen = {name: one["value"] for name, one in choices(case_id).items() if "@" not in one["value"]}
    return (
        {kind: one["until"] for kind, one in pauses(case_id).items()},
        {kind: one["due_on"] for kind, one in tasks(case_id).items()},
        {name: value for name, value in chosen.items() if not value.startswith("+")},
    )


@pytest.mark.parametrize(("path", "fields", "words"), SAME)
def test_each_action_does_what_the_same_words_in_a_reply_would(desk, monkeypatch, path, fields, words):
    with served(out(desk, CASE, "D-1010")) as sent, Browser(sent.url) as browser:
        browser.open(sent.code(CASE))
        if path.startswith("/zaak"):
            browser.prove()

        answer = browser.fill_in(path, **fields)
        taken = sent.work()

        assert str(answer.url).endswith(f"{path}/klaar")
        assert taken.for_person == taken.unreadable == 0
        monkeypatch.setattr("app.wiring.real_clock", sent.clock)
        noted("D-1010", words)
        assert standing(CASE) == standing("D-1010") != ({}, {}, {})


def arrangements(sent):
    with sent.house.store.read() as books:
        return [(one.status.value, one.agreed_by) for one in books.arrangements_of(DEBTOR)]


def test_a_plan_inside_the_bounds_is_agreed_on_the_page_at_once_and_confirmed_in_writing(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()

    answer = browser.fill_in("/zaak/regeling", bedrag="51,03")
    taken = sent.work()
    sent.go_on(minutes=5)

    assert (taken.for_person, taken.unreadable) == (0, 0)
    assert arrangements(sent) == [("running", "bounds")]
    assert (set(pauses(CASE)), tasks(CASE)) == ({"arrangement"}, {})
    with sent.house.store.read() as books:
        (plan,) = books.arrangements_of(DEBTOR)
        confirmation = books.files([DEBTOR])[0].contacts[-1]
    # 612.40 euro: the last cents go with the twelfth payment
    assert [str(one.amount) for one in plan.instalments[-2:]] == ["51.03", "51.07"]
    assert (confirmation.step, confirmation.kind) == ("regeling_bevestiging", ContactKind.EMAIL)
    assert "51,03" in sent.message(CASE)
    assert "een bericht met alle dagen en bedragen" in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"bedrag": "25"},
        {"bedrag": "60", "woorden": "ik heb geen geld meer voor eten"},
        {"bedrag": "60", "woorden": "maar pas vanaf juni"},
    ],
    ids=["too long", "in need", "says more than the plan"],
)
def test_a_plan_that_a_person_must_weigh_waits_for_one(sent, browser, fields):
    browser.open(sent.code(CASE))
    browser.prove()

    browser.fill_in("/zaak/regeling", **fields)
    sent.work()

    assert arrangements(sent) == []
    assert "plan_request" in pauses(CASE)
    assert "decide_plan" in tasks(CASE)


@pytest.mark.parametrize(("can_miss", "waits"), [("49,37", True), ("0", True), ("60", False), ("", False)])
def test_a_plan_above_what_somebody_can_miss_waits_for_a_person(sent, browser, can_miss, waits):
    browser.open(sent.code(CASE))
    browser.prove()

    browser.fill_in("/zaak/regeling", bedrag="60", missen=can_miss)
    sent.work()

    assert arrangements(sent) == ([] if waits else [("running", "bounds")])
    said = [one["because"] for one in done("tasks", "list", "--json").json_lines]
    assert ["more than the debtor can miss" in one for one in said] == ([True] if waits else [])


def test_what_somebody_can_miss_stands_sealed_and_nowhere_else(sent, browser, capsys):
    browser.open(sent.code(CASE))
    browser.prove()
    browser.fill_in("/zaak/regeling", bedrag="60", missen="49,37")
    sent.work()

    with sent.house.store.read() as books:
        lines = books.lines(f"case:{CASE}")
        content = [books.content(one) for one in lines]
    assert "Hoeveel euro kunt u elke maand missen? 49,37 euro." in json.dumps(content)
    with sent.house.store.reading() as connection:
        for table in SCHEMA.tables:
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own tables
            assert not [row for row in rows if "49,37" in str(row) or "49.37" in str(row)], table
    assert not [one for one in ("49,37", "49.37") if one in "".join(capsys.readouterr())]


def test_who_says_what_they_can_miss_is_trusted_beside_other_arrears(desk, monkeypatch):
    with served(out(desk, CASE)) as sent, Browser(sent.url) as browser:
        monkeypatch.setattr("app.wiring.real_clock", sent.clock)
        done("arrears", "note", CASE, "energy", "--source", "debtor", "--as", "bram")
        browser.open(sent.code(CASE))
        browser.prove()

        browser.fill_in("/zaak/regeling", bedrag="60", missen="60")
        sent.work()

        assert arrangements(sent) == [("running", "bounds")]


def test_a_plan_of_somebody_with_other_arrears_waits_for_a_person(desk, monkeypatch):
    with served(out(desk, CASE)) as sent, Browser(sent.url) as browser:
        monkeypatch.setattr("app.wiring.real_clock", sent.clock)
        done("arrears", "note", CASE, "energy", "--source", "debtor", "--as", "bram")
        browser.open(sent.code(CASE))
        browser.prove()

        browser.fill_in("/zaak/regeling", bedrag="60")
        sent.work()

        assert arrangements(sent) == []
        assert "decide_plan" in tasks(CASE)


def test_what_is_sent_in_is_kept_first_and_worked_later(sent, browser):
    browser.open(sent.code(CASE))

    browser.fill_in("/bericht/hulp", welke="zoek")
    before = ([one.state for one in calls(sent)], pauses(CASE))
    sent.work()

    assert before == (["new"], {})
    assert [one.state for one in calls(sent)] == ["worked"]
    assert set(pauses(CASE)) == {"team"}


def test_a_form_that_is_sent_twice_counts_once(sent, browser):
    browser.open(sent.code(CASE))
    hidden = browser.page("/bericht/hulp").form("/bericht/hulp")["fields"][0]["value"]

    for words in ("", "", "ik schreef er nog iets bij"):
        fields = {"ticket": hidden, "welke": "zoek", "woorden": words}
        assert browser.ask("POST", "/bericht/hulp", data=fields).status_code == 200
    for _ in range(3):
        browser.page("/bericht/hulp/klaar")
    sent.work()

    assert len(replies(sent)) == 1
    assert len(tasks(CASE)) == 1


def test_a_scanner_that_opens_everything_and_presses_every_button_changes_nothing(sent, browser):
    code = sent.code(CASE)
    for path in (f"/{code}", "/bericht", "/zaak", "/"):
        assert browser.ask("HEAD", path).status_code in {200, 404}
    waiting, pressed = [f"/{code}"], set()
    while waiting:
        path = waiting.pop()
        if path in pressed or not path.startswith("/"):
            continue
        pressed.add(path)
        page = Page(browser.get(path).text)
        waiting += page.links
        for form in page.forms:
            fields = {
                one["name"]: one.get("value", "")
                for one in form["fields"]
                if "name" in one and one.get("type") not in {"radio", "checkbox"}
            }
            browser.ask("POST", form["action"], data=fields)
            browser.get(f"/{code}")

    assert len(pressed) > 8
    assert calls(sent) == []
    assert browser.open(code).text


def test_the_words_beside_a_choice_protect_somebody_too(sent, browser):
    browser.open(sent.code(CASE))

    browser.fill_in("/bericht/bel", wanneer="avond", woorden="ik wil niet meer leven")
    sent.work()

    assert "danger" in pauses(CASE)
    assert {"care_for_somebody", "call"} <= set(tasks(CASE))
    sent.go_on(minutes=5)
    assert "113" in sent.message(CASE)


def test_who_is_the_wrong_person_gets_nothing_more(sent, browser):
    browser.open(sent.code(CASE))

    browser.fill_in("/bericht/verkeerd", waarom="onbekend")
    sent.work()
    sent.go_on(days=20)

    with sent.house.store.read() as books:
        file = books.files([DEBTOR])[0]
    mobile = next(one for one in file.debtor.points if one.value.startswith("+316"))
    assert mobile.state is PointState.WRONG_PERSON
    assert [one.kind for one in file.contacts] == [ContactKind.SMS]
    learned = choices(CASE)["address_of_another"]
    assert (learned["value"], learned["through"], learned["words"]) == (mobile.value, "portal", "")


def test_the_page_for_somebody_else_leads_to_no_case_and_names_nobody(sent, browser):
    noted(CASE, "u hebt het verkeerde nummer")
    sent.go_on(minutes=5)
    assert "verkeerd nummer" in sent.message(CASE)

    home = browser.open(sent.code(CASE))
    pages = [home, *map(browser.page, [one for one in home.links if one.startswith("/bericht")])]

    assert "een bericht dat niet voor u was" in home.text
    assert "uw zaak" not in home.text
    for page in pages:
        assert [word for word in PERSONAL if word in without_codes(page.text)] == []
    assert browser.get("/zaak").url.path == "/bericht"


def test_from_a_message_by_its_link_to_another_plan(sent, browser):
    """SMS out, its link, no more of these: the next messages of the same case go by mail."""
    browser.open(sent.code(CASE))

    browser.fill_in("/bericht/stop", welke="zo")
    sent.work()
    for _ in range(10):
        sent.go_on(days=2)

    with sent.house.store.read() as books:
        contacts, changes = books.files([DEBTOR])[0].contacts, books.changes_of(DEBTOR)
    later = [one.kind for one in contacts][1:]
    assert later
    assert ContactKind.SMS not in later
    refused = next(one for one in changes if one.field is Field.REFUSE_CHANNEL)
    assert (refused.value, refused.through) == ("sms", Through.PORTAL)


def test_who_proves_who_they_are_sees_the_case_and_counts_as_having_reacted(sent, browser):
    browser.open(sent.code(CASE))

    answer = browser.prove()
    sent.work()

    page = Page(answer.text).text
    assert "Huur januari 2026" in page
    assert "612,40" in page
    with sent.house.store.read() as books:
        assert books.files([DEBTOR])[0].reacted_at[CASE] == sent.clock()
    assert "the debtor looked at the case" in done("ledger", CASE).out


@pytest.mark.parametrize(
    ("born", "postcode"), [("4-6-1980", "1234 AB"), ("3-6-1980", "1234 AC"), ("3-6-1980", "1234")]
)
def test_who_knows_only_half_sees_nothing_and_does_not_hear_which_half(sent, browser, born, postcode):
    browser.open(sent.code(CASE))

    answer = browser.prove(born, postcode)

    assert answer.status_code == 422
    assert "Dit is niet wat wij van u weten" in answer.text
    assert "612,40" not in answer.text
    assert browser.get("/zaak/regeling").url.path == "/zaak"
    assert calls(sent) == []


def test_after_five_tries_nobody_comes_in_that_day_with_whatever_link(sent, browser):
    browser.open(sent.code(CASE))
    tries = [browser.prove("1-1-1970").status_code for _ in range(5)]

    right = browser.prove()

    assert tries == [422] * 5
    assert right.status_code == 429
    with Browser(sent.url) as other:
        other.open(sent.code(CASE))
        assert other.prove().status_code == 429
    sent.clock.now += timedelta(hours=25)
    assert "612,40" in browser.prove().text


def test_without_a_day_of_birth_name_and_address_show_the_case_without_amounts(any_desk):
    with served(out(any_desk, CASE, birth_date="")) as sent, Browser(sent.url) as browser:
        browser.open(sent.code(CASE))

        wrong = browser.fill_in("/zaak", naam="Jansen", postcode="1234 AB", nummer="12")
        right = browser.fill_in("/zaak", naam="yilmaz", postcode="1234ab", nummer="12")

        assert wrong.status_code == 422
        assert "Huur januari 2026" in right.text
        assert "612" not in without_codes(right.text)


def test_who_stays_away_for_a_quarter_of_an_hour_must_prove_it_again(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()

    sent.clock.now += timedelta(minutes=14)
    still = browser.page("/zaak").text
    sent.clock.now += timedelta(minutes=16)
    gone = browser.page("/zaak").text

    assert "612,40" in still
    assert "Is dit bericht voor u?" in gone


def test_after_an_hour_everybody_must_prove_it_again(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()

    seen = []
    for _ in range(5):
        sent.clock.now += timedelta(minutes=13)
        seen.append("612,40" in browser.page("/zaak").text)

    assert seen == [True, True, True, True, False]


def test_who_closes_the_page_leaves_nothing_behind(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()

    answer = browser.ask("POST", "/uit", data={"x": ""})

    assert answer.url.path == "/dag"
    assert browser.get("/zaak").status_code == 404


def test_an_old_link_shows_no_case_and_still_protects(sent, browser):
    browser.open(sent.code(CASE))
    sent.clock.now += timedelta(days=31)

    home = browser.page("/bericht").text
    answer = browser.fill_in("/bericht/hulp", welke="zoek")
    sent.work()

    assert "Deze link is oud" in home
    assert browser.get("/zaak").url.path == "/bericht"
    assert answer.status_code == 200
    assert "team" in pauses(CASE)


def test_a_newer_message_through_the_same_channel_takes_the_place_of_a_link(any_desk):
    with served(out(any_desk, CASE, refuses="email,letter,whatsapp")) as sent, Browser(sent.url) as browser:
        old = sent.code(CASE)
        while sent.code(CASE) == old:
            sent.go_on(days=1)

        before, now = browser.open(old).text, browser.open(sent.code(CASE)).text

        assert sent.clock.now - START < timedelta(days=30)
        assert "Deze link is oud" in before
        assert "Laat zien waar dit over gaat" in now


def test_what_is_chosen_is_shown_again_in_plain_dutch(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()
    browser.fill_in("/zaak/keuzes", hoe="email", wanneer="avond")
    sent.work()

    page = browser.page("/zaak/lijst").text

    assert "U krijgt het liefst e-mail, en daarna sms." in page
    assert "U krijgt het liefst bericht op maandag tot en met zaterdag van 18:00 tot 22:00 uur." in page
    assert "Op 10 maart 2026 om 11:00 uur koos u dit op onze pagina." in page
