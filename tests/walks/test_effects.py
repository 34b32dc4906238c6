"""Effects of replies from nearby: who may be somebody else, other languages, helpers, plans, two replies."""

from datetime import timedelta
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from engine.domain.people import ContactPoint, PointKind, PointState
from engine.rendering.sms import Encoding, count_parts
from preferences.channel import ChannelKind
from tests.builders import a_campaign
from tests.chance import without_codes
from tests.walks.answering import Walk
from tests.walks.house import a_row
from tests.walks.on_loopback import a_loopback
from tests.webhooks.inbound import MAILBOX, NUMBER, choices, doors_of, pauses, tasks

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER


@pytest.fixture
def walk(a_house, url, fake):
    """A house on each database that sent one message through the fake providers."""
    with a_loopback(fake.url) as loopback:
        house = a_house(a_campaign(), url=url, channels=loopback.by_kind)
        loopback.clock = house.clock
        house.take_in(a_row(prefers="email"))
        house.decide()
        assert house.send() == {"accepted": 1}
        with doors_of(house, is_its_own_address=True) as doors:
            yield Walk(house, fake, doors)


#: what nobody else may read: name, case, claim, other points
OF_THE_DEBTOR = ("Jansen", "Anna", "C-1", "Huur", "120,50", "Lindelaan", "06 12345600", "31612345600")


def last_text(house):
    """Read the text of the last message as it left."""
    line = [one for one in house.lines() if one.outcome == "intended"][-1]
    content = house.content(line)
    return f"{content['subject']}\n{content['body']}"


@pytest.mark.parametrize(("kind", "where"), [("email", MAILBOX), ("sms", NUMBER)])
def test_who_is_somebody_else_hears_once_that_we_are_sorry_and_nothing_of_anybody(walk, fake, kind, where):
    say = walk.mail if kind == "email" else walk.text
    say("verkeerd nummer, ik ken die persoon niet")

    assert walk.sent() == [(kind, "verkeerde_persoon")]
    told = without_codes(last_text(walk.house))
    assert [word for word in OF_THE_DEBTOR if word in told] == []
    assert [one.to for one in walk.house.contacts() if one.step == "verkeerde_persoon"] == [where]
    assert "Anna Jansen" not in str(fake.history()["taken"][-1])
    points = {one.value: one.state for one in walk.house.file().debtor.points}
    assert points[where] is PointState.WRONG_PERSON
    assert [one for one, state in points.items() if not state.usable] == [where]
    # they write again: a person reads it, and no machine answers
    say("ja maar wie bent u dan")
    assert walk.sent() == []
    assert "answer_reply" in [kind for kind, _ in tasks(walk.house)]
    walk.house.play(days=40)
    assert [one.to for one in walk.house.contacts()].count(where) == 1 + (kind == "email")


@pytest.mark.parametrize(
    "words", ["verkeerd nummer, stuur mij niets meer", "verkeerd nummer. STOP met mailen"]
)
def test_who_is_somebody_else_and_wants_no_word_hears_none(walk, words):
    walk.mail(words)

    assert walk.sent() == []
    states = {one.value: one.state for one in walk.house.file().debtor.points}
    assert states[MAILBOX] is PointState.WRONG_PERSON


def test_after_a_wrong_person_the_campaign_goes_on_elsewhere_once_somebody_looked(walk):
    walk.mail("verkeerd nummer, ik ken die persoon niet")
    walk.sent()
    (task,) = [one for one in walk.house.tasks() if one.kind.value == "check_person"]

    walk.house.steer(lambda act: act.finish_task(task.id, "het adres is van iemand anders"))
    for pause in walk.house.file().pauses:
        walk.house.steer(lambda act, one=pause: act.end_pause("C-1", one.id))
    walk.house.play(days=40)

    mailed = [one.step for one in walk.house.contacts() if one.to == MAILBOX]
    assert len(mailed) == 2
    assert "verkeerde_persoon" in mailed
    assert {one.to for one in walk.house.contacts()} - {MAILBOX}


def test_somebody_in_danger_is_heard_also_at_a_number_of_somebody_else(walk):
    walk.mail("verkeerd nummer, ik ken die persoon niet")
    walk.sent()

    walk.mail("ik wil niet meer leven")

    assert "danger" in pauses(walk.house)
    assert "care_for_somebody" in [kind for kind, _ in tasks(walk.house)]


IN_OTHER_LANGUAGES = YAML(typ="safe").load(Path(__file__).with_name("other_languages.yaml"))


