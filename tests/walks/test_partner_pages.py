"""The pages of a partner without a system of its own: enter, see its own, report, answer, ask for time."""

import json
import re
from dataclasses import replace
from datetime import date

import httpx
import pytest

from engine.domain.client_report import ReportState
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.partner import PartnerProtocol
from engine.domain.pause import PauseKind
from engine.domain.referral import ReferralState
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import LineKind
from engine.referral.passes import PASS_LASTS, code_of_pass, give_own_code, give_pass, shut_pass
from engine.referral.referring import Referring
from engine.rendering.b1.finding import Level
from engine.rendering.b1.reader import load_reader
from preferences.channel import ChannelKind
from tests.app.door import Browser, Page
from tests.builders import a_campaign, a_creditor
from tests.chance import without_codes
from tests.patience import PATIENCE
from tests.walks.house import a_row, the_organisation
from tests.walks.partners import CALLED, CODE, OCMW, TOWN, a_town, an_ocmw, served
from web.partner.filling_in import BORN_MISTAKE, NO_CHOICE, REFERENCE_MISTAKE, USED_BEFORE
from web.partner.routes import ENTRANCE

BORN = "1980-05-31"
WORK, REPORT = "/partner/werk", "/partner/werk/melden"
ANNA = {
    "kenmerk": "K-7",
    "naam": "Anna Jansen",
    "geboren": "31-5-1980",
    "postcode": "1234 ab",
    "nummer": "12",
    "telefoon": "+31 6 123 456 00",
}
SHARES = PartnerProtocol(signed_on=date(2026, 1, 15), shows_amounts=True)
#: nobody who is not sure to be meant may find a word of these
PERSONAL = ("Anna", "Jansen", "1234AB", "612345600", "C-1", "120,50")


@pytest.fixture
def between(a_house, url):
    """A house on each database: Anna with two cases, and a stranger with one; two partners."""
    partners = (an_ocmw(), a_town())
    house = a_house(a_campaign(), url=url, organisation=the_organisation(partners=partners))
    house.take_in(
        a_row(birth_date=BORN),
        a_row("C-2", birth_date=BORN),
        a_row("C-3", "D-3", debtor_name="Bas Peters", birth_date="2001-01-01", email="bas@post.example"),
    )
    with house.store.begin() as books:
        books.put_staff("bram", StaffRole.COLLECTOR.value)
    with served(house) as made:
        yield made


def a_link(between, partner=OCMW, token="a" * 32):
    with between.house.store.begin() as books:
        made = give_pass(between.pen(books), partner, "loket schuldhulp", token)
    return f"{ENTRANCE}/{token}", made


def come_in(between, partner=OCMW, token="a" * 32):
    """Open a personal link with its own code."""
    path, made = a_link(between, partner, token)
    browser = Browser(between.url)
    browser.fill_in(path, code=between.code(made))
    return browser


@pytest.fixture
def browser(between):
    with come_in(between) as one:
        yield one


def report(between, browser, **changes):
    answer = browser.fill_in(REPORT, **{**ANNA, **changes})
    between.work_calls()
    return answer


def the_passes(between):
    with between.house.store.read() as books:
        return books.partner_passes()


def the_report(between, reference="K-7", partner=OCMW):
    with between.house.store.read() as books:
        return books.report_of(partner, reference)


def place_of(found):
    return f"{WORK}/client/{found.id}"


def stands(between, debtor_id, kind=PauseKind.PROTOCOL):
    pauses = between.house.file(debtor_id).pauses
    return any(one.kind is kind and one.holds(between.house.clock()) for one in pauses)


def follow_ups(between, kind):
    return [one.because for one in between.house.tasks() if one.kind is kind]


