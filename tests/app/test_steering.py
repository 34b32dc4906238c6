"""Commands by which people steer; each needs somebody who may, and leaves a line."""

import pytest

from app.clock import SimulatedClock
from tests.app.command import done, minnelijk
from tests.app.conftest import at

NOW = at("2030-03-12T10:00+01:00")


def last_line(case_id):
    return [
        line for line in done("ledger", case_id, "--json").json_lines if line["subject"] == f"case:{case_id}"
    ][-1]


def trace_of(case_id):
    return {verdict["rule"]: verdict for verdict in done("why", case_id, "--json").json["trace"]}


def test_a_preference_holds_for_all_cases_of_the_debtor(house):
    words = "ik wil alleen post"

    answer = done("preference", "set", "D-1006", "channel_order", "letter", "--as", "bram", "--words", words)

    assert answer.lines == ["D-1006: channel_order is 'letter' now, for all cases of this debtor"]
    (change,) = done("preference", "show", "D-1007", "--json").json_lines
    assert (change["field"], change["value"], change["through"]) == ("channel_order", "letter", "agent")
    assert (change["by"], change["words"]) == ("bram", words)


def test_a_preference_changes_what_is_decided(house):
    done("preference", "set", "D-1002", "refuse_channel", "email", "--as", "bram")

    details = trace_of("D-1002")["channel_choice"]["details"]

    assert details["email"] == "the debtor refused it"
    assert details["whatsapp"] == "WhatsApp is off for this creditor"
    assert details["sms"].startswith("chosen")


def test_preference_show_tells_every_choice_in_order(house):
    done(
        "preference",
        "set",
        "D-1002",
        "hours",
        "mon-fri 09:00-12:00",
        "--as",
        "bram",
        "--words",
        "overdag graag",
    )

    lines = done("preference", "show", "D-1002").lines

    assert lines[0] == "3 choices"
    assert "import" in lines[2]
    assert "mon-fri 09:00-12:00" in lines[4]
    assert lines[4].split("agent")[1].split(maxsplit=1) == ["bram", "overdag graag"]


def test_preference_show_says_so_when_nothing_was_chosen(house):
    assert done("preference", "show", "D-1006").lines == ["0 choices"]


def test_a_pause_leaves_the_debtor_alone_until_it_ends(house):
    begun = done("pause", "D-1006", "--as", "bram", "--why", "dispute")
    paused = trace_of("D-1007")["pauses"]
    pause_id = begun.out.split()[-1]

    asked = done("pause", "D-1006", "--as", "bram", "--end", pause_id)
    same = minnelijk("pause", "D-1006", "--as", "bram", "--end", pause_id)
    still = trace_of("D-1007")["pauses"]["ruling"]
    ended = done("pause", "D-1006", "--as", "anna", "--end", pause_id)

    assert begun.out.startswith("D-1006: paused for dispute, until somebody ends it; end it with --end ")
    assert (paused["ruling"], paused["because"]) == ("stop", "paused until somebody ends it: dispute")
    assert asked.lines == [f"D-1006: asked to lift pause {pause_id}; a second person, a team lead, decides"]
    assert same.err == "error: bram asked to lift this pause: a second person decides\n"
    assert still == "stop"
    assert ended.lines == [f"D-1006: pause {pause_id} has ended"]
    assert trace_of("D-1007")["pauses"]["ruling"] == "allow"
    assert f"{pause_id} has ended, by anna" in done("ledger", "D-1007").out


def test_a_pause_until_a_moment_is_a_wait_until_then(house):
    answer = done("pause", "D-1002", "--as", "bram", "--why", "own_wish", "--until", "2030-05-01")

    assert "until Wed 01 May 2030 00:00" in answer.out
    assert trace_of("D-1002")["pauses"]["until"] == "2030-04-30T22:00:00+00:00"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(("--until", "2020-01-01"), "--until 2020-01-01 has passed", id="in the past"),
        pytest.param(("--until", "morgen"), "'morgen' is no moment; write 2026-03-10T19:30", id="no moment"),
    ],
)
def test_a_pause_needs_a_moment_that_is_still_to_come(house, options, said):
    answer = minnelijk("pause", "D-1002", "--as", "bram", *options)

    assert answer.code == 2
    assert said in answer.err