@pytest.mark.parametrize("language", IN_OTHER_LANGUAGES)
def test_who_writes_in_another_language_gets_a_short_answer_with_a_line_in_it(walk, language):
    words, line = IN_OTHER_LANGUAGES[language]
    walk.mail(words)

    assert pauses(walk.house) == ["team"]
    assert [kind for kind, _ in tasks(walk.house)] == ["answer_reply"]
    assert walk.sent() == [("email", "andere_taal")], walk.house.reasons()
    told = last_text(walk.house)
    assert line in told
    assert "Wij zoeken iemand die uw taal spreekt." in told
    assert "120,50" not in told


@pytest.mark.parametrize(("language", "encoding"), [("de", Encoding.GSM_7), ("uk", Encoding.UCS_2)])
def test_an_sms_in_two_languages_is_counted_in_the_parts_that_it_takes(walk, fake, language, encoding):
    words, line = IN_OTHER_LANGUAGES[language]
    walk.text(words)

    assert walk.sent() == [("sms", "andere_taal")]
    told = last_text(walk.house).strip()
    assert line in told
    intended = [one for one in walk.house.lines() if one.outcome == "intended"][-1]
    assert intended.public["sms_parts"] == count_parts(told, encoding) <= (2 if language == "de" else 6)
    assert [word for word in ("120,50", "betalen", "schuld", "rekening") if word in told] == []


@pytest.mark.parametrize(
    "words", ["please stop sending me messages, I do not want this", "I want to die, I cannot go on anymore"]
)
def test_a_receipt_in_two_languages_never_goes_to_who_wants_no_word_or_is_in_danger(walk, words):
    walk.mail(words)

    assert "andere_taal" not in [template for _, template in walk.sent()]


def test_after_a_stop_the_campaign_goes_on_elsewhere(walk):
    (first,) = walk.house.contacts()
    walk.mail("Stop met mailen.")
    walk.sent()

    walk.house.play(days=40)

    notices = walk.house.file().notices
    later = [
        one for one in walk.house.contacts() if one.reference != first.reference and one.run not in notices
    ]
    assert later
    assert EMAIL.value not in {one.kind.value for one in later}


def test_what_is_not_surely_understood_holds_the_case_until_somebody_read_it(walk):
    walk.mail("ik heb al betaald maar ik heb geen geld")

    assert pauses(walk.house)
    assert "answer_reply" in [kind for kind, _ in tasks(walk.house)]
    assert walk.sent() == []


def test_a_plan_inside_the_creditors_bounds_is_agreed_at_once_and_confirmed(walk):
    walk.text("kan ik 50 euro per maand betalen?")

    with walk.house.store.read() as books:
        (made,) = books.arrangements_of("D-1")
    assert (made.status.value, made.agreed_by, made.instalments[0].amount) == ("running", "bounds", 50)
    assert pauses(walk.house) == ["arrangement"]
    assert tasks(walk.house) == []
    assert walk.sent() == [("email", "regeling_bevestiging")]


@pytest.mark.parametrize(
    "words", ["kan ik 5 euro per maand betalen?", "ik heb geen geld, kan ik 50 euro per maand betalen?"]
)
def test_a_plan_that_is_too_long_or_too_heavy_is_decided_by_a_person(walk, words):
    walk.mail(words)

    with walk.house.store.read() as books:
        assert books.arrangements_of("D-1") == []
    assert "plan_request" in pauses(walk.house)
    assert "decide_plan" in [kind for kind, _ in tasks(walk.house)]


def test_a_call_that_is_asked_for_at_an_hour_becomes_an_appointment(walk):
    day = walk.house.clock() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    walk.mail(f"Kunt u mij bellen op {day:%d-%m-%Y} om 14 uur?")

    (task,) = [one for one in walk.house.tasks() if one.kind.value == "call"]
    assert task.due_on == day.date()
    assert [template for _, template in walk.sent()] == ["afspraak_bevestiging"]


@pytest.mark.parametrize(("say", "asked"), [("mail", "een kopie van het papier"), ("text", "Laat ons zien")])
def test_who_has_a_helper_is_asked_to_show_that_the_helper_may_speak(walk, say, asked):
    getattr(walk, say)("ik heb een bewindvoerder")

    assert [template for _, template in walk.sent()] == ["bericht_ontvangen"]
    assert asked in last_text(walk.house)
    walk.house.let_pass(days=2)
    getattr(walk, say)("Ik heb gisteren betaald.")
    walk.sent()
    assert asked not in last_text(walk.house)