def test_a_link_shows_nothing_without_its_own_code(between):
    path, made = a_link(between)
    _, colleague = a_link(between, token="b" * 32)
    with Browser(between.url) as browser:
        for _ in range(3):
            page = browser.page(path)
            assert browser.get(WORK).status_code == 403
        assert "OCMW" not in page.text
        assert "Uw eigen code" in page.text
        for wrong in ("geraden-code", CODE, between.code(colleague), ""):
            assert browser.fill_in(path, code=wrong).status_code == 403
            assert browser.get(WORK).status_code == 403
        assert browser.fill_in(path, code=between.code(made)).status_code == 200
        assert "OCMW Scheldestad" in browser.page(WORK).text


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")]
)
def test_a_code_is_read_as_people_type_it(between, typed):
    path, made = a_link(between)
    with Browser(between.url) as browser:
        assert browser.fill_in(path, code=typed(between.code(made))).status_code == 200


def test_a_code_has_no_signs_that_look_alike_and_is_another_for_each_link_and_key():
    codes = {code_of_pass(key, f"link-{number}") for key in (b"1" * 32, b"2" * 32) for number in range(1000)}

    assert len(codes) == 2000
    assert all(re.fullmatch(r"[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}", one) for one in codes)
    assert code_of_pass(b"1" * 32, "link-1") == code_of_pass(b"1" * 32, "link-1")


def test_guessed_codes_shut_the_link_for_a_day_and_no_other_link(between):
    path, made = a_link(between)
    other, colleague = a_link(between, token="b" * 32)
    with Browser(between.url) as browser:
        for _ in range(5):
            assert browser.fill_in(path, code="geraden-code").status_code == 403
        assert browser.fill_in(path, code=between.code(made)).status_code == 429
        assert browser.fill_in(other, code=between.code(colleague)).status_code == 200
        between.house.let_pass(days=1, minutes=1)
        assert browser.fill_in(path, code=between.code(made)).status_code == 200


def test_a_link_from_before_opens_with_the_code_of_the_organisation_until_it_gets_its_own(between):
    path, made = a_link(between)
    with between.house.store.begin() as books:
        books.put_pass(replace(made, own_code_at=None))
    with Browser(between.url) as browser:
        assert "De code van uw organisatie" in browser.page(path).text
        assert browser.fill_in(path, code=between.code(made)).status_code == 403
        assert browser.fill_in(path, code=CODE).status_code == 200
        assert browser.get(WORK).status_code == 200

        with between.house.store.begin() as books:
            give_own_code(between.pen(books), made.id)

        # who came in with the other code is out
        assert browser.get(WORK).status_code == 403
        assert browser.fill_in(path, code=CODE).status_code == 403
        assert browser.fill_in(path, code=between.code(made)).status_code == 200
        with between.house.store.begin() as books, pytest.raises(NotAllowed, match="has a code of its own"):
            give_own_code(between.pen(books), made.id)


def test_the_record_says_through_which_link_it_was_told(between):
    path, made = a_link(between)
    _, colleague = a_link(between, token="b" * 32)
    with Browser(between.url) as browser:
        browser.fill_in(path, code=between.code(made))
        report(between, browser)

    told = {one.public["by"] for one in between.house.lines() if "by" in one.public}
    assert f"partner:{OCMW}, link {made.id}" in told
    assert colleague.id not in str(told)
    assert "loket schuldhulp" not in str(told)


def test_a_signed_call_cannot_speak_in_the_name_of_a_link(between):
    _, made = a_link(between)
    client = {
        "name": "Anna Jansen",
        "birth_date": BORN,
        "postcode": "1234AB",
        "house_number": "12",
        "phone": CALLED,
    }
    event = {**between.say("K-7", "reported", 1), "client": client, "link": made.id}

    assert between.call(OCMW, event) == 204
    between.work_calls()

    assert the_report(between).debtor_id == "D-1"
    told = {one.public["by"] for one in between.house.lines() if "by" in one.public}
    assert f"partner:{OCMW}" in told
    assert made.id not in str(told)


def test_a_link_that_was_shut_or_is_too_old_opens_nothing_any_more(between):
    path, made = a_link(between)
    with Browser(between.url) as browser:
        browser.fill_in(path, code=between.code(made))
        assert browser.get(WORK).status_code == 200
        with between.house.store.begin() as books:
            shut_pass(between.pen(books), made.id)
        assert browser.get(WORK).status_code == 403
        assert browser.get(path).status_code == 404
        with between.house.store.begin() as books, pytest.raises(NotAllowed, match="was shut on"):
            shut_pass(between.pen(books), made.id)

        other, _ = a_link(between, token="b" * 32)
        between.house.let_pass(days=PASS_LASTS.days)
        assert browser.get(other).status_code == 404
        assert browser.get(f"{ENTRANCE}/{'c' * 32}").status_code == 404


