"""Whether a letter still finds somebody: an address is checked by a register or by a person, on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from hashlib import sha256

from engine.domain.people import ContactPoint, PostalAddress


class AddressOutcome(StrEnum):
    """What a check of an address says."""

    #: the debtor lives or is registered there
    LIVES_THERE = auto()
    #: the debtor lives somewhere else by now
    MOVED = auto()
    #: nobody knows whether the debtor lives there
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAddress:
    """An address that waits for its check: what a register needs to know, and no more."""

    #: the task and the address; a result carries it back unchanged
    check: str
    name: str
    birth_date: date | None
    address: PostalAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAddress:
    """What came of the check of one address."""

    outcome: AddressOutcome
    on: date
    #: who says so: a register, or one of our people
    source: str
    #: with MOVED: where the debtor lives by now, as far as it was told
    now_at: ContactPoint | None = None


def check_of(task_id: str, point: ContactPoint) -> str:
    """Name the check of one address for one task; of another address it is another one."""
    return f"{task_id}-{sha256(point.value.encode()).hexdigest()[:8]}"
