"""What strangers, machines and other sites try at the page of debtors."""

import re
from datetime import timedelta
from html import unescape

import pytest

from engine.domain.link import ALPHABET, LENGTH, code_of, is_code
from engine.rendering.b1.finding import Level
from engine.rendering.b1.reader import load_reader
from preferences.channel import ChannelKind
from tests.app.command import done
from tests.app.door import CASE, Page
from tests.app.test_door import DEBTOR, calls
from web.portal.actions import FOR_EVERYBODY
from web.portal.asking import AskKind
from web.portal.own_actions import ACTIONS, FOR_ONESELF, GUIDED


@pytest.fixture
def any_desk(desk):
    """What this file asks has nothing to do with the database: one is enough."""
    return desk


EVERY_PAGE = ("/", "/bericht", "/bericht/echt", "/bericht/bel", "/bericht/hulp/klaar", "/zaak", "/zaak/lijst")


def test_every_page_lets_nothing_else_in_and_is_kept_nowhere(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()

    for path in (*EVERY_PAGE, "/AAAAAAAAAAAAAAAAAAAAAA", "/dag"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "script-src" not in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-robots-tag"] == "noindex, nofollow"


def test_no_page_asks_anything_of_another_site_or_runs_a_script(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()

    for path in EVERY_PAGE:
        html = browser.get(path).text
        assert re.findall(r"<script|<img|<iframe|<object|\son\w+=|style=|javascript:", html) == []
        fetched = re.findall(r'(?:src|action)="([^"]*)"|<link[^>]* href="([^"]*)"', html)
        assert [one for pair in fetched for one in pair if one and not one.startswith("/")] == []


def test_a_link_leads_at_once_to_an_address_without_its_code(sent, browser):
    code = sent.code(CASE)

    answer = browser.once("GET", f"/{code}")

    assert (answer.status_code, answer.headers["location"]) == (303, "/bericht")
    assert code not in answer.headers["set-cookie"]
    kept = answer.headers["set-cookie"].lower()
    assert kept.startswith("__host-bericht=")
    assert [word for word in ("secure", "httponly", "samesite=lax", "path=/") if word not in kept] == []
    assert "domain" not in kept


def test_nothing_personal_ever_stands_in_an_address(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()
    browser.fill_in("/zaak/klopt-niet", wat="bedrag", woorden="dit is van Yilmaz")
    browser.fill_in("/bericht/bel", wanneer="avond", nummer="0612340002")

    said = " ".join(browser.seen)
    assert [word for word in ("D-1002", "ilmaz", "1234", "1980", "ticket") if word in said] == []


def test_only_the_fingerprint_of_a_code_is_kept(sent):
    code = sent.code(CASE)

    with sent.house.store.read() as books:
        contact = books.files([DEBTOR])[0].contacts[0]
    database = (sent.house.settings.folder / "minnelijk.db").read_bytes()
    database += (sent.house.settings.folder / "minnelijk.db-wal").read_bytes()

    assert code.encode() not in database
    assert contact.reference.encode() in database


def test_codes_are_as_long_as_they_must_be_and_safe_in_an_sms():
    codes = {code_of(bytes(32), f"260310-{number}") for number in range(2000)}

    assert len(codes) == 2000
    assert all(map(is_code, codes))
    assert len(ALPHABET) ** LENGTH > 2**128
    assert code_of(bytes(32), "260310-1") == code_of(bytes(32), "260310-1")
    assert code_of(b"x" * 32, "260310-1") != code_of(bytes(32), "260310-1")


def test_the_start_page_is_the_same_for_every_unknown_code(sent, browser):
    answers = [
        browser.get(f"/{code}") for code in ("A" * 22, "z" * 22, "short", "A" * 400, "%00" * 22, "..%2f..")
    ]
    typed = browser.ask("POST", "/", data={"code": "B" * 22})

    assert {one.status_code for one in [*answers, typed]} == {404}
    assert len({one.text for one in [answers[0], answers[1], answers[2], typed]}) == 1


def test_a_code_from_paper_can_be_typed(sent, browser):
    code = sent.code(CASE)

    answer = browser.ask("POST", "/", data={"code": f" {code[:8]} {code[8:]} "})

    assert answer.url.path == "/bericht"


def test_who_guesses_codes_is_slowed_down_and_others_are_not_told_more(sent, browser):
    for number in range(20):
        assert browser.get(f"/{code_of(bytes(32), str(number))}").status_code == 404

    slowed = browser.get(f"/{sent.code(CASE)}")
    sent.clock.now += timedelta(minutes=11)

    assert slowed.status_code == 429
    assert browser.get(f"/{sent.code(CASE)}").url.path == "/bericht"


@pytest.mark.parametrize(
    "cookie", ["", "rubbish", "e30=.0", "e30=." + 64 * "0", "é", "x" * 5000], ids=lambda text: text[:6]
)
def test_a_cookie_that_we_did_not_write_opens_nothing(sent, browser, cookie):
    for path in ("/bericht", "/zaak", "/zaak/lijst", "/zaak/regeling"):
        answer = browser.once("GET", path, headers={"cookie": f"__Host-bericht={cookie}".encode()})
        assert answer.status_code == 404


def test_nobody_lifts_themselves_to_another_level(sent, browser):
    browser.open(sent.code(CASE))

    for action in FOR_ONESELF:
        shown = browser.get(f"/zaak/{action.key}")
        sent_in = browser.ask("POST", f"/zaak/{action.key}", data={"ticket": "x", "dag": "1-1-2026"})
        assert (shown.url.path, sent_in.url.path) == ("/zaak", "/zaak")
    assert browser.get("/zaak/lijst").url.path == "/zaak"
    assert calls(sent) == []


def ticket_of(browser, path):
    return browser.page(path).form(path)["fields"][0]["value"]


def test_a_ticket_is_good_for_one_form_of_one_link(sent, browser, desk):
    browser.open(sent.code(CASE))
    other = ticket_of(browser, "/bericht/bel")

    for ticket in ("", "x", other, other[:-1] + "0"):
        answer = browser.ask("POST", "/bericht/hulp", data={"ticket": ticket, "welke": "zoek"})
        assert answer.status_code == 422
        assert "Verstuur het formulier nog een keer" in answer.text
    assert calls(sent) == []


def test_a_form_that_stood_open_too_long_is_shown_again_with_what_was_typed(sent, browser):
    browser.open(sent.code(CASE))
    ticket = ticket_of(browser, "/bericht/bel")
    sent.clock.now += timedelta(hours=3)

    fields = {"ticket": ticket, "wanneer": "avond", "woorden": "bel mijn zus <b>"}
    answer = browser.ask("POST", "/bericht/bel", data=fields)

    assert answer.status_code == 422
    assert "bel mijn zus &lt;b&gt;" in answer.text
    assert 'value="avond" id="wanneer-3" checked' in answer.text


def test_a_form_on_another_site_is_refused(sent, browser):
    browser.open(sent.code(CASE))
    fields = {"ticket": ticket_of(browser, "/bericht/hulp"), "welke": "zoek"}

    for site in ("cross-site", "same-site"):
        answer = browser.ask("POST", "/bericht/hulp", data=fields, headers={"sec-fetch-site": site})
        assert answer.status_code == 403
    assert calls(sent) == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * 40_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a=1" for _ in range(50)), "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 415),
        (b"", "multipart/form-data; boundary=x", 415),
        (b"\xff\xfe=%ff%00&welke=\x00", "application/x-www-form-urlencoded", 422),
        (b"welke=zoek&welke=hoek", "application/x-www-form-urlencoded", 422),
        (b"", "application/x-www-form-urlencoded", 422),
    ],
)
def test_rubbish_is_refused_without_a_trace(sent, browser, body, kind, status):
    browser.open(sent.code(CASE))

    answer = browser.ask("POST", "/bericht/hulp", content=body, headers={"content-type": kind})

    assert answer.status_code == status
    assert calls(sent) == []


@pytest.mark.parametrize(
    ("path", "fields", "named"),
    [
        ("/bericht/bel", {"nummer": "bel maar"}, ["wanneer", "nummer"]),
        ("/bericht/hulp", {}, ["welke"]),
        ("/bericht/taal", {"taal": "klingon"}, ["taal"]),
        ("/zaak/betaald", {"dag": "31-2-2026"}, ["dag"]),
        ("/zaak/regeling", {"bedrag": "niets"}, ["bedrag"]),
        ("/zaak/regeling", {"bedrag": "-5"}, ["bedrag"]),
        ("/zaak/regeling", {"bedrag": "NaN"}, ["bedrag"]),
        ("/zaak/regeling", {"bedrag": "0"}, ["bedrag"]),
        ("/zaak/regeling", {"bedrag": "25", "missen": "-5"}, ["missen"]),
        ("/zaak/regeling", {"bedrag": "25", "missen": "weinig"}, ["missen"]),
        ("/zaak/klopt-niet", {"wat": "bedrag", "woorden": "x" * 2001}, ["woorden"]),
        ("/zaak/keuzes", {}, ["hoe"]),
    ],
)
def test_what_is_wrong_is_said_above_the_form_and_at_the_question(sent, browser, path, fields, named):
    browser.open(sent.code(CASE))
    browser.prove()
    before = len(calls(sent))

    answer = browser.fill_in(path, **fields)

    page = Page(answer.text)
    assert answer.status_code == 422
    assert "<title>Fout: " in answer.text
    assert [link.removeprefix("#") for link in page.links if link[0] == "#"][1:] == named
    assert set(named) <= page.ids
    assert {f"{name}-fout" for name in named} <= page.ids
    assert len(calls(sent)) == before


def test_every_field_has_a_label(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()

    # nobody was offered guidance here, so its form is not there
    for action in [one for one in ACTIONS.values() if one is not GUIDED]:
        page = browser.page(f"/{'zaak' if action in FOR_ONESELF else 'bericht'}/{action.key}")
        asked = {one["id"] for one in page.forms[0]["fields"] if one.get("type") not in {"hidden", "submit"}}
        assert asked
        assert asked <= page.labels


def test_what_everybody_can_do_needs_an_answer_that_no_machine_gives():
    for action in FOR_EVERYBODY:
        needed = [ask for ask in action.asks if ask.is_needed]
        assert [ask.kind for ask in needed][:1] == [AskKind.CHOICE]


def test_too_much_through_one_link_is_refused(sent, browser):
    browser.open(sent.code(CASE))

    answers = [browser.fill_in("/bericht/bel", wanneer="avond").status_code for _ in range(41)]

    assert answers == [200] * 40 + [429]


def words_of(html):
    main = html[html.index("<main") : html.index("</main>")]
    blocks = re.sub(r"</(?:p|li|h\d|label|legend|dt|dd|td|th|button|div)>", "\n", main)
    lines = [" ".join(unescape(re.sub(r"<[^>]+>", "", line)).split()) for line in blocks.split("\n")]
    return "\n".join(line if line.endswith((".", "?", "!", ":")) else f"{line}." for line in lines if line)


def test_every_page_passes_the_b1_check(sent, browser):
    """B1-toets (indicatie): the same reader that judges messages finds nothing that may not leave."""
    reader = load_reader()
    browser.open(sent.code(CASE))
    browser.prove()
    forms = [f"/{'zaak' if one in FOR_ONESELF else 'bericht'}/{one.key}" for one in ACTIONS.values()]

    assert (
        reader.judge("Wij sommeren u het verschuldigde te voldoen.", ChannelKind.LETTER).level is Level.FAIL
    )
    found: dict[str, list[str]] = {}
    for path in (*EVERY_PAGE, *forms, *(f"{form}/klaar" for form in forms), "/dag"):
        if path == "/bericht/taal":
            continue  # it names languages in those languages
        reading = reader.judge(words_of(browser.get(path).text), ChannelKind.LETTER)
        found |= {path: [str(one) for one in reading.findings if one.level is Level.FAIL]}

    assert {path: findings for path, findings in found.items() if findings} == {}


def test_an_erasure_takes_the_links_along(sent, browser):
    code = sent.code(CASE)
    done("case", "close", CASE, "--because", "paid elsewhere", "--as", "anna")
    sent.clock.now += timedelta(days=800)
    before = browser.get(f"/{code}").status_code

    done("record", "erase", CASE, "--as", "anna", "--second", "chris")

    assert before == 200
    assert browser.get(f"/{code}").status_code == 404
    assert browser.get("/bericht").status_code == 404