def test_a_pause_that_is_not_there_cannot_end(house):
    answer = minnelijk("pause", "D-1002", "--as", "bram", "--end", "nothing")

    assert answer.code == 1
    assert answer.err == "error: no pause nothing stands for the debtor of case D-1002\n"


def test_a_payment_counts_once(house):
    words = "payment", "D-1006", "41,50", "--as", "bram", "--reference", "bank-1"

    first, second = done(*words), done(*words)

    assert first.lines == ["D-1006: payment bank-1 taken in; left to pay: 100.00 euro, open"]
    assert second.lines == [
        "D-1006: payment bank-1 was known already; nothing changed; left to pay: 100.00 euro, open"
    ]
    assert last_line("D-1006")["public"] == {"by": "bram", "left_cents": 100_00, "paid_cents": 41_50}


def test_a_payment_of_everything_ends_the_case(house):
    answer = done(
        "payment", "D-1006", "141.50", "--as", "bram", "--reference", "bank-2", "--on", "2026-03-05"
    )

    assert answer.lines == ["D-1006: payment bank-2 taken in; left to pay: 0.00 euro, paid"]
    assert last_line("D-1006")["public"] == {"by": "bram", "status": "paid"}


@pytest.mark.parametrize("amount", ["0", "-5", "1e3", "abc", "10.001", "Infinity", "NaN", "123456789", "٣"])
def test_a_payment_is_an_amount_above_zero_in_euro_and_cents(house, amount):
    answer = minnelijk("payment", "D-1006", "--as", "bram", "--reference", "bank-3", "--", amount)

    assert answer.code == 2
    assert answer.err == f"error: '{amount}' is no amount above zero; write 120.50\n"


def test_closing_a_case_ends_it_with_the_reason(house):
    answer = done("case", "close", "D-1002", "--as", "anna", "--because", "de schuldeiser trekt in")

    again = minnelijk("case", "close", "D-1002", "--as", "anna", "--because", "nog eens")

    assert answer.lines == ["D-1002: closed"]
    assert last_line("D-1002")["public"] == {"by": "anna", "status": "closed"}
    assert (again.code, again.err) == (1, "error: case D-1002 is closed already; nothing changed\n")


def test_handing_over_asks_for_a_review_first(house):
    answer = minnelijk("case", "close", "D-1002", "--as", "anna", "--because", "klaar", "--handed-over")

    assert answer.code == 1
    assert "was not reviewed: finish its review task first" in answer.err


def task_of(case_id):
    return next(
        (one for one in done("tasks", "list", "--json").json_lines if one["case_id"] == case_id), None
    )


def test_a_task_is_done_by_the_beginning_of_its_id(own_demo):
    task = task_of("D-1004")

    answer = done("tasks", "done", task["id"][:8], "not_reached", "--as", "bram")

    assert answer.lines == ["D-1004: task agree_channel is done: not_reached"]
    assert task_of("D-1004") is None
    assert last_line("D-1004")["public"]["result"] == "not_reached"


def test_a_task_needs_an_id_that_means_one_task(own_demo):
    answer = minnelijk("tasks", "done", "", "reached", "--as", "bram")

    assert answer.code == 1
    assert "open tasks begin with ; see `minnelijk tasks list`" in answer.err


def test_people_have_a_role_and_can_get_another(desk):
    done("people", "add", "bram", "team_lead", "--as", "anna")

    answer = done("people", "list")

    assert answer.lines[0] == "4 people"
    assert answer.lines[3] == "bram   team_lead"
    assert done("people", "list", "--json").json["bram"] == "team_lead"


