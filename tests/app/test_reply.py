"""`minnelijk reply note`: one walk per effect, from the words of a debtor to what changes for the case."""

import pytest

from tests.app.command import done, minnelijk
from tests.app.test_steering import trace_of

CASE = "D-1006"
#: a case whose debtor has a mobile number
MOBILE = "D-1002"


@pytest.fixture
def case(any_house):
    """Give a case in a house, once on each database."""
    return CASE


def noted(case_id, text, channel="sms", *more):
    return done(
        "reply", "note", case_id, "--channel", channel, "--text", text, "--as", "bram", "--json", *more
    ).json


def pauses(case_id):
    return {one["kind"]: one for one in done("pauses", case_id, "--json").json_lines if one["stands"]}


def tasks(case_id):
    return {
        one["kind"]: one for one in done("tasks", "list", "--json").json_lines if one["case_id"] == case_id
    }


def choices(case_id):
    return {one["field"]: one for one in done("preference", "show", case_id, "--json").json_lines}


@pytest.mark.parametrize(
    ("text", "label", "pause", "task"),
    [
        ("heb gisteren al betaald", "paid", "payment_check", "check_payment"),
        ("dat heb ik nooit besteld", "dispute", "dispute", "answer_dispute"),
        ("ik dien hierbij een klacht in over uw medewerker", "complaint", "complaint", "answer_complaint"),
        ("kan ik in termijnen betalen?", "arrangement", "plan_request", "decide_plan"),
        ("ik ben blut", "help", "team", "answer_reply"),
        ("ik wil niet meer leven", "distress", "danger", "care_for_somebody"),
        ("ik heb een bewindvoerder", "represented", "helper", "check_authority"),
        ("mijn man is overleden", "deceased", "death", "write_to_estate"),
        ("u hebt het verkeerde nummer", "wrong_person", "team", "check_person"),
        ("laat me met rust", "stop_all", "own_wish", "answer_reply"),
        ("asdfgh", "unclear", "team", "answer_reply"),
    ],
)
def test_what_must_stop_stops_and_a_person_gets_it(case, text, label, pause, task):
    answer = noted(case, text)

    assert label in answer["labels"]
    assert pause in pauses(case)
    assert task in tasks(case)
    assert trace_of(case)["pauses"]["ruling"] in {"stop", "wait"}


def test_a_promise_leaves_the_case_alone_until_its_day_has_passed(case):
    answer = noted(case, "ik betaal overmorgen")

    assert answer["labels"] == ["will_pay"]
    assert pauses(case)["arrangement"]["until"] is not None
    assert trace_of(case)["pauses"]["ruling"] == "wait"
    assert tasks(case) == {}


def test_a_stop_refuses_the_channel_it_came_by_and_not_the_others(case):
    noted(MOBILE, "STOP", "email")
    chosen = choices(MOBILE)["refuse_channel"]

    assert (chosen["value"], chosen["through"], chosen["words"]) == ("email", "reply", "STOP")
    assert pauses(MOBILE) == {}
    assert trace_of(MOBILE)["channel_choice"]["details"]["email"] == "the debtor refused it"


def test_a_stop_refuses_the_channel_that_is_named(case):
    noted(case, "geen mails meer sturen aub")

    assert choices(case)["refuse_channel"]["value"] == "email"


def test_no_more_calls_is_agreed_by_a_person(case):
    noted(case, "bel me niet")

    assert "refuse_channel" not in choices(case)
    assert "agree_channel" in tasks(case)


def test_another_channel_and_other_hours_become_preferences(case):
    noted(case, "stuur voortaan een mail")
    noted(case, "ik ben alleen na 18 uur bereikbaar")

    assert choices(case)["channel_order"]["value"].split(",")[0] == "email"
    assert choices(case)["hours"]["value"] == "mon-sat 18:00-22:00"


def test_quiet_until_a_day_is_kept(case):
    noted(case, "stuur tot vrijdag even niks")

    assert "quiet_until" in choices(case)


def test_a_wrong_number_is_not_used_again(case):
    answer = noted(MOBILE, "verkeerd nummer")

    assert "mobile is somebody else's" in answer["done"]


def test_a_call_is_asked_of_a_person_with_its_day(case):
    noted(case, "bel me morgen terug")

    assert tasks(case)["call"]["due_on"] is not None


@pytest.mark.parametrize("text", ["ok bedankt", "Automatisch antwoord: ik ben afwezig tot 6 december"])
def test_thanks_and_machines_change_nothing(case, text):
    noted(case, text)

    assert (pauses(case), tasks(case)) == ({}, {})


def test_every_reply_leaves_a_line_without_its_words(case):
    noted(case, "ik heb een bewindvoerder")

    lines = done("ledger", case, "--json").json_lines
    (line,) = [one for one in lines if one["public"].get("replied")]
    assert line["public"]["labels"] == ["represented"]
    assert "ik heb een bewindvoerder" not in str(line["public"])


def test_the_same_reply_twice_does_not_pause_twice(case):
    noted(case, "dat heb ik nooit besteld")
    again = noted(case, "dat heb ik nooit besteld")

    assert again["done"] == []
    assert len(done("pauses", case, "--json").lines) == 1


def test_a_reply_needs_words_and_somebody_who_may(house):
    assert minnelijk("reply", "note", CASE, "--channel", "sms", "--as", "bram").code == 2
    refused = minnelijk("reply", "note", CASE, "--channel", "sms", "--text", "ok", "--as", "chris")
    assert "who may do this: collector or team_lead" in refused.err
