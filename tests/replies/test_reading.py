"""What is taken out of a reply before it is read, and what its words lead to."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.replies.effects import actions_of, effects
from engine.replies.label import SAFETY, Label
from engine.replies.mail import own_words
from engine.replies.places import Because
from engine.replies.second_opinion import ALWAYS, Model, Trust, weigh
from engine.replies.settle_labels import settled
from engine.replies.signals import signals
from engine.replies.understand import plain_words, understand
from tests.replies.train import FINGERPRINT, fingerprint

TODAY = date(2026, 11, 23)


def labels(text, channel="sms"):
    return set(map(str, understand(channel, text, TODAY).labels))


def test_a_quoted_thread_gives_no_label():
    mail = (
        "Goedemorgen, ik heb dit gisteren betaald.\n\nGroet, Ria\n\n"
        "Op 20 nov 2026 schreef Incasso:\n> Kunt u niet betalen? Heeft u een bewindvoerder? Stuur STOP."
    )

    assert labels(mail, "email") == {"paid"}


def test_a_signature_gives_no_label_but_one_that_says_who_writes_stays():
    plain = own_words("Bedankt.\n\nMet vriendelijke groet,\nJan\nBel mij op 06-00000012")
    acting = own_words("Stuurt u alles aan ons.\n\nHoogachtend,\nLinde Bewindvoering\nT 06-00000012")

    assert "Bel mij" not in plain
    assert "Linde Bewindvoering" in acting
    assert "06-00000012" not in acting


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("hij is vorige week over1eden", "deceased"),
        ("Van rnijn AOW kan ik dit niet betalen.", "help"),
    ],
)
def test_a_scanned_letter_is_mended_first(text, label):
    assert label in labels(text, "letter")


@pytest.mark.parametrize(
    "text", ["IKHEBALBETAALD", "ik heb al beraald", "ik heb al betaaaaald", "kheb al betaald zunne"]
)
def test_typing_errors_and_dialect_are_read(text):
    assert "paid" in labels(text)


def test_a_reading_says_which_words_led_to_it():
    (reason,) = understand("sms", "Sorry maar U heeft het VERKEERDE nummer", TODAY).because

    assert reason.label == "wrong_person"
    assert "VERKEERDE nummer" in reason.words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ik betaal vrijdag", "2026-11-27"),
        ("ik betaal maandag", "2026-11-30"),
        ("ik betaal volgende vrijdag", "2026-12-04"),
        ("ik betaal vrijdag in acht dagen", "2026-12-04"),
        ("ik betaal de 1e", "2026-12-01"),
        ("ik betaal eind van de maand", "2026-11-30"),
        ("ik heb vrijdag al betaald", "2026-11-20"),
        ("ik betaal 3 januari", "2027-01-03"),
    ],
)
def test_a_day_is_counted_from_the_day_of_the_reply(text, day):
    assert understand("sms", text, TODAY).entities["date"] == day


def test_every_label_has_its_row_of_effects():
    assert set(effects()) == set(Label)


def test_what_nobody_understood_goes_to_a_person():
    reading = understand("sms", "asdfgh", TODAY)

    assert (reading.labels, reading.sure) == ((Label.UNCLEAR,), False)
    assert "ask_person" in actions_of(reading.labels, sure=reading.sure)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.sampled_from(["sms", "email", "letter", "whatsapp"]))
def test_anything_can_be_read_and_reads_the_same_twice(text, channel):
    first = understand(channel, text, TODAY)

    assert first.labels
    assert understand(channel, text, TODAY) == first


@pytest.mark.parametrize(
    "text", ["stuur liever na het avondeten", "Zou u zaterdag contact met mij kunnen opnemen per telefoon?"]
)
def test_what_was_said_about_channels_is_followed_or_seen_by_a_person(text):
    reading = understand("sms", text, TODAY)

    assert Label.CHANNEL_PREF in (*reading.labels, *reading.in_doubt)
    assert Label.CHANNEL_PREF in reading.labels or not reading.sure


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Mijn vader is op 2 december overleden.", "date", "2025-12-02"),
        ("zojuist betaald via de app", "date", "2026-11-23"),
        ("morgen ben ik er niet, bel me overmorgen terug", "date", "2026-11-25"),
        ("stuur me voortaan een mail, brieven raken hier kwijt", "channel", "email"),
        ("ik wil elk maand 15 euro betalen, mag dat", "per_month", 15.0),
    ],
)
def test_what_a_reply_names_is_what_can_be_meant(text, key, value):
    assert understand("whatsapp", text, TODAY).entities[key] == value


def test_how_long_a_helper_asks_for_is_no_day():
    text = "Ik ben benoemd tot bewindvoerder van de heer Bos. Dien uw vordering binnen twee maanden in."

    assert "date" not in understand("email", text, TODAY).entities


def test_a_pattern_of_another_language_is_believed_whatever_the_model_says():
    assert "stop_channel" in labels("please do not call me anymore")


def test_what_is_only_guessed_is_read_by_a_person():
    weighed = weigh(WORDS, {}, MODEL, trust_in_questions(0.5))

    assert set(weighed.found) == {"question"}
    assert Label.QUESTION in weighed.in_doubt


def test_a_payment_is_never_guessed():
    assert Label.PAID not in weigh(WORDS, {}, MODEL, trust_in_questions(0.5)).found


WORDS = plain_words("sms", "hoezo dan")[1]
MODEL = Model({ALWAYS: ((Label.QUESTION, -1.0), (Label.PAID, -0.5), *((one, -9.0) for one in SAFETY))})


def trust_in_questions(given_from):
    labels = (Label.QUESTION, Label.PAID, *sorted(SAFETY))
    return {label: Trust(1.0, 0.0, 0.0, 0.0, 0.0, given_from, {}, {}) for label in labels}


def test_the_weights_are_those_that_training_gave():
    stored = FINGERPRINT.read_text(encoding="utf-8").strip()

    assert stored == fingerprint(), "run python -m tests.replies.train"


def test_a_phrase_of_a_field_is_heard_and_its_words_apart_are_not():
    assert "@debts" in signals(["ik", "sta", "bij", "iedereen", "in", "het", "krijt"])
    assert "@leavealone" in signals(["laat", "mij", "met", "rust"])
    assert "@shelter" not in signals(["het", "leger", "en", "het", "heil"])


@pytest.mark.parametrize("word", ["zwerfster", "winteropvang", "bankhoppen"])
def test_a_rare_word_of_a_field_is_not_mended_into_another(word):
    assert [one.text for one in plain_words("sms", f"ik ben {word}")[1].words][-1] == word


def test_a_label_in_doubt_takes_nothing_away_that_is_more_likely():
    found = {"deceased": REASON, "wrong_person": REASON}

    def left(death, wrong):
        return settled(found, foreign=False, chances={Label.DECEASED: death, Label.WRONG_PERSON: wrong})

    assert left(0.3, 0.6) == {Label.DECEASED, Label.WRONG_PERSON}
    assert left(0.3, 0.2) == {Label.DECEASED}
    assert left(0.6, 0.9) == {Label.DECEASED}


REASON = Because("deceased", "hij is er niet meer", "pattern")