def test_the_first_of_our_people_may_write_down_themselves_and_then_nobody_else(bare_desk):
    done("db", "upgrade")

    collector = minnelijk("people", "add", "bram", "collector")
    first = done("people", "add", "anna", "team_lead").out
    nobody = minnelijk("people", "add", "bram", "admin")
    stranger = minnelijk("people", "add", "bram", "admin", "--as", "bram")
    done("people", "add", "bram", "collector", "--as", "anna")
    not_his = minnelijk("people", "add", "eve", "admin", "--as", "bram")

    assert collector.err == "error: the first of our people is a team_lead or an admin, who adds the others\n"
    assert first == "anna is team_lead now\n"
    assert nobody.err == "error: say with --as who adds them: a team_lead or an admin\n"
    assert stranger.err.startswith("error: nobody here is called 'bram'")
    assert not_his.err == "error: bram is collector; who may do this: admin or team_lead\n"
    assert done("people", "list", "--json").json == {"anna": "team_lead", "bram": "collector"}


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("email", "s.de-vries@post.example", "s.de-vries@post.example"),
        ("mobile", "06 12345678", "+31612345678"),
        ("address", "Lindelaan 12a, 1234ab Voorbeeldstad", "Lindelaan 12 a, 1234 AB Voorbeeldstad"),
        ("address", "2e Kade 7-2, 1234 AB 's-Voorbeeld", "2e Kade 7 2, 1234 AB 's-Voorbeeld"),
        ("address", "Plein 1940 3 bis, 1234 AB Voorbeeldstad", "Plein 1940 3 bis, 1234 AB Voorbeeldstad"),
        ("address", "Lindelaan, 1234 AB Voorbeeldstad", None),
        ("mobile", "010 2001234", None),
        ("email", " ", None),
    ],
)
def test_a_person_can_write_down_how_somebody_is_reached(house, kind, value, kept):
    answer = minnelijk("case", "contact", "D-1002", kind, value, "--as", "bram")

    with house.open().store.read() as books:
        points = books.files([books.debtor_of("D-1002")])[0].debtor.points
    values = [one.value for one in points if one.kind == kind]
    if kept is None:
        assert (answer.code, answer.err.startswith(f"error: {kind}")) == (2, True)
    else:
        assert answer.out == f"D-1002: {kind} is noted, for all cases of this debtor\n"
        assert values == [kept]
        assert done("ledger", "D-1002", "--json").json_lines[-1]["public"]["field"] == kind
    assert value.strip() not in done("ledger", "D-1002").out or value == " "


STEERING = {
    "a contact point": ("case", "contact", "D-1002", "email", "x@post.example"),
    "a preference": ("preference", "set", "D-1002", "language", "nl"),
    "a pause": ("pause", "D-1002"),
    "a payment": ("payment", "D-1002", "10", "--reference", "r"),
    "closing": ("case", "close", "D-1002", "--because", "x"),
    "stopping": ("stop", "--all"),
    "resuming": ("resume",),
    "moving": ("campaigns", "move"),
}


@pytest.mark.parametrize("words", STEERING.values(), ids=STEERING)
@pytest.mark.parametrize(
    ("actor", "said"),
    [
        pytest.param(
            "eve", "error: nobody here is called 'eve': add them with `minnelijk people add`", id="a stranger"
        ),
        pytest.param("chris", "error: chris is compliance; who may do this: ", id="who only reads"),
    ],
)
def test_nobody_steers_without_the_role_for_it(house, words, actor, said):
    answer = minnelijk(*words, "--as", actor)

    assert answer.code == 1
    assert answer.out == ""
    assert answer.err.startswith(said)


