"""Checking campaigns.yaml and organisation.yaml."""

import re
import shutil

import pytest

from app.clock import SimulatedClock
from tests.app.command import CAMPAIGNS, ORGANISATION, PORTFOLIO, ROOT, done, edited, minnelijk, shipped
from tests.app.conftest import at

MISTAKES = ROOT / "examples" / "campaigns" / "mistakes.yaml"


def test_the_shipped_files_have_no_mistakes(bare_desk):
    answer = done("check")

    assert answer.lines == ["0 errors, 0 warnings"]
    assert answer.err == ""


def test_every_mistake_comes_with_its_place_its_key_and_the_fix(bare_desk):
    answer = minnelijk("check", MISTAKES)

    *findings, total = answer.lines
    assert answer.code == 1
    assert len(findings) > 20
    assert all(re.match(rf"{MISTAKES}:\d+: (error|warning): \S+: .+; .+", line) for line in findings)
    errors = sum(": error: " in line for line in findings)
    assert total == f"{errors} errors, {len(findings) - errors} warnings"


def test_mistakes_as_json_are_one_object_on_each_line_and_nothing_else(bare_desk):
    findings = minnelijk("check", MISTAKES, "--json").json_lines

    assert all(set(one) == {"file", "line", "key", "level", "message", "fix"} for one in findings)
    misspelt = next(one for one in findings if one["key"].endswith("tempalte"))
    assert misspelt["fix"] == 'did you mean "template"?'
    assert "tempalte" in MISTAKES.read_text(encoding="utf-8").splitlines()[misspelt["line"] - 1]


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        pytest.param(CAMPAIGNS, ("5 working days", "5 werkdagen"), '"werkdagen" is not a unit', id="a unit"),
        pytest.param(CAMPAIGNS, ('mon-fri: "08:00', 'mon-fri: "06:00'), "outside the law", id="the hours"),
        pytest.param(ORGANISATION, ("ABNA 0417 1643 00", "ABNA 0417 1643 01"), "iban", id="an account"),
    ],
)
def test_one_typing_error_gives_exit_1_and_says_what_is_wrong(bare_desk, file, change, said):
    wrong = edited(bare_desk.folder / file.name, file, change)

    answer = minnelijk("check", wrong)

    assert answer.code == 1
    assert said in answer.out
    errors = sum(": error: " in line for line in answer.lines)
    assert answer.lines[-1].startswith("1 error, " if errors == 1 else f"{errors} errors, ")


def misspelt(desk, right, wrong):
    """Write organisation.yaml with an error in it, and the table of postcodes that it names beside it."""
    (desk.folder / "examples").mkdir()
    shutil.copy(ROOT / "examples" / "postcodes.csv", desk.folder / "examples")
    return edited(desk.folder / "organisation.yaml", ORGANISATION, (right, wrong))


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        (
            "1643 00\n    payment_page: https://betaal.woon",
            "1643 01\n    payment_page: https://betaal.woon",
            "iban",
        ),
        ("phone: +31 10 000 00 01", "phone: 010-1234", "phone"),
        ("portal_page: https://mijn.woonstede.example", "portal_page: mijn.woonstede.example", "portal_page"),
        ("sms: Woonstede,", "sms: Woonstede-Rotterdam,", "sender.sms"),
        ("  woonstede:\n", "  woonstede: huur\n  woonstad:\n", "creditors.woonstede"),
    ],
)
def test_one_typing_error_about_a_creditor_is_one_finding_and_no_other_in_its_wake(
    monkeypatch, bare_desk, right, wrong, key
):
    organisation = misspelt(bare_desk, right, wrong)
    monkeypatch.setenv("MINNELIJK_ORGANISATION", str(organisation))

    finding, total = minnelijk("check", organisation).lines

    assert total == "1 error, 0 warnings"
    assert f"{key}: " in finding
    assert done("check", CAMPAIGNS).lines == ["0 errors, 0 warnings"]


