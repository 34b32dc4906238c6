"""A contact that the rules let leave, with all that was decided about it; not yet written."""

from dataclasses import dataclass

from engine.domain.contact import Contact
from engine.domain.decision import Send
from engine.domain.message import Message
from engine.policy.facts import Facts
from engine.ports import DebtorFile, Queued
from preferences.records import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Asked:
    """A contact with the facts of each of its cases, as they are now."""

    queued: Queued
    file: DebtorFile
    facts: list[Facts]


@quickly_made
@dataclass(frozen=True, slots=True)
class Agreed:
    """A contact that the rules let leave, with their answer for each of its cases."""

    asked: Asked
    sends: list[Send]

    @property
    def contact(self) -> Contact:
        """Name the contact."""
        return self.asked.queued.contact


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A contact that may leave now, with its message and the file that it was decided on."""

    contact: Contact
    message: Message
    file: DebtorFile
    attempt: int