def test_who_is_away_for_half_an_hour_or_closed_the_page_must_come_in_again(between, browser):
    between.house.let_pass(minutes=29)
    assert browser.get(WORK).status_code == 200
    between.house.let_pass(minutes=31)
    assert browser.get(WORK).status_code == 403

    with come_in(between, token="b" * 32) as other:
        other.ask("POST", "/partner/uit", data={"sluit": "ja"})
        assert other.get(WORK).status_code == 403


def test_another_code_of_the_organisation_ends_the_sessions_of_links_from_before(between, browser):
    (made,) = the_passes(between)
    with between.house.store.begin() as books:
        books.put_pass(replace(made, own_code_at=None))
    path = f"{ENTRANCE}/{'a' * 32}"
    browser.fill_in(path, code=CODE)
    codes = between.house.settings.partner_codes
    renewed = {**codes, OCMW: type(codes[OCMW])("een-nieuwe-code")}
    changed = between.house.settings.model_copy(update={"partner_codes": renewed})
    for settings, status in ((between.house.settings, 200), (changed, 403)):
        with served(between.house, settings) as again, Browser(again.url, browser.cookies) as same:
            assert same.get(WORK).status_code == status


def test_a_client_is_reported_found_and_all_cases_rest(between, browser):
    answer = report(between, browser)

    assert str(answer.url).endswith("/klaar")
    found = the_report(between)
    assert (found.state, found.debtor_id) == (ReportState.RUNNING, "D-1")
    assert stands(between, "D-1")
    assert not stands(between, "D-3")
    text = browser.page(place_of(found)).text
    assert "Zaak C-1 van" in text
    assert "Zaak C-2 van" in text
    assert "alles rust" in text
    assert [word for word in ("C-3", "Anna", "Jansen", "120,50") if word in text] == []


def test_amounts_are_shared_only_where_the_protocol_says_so(a_house, url):
    partner = an_ocmw(protocol=SHARES)
    house = a_house(a_campaign(), url=url, organisation=the_organisation(partners=(partner,)))
    house.take_in(a_row(birth_date=BORN))
    with served(house) as between, come_in(between) as browser:
        report(between, browser)
        assert "120,50" in browser.page(place_of(the_report(between))).text


def test_a_creditor_whose_name_tells_too_much_is_not_named(a_house, url):
    creditor = a_creditor(name_is_sensitive=True)
    organisation = the_organisation(creditor, partners=(an_ocmw(),))
    house = a_house(a_campaign(), url=url, organisation=organisation)
    house.take_in(a_row(birth_date=BORN))
    with served(house) as between, come_in(between) as browser:
        report(between, browser)
        text = browser.page(place_of(the_report(between))).text
    assert "Zaak C-1" in text
    assert creditor.firm.name not in text


@pytest.mark.parametrize(
    "change",
    [
        {"geboren": "13-5-1980"},
        {"naam": "A. Janssen"},
        {"naam": "Aagje Jansen"},
        {"nummer": "14"},
        {"geboren": "13-5-1980", "telefoon": ""},
        {"postcode": "", "telefoon": "", "email": "a.jansen@post.example", "zaak": "C-3"},
    ],
    ids=lambda change: ",".join(f"{key}={value}" for key, value in change.items()),
)
def test_in_any_doubt_a_person_compares_and_the_partner_sees_nothing(between, browser, change):
    report(between, browser, **change)

    found = the_report(between)
    assert (found.state, found.debtor_id) == (ReportState.WAITS, None)
    assert not stands(between, "D-1")
    assert len(follow_ups(between, TaskKind.CONFIRM_CLIENT)) == 1
    for path in (WORK, place_of(found)):
        text = without_codes(browser.page(path).text)
        assert [word for word in PERSONAL if word in text] == []
    page = browser.page(place_of(found))
    assert [one["action"] for one in page.forms] == ["/partner/uit"]