@pytest.mark.parametrize(
    ("right", "wrong", "fix"),
    [
        ("3098 XB", "309 XB", "1234 AB"),
        ("3098 XB", "3098", "1234 AB"),
        ("postcode: 3099 XA", "postcode: 3099 SA", "1234 AB"),
        ('postcode: "2018"', "postcode: 2018 AB", "2000"),
    ],
)
def test_a_postcode_that_its_country_does_not_have_is_an_error(bare_desk, right, wrong, fix):
    finding, total = minnelijk("check", misspelt(bare_desk, right, wrong)).lines

    assert total == "1 error, 0 warnings"
    assert "postcode: " in finding
    assert finding.endswith(f"; write it like {fix}")


def test_warns_about_a_campaign_that_no_case_of_a_portfolio_fits(bare_desk):
    portfolio = shipped(bare_desk.folder / "portfolio.csv", "D-1002")

    answer = done("check", CAMPAIGNS, "--portfolio", portfolio)

    assert "campaigns.energie-nl.for: no case fits: none of the 1 in the portfolio" in answer.out
    assert "huur-vriendelijk" not in answer.out
    assert answer.lines[-1] == "0 errors, 9 warnings"


def test_compares_with_the_cases_of_the_database_when_no_portfolio_is_named(house):
    answer = minnelijk("check", CAMPAIGNS)

    assert "none of the 3 in the portfolio" in answer.out
    assert "huur-vriendelijk.for" not in answer.out
    assert "zorgpremie.for" not in answer.out


def test_is_silent_about_a_campaign_whose_cases_have_all_ended(house):
    moment = at("2030-03-12T10:00+01:00")
    opened = house.open(SimulatedClock(moment))
    opened.keep_versions()
    opened.tick().run(moment)
    opened.store.close()
    before = minnelijk("check", CAMPAIGNS).out
    done("case", "close", "D-1002", "--as", "anna", "--because", "betaald aan de deur")

    after = minnelijk("check", CAMPAIGNS).out

    assert "none of the 3 in the portfolio" in before
    assert "none of the 2 in the portfolio" in after
    assert "huur-vriendelijk.for" not in before + after


def test_every_shipped_campaign_has_a_case_in_the_shipped_portfolio(bare_desk):
    assert done("check", "--portfolio", PORTFOLIO).lines == ["0 errors, 0 warnings"]


def test_needs_no_database_that_answers(monkeypatch, bare_desk):
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/nothing")

    answer = done("check", CAMPAIGNS)

    assert answer.lines == ["0 errors, 0 warnings"]
    assert answer.err.startswith("(no portfolio to compare with: ")


def test_a_file_that_is_not_there_is_a_finding(bare_desk):
    answer = minnelijk("check", "none.yaml")

    assert answer.code == 1
    assert answer.out.startswith("none.yaml:1: error: ")


def test_a_portfolio_that_is_not_there_is_wrong_use(bare_desk):
    answer = minnelijk("check", "--portfolio", "none.csv")

    assert answer.code == 2
    assert answer.err == "error: none.csv: there is no such file\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            ("    portal_page: https://mijn.woonstede.example\n", ""),
            "campaigns.huur-vriendelijk.for.creditor: woonstede has no page: its messages point nowhere; "
            'add "portal_page: https://..." to creditors.woonstede in organisation.yaml',
            id="a page",
        ),
        pytest.param(
            ("    phone: +31 10 000 00 02\n", ""),
            "campaigns.huur-vriendelijk.for.creditor: nobody can check by phone whether a message of "
            'Stichting Woonstede is real; add "phone: +31 ..." to creditors.woonstede in organisation.yaml',
            id="the phone of a creditor that writes itself",
        ),
        pytest.param(
            ("  phone: +31 10 000 00 01\n", ""),
            "nobody can check by phone whether a message of Rivierhoek Services B.V. is real; "
            'add "phone: +31 ..." to agency in organisation.yaml',
            id="the phone of the agency",
        ),
    ],
)
def test_no_campaign_runs_for_whom_nobody_can_ask(monkeypatch, bare_desk, change, said):
    organisation = edited(bare_desk.folder / "organisation.yaml", ORGANISATION, change)
    monkeypatch.setenv("MINNELIJK_ORGANISATION", str(organisation))

    answer = minnelijk("check", CAMPAIGNS)

    found = [line for line in answer.lines if line.endswith(said)]
    assert answer.code == 1
    assert found
    assert all(re.match(rf"{CAMPAIGNS}:\d+: error: ", line) for line in found)
