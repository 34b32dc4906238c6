"""
One walk for every effect in the table: a message out, a reply in over HTTP, and the changed plan.

Each walk goes through the real adapters and the fake providers on loopback, on SQLite and on PostgreSQL.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest

from engine.domain.case import CollectorRole, Jurisdiction
from engine.replies.effects import effects
from engine.replies.label import Label
from preferences.channel import ChannelKind
from tests.builders import a_campaign, a_creditor
from tests.chance import without_codes
from tests.walks.answering import Walk
from tests.walks.house import a_row, the_organisation
from tests.walks.on_loopback import a_loopback
from tests.walks.providers import providers
from tests.walks.test_effects import last_text
from tests.webhooks.inbound import MAILBOX, NUMBER, choices, doors_of, pauses, tasks

#: the message out leaves on Tuesday 10 March; left to itself the campaign writes again a week later
NEXT = date(2026, 3, 17)
#: the campaign writes no more by itself
NEVER = date.max
OUT_OF_OFFICE = "Auto-Submitted: auto-replied\n"


@dataclass(frozen=True, kw_only=True)
class Follows:
    """What must follow on the words of a debtor."""

    words: str
    pauses: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    #: fields and values of what is chosen or learned
    choices: tuple[tuple[str, str], ...] = ()
    #: the answer through the debtor's own channel; empty: none is given
    answer: str = ""
    #: where the answer goes when it may not go through the channel of the reply
    answer_by: str = ""
    #: the day on which the campaign writes again
    next_on: date = NEXT
    #: and whether it may do so through the channel of the reply
    same_channel: bool = True
    #: the wish itself keeps the answer in
    not_now: bool = False
    #: the campaign goes on once a person read it, and not before
    read_first: bool = False
    #: a line in the heads of the mail, where words alone do not make it so
    headers: str = ""


TABLE = {
    Label.STOP_CHANNEL: Follows(
        words="Stop met {how}.",
        choices=(("refuse_channel", "{channel}"),),
        answer="voorkeuren_bevestiging",
        answer_by="other",
        same_channel=False,
    ),
    Label.STOP_ALL: Follows(
        words="laat me met rust", pauses=("own_wish",), tasks=("answer_reply",), next_on=NEVER
    ),
    Label.CHANNEL_PREF: Follows(
        words="Ik krijg liever een {other_how}.",
        choices=(("channel_order", "{other},{channel}"),),
        answer="voorkeuren_bevestiging",
        same_channel=False,
    ),
    Label.TIME_PREF: Follows(
        words="Stuur mij tot 25 maart even niks.",
        choices=(("quiet_until", "2026-03-25T23:00:00+00:00"),),
        answer="voorkeuren_bevestiging",
        not_now=True,
        next_on=date(2026, 3, 26),
    ),
    Label.PAID: Follows(
        words="Ik heb gisteren betaald.",
        pauses=("payment_check",),
        tasks=("check_payment",),
        answer="bericht_ontvangen",
        next_on=NEVER,
    ),
    Label.WILL_PAY: Follows(
        words="Ik betaal het op 25 maart.",
        pauses=("arrangement",),
        answer="bericht_ontvangen",
        next_on=date(2026, 3, 26),
    ),
    Label.ARRANGEMENT: Follows(
        words="Kan ik in termijnen betalen?",
        pauses=("plan_request",),
        tasks=("decide_plan",),
        answer="bericht_ontvangen",
        next_on=NEVER,
    ),
    Label.DISPUTE: Follows(
        words="dat heb ik nooit besteld",
        pauses=("dispute",),
        tasks=("answer_dispute",),
        answer="geschil_ontvangen",
        next_on=NEVER,
    ),
    Label.COMPLAINT: Follows(
        words="Ik dien een klacht in.",
        pauses=("complaint",),
        tasks=("answer_complaint",),
        answer="klacht_ontvangen",
        next_on=NEVER,
    ),
    Label.HELP: Follows(
        words="ik heb geen geld",
        pauses=("team",),
        tasks=("answer_reply",),
        answer="hulp_gemeente",
        next_on=date(2026, 3, 24),
        read_first=True,
    ),
    Label.DISTRESS: Follows(
        words="ik wil niet meer leven",
        pauses=("danger",),
        tasks=("care_for_somebody",),
        answer="hulp_dag_en_nacht",
        next_on=NEVER,
    ),
    Label.REPRESENTED: Follows(
        words="ik heb een bewindvoerder",
        pauses=("helper",),
        tasks=("check_authority",),
        answer="bericht_ontvangen",
        next_on=NEVER,
    ),
    Label.DECEASED: Follows(
        words="mijn vader is overleden", pauses=("death",), tasks=("write_to_estate",), next_on=NEVER
    ),
    Label.WRONG_PERSON: Follows(
        words="verkeerd nummer, ik ken die persoon niet",
        pauses=("team",),
        tasks=("check_person",),
        choices=(("address_of_another", "{where}"),),
        answer="verkeerde_persoon",
        next_on=NEVER,
    ),
    Label.MOVED: Follows(words="Ik ben verhuisd.", tasks=("find_contact_point",), answer="bericht_ontvangen"),
    Label.CALLBACK: Follows(words="Kunt u mij bellen?", tasks=("call",), answer="bericht_ontvangen"),
    Label.QUESTION: Follows(words="waar gaat dit over?", tasks=("answer_reply",)),
    Label.ABUSE: Follows(words="stelletje dieven", tasks=("answer_reply",)),
    Label.OTHER_LANGUAGE: Follows(
        words="I do not speak Dutch, please write in English",
        pauses=("team",),
        tasks=("answer_reply",),
        answer="andere_taal",
        read_first=True,
    ),
    Label.UNCLEAR: Follows(words="asdfghjkl", pauses=("team",), tasks=("answer_reply",), read_first=True),
    Label.AUTO_REPLY: Follows(
        words="Automatisch antwoord: ik ben afwezig tot 6 april.", headers=OUT_OF_OFFICE
    ),
    Label.ACK: Follows(words="ok bedankt"),
}
CHANNELS = {
    "email": {"channel": "email", "other": "sms", "how": "mailen", "other_how": "sms", "where": MAILBOX},
    "sms": {"channel": "sms", "other": "email", "how": "sms'en", "other_how": "mail", "where": NUMBER},
}


def test_the_table_of_effects_has_a_walk_for_each_of_its_rows():
    assert set(TABLE) == set(effects()) == set(Label)


@contextmanager
def a_walk(a_house, url, fake, channel, *, creditor=None, **cells):
    """Send one message through a channel, and open the doors for what comes back."""
    with a_loopback(fake.url) as loopback:
        organisation = the_organisation(creditor or a_creditor())
        house = a_house(a_campaign(), url=url, organisation=organisation, channels=loopback.by_kind)
        loopback.by_kind[ChannelKind.LETTER] = providers(house.clock)[ChannelKind.LETTER]
        loopback.clock = house.clock
        house.take_in(a_row(prefers=channel, **cells))
        house.decide()
        assert house.send() == {"accepted": 1}
        house.let_pass(hours=1)
        with doors_of(house, is_its_own_address=True) as doors:
            yield Walk(house, fake, doors)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("label", TABLE, ids=str)
def test_a_message_out_a_reply_in_and_the_changed_plan(a_house, url, fake, label, channel):
    follows, here = TABLE[label], CHANNELS[channel]
    with a_walk(a_house, url, fake, channel) as walk:
        (first,) = walk.house.contacts()
        words = follows.words.format(**here)
        if channel == "email":
            walk.mail(words, headers=follows.headers)
        else:
            walk.text(words)

        line = next(one for one in walk.house.lines() if one.public.get("replied"))
        assert line.public["labels"] == [label.value]
        assert line.public["answers_owed"] == ([follows.answer] if follows.answer else [])
        assert pauses(walk.house) == sorted(follows.pauses)
        assert tuple(kind for kind, _ in tasks(walk.house)) == follows.tasks
        made = [(field, value.format(**here)) for field, value in follows.choices]
        assert [(field, value) for field, value, _ in choices(walk.house)] == made
        by = here["other"] if follows.answer_by else channel
        is_told = follows.answer and not follows.not_now
        assert walk.sent() == ([(by, follows.answer)] if is_told else []), walk.house.reasons()
        assert tuple(kind for kind, _ in tasks(walk.house)) == follows.tasks

        if follows.read_first:
            finish(walk, *follows.tasks)
        assert written_next(walk, first) == (follows.next_on, follows.same_channel)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("label", [label for label, one in TABLE.items() if one.read_first], ids=str)
def test_what_nobody_read_is_never_silence(a_house, url, fake, label, channel):
    with a_walk(a_house, url, fake, channel) as walk:
        (first,) = walk.house.contacts()
        (walk.mail if channel == "email" else walk.text)(TABLE[label].words)
        walk.sent()

        assert written_next(walk, first) == (NEVER, True)
        (task,) = walk.house.tasks()
        told = next(one.because for one in walk.house.why().decision.trace if one.rule == "pauses")
        assert (
            told == f"paused until a task is done: answer_reply {task.id[:8]} of C-1, open since 2026-03-10"
        )
        assert walk.house.position().due_at is None

        finish(walk, "answer_reply")
        walk.house.play(hours=20)
        later = [one for one in walk.house.contacts() if one.run not in walk.house.file().notices]
        assert len(later) == 2


def finish(walk, *kinds):
    """Let a person read what waits to be read."""
    for task in [one for one in walk.house.tasks() if one.kind.value in kinds]:
        walk.house.steer(lambda act, one=task: act.finish_task(one.id, "gelezen"))


def written_next(walk, first):
    """Play on; say when the campaign writes again, and whether it may do so through the same channel."""
    walk.house.play(days=40)
    notices = walk.house.file().notices
    later = [
        one for one in walk.house.contacts() if one.run not in notices and one.reference != first.reference
    ]
    if not later:
        return NEVER, True
    return min(one.at for one in later).date(), first.kind in {one.kind for one in later}


IN_BELGIUM = {
    "ik heb geen geld": ("be_hulp_ocmw", ("Het OCMW van uw gemeente",)),
    "ik wil niet meer leven": ("hulp_dag_en_nacht", ("1813", "106", "112")),
}


@pytest.mark.parametrize("words", IN_BELGIUM)
def test_in_belgium_the_answer_names_who_helps_there(a_house, url, fake, words):
    template, told = IN_BELGIUM[words]
    creditor = a_creditor(jurisdiction=Jurisdiction.BE, collector_role=CollectorRole.CREDITOR)
    belgian = {"postcode": "2000", "town": "Antwerpen", "country": "BE", "mobile": None}
    with a_walk(a_house, url, fake, "email", creditor=creditor, **belgian) as walk:
        walk.mail(words)

        assert walk.sent() == [("email", template)]
        text = last_text(walk.house)
        assert [one for one in told if one not in text] == []
        assert "113" not in without_codes(text).replace("1813", "")
