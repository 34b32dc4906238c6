"""What stands after all changes of one debtor, and which change holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preferences.change import Change, Field, Through
from preferences.channel import ChannelKind
from preferences.fold import checked, fold, standing
from preferences.hours import parse_hours_text
from preferences.preference import Preference

DAY_ONE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def change(day, field, value, through=Through.PORTAL, **more):
    at = DAY_ONE + timedelta(days=day)
    made = Change(id=f"W-{day}", debtor_id="D-1", at=at, by="anna", through=through, field=field, value=value)
    return replace(made, **more)


def test_nothing_chosen_is_no_wish():
    assert fold([]) == Preference()


def test_every_field_has_its_place():
    values = {
        Field.CHANNEL_ORDER: "whatsapp, email",
        Field.REFUSE_CHANNEL: "sms",
        Field.HOURS: "mon-fri 18:00-21:00",
        Field.QUIET_UNTIL: "2026-06-10T18:00:00+02:00",
        Field.LANGUAGE: "en",
        Field.LARGE_PRINT: "yes",
        Field.PLAIN_TEXT: "yes",
        Field.WHATSAPP_OPT_IN: "yes",
    }

    assert fold(change(day, field, value) for day, (field, value) in enumerate(values.items())) == Preference(
        order=(ChannelKind.WHATSAPP, ChannelKind.EMAIL),
        refused=frozenset({ChannelKind.SMS}),
        hours=parse_hours_text("mon-fri 18:00-21:00"),
        quiet_until=datetime(2026, 6, 10, 18, 0, tzinfo=timezone(timedelta(hours=2))),
        language="en",
        large_print=True,
        plain_text=True,
        whatsapp_opt_in=True,
    )


@pytest.mark.parametrize("field", [Field.HOURS, Field.QUIET_UNTIL])
def test_a_wish_can_be_taken_back(field):
    wish = {Field.HOURS: "sat 10:00-12:00", Field.QUIET_UNTIL: "2026-06-10T18:00:00Z"}[field]

    assert fold([change(1, field, wish), change(2, field, "")]) == Preference()


def test_the_newest_wins_whatever_the_order_of_arrival():
    changes = [
        change(2, Field.LANGUAGE, "en", id="W-8"),
        change(3, Field.LANGUAGE, "nl", id="W-7"),
        change(1, Field.LANGUAGE, "fr", id="W-9"),
    ]

    assert fold(changes).language == "nl"


def test_of_two_at_one_moment_the_higher_id_wins():
    one, two = change(1, Field.LANGUAGE, "en", id="W-1"), change(1, Field.LANGUAGE, "fr", id="W-2")

    assert fold([two, one]).language == "fr"


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        ([(Field.REFUSE_CHANNEL, Through.PROVIDER)], True),
        ([(Field.REFUSE_CHANNEL, Through.PROVIDER), (Field.CHANNEL_ORDER, Through.PORTAL)], True),
        ([(Field.REFUSE_CHANNEL, Through.PROVIDER), (Field.ALLOW_CHANNEL, Through.PORTAL)], False),
        ([(Field.REFUSE_CHANNEL, Through.PROVIDER), (Field.ALLOW_CHANNEL, Through.AGENT)], False),
        ([(Field.REFUSE_CHANNEL, Through.PROVIDER), (Field.ALLOW_CHANNEL, Through.IMPORT)], True),
        ([(Field.REFUSE_CHANNEL, Through.REPLY), (Field.ALLOW_CHANNEL, Through.IMPORT)], True),
        ([(Field.REFUSE_CHANNEL, Through.IMPORT), (Field.ALLOW_CHANNEL, Through.IMPORT)], False),
        (
            [
                (Field.REFUSE_CHANNEL, Through.PROVIDER),
                (Field.REFUSE_CHANNEL, Through.IMPORT),
                (Field.ALLOW_CHANNEL, Through.IMPORT),
            ],
            True,
        ),
        ([(Field.ALLOW_CHANNEL, Through.PORTAL), (Field.REFUSE_CHANNEL, Through.PROVIDER)], True),
    ],
)
def test_a_refusal_stands_until_that_channel_is_allowed_again(changes, is_refused):
    folded = fold(change(day, field, "sms", through) for day, (field, through) in enumerate(changes))

    assert (ChannelKind.SMS in folded.refused) is is_refused


def test_allowing_one_channel_leaves_the_others_refused():
    changes = [
        change(1, Field.REFUSE_CHANNEL, "sms"),
        change(2, Field.REFUSE_CHANNEL, "email"),
        change(3, Field.ALLOW_CHANNEL, "email"),
    ]

    assert fold(changes).refused == {ChannelKind.SMS}


def test_a_conflict_shows_what_was_overridden():
    first, second, third = (change(day, Field.HOURS, f"sat 1{day}:00-20:00") for day in (1, 2, 3))
    stop = change(4, Field.REFUSE_CHANNEL, "sms", Through.PROVIDER)
    again = change(5, Field.ALLOW_CHANNEL, "sms", Through.IMPORT)

    held = {one.change: one.overrode for one in standing([again, stop, third, first, second])}

    assert held == {third: (first, second), stop: (again,)}


def test_choices_of_one_moment_stand_in_the_same_order_whatever_their_ids():
    def chosen(ids):
        pairs = ((Field.LANGUAGE, "nl"), (Field.CHANNEL_ORDER, "sms"), (Field.REFUSE_CHANNEL, "email"))
        same = [change(1, *pair, id=name) for name, pair in zip(ids, pairs, strict=True)]
        return [(one.change.field, one.change.value) for one in standing(same)]

    assert chosen("abc") == chosen("cba") == chosen("bca")


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_of_a_yes_and_a_no_at_one_moment_the_no_holds(first, second):
    no = change(1, Field.REFUSE_CHANNEL, "sms", id=first)
    yes = change(1, Field.ALLOW_CHANNEL, "sms", id=second)

    assert fold([no, yes]).refused == {ChannelKind.SMS}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (
            Field.CHANNEL_ORDER,
            "sms,fax",
            "channel_order 'sms,fax': 'fax' is no channel; use sms, email, whatsapp",
        ),
        (Field.CHANNEL_ORDER, "sms,sms", "a channel is named twice"),
        (Field.REFUSE_CHANNEL, "", "refuse_channel '': '' is no channel"),
        (Field.ALLOW_CHANNEL, "sms,email", "allow_channel 'sms,email'"),
        (Field.HOURS, "in the evening", "hours 'in the evening': hours in: there is no day 'in'"),
        (Field.QUIET_UNTIL, "next week", "quiet_until 'next week': write a moment with its offset"),
        (Field.QUIET_UNTIL, "2026-06-10", "write a moment with its offset"),
        (Field.LANGUAGE, "Dutch", "language 'Dutch': write a language code"),
        (Field.LARGE_PRINT, "ja", "large_print 'ja': write yes or no"),
        (Field.PLAIN_TEXT, "", "write yes or no"),
        (Field.WHATSAPP_OPT_IN, "true", "write yes or no"),
    ],
)
def test_a_malformed_value_is_named_with_its_field(field, value, said):
    wrong = change(1, field, value, words="v1")

    with pytest.raises(ValueError, match=field) as when_stored:
        checked(wrong)
    with pytest.raises(ValueError, match=field) as when_folded:
        fold([wrong])

    assert said in str(when_stored.value)
    assert said in str(when_folded.value)


def test_a_change_that_can_be_read_may_be_stored():
    wish = change(1, Field.HOURS, "sat 10:00-12:00")

    assert checked(wish) is wish


def test_an_opt_in_needs_the_wording_that_was_agreed_to():
    agreed = change(1, Field.WHATSAPP_OPT_IN, "yes")

    checked(replace(agreed, words="whatsapp-2026-01", proof="letter of 1 March 2026"))
    with pytest.raises(ValueError, match="whatsapp_opt_in 'yes': write the version"):
        checked(replace(agreed, proof="letter of 1 March 2026"))
    with pytest.raises(ValueError, match="whatsapp_opt_in 'yes': write where the proof can be found"):
        checked(replace(agreed, words="whatsapp-2026-01"))


def test_what_was_learned_of_an_address_stands_in_the_list_and_changes_no_choice():
    learned = [
        change(1, Field.CHANNEL_ORDER, "email"),
        change(2, Field.ADDRESS_FAILED, "een@post.example", through=Through.BOUNCE),
        change(3, Field.ADDRESS_OF_ANOTHER, "+31612345600"),
        change(4, Field.ADDRESS_OF_ANOTHER, "+31612345699"),
    ]

    assert fold(learned) == fold(learned[:1])
    assert [held.change.id for held in standing(learned)] == [one.id for one in learned]
    with pytest.raises(ValueError, match="write the number, mailbox or address"):
        checked(change(5, Field.ADDRESS_FAILED, ""))


def test_a_change_needs_an_aware_moment():
    with pytest.raises(ValueError, match="time zone"):
        checked(change(1, Field.LANGUAGE, "nl", at=datetime(2026, 3, 2)))  # noqa: DTZ001 - that is the mistake


CHOICES = st.sampled_from(
    [
        (Field.REFUSE_CHANNEL, "sms"),
        (Field.ALLOW_CHANNEL, "sms"),
        (Field.CHANNEL_ORDER, "email,sms"),
        (Field.CHANNEL_ORDER, ""),
        (Field.LANGUAGE, "en"),
        (Field.HOURS, "sat 10:00-12:00"),
        (Field.HOURS, ""),
    ]
)


@given(st.lists(st.tuples(CHOICES, st.sampled_from(Through)), max_size=8), st.randoms())
def test_the_order_of_arrival_never_matters(choices, random):
    changes = [change(day, field, value, through) for day, ((field, value), through) in enumerate(choices)]
    shuffled = random.sample(changes, len(changes))

    assert standing(shuffled) == standing(changes)
    assert fold(shuffled) == fold(changes)
    assert {one for held in standing(changes) for one in (held.change, *held.overrode)} == set(changes)