def test_a_stranger_is_told_that_nobody_was_found(between, browser):
    report(between, browser, naam="Z. Niemand", geboren="1-1-1950", telefoon="", postcode="9999 ZZ")

    assert the_report(between).state is ReportState.NOT_FOUND
    assert "wij kennen deze persoon niet" in browser.page(WORK).text


def test_mistakes_are_told_beside_the_question_and_nothing_is_taken_in(between, browser):
    report(between, browser)
    for field, value, mistake in (
        ("kenmerk", "Anna Jansen", REFERENCE_MISTAKE),
        ("kenmerk", "K-7", USED_BEFORE),
        ("naam", " ", "Vul de naam van uw cliënt in"),
        ("geboren", "31-2-1980", BORN_MISTAKE),
        ("geboren", "1-1-2999", BORN_MISTAKE),
    ):
        answer = browser.fill_in(REPORT, **{**ANNA, "kenmerk": "K-8", field: value})
        assert answer.status_code == 422
        page = Page(answer.text)
        assert mistake in page.text
        assert f"#{field}" in page.links
        assert field in page.ids
    between.work_calls()
    assert the_report(between, "K-8") is None


def test_the_same_form_twice_counts_once(between, browser):
    page = browser.page(REPORT)
    (ticket,) = (one["value"] for one in page.form(REPORT)["fields"] if one.get("name") == "ticket")
    for kenmerk in ("K-7", "K-8"):
        browser.ask("POST", REPORT, data={**ANNA, "kenmerk": kenmerk, "ticket": ticket})
    between.work_calls()

    assert the_report(between) is not None
    assert the_report(between, "K-8") is None


def test_a_form_without_our_ticket_or_from_another_site_is_not_taken(between, browser):
    other = browser.page(REPORT)
    (ticket,) = (one["value"] for one in other.form(REPORT)["fields"] if one.get("name") == "ticket")
    with come_in(between, TOWN, token="b" * 32) as town:
        assert town.ask("POST", REPORT, data={**ANNA, "ticket": ticket}).status_code == 404
    assert browser.ask("POST", REPORT, data=ANNA).status_code == 422
    assert browser.ask("POST", REPORT, data={**ANNA, "ticket": f"{ticket}0"}).status_code == 422
    strange = {"sec-fetch-site": "cross-site"}
    told = {**ANNA, "ticket": ticket}
    assert browser.ask("POST", REPORT, data=told, headers=strange).status_code == 403
    between.house.let_pass(minutes=25)
    browser.get(WORK)
    with httpx.Client(base_url=between.url, trust_env=False, timeout=PATIENCE) as stranger:
        assert stranger.post(REPORT, data=told).status_code == 403
    between.work_calls()
    assert the_report(between) is None


def test_a_broken_agreement_goes_to_a_person_and_nothing_goes_on_by_itself(between, browser):
    report(between, browser)
    place = place_of(the_report(between))

    assert browser.fill_in(place).status_code == 422
    assert NO_CHOICE in Page(browser.fill_in(place).text).text
    browser.fill_in(place, wat="broken")
    between.work_calls()

    assert the_report(between).state is ReportState.BROKEN
    assert stands(between, "D-1")
    assert any("not kept" in one for one in follow_ups(between, TaskKind.FOLLOW_DEBT_HELP))
    browser.fill_in(place, wat="kept")
    between.work_calls()
    assert the_report(between).state is ReportState.RUNNING


