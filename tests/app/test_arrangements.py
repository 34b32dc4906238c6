"""Paying in parts by command: inside the bounds at once, outside them by a person, watched from then on."""

import json
from datetime import timedelta

import pytest

from app.wiring import real_clock
from engine.domain.touchpoint import LineKind
from tests.app.command import done, minnelijk

#: D-1002 owes enough, and its creditor takes 24 months and 10 euro
CASE = "D-1002"


def in_days(days):
    return (real_clock() + timedelta(days=days)).date().isoformat()


def propose(*options, case_id=CASE, actor="bram"):
    return minnelijk("arrangement", "propose", case_id, "--first", in_days(10), *options, "--as", actor)


def shown(case_id=CASE):
    return done("arrangement", "show", case_id, "--json").json_lines


def lines_of(kind, case_id=CASE):
    return [one for one in done("ledger", case_id, "--json").json_lines if one["kind"] == kind]


def pauses_verdict(case_id=CASE):
    trace = done("why", case_id, "--json").json["trace"]
    return next(one for one in trace if one["rule"] == "pauses")


def test_inside_the_bounds_it_is_agreed_at_once_and_the_campaign_is_quiet(house):
    answer = propose("--parts", "4")

    assert answer.code == 0
    assert "agreed: it falls inside the creditor's bounds" in answer.lines[0]
    (made,) = shown()
    assert (made["status"], made["agreed_by"], len(made["instalments"])) == ("running", "bounds", 4)
    assert pauses_verdict()["ruling"] == "stop"
    assert [one["public"]["status"] for one in lines_of(LineKind.ARRANGEMENT)] == ["proposed", "running"]


@pytest.mark.parametrize(
    ("left", "advice"),
    [("37.41", "propose less: at most 37.41 euro every month"), ("0", "can miss nothing")],
)
def test_above_what_the_debtor_can_miss_a_person_hears_what_fits(house, left, advice):
    answer = propose("--amount", "50", "--affordable", left)

    assert "waits for a person" in answer.lines[0]
    assert advice in answer.lines[1]
    (task,) = [one for one in done("tasks", "list", "--json").json_lines if one["case_id"] == CASE]
    assert "more than the debtor can miss" in task["because"]
    assert "37.41" not in json.dumps([task, *lines_of(LineKind.ARRANGEMENT)])


def test_nobody_can_miss_less_than_nothing(house):
    answer = propose("--amount", "50", "--affordable=-1")

    assert (answer.code, shown()) == (2, [])
    assert "zero or more" in answer.err


def test_outside_the_bounds_a_person_agrees(house):
    answer = propose("--parts", "60")

    assert "waits for a person" in answer.lines[0]
    (task,) = [one for one in done("tasks", "list", "--json").json_lines if one["case_id"] == CASE]
    assert task["kind"] == "agree_arrangement"
    assert "the creditor's bound is" in task["because"]
    (made,) = shown()

    done("arrangement", "agree", made["id"], "--as", "anna")

    (agreed,) = shown()
    assert (agreed["status"], agreed["agreed_by"]) == ("running", "anna")
    assert not [one for one in done("tasks", "list", "--json").json_lines if one["case_id"] == CASE]


def test_a_refused_proposal_lets_the_campaign_go_on(house):
    propose("--parts", "60")
    (made,) = shown()

    done("arrangement", "end", made["id"], "--because", "te lang", "--as", "anna")

    assert shown()[0]["status"] == "refused"
    assert pauses_verdict()["ruling"] == "allow"
    assert "te lang" not in json.dumps(lines_of(LineKind.ARRANGEMENT)[-1]["public"])


def test_a_second_arrangement_for_the_same_case_is_refused(house):
    propose("--parts", "4")

    answer = propose("--parts", "3")

    assert answer.code == 1
    assert "end it first" in answer.err
    assert len(shown()) == 1


def test_two_missed_instalments_ask_a_person_to_talk(house):
    propose("--parts", "4")
    opened = house.open()
    watch, start = opened.arrangement_watch(), opened.clock()

    for day in range(60):
        watch.run(start + timedelta(days=day))
    opened.store.close()

    (made,) = shown()
    assert (made["status"], made["look_at"]) == ("broken", None)
    (task,) = [one for one in done("tasks", "list", "--json").json_lines if one["case_id"] == CASE]
    assert task["because"] == "2 instalments were missed: talk with the debtor"
    missed = [one["public"]["missed"] for one in lines_of(LineKind.ARRANGEMENT) if "missed" in one["public"]]
    assert missed == [[1], [1, 2]]
    assert pauses_verdict()["ruling"] == "stop"


def test_paying_everything_settles_it(house):
    propose("--parts", "2")
    (made,) = shown()
    for instalment in made["instalments"]:
        reference = f"bank-{instalment['number']}"
        done("payment", CASE, str(instalment["amount"]), "--reference", reference, "--as", "bram")
    opened = house.open()

    opened.arrangement_watch().run(opened.clock())
    opened.store.close()

    assert shown()[0]["status"] == "settled"


def test_what_cannot_be_is_refused_with_the_reason(house):
    for options, said in (
        (("--parts", "2", "--amount", "10"), "say either --amount or --parts"),
        ((), "say either --amount or --parts"),
        (("--amount", "0"), "no amount above zero"),
        (("--parts", "2", "--first", "1 december"), "write it as 2026-12-01"),
    ):
        answer = propose(*options)
        assert answer.code == 2, options
        assert said in answer.err
    assert shown() == []


def test_somebody_who_only_reads_may_not_agree(house):
    answer = propose("--parts", "4", actor="chris")

    assert answer.code == 1
    assert "who may do this: collector or team_lead" in answer.err
