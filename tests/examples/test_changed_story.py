"""What a new user does: change a wish, a window or a step, play again, and see the difference."""

from datetime import timedelta

import pytest

from tests.app.command import CAMPAIGNS, done, edited, shipped
from tests.app.conftest import sit_down
from tests.examples.story import Story

WINDOW = 'hours: {mon-fri: "08:00-19:45", sat: "10:00-16:00"}'
FIRST_STEP_OF_WITGOED = """\
        channels: [preferred, email, letter]
        fallback: {when: [bounced, not_delivered, no_reaction], after: 2 open days, to: [email, letter]}
"""
CHANGES = (
    (WINDOW, 'hours: {mon-fri: "11:00-16:00"}'),
    (FIRST_STEP_OF_WITGOED, "        channels: [letter]\n"),
    ("21 days\n        template: be_aanbod_afbetaling", "3 days\n        template: be_aanbod_afbetaling"),
)


def play(monkeypatch, folder, portfolio, days=7):
    sit_down(monkeypatch, folder, f"sqlite:///{folder / 'demo' / 'demo.db'}")
    done("demo", "--days", days, "--portfolio", portfolio)
    return told(monkeypatch, folder)


def told(monkeypatch, folder):
    """Lend the story of a demo, only to read: its key lies beside it."""
    monkeypatch.setenv("MINNELIJK_KEY_FILE", str(folder / "demo" / "wrapping.key"))
    return Story(folder / "demo")


@pytest.fixture(scope="module")
def changed_folder(tmp_path_factory):
    """Play with another window for all, another first step, and a Belgian campaign in a hurry."""
    folder = tmp_path_factory.mktemp("campaigns")
    portfolio = shipped(folder / "portfolio.csv", "D-1001", "D-1002", "D-1016")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("MINNELIJK_CAMPAIGNS", str(edited(folder / "campaigns.yaml", CAMPAIGNS, *CHANGES)))
        play(monkeypatch, folder, portfolio, days=20)
    return folder


@pytest.fixture
def with_other_campaigns(monkeypatch, changed_folder):
    """Lend the story of the changed campaigns, only to read."""
    sit_down(monkeypatch, changed_folder, f"sqlite:///{changed_folder / 'demo' / 'demo.db'}")
    return told(monkeypatch, changed_folder)


def test_another_wish_gives_another_channel(monkeypatch, tmp_path):
    story = play(
        monkeypatch, tmp_path, shipped(tmp_path / "portfolio.csv", "D-1001", prefers="letter", hours="")
    )

    assert story.sent("D-1001")[0].channel == "letter"


def test_other_hours_of_the_debtor_give_another_hour(monkeypatch, tmp_path):
    story = play(
        monkeypatch, tmp_path, shipped(tmp_path / "portfolio.csv", "D-1001", hours="mon-fri 10:00-11:00")
    )

    assert story.sent("D-1001")[0].channel == "whatsapp"
    assert all(message.at.hour == 10 for message in story.sent("D-1001"))


def test_two_bills_of_one_creditor_get_one_message(monkeypatch, tmp_path):
    portfolio = shipped(tmp_path / "portfolio.csv", "D-1006", "D-1007", creditor="woonstede")

    story = play(monkeypatch, tmp_path, portfolio, days=2)

    (one,), (other,) = story.sent("D-1006"), story.sent("D-1007")
    assert one.reference == other.reference
    assert "283,00" in story.mail(one).get_body(("plain",)).get_content()


def test_another_window_in_campaigns_gives_another_hour(with_other_campaigns):
    first, *_ = with_other_campaigns.sent("D-1002")

    assert (first.channel, first.at.hour) == ("email", 11)


def test_another_step_gives_another_message(with_other_campaigns):
    first, *_ = with_other_campaigns.sent("D-1001")

    assert first.channel == "letter"


def test_a_window_that_never_meets_the_wish_of_the_debtor_is_work_for_a_person(with_other_campaigns):
    second = next(one for one in with_other_campaigns.decisions("D-1001") if one[0] == "task")

    assert second[1] == "hours"
    assert "never open together" in second[2]
    assert with_other_campaigns.tasks("D-1001")


def test_the_term_of_a_formal_notice_holds_also_when_a_campaign_is_in_a_hurry(with_other_campaigns):
    notice, then, *_ = with_other_campaigns.sent("D-1016")

    assert then.at - notice.at > timedelta(days=14)
    assert any(rule == "be_notice_first" for _, rule, _ in with_other_campaigns.decisions("D-1016"))
