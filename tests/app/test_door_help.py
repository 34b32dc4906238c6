"""Questions about help on the page behind a link: asked of who proved who they are, in their exact words."""

from datetime import timedelta

from tests.app.command import done, minnelijk
from tests.app.door import CASE, Browser, out, served
from tests.app.test_reply import choices, pauses, tasks

TOWN = "gemeente-rivierstad"
YES, NO, PLACE = "ja 2026-1", "nee 2026-1", "/zaak/hulp-dichtbij"
QUESTION = "Mag Gemeente Rivierstad, team Geldzaken u bellen over hulp bij uw geldzaken?"


def referrals():
    return done("referral", "list", "--json").json_lines


def known(sent, browser):
    browser.open(sent.code(CASE))
    browser.prove()


def test_a_stranger_with_the_link_never_learns_who_helps_where(sent, browser):
    home = browser.open(sent.code(CASE))
    pages = [home, *map(browser.page, [one for one in home.links if one.startswith("/bericht")])]
    after = browser.fill_in("/bericht/hulp", welke="zoek")

    assert all("Rivierstad" not in one.text for one in pages)
    assert "Rivierstad" not in after.text
    assert 'href="/zaak">Kijk of dat bij u kan' in after.text
    assert browser.get(PLACE).url.path == "/zaak"
    assert "Rivierstad" not in browser.get(PLACE).text
    refused = browser.ask("POST", PLACE, data={"ticket": "x", "antwoord": YES})
    sent.work()
    assert refused.url.path == "/zaak"
    assert referrals() == []


def test_who_proved_who_they_are_reads_the_exact_words_and_says_yes(sent, browser):
    known(sent, browser)
    assert PLACE in browser.page("/zaak").links
    assert QUESTION in browser.page(PLACE).text

    answer = browser.fill_in(PLACE, antwoord=YES)
    sent.work()

    assert str(answer.url).endswith("/klaar")
    (made,) = referrals()
    assert (made["partner"], made["state"], made["wording_version"]) == (TOWN, "asked", "2026-1")
    assert "warm_referral" in pauses(CASE)
    chosen = choices(CASE)["help_consent"]
    assert (chosen["value"], chosen["through"]) == (f"yes {TOWN} 2026-1", "portal")
    assert chosen["words"].startswith(QUESTION)
    sent.go_on(minutes=5)
    assert "heeft hulp voor u gevraagd" in sent.message(CASE)
    assert PLACE not in browser.page("/zaak").links


def test_a_no_is_written_down_and_may_still_become_a_yes(sent, browser):
    known(sent, browser)
    browser.fill_in(PLACE, antwoord=NO)
    sent.work()
    assert referrals() == []
    assert choices(CASE)["help_consent"]["value"] == f"no {TOWN} 2026-1"

    browser.fill_in(PLACE, antwoord=YES)
    sent.work()

    assert [one["state"] for one in referrals()] == ["asked"]


def test_a_form_that_is_sent_twice_and_a_second_yes_begin_one_referral(sent, browser):
    known(sent, browser)
    with Browser(sent.url) as other:
        known(sent, other)
        for one in (browser, browser, other):
            one.fill_in(PLACE, antwoord=YES)
        sent.work()

    assert len(referrals()) == 1
    assert set(tasks(CASE)) <= {"follow_referral"}


def test_words_of_another_version_are_shown_anew(sent, browser):
    known(sent, browser)

    answer = browser.fill_in(PLACE, antwoord="ja 2025-9")
    sent.work()

    assert answer.status_code == 422
    assert "Kies ja of nee" in answer.text
    assert referrals() == []


def test_a_yes_after_the_case_ended_goes_to_a_person(sent, browser):
    known(sent, browser)
    browser.fill_in(PLACE, antwoord=YES)
    done("case", "close", CASE, "--as", "anna", "--because", "de schuldeiser trekt het in")

    taken = sent.work()

    assert taken.for_person == taken.calls > 0
    assert referrals() == []


def test_a_yes_while_somebody_else_became_the_helper_goes_to_a_person(sent, browser):
    known(sent, browser)
    browser.fill_in(PLACE, antwoord=YES)
    done("pause", CASE, "--as", "anna", "--why", "debt_help")

    sent.work()

    assert referrals() == []
    reasons = [one["because"] for one in done("tasks", "list", "--json").json_lines]
    assert any("does not stand any more" in one for one in reasons), reasons


def test_guidance_that_was_offered_is_answered_on_the_page_too(any_desk, monkeypatch):
    with served(out(any_desk, CASE)) as sent, Browser(sent.url) as browser:
        monkeypatch.setattr("app.wiring.real_clock", sent.clock)
        known(sent, browser)
        assert "/zaak/begeleiding" not in browser.page("/zaak").links
        for kind in ("energy", "rent"):
            minnelijk("arrears", "note", CASE, kind, "--source", "debtor", "--as", "bram")
        sent.clock.now += timedelta(days=200)
        done("guidance", "offer", CASE, "--as", "bram")
        sent.clock.now -= timedelta(days=200)

        page = browser.page("/zaak/begeleiding").text
        browser.fill_in("/zaak/begeleiding", antwoord=YES)
        sent.work()

        assert "Wilt u gratis hulp van één vaste medewerker" in page
        (made,) = done("guidance", "show", CASE, "--json").json_lines
        assert made["state"] == "accepted"
        assert "mediation" in pauses(CASE)
        assert "guide_somebody" in tasks(CASE)
