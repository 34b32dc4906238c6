"""The table of effects gives at least what law and house policy ask for the same news."""

from datetime import date

import pytest

from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.occurrence import Occurrence, OccurrenceKind
from engine.domain.pause import PauseKind
from engine.policy.calendars import calendar_for
from engine.policy.protections import protection_of
from engine.policy.reactions import react
from engine.replies.effects import effects
from engine.replies.label import Label
from preferences.channel import ChannelKind

DAY = date(2026, 3, 10)
SAME_NEWS = [
    (Occurrence(kind=OccurrenceKind.OPT_OUT, on=DAY), Label.STOP_ALL),
    (Occurrence(kind=OccurrenceKind.OPT_OUT, on=DAY, channel=ChannelKind.SMS), Label.STOP_CHANNEL),
    (Occurrence(kind=OccurrenceKind.WRONG_PERSON, on=DAY, channel=ChannelKind.SMS), Label.WRONG_PERSON),
    (Occurrence(kind=OccurrenceKind.AUTHORITY_CLAIMED, on=DAY, pause=PauseKind.HELPER), Label.REPRESENTED),
    (Occurrence(kind=OccurrenceKind.PAUSE_BEGAN, on=DAY, pause=PauseKind.DISPUTE), Label.DISPUTE),
    (Occurrence(kind=OccurrenceKind.PAUSE_BEGAN, on=DAY, pause=PauseKind.COMPLAINT), Label.COMPLAINT),
    (Occurrence(kind=OccurrenceKind.PAUSE_BEGAN, on=DAY, pause=PauseKind.DEATH), Label.DECEASED),
    (Occurrence(kind=OccurrenceKind.PAUSE_BEGAN, on=DAY, pause=PauseKind.DANGER), Label.DISTRESS),
    (Occurrence(kind=OccurrenceKind.PAUSE_BEGAN, on=DAY, pause=PauseKind.PLAN_REQUEST), Label.ARRANGEMENT),
]
BLOCKS = {"refuse_channel", "block_contact_point"}


@pytest.mark.parametrize("jurisdiction", Jurisdiction)
@pytest.mark.parametrize(("occurrence", "label"), SAME_NEWS, ids=[label.value for _, label in SAME_NEWS])
def test_a_reply_has_every_effect_that_the_table_of_reactions_asks(occurrence, label, jurisdiction):
    asked = react(occurrence, jurisdiction, CollectorRole.COLLECTOR, calendar_for(jurisdiction))
    effect = effects()[label]
    by_pause = protection_of(effect.pause, jurisdiction).task if effect.pause else None

    assert asked.pause in {None, effect.pause}
    assert asked.blocked is None or BLOCKS & set(effect.actions)
    assert asked.task in {None, effect.task, by_pause}
    assert asked.pause is None or "pause" in effect.actions
