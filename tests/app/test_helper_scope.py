"""A helper who speaks in one case only: who is written to, and where it is told."""

from datetime import timedelta

import pytest

from app.clock import SimulatedClock
from tests.app.command import done, minnelijk
from tests.app.conftest import at

NOW = at("2030-03-12T10:00+01:00")
LAWYER = ("Mr. Voorbeeld", "--kind", "lawyer", "--email", "post@recht.example", "--as", "bram")


def in_this_case(case_id, *more):
    return minnelijk("case", "helper", case_id, *LAWYER, "--scope", "this_case", *more)


def why(case_id):
    return done("why", case_id, "--json").json


def played(house, days=4):
    """Let days pass; gives the mails that left."""
    clock = SimulatedClock(NOW)
    opened = house.open(clock)
    for _ in range(days):
        opened.tick().run(clock())
        opened.dispatch().run()
        clock.set(clock() + timedelta(days=1))
    opened.store.close()
    return [one.read_text(encoding="utf-8") for one in (house.folder / "outbox" / "email").glob("*.eml")]


def test_only_the_messages_about_that_case_go_to_the_helper(house):
    answer = in_this_case("D-1006")

    mails = played(house)
    to_lawyer = [mail for mail in mails if "<post@recht.example>" in mail]
    to_debtor = [mail for mail in mails if "e.devries@post.example" in mail]
    said = "D-1006: Mr. Voorbeeld speaks for this debtor, only in D-1006"
    assert answer.lines == [f"{said}; messages about that go to post@recht.example"]
    assert (len(to_lawyer), len(to_debtor)) == (1, 1)
    assert ("D-1006" in to_lawyer[0], "D-1007" in to_lawyer[0]) == (True, False)
    assert ("D-1006" in to_debtor[0], "D-1007" in to_debtor[0]) == (False, True)


def test_without_a_scope_the_messages_of_all_cases_go_to_the_helper(house):
    done("case", "helper", "D-1006", *LAWYER)

    mails = played(house)

    to_lawyer = [mail for mail in mails if "<post@recht.example>" in mail]
    assert all(any(case_id in mail for mail in to_lawyer) for case_id in ("D-1006", "D-1007"))
    assert not any("e.devries@post.example" in mail for mail in mails)


def test_a_helper_without_an_address_leaves_the_other_cases_as_they_are(house):
    done(
        "case",
        "helper",
        "D-1006",
        "Mr. Voorbeeld",
        "--kind",
        "lawyer",
        "--scope",
        "this_case",
        "--as",
        "bram",
    )

    assert why("D-1006")["decision"] == "task"
    assert why("D-1007")["decision"] != "task"


def test_why_tells_who_speaks_in_a_case_and_says_no_name(house):
    in_this_case("D-1006", "--until", "2099-12-31")

    assert why("D-1006")["representative"] == {"kind": "lawyer", "cases": ["D-1006"], "until": "2099-12-31"}
    assert "representative" not in why("D-1007")
    said = "messages go to who speaks for the debtor: a lawyer, only in D-1006, until 2099-12-31"
    assert said in done("why", "D-1006").lines
    assert "Mr. Voorbeeld" not in done("why", "D-1006").out


def test_the_choices_and_the_file_tell_the_scope(house):
    in_this_case("D-1006", "--until", "2099-12-31")
    in_this_case("D-1007", "--words", "ook deze", "--until", "2099-12-31")

    assert (
        "alleen in dossier D-1006, D-1007. Onze berichten daarover gaan daarheen."
        in done("preference", "tell", "D-1006").out
    )
    speaker = done("dossier", "D-1006", "--json").json["debtor"]["representative"]
    assert (speaker["cases"], speaker["until"]) == (["D-1006", "D-1007"], "2099-12-31")


def test_a_second_case_is_added_and_an_empty_name_ends_all(house):
    in_this_case("D-1006")
    second = in_this_case("D-1007")
    ended = done("case", "helper", "D-1006", "", "--as", "bram")

    assert second.lines[0].startswith("D-1007: Mr. Voorbeeld speaks for this debtor, only in D-1006, D-1007;")
    assert ended.lines == ["D-1006: nobody speaks for this debtor any more; messages go to themselves"]
    assert "representative" not in why("D-1007")


@pytest.mark.parametrize(
    ("before", "where"), [((), "in all cases"), (("--scope", "this_case"), "in D-1007")], ids=["all", "one"]
)
def test_who_speaks_elsewhere_is_not_lost_by_a_helper_of_one_case(house, before, where):
    helper = ("Hulp Voorbeeld", "--email", "hulp@post.example", "--as", "bram")
    done("case", "helper", "D-1007", *helper, *before)

    answer = in_this_case("D-1006")

    assert answer.code == 1
    assert f"somebody else speaks for this debtor {where}, and only one fits" in answer.err
    assert "end that first: minnelijk case helper D-1006 ''" in answer.err
    assert why("D-1007")["representative"]["kind"] == "helper"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--kind", "bewindvoerder", "--scope", "this_case"),
            "in everything (law.md NL-65)",
        ),
        (("--scope", "letters"), "helper_scope: is not one of: everything, this_case"),
    ],
)
def test_a_scope_that_does_not_fit_is_refused(house, options, said):
    answer = minnelijk("case", "helper", "D-1006", "Bewind Voorbeeld", "--as", "bram", *options)

    assert answer.code == 2
    assert said in answer.err
    assert done("preference", "show", "D-1006").lines == ["0 choices"]
