"""Play the coming days with the same tick and dispatch as the daemon."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.clock import SimulatedClock
from app.wiring import House
from engine.brake import Brake
from engine.domain.message import Message, Receipt
from engine.ports import Channel
from engine.straight import Straight
from engine.time_machine import TimeMachine
from preferences.channel import CONTACT_BY, ChannelKind


@dataclass(frozen=True, slots=True)
class Paper:
    """A channel that takes every message and does nothing with it; only for play on a copy."""

    kind: ChannelKind

    def send(self, message: Message) -> Receipt:
        """Take a message."""
        return Receipt(reference=message.reference, provider_ref="paper", raw_status="paper")


def paper_channels() -> dict[ChannelKind, Channel]:
    """Make a paper channel of every kind."""
    return {kind: Paper(kind) for kind in ChannelKind}


def time_machine(house: House, clock: SimulatedClock, channels: Mapping[ChannelKind, Channel]) -> TimeMachine:
    """Make a time machine over a house; messages go to `channels`."""
    return TimeMachine(
        straight=Straight(
            # a play only counts: nobody is there to release what a brake holds
            tick=replace(house.tick(), brake=Brake()),
            dispatch=replace(house.dispatch(), channels=channels, brake=Brake()),
            # whatever a play is handed goes into files, or nowhere
            at_hand=frozenset(CONTACT_BY.values()),
        ),
        sweep=house.sweep(),
        arrangements=house.arrangement_watch(),
        referrals=house.referral_watch(),
        guidance=house.guidance_scan(),
        moments=Moments(house),
        set_clock=clock.set,
    )


@dataclass(frozen=True, slots=True)
class Moments:
    """Asks the store when the next thing is due."""

    house: House

    def next_moment(self) -> datetime | None:
        """Give the earliest moment at which something is due."""
        with self.house.store.read() as books:
            return books.next_moment()
