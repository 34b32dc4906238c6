"""Facts with sensible defaults: an open case whose first message may go now, and nothing against it."""

from dataclasses import replace

from engine.domain.campaign import Step
from engine.domain.case import Jurisdiction
from engine.policy.calendars import calendar_for
from engine.policy.facts import Facts, Move
from preferences.channel import ChannelKind, ContactKind
from tests.builders import (
    NOW,
    a_campaign,
    a_cap,
    a_case,
    a_creditor,
    a_debtor,
    a_position,
    a_preference,
    a_step,
    an_agency,
    days_ago,
)

EVERY_CHANNEL = frozenset(ChannelKind)


def an_attempt(step: Step | None = None, **changes) -> Move:
    """A campaign that wants to try a step now."""
    step = step or a_step()
    defaults = Move(
        because=f"step {step.id} is due", step=step, step_index=0, since=days_ago(1), channels=step.channels
    )
    return replace(defaults, **changes)


def a_rest(until, **changes) -> Move:
    """A campaign that rests until a moment."""
    return an_attempt(because="the next step comes later", rest_until=until, channels=(), **changes)


def facts(**changes) -> Facts:
    """Facts about an e-mail that is weighed on a Tuesday at eleven."""
    defaults = Facts(
        now=NOW,
        case=a_case(),
        debtor=a_debtor(),
        preference=a_preference(),
        campaign=a_campaign(),
        position=a_position(),
        move=an_attempt(),
        kind=ContactKind.EMAIL,
        creditor=a_creditor(),
        agency=an_agency(),
        contacts=(),
        pauses=(),
        caps=(a_cap(),),
        calendar=calendar_for(Jurisdiction.NL),
        template_channels=EVERY_CHANNEL,
    )
    return replace(defaults, **changes)