@pytest.mark.parametrize(
    ("first", "then", "kind", "until"),
    [
        ("Ik betaal het op 25 maart.", "Het wordt 5 april, dan betaal ik het.", "arrangement", "2026-04-05"),
        ("asdfghjkl", "ik heb geen geld", "team", "2026-03-24"),
        ("asdfghjkl", "verkeerd nummer, ik ken die persoon niet", "team", None),
        ("Ik betaal het op 12 maart.", "asdfghjkl", "team", "2026-03-13"),
    ],
)
def test_a_later_reply_makes_the_quiet_longer_and_never_shorter(walk, first, then, kind, until):
    for words in (first, then, first):
        walk.mail(words, number=f"<{words}@post.example>")

    ends = [one.until for one in walk.house.file().pauses if one.kind.value == kind]
    last = None if None in ends else f"{max(ends):%Y-%m-%d}"
    assert last == until


def test_who_moved_is_reached_at_the_new_mailbox_once_somebody_checked_it(walk):
    walk.mail("Mijn mailadres is veranderd, het nieuwe is anna@nieuw.example")
    assert "find_contact_point" in [kind for kind, _ in tasks(walk.house)]
    walk.sent()

    told = ContactPoint(kind=PointKind.EMAIL, value="anna@nieuw.example", state=PointState.CONFIRMED)
    walk.house.steer(lambda act: act.choices.tell_point("C-1", told))
    walk.house.play(days=40)

    states = {one.value: one.state for one in walk.house.file().debtor.points}
    assert states["anna@nieuw.example"].usable
    assert "find_contact_point" not in [kind for kind, _ in tasks(walk.house)]
    mailed = [one.to for one in walk.house.contacts() if one.kind.value == "email"]
    assert mailed[0] == MAILBOX
    assert "anna@nieuw.example" in mailed[1:]
    assert MAILBOX not in mailed[2:]


def test_a_mail_whose_sender_is_forged_chooses_nothing_and_the_case_waits_until_a_person_read_it(walk):
    walk.mail("Stop met mailen. Ik heb een bewindvoerder.", spf="fail")

    assert (pauses(walk.house), choices(walk.house)) == (["team"], [])
    assert [kind for kind, _ in tasks(walk.house)] == ["answer_reply"]


def test_a_cry_of_who_may_be_somebody_else_still_alarms_a_trained_person(walk):
    walk.mail("ik wil niet meer leven", spf="fail")

    assert pauses(walk.house) == ["danger"]
    assert [kind for kind, _ in tasks(walk.house)] == ["answer_reply", "care_for_somebody"]
    assert any("minnelijk calls show" in one.because for one in walk.house.tasks())
    # the mailbox may be somebody else's by now: a person speaks, no machine
    assert walk.sent() == []
    walk.house.play(days=40)
    assert len(walk.house.contacts()) == 1


def test_a_mail_that_its_own_domain_signed_is_believed_though_it_was_forwarded(walk):
    walk.mail("Stop met mailen.", spf="softfail", signed_by="post.example")

    assert choices(walk.house) == [("refuse_channel", "email", "reply")]


def test_a_report_that_a_mailbox_does_not_exist_marks_it_and_the_next_channel_follows(walk):
    (first,) = walk.house.contacts()
    report = f"Final-Recipient: rfc822; {MAILBOX}\nStatus: 5.1.1\nRe: {first.reference}"
    walk.mail(report, sender="mailer-daemon@post.example", headers=f"X-Failed-Recipients: {MAILBOX}\n")

    states = {one.value: one.state for one in walk.house.file().debtor.points}
    assert states[MAILBOX] is PointState.BOUNCED
    assert choices(walk.house) == [("address_failed", MAILBOX, "bounce")]
    walk.house.play(days=40)
    assert {one.kind.value for one in walk.house.contacts()[1:]} <= {"sms", "letter"}


@pytest.mark.parametrize("status", ["4.2.2", "5.2.2"])
def test_a_mailbox_that_is_full_may_work_again(walk, status):
    (first,) = walk.house.contacts()
    report = f"Final-Recipient: rfc822; {MAILBOX}\nStatus: {status}\nRe: {first.reference}"
    walk.mail(report, sender="mailer-daemon@post.example", headers=f"X-Failed-Recipients: {MAILBOX}\n")

    assert {one.state for one in walk.house.file().debtor.points if one.value == MAILBOX} != {
        PointState.BOUNCED
    }
    assert [kind for kind, _ in tasks(walk.house)] == ["answer_reply"]
