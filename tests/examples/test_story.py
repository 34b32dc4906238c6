"""The story of the demo: each special case of the shipped portfolio shows what its comment promises."""

import csv
from datetime import timedelta

import pikepdf

from examples.make_portfolio import rows
from examples.special_cases import SPECIAL
from tests.app.command import PORTFOLIO, done
from tests.chance import without_codes


def test_the_shipped_portfolio_is_what_its_maker_makes():
    with PORTFOLIO.open(encoding="utf-8", newline="") as file:
        shipped = [{name: value for name, value in row.items() if value} for row in csv.DictReader(file)]

    made = [{name: value for name, value in row.items() if value} for row in rows(len(shipped))]
    assert shipped == made
    assert len(shipped) >= 300


def test_whatsapp_in_the_evening_for_who_asked_for_just_that(story):
    first, *_ = story.sent("D-1001")

    assert (first.channel, first.outcome) == ("whatsapp", "accepted")
    assert all(18 <= message.at.hour < 21 for message in story.sent("D-1001"))
    text = story.file(first).read_text(encoding="utf-8")
    assert "To: +31612340001" in text
    assert "349" not in without_codes(text)


def test_no_whatsapp_where_the_creditor_has_it_off_and_the_reason_stands_there(story):
    first, *_ = story.sent("D-1002")

    assert first.channel == "email"
    assert "whatsapp" not in {message.channel for message in story.sent("D-1002")}
    intended = next(line for line in story.lines("D-1002") if line["outcome"] == "intended")
    choice = next(verdict for verdict in intended["public"]["trace"] if verdict["rule"] == "channel_choice")
    assert choice["details"]["whatsapp"] == "WhatsApp is off for this creditor"


def test_a_task_and_not_silence_for_who_cannot_be_reached(story):
    assert story.sent("D-1003") == []
    assert story.decisions("D-1003")[0] == (
        "task",
        "channel_choice",
        "no channel is left: email: no contact point; sms: no contact point; letter: no contact point",
    )


def test_a_person_agrees_on_a_channel_with_who_refused_all(story):
    assert story.sent("D-1004") == []
    assert story.tasks("D-1004") == ["agree_channel"]


def test_messages_go_to_the_bewindvoerder_and_to_nobody_else(story):
    mails = [story.mail(message) for message in story.sent("D-1005")]

    assert mails
    assert {mail["To"].addresses[0].addr_spec for mail in mails} == {"post@bewind.example"}


def test_one_message_for_two_bills_of_one_creditor(story):
    assert story.sent("D-1022")[0].reference == story.sent("D-1023")[0].reference


def test_a_claim_of_another_creditor_waits_for_its_turn(story):
    first, *_ = story.sent("D-1006")

    assert ("wait", "one_at_a_time", f"after contact {first.reference}") in story.decisions("D-1008")
    assert story.sent("D-1008")[0].at >= first.at + timedelta(days=1)


def answers(story, case):
    """List what only answers the debtor, such as thanks for a payment: no new approach of ours."""
    return {line["reference"] for line in story.lines(case) if "notice" in line["public"]}


def test_nobody_gets_more_than_two_contacts_in_seven_days(story):
    for debtor in (("D-1001",), ("D-1002",), ("D-1006", "D-1007", "D-1008"), ("D-1010",), ("D-1015",)):
        moments = sorted(
            {
                (one.at, one.reference)
                for case in debtor
                for one in story.sent(case)
                if one.outcome == "accepted" and one.reference not in answers(story, case)
            }
        )

        assert all(
            later[0] - first[0] >= timedelta(days=7)
            for first, later in zip(moments, moments[2:], strict=False)
        )


def test_large_print_and_no_layout_for_who_asked_for_that(story):
    first, *_ = story.sent("D-1009")

    assert first.channel == "letter"
    with pikepdf.open(story.file(first)) as letter:
        drawn = [one for page in letter.pages for one in pikepdf.parse_content_stream(page)]
        sizes = [float(one.operands[1]) for one in drawn if str(one.operator) == "Tf"]
    assert max(sizes) >= 14


def test_after_a_bounce_the_next_channel_follows_by_itself(story):
    first, second, *_ = story.sent("D-1010")

    assert (first.channel, first.outcome) == ("email", "bounced")
    assert (second.channel, second.outcome) == ("sms", "accepted")
    assert second.at - first.at < timedelta(hours=1)


def test_a_case_comes_in_without_its_bad_cells_and_they_are_kept(story):
    rejects = (story.folder / "rejects.csv").read_text(encoding="utf-8-sig")

    assert "12,mobile,06 12," in rejects
    assert "12,email,dekker(at)post.example," in rejects
    assert {message.channel for message in story.sent("D-1011")} == {"letter"}


def test_every_diacritic_of_a_name_stays(story):
    first, *_ = story.sent("D-1012")

    mail = story.mail(first)
    assert mail["To"].addresses[0].display_name == "Žofie Łukasiewicz-Đorđević"
    assert "Žofie Łukasiewicz-Đorđević" in mail.get_body(("plain",)).get_content()


def test_nothing_for_who_has_nothing_left_to_pay(story):
    assert story.sent("D-1013") == []
    assert story.tasks("D-1013") == []


def test_a_bill_of_a_leap_day_gets_its_message(story):
    first, *_ = story.sent("D-1014")

    assert first.outcome == "accepted"


def test_a_firm_gets_its_mail(story):
    first, *_ = story.sent("D-1015")

    assert story.mail(first)["To"].addresses[0].display_name == "Bakkerij De Halve Maan B.V."


def test_in_belgium_the_formal_notice_comes_first_and_then_two_weeks_of_quiet(story):
    notice, then, *_ = story.sent("D-1016")

    assert (notice.channel, notice.role) == ("letter", "be_formal_notice")
    assert then.at - notice.at > timedelta(days=14)


def test_in_belgium_an_own_claim_begins_with_the_free_first_reminder(story):
    first, then, *_ = story.sent("D-1017")

    assert (first.channel, first.role) == ("email", "be_first_reminder")
    assert then.at - first.at > timedelta(days=14)


def test_rows_that_say_nothing_usable_are_refused_with_the_reason(story):
    rejects = (story.folder / "rejects.csv").read_text(encoding="utf-8-sig").splitlines()

    refused = [line.split(",")[:2] for line in rejects if line.endswith(",the whole row")]
    assert refused == [["19", "creditor"], ["20", "amount"], ["21", "due_on"], ["22", "amount"]]


def test_every_chain_holds_at_the_end(story):
    for row in SPECIAL[:17]:
        assert done("ledger", row["case_id"]).lines[-1] in {"the chain holds", "both chains hold"}


def test_a_small_bill_gets_one_message_and_one_question(story):
    assert [message.step for message in story.sent("D-1024")] == ["eerste-bericht", "hoe-bereiken"]
    assert story.tasks("D-1024") == []


def test_checking_what_was_played_gives_no_warning(story):
    assert done("check").lines == ["0 errors, 0 warnings"]