def test_a_partner_sees_and_steers_nothing_of_another(between, browser):
    report(between, browser)
    made = between.consent("C-1")
    places = (place_of(the_report(between)), f"{WORK}/verwijzing/{made.id}")
    with come_in(between, TOWN, token="b" * 32) as town:
        assert "K-7" not in town.page(WORK).text
        assert town.get(places[0]).status_code == 404
        assert town.get(places[1]).status_code == 200
        assert town.get(REPORT).status_code == 404
    assert browser.get(places[1]).status_code == 404
    assert made.id not in browser.get(WORK).text
    assert browser.get(f"{WORK}/client/nobody").status_code == 404


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("accepted", ReferralState.ACCEPTED),
        ("declined", ReferralState.DECLINED),
        ("no_contact", ReferralState.NOT_REACHED),
        ("contacted", ReferralState.CONTACTED),
        ("started", ReferralState.STARTED),
        ("ended", ReferralState.ENDED),
    ],
)
def test_a_referral_is_shown_and_answered(between, said, after):
    made = between.consent("C-1")
    with come_in(between, TOWN) as town:
        place = f"{WORK}/verwijzing/{made.id}"
        assert "Anna" not in town.page(WORK).text
        text = town.page(place).text
        assert "Anna Jansen" in text
        assert "+31612345600" in text
        assert [word for word in ("C-1", "120,50", "1234AB") if word in without_codes(text)] == []
        town.fill_in(place, wat=said)
        between.work_calls()

    assert between.referral(made.id).state is after
    assert stands(between, "D-1", PauseKind.WARM_REFERRAL)


def test_the_stop_lasts_longer_on_a_proof_and_a_person_looks_at_it(between):
    made = between.consent("C-1")
    with come_in(between, TOWN) as town:
        place = f"{WORK}/verwijzing/{made.id}/langer"
        for wrong in (
            {"tot": "1-6-2026"},
            {"tot": "9-4-2026", "bewijs": "brief"},
            {"tot": "1-6-2027", "bewijs": "brief"},
            {"tot": "straks", "bewijs": "brief"},
        ):
            assert town.fill_in(place, **wrong).status_code == 422
        town.fill_in(place, tot="1-6-2026", bewijs="onze brief van 1 april 2026")
        between.work_calls()

    after = between.referral(made.id)
    assert str(after.stop_last) == "2026-06-01"
    lines = [one for one in between.house.lines() if one.kind is LineKind.REFERRAL]
    assert {"proof": "onze brief van 1 april 2026"} in [between.house.content(one) for one in lines]
    assert "brief" not in json.dumps([dict(one.public) for one in lines])
    assert any("look at the proof" in one for one in follow_ups(between, TaskKind.FOLLOW_REFERRAL))


def test_a_signed_call_asks_for_a_longer_stop_too(between):
    made = between.consent("C-1")
    event = between.say(made.id, "extended", 1)
    assert between.call(TOWN, event) == 204
    assert between.work_calls().for_person == 1
    assert between.call(TOWN, {**event, "id": "E-2", "until": "2026-06-01", "proof": "brief"}) == 204
    between.work_calls()

    assert str(between.referral(made.id).stop_last) == "2026-06-01"


def test_after_it_went_on_nothing_is_shown_any_more(between):
    made = between.consent("C-1")
    between.house.let_pass(days=40)
    between.act(Referring, lambda one: one.resume(made.id, "de hulp is klaar"), "bram")
    with come_in(between, TOWN) as town:
        assert made.id not in town.get(WORK).text
        assert town.get(f"{WORK}/verwijzing/{made.id}").status_code == 404


def test_nobody_tells_more_than_so_much_on_one_day(between, browser, monkeypatch):
    monkeypatch.setattr("app.partner_host.MOST_SENT", 1)

    assert str(report(between, browser).url).endswith("/klaar")
    assert report(between, browser, kenmerk="K-8").status_code == 429
    between.house.let_pass(days=1)
    assert the_report(between, "K-8") is None


def test_who_guesses_links_is_slowed_down(between):
    with Browser(between.url) as browser:
        answers = [browser.get(f"{ENTRANCE}/{number:032d}").status_code for number in range(22)]
    assert answers == [404] * 20 + [429] * 2


def test_the_words_can_be_read(between, browser):
    """B1-toets (indicatie): the same reader that judges messages finds nothing that may not leave."""
    reader = load_reader()
    report(between, browser)
    paths = (WORK, REPORT, f"{WORK}/klaar", place_of(the_report(between)), "/partner/dag")
    for path in paths:
        words = "\n".join(browser.page(path).words)
        assert [
            str(one) for one in reader.judge(words, ChannelKind.LETTER).findings if one.level is Level.FAIL
        ] == [], path


def test_no_page_lets_anything_in_or_out(between, browser):
    answer = browser.get(WORK)

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "script" not in answer.text
