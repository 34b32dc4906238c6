"""What a new user does: change a wish, a window or a step, play again, and see the difference."""

from datetime import timedelta

from tests.app.command import CAMPAIGNS, edited

FIRST_STEP_OF_WITGOED = """\
        channels: [preferred, email, letter]
        fallback: {when: [bounced, not_delivered, no_reaction], after: 2 open days, to: [email, letter]}
"""


def test_another_wish_gives_another_channel(play):
    story = play("D-1001", prefers="letter", hours="")

    first, *_ = story.sent("D-1001")
    assert first.channel == "letter"


def test_other_hours_of_the_debtor_give_another_hour(play):
    story = play("D-1001", hours="mon-fri 10:00-11:00")

    assert all(message.at.hour == 10 for message in story.sent("D-1001"))


def test_another_window_in_campaigns_gives_another_hour(play, tmp_path):
    change = 'hours: {mon-fri: "08:00-19:45", sat: "10:00-16:00"}', 'hours: {mon-fri: "11:00-16:00"}'
    campaigns = edited(tmp_path / "campaigns.yaml", CAMPAIGNS, change)

    story = play("D-1002", campaigns=campaigns)

    first, *_ = story.sent("D-1002")
    assert (first.channel, first.at.hour) == ("email", 11)


def test_a_window_that_never_meets_the_wish_of_the_debtor_is_work_for_a_person(play, tmp_path):
    change = 'hours: {mon-fri: "08:00-19:45", sat: "10:00-16:00"}', 'hours: {mon-fri: "08:00-17:00"}'
    campaigns = edited(tmp_path / "campaigns.yaml", CAMPAIGNS, change)

    story = play("D-1001", campaigns=campaigns)

    assert story.sent("D-1001") == []
    assert story.decisions("D-1001")[0][1] == "hours"
    assert story.tasks("D-1001")


def test_another_step_gives_another_message(play, tmp_path):
    change = FIRST_STEP_OF_WITGOED, "        channels: [letter]\n"
    campaigns = edited(tmp_path / "campaigns.yaml", CAMPAIGNS, change)

    story = play("D-1001", campaigns=campaigns)

    assert [message.channel for message in story.sent("D-1001")] == ["letter"]


def test_the_term_of_a_formal_notice_holds_also_when_a_campaign_is_in_a_hurry(play, tmp_path):
    change = (
        "after: 21 days\n        template: be_aanbod_afbetaling",
        "after: 3 days\n        template: be_aanbod_afbetaling",
    )
    campaigns = edited(tmp_path / "campaigns.yaml", CAMPAIGNS, change)

    story = play("D-1016", days=20, campaigns=campaigns)

    notice, then, *_ = story.sent("D-1016")
    assert then.at - notice.at > timedelta(days=14)
    assert any(rule == "be_notice_first" for _, rule, _ in story.decisions("D-1016"))