def test_steering_needs_somebody_who_acts(house):
    answer = minnelijk("pause", "D-1002")

    assert answer.code == 2
    assert "--as" in answer.err


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("hours", "mon-fri 25:00-26:00", "'25:00' is no time of the day"),
        ("channel_order", "post", "'post' is no channel"),
        ("whatsapp_opt_in", "yes", "write the version of the wording"),
    ],
)
def test_a_preference_that_nobody_can_read_is_refused(house, field, value, said):
    answer = minnelijk("preference", "set", "D-1006", field, value, "--as", "bram")

    assert answer.code == 2
    assert said in answer.err
    assert done("preference", "show", "D-1006").lines == ["0 choices"]


def helper_of(case_id):
    """Ask the copy of the file that a person may have: who speaks for them."""
    return done("preference", "tell", case_id).out


def test_a_helper_that_was_told_of_gets_the_messages_of_all_cases_until_the_last_day(house):
    opened = house.open(SimulatedClock(NOW))
    answer = done(
        *("case", "helper", "D-1006", "Bewind Voorbeeld", "--kind", "bewindvoerder", "--as", "bram"),
        *(
            "--email",
            "post@bewind.example",
            "--until",
            "2030-12-31",
            "--words",
            "mijn bewindvoerder doet dit",
        ),
    )
    opened.tick().run(NOW)
    opened.dispatch().run()
    opened.store.close()

    said = "D-1006: Bewind Voorbeeld speaks for this debtor, in all their cases"
    assert answer.lines == [f"{said}; messages go to post@bewind.example"]
    mails = [one.read_text(encoding="utf-8") for one in (house.folder / "outbox" / "email").glob("*.eml")]
    assert sum("<post@bewind.example>" in mail for mail in mails) == 1
    assert not any("e.devries@post.example" in mail for mail in mails)
    (choice,) = [
        one
        for one in done("preference", "show", "D-1007", "--json").json_lines
        if one["field"] == "representative"
    ]
    assert choice["value"] == "bewindvoerder; Bewind Voorbeeld; post@bewind.example; 2030-12-31"
    assert (choice["by"], choice["words"], choice["holds"]) == ("bram", "mijn bewindvoerder doet dit", True)
    assert "Bewind Voorbeeld spreekt voor u (bewindvoerder)." in helper_of("D-1007")
    assert "tot en met 31 december 2030" in helper_of("D-1007")


def test_nobody_speaks_for_a_debtor_any_more(house):
    told = ("case", "helper", "D-1006", "--as", "bram")
    done(*told, "Bewind Voorbeeld", "--email", "post@bewind.example")
    answer = done(*told, "", "--words", "ik doe het weer zelf")

    assert answer.lines == ["D-1006: nobody speaks for this debtor any more; messages go to themselves"]
    assert "Niemand spreekt meer voor u." in helper_of("D-1006")
    shown = done("preference", "show", "D-1006", "--json").json_lines
    assert [one["holds"] for one in shown if one["field"] == "representative"] == [False, True]
    assert done("ledger", "D-1006").lines[-1] == "both chains hold"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--email", "post(at)bewind.example"), "is no mailbox"),
        (("--mobile", "010 123 45 67"), "is no mobile number"),
        (("--kind", "neef"), "is not one of: helper, bewindvoerder, curator, guardian, lawyer"),
        (("--until", "31-12-2030"), "is no date"),
        (("--until", "2020-12-31"), "has passed"),
    ],
)
def test_a_helper_who_cannot_be_read_is_not_written_down(house, options, said):
    answer = minnelijk("case", "helper", "D-1006", "Bewind Voorbeeld", "--as", "bram", *options)

    assert answer.code == 2
    assert said in answer.err
    assert done("preference", "show", "D-1006").lines == ["0 choices"]


def test_a_helper_is_no_choice_like_others(house):
    answer = minnelijk("preference", "set", "D-1006", "representative", "helper; A; ; ", "--as", "bram")

    assert answer.code == 2
    assert "representative is written down with `minnelijk case helper`" in answer.err
