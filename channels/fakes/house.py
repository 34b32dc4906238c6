"""What both fake providers share: settings, the clock, chance, the history and the orders to misbehave."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from channels.fakes.history import History, Hit, Provider, Taken
from channels.fakes.mischief import Control, Controls, by_address
from channels.fakes.reports import Reports, Step
from channels.fakes.settings import FakeSettings


@dataclass(slots=True)
class FakeHouse:
    """The state of the fakes as long as they run."""

    settings: FakeSettings
    now: Callable[[], datetime]
    rng: Random
    history: History = field(default_factory=History)
    controls: Controls = field(default_factory=Controls)
    reports: Reports = field(init=False)

    def __post_init__(self) -> None:
        self.reports = Reports(self.now, self.history)

    def hit(self, provider: Provider, to: str, reference: str) -> Control | None:
        """Note a request, and find out whether to misbehave."""
        order = self.controls.next_for(provider, to) or by_address(to)
        mischief = order.mischief if order else ""
        self.history.hits.append(
            Hit(at=self.now(), provider=provider, to=to, reference=reference, mischief=mischief)
        )
        return order

    def taken(self, provider: Provider, provider_ref: str, to: str, reference: str) -> None:
        """Note a message that was taken."""
        self.history.taken.append(
            Taken(at=self.now(), provider=provider, provider_ref=provider_ref, to=to, reference=reference)
        )

    def later(self, seconds: float, take: Callable[[], object]) -> None:
        """Let something happen when so many seconds have passed."""

        def happen() -> None:
            take()

        self.reports.plan([Step(self.now() + timedelta(seconds=seconds), happen)])

    def hex_id(self, prefix: str) -> str:
        """Make an id as Twilio has them: two letters and 32 hexadecimal digits."""
        return f"{prefix}{self.rng.getrandbits(128):032x}"
