"""What the commands of people need from the store, besides what a pass over due work needs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from engine.domain.arrangement import Arrangement
from engine.domain.case import Case
from engine.domain.contact import Contact
from engine.domain.notice import Notice
from engine.domain.pause import Pause
from engine.domain.people import ContactPoint, Representative
from engine.domain.person_task import PersonTask
from engine.domain.release import Release, ReleaseState
from engine.ports import Books
from preferences.change import Change
from preferences.channel import ChannelKind


class SteeringBooks(Books, Protocol):
    """The store inside one transaction, for one case, debtor or task at a time."""

    def case(self, case_id: str) -> Case:
        """Read one case; raises UnknownReference."""

    def changes_of(self, debtor_id: str) -> Sequence[Change]:
        """List every choice of a debtor, the oldest first."""

    def notices_of(self, debtor_id: str) -> Sequence[Notice]:
        """List all notices of a debtor, the oldest first."""

    def put_pause(self, pause: Pause) -> None:
        """Add a pause."""

    def pauses_of(self, debtor_id: str) -> Sequence[Pause]:
        """List all pauses of a debtor and its cases."""

    def end_pause(self, pause_id: str, at: datetime) -> None:
        """End a pause."""

    def ask_to_lift(self, pause_id: str, by: str, at: datetime) -> None:
        """Write who asked to lift a pause before its time; a second person decides."""

    def put_payment(
        self, case_id: str, amount_cents: int, paid_on: date, reference: str, noted_at: datetime
    ) -> bool:
        """Add a payment; False when its reference is known already, and then nothing changes."""

    def look_at_arrangement(self, case_id: str, at: datetime) -> bool:
        """Let the arrangement of a case be looked at; False when none runs."""

    def put_reaction(
        self, debtor_id: str, case_id: str | None, channel: ChannelKind | None, at: datetime
    ) -> None:
        """Write that the debtor replied or promised; without a case it counts for all."""

    def put_contacts(self, contacts: Iterable[Contact]) -> None:
        """Write contacts that go through no provider: calls and visits by people."""

    def forget_what_was_said(self, debtor_id: str) -> None:
        """Let messages from now on differ from earlier ones: a person saw the difference."""

    def tasks(self, *, only_open: bool = True) -> Sequence[PersonTask]:
        """List the work of people, the oldest first."""

    def tasks_of(self, case_id: str) -> Sequence[PersonTask]:
        """List the tasks of one case, done or not, the oldest first."""

    def take_task(self, task_id: str, by: str) -> None:
        """Write who does a task."""

    def close_task(self, task_id: str, by: str, at: datetime, result: str) -> None:
        """Write that a task is done, by whom, and what came of it."""

    def was_finished(self, task_id: str) -> bool:
        """Say whether there is a task that is done."""

    def check_point(self, debtor_id: str, value: str, on: date) -> None:
        """Write that somebody said on a day that the debtor lives at an address."""

    def tell_representative(self, debtor_id: str, somebody: Representative | None) -> None:
        """Write who speaks for a debtor from now on; None: nobody any more."""

    def tell_points(self, debtor_id: str, points: Sequence[ContactPoint]) -> None:
        """Write contact points that we were told of; what was learned of others stays."""

    def staff(self) -> Mapping[str, str]:
        """List who works here: name -> staff_role."""

    def put_staff(self, name: str, staff_role: str) -> None:
        """Write who works here, and as what."""

    def release_state(self, release: Release) -> ReleaseState:
        """Say how a release stands; one that nobody knows has nothing planned."""

    def held_among(self, references: Sequence[str]) -> frozenset[str]:
        """Say which of these contacts are held."""

    def sign_release(
        self, release: Release, actor: str, at: datetime, day: tuple[datetime, datetime]
    ) -> None:
        """Write who releases it; the second signature gives the send queue back what was held."""

    def keep_forecast(self, expected: Mapping[Release, int]) -> None:
        """Write what is expected of releases."""

    def stop_house(self, *, stopped: bool) -> None:
        """Stop everything, or let it go on."""


class ArrangementBooks(SteeringBooks, Protocol):
    """What arrangements need from the store, besides what people need to steer."""

    def put_arrangement(self, arrangement: Arrangement) -> None:
        """Add an arrangement, or write how it stands now."""

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""

    def arrangement(self, arrangement_id: str) -> Arrangement:
        """Read one arrangement; raises UnknownReference."""

    def arrangements_of(self, debtor_id: str) -> Sequence[Arrangement]:
        """List all arrangements of a debtor, the oldest first."""

    def arrangements_to_look_at(self, now: datetime, limit: int) -> Sequence[Arrangement]:
        """List running arrangements whose moment has come, the longest waiting first."""

    def payments_since(self, case_id: str, since: datetime) -> Sequence[Decimal]:
        """List the amounts, in euro, that were taken in for a case from a moment on."""
