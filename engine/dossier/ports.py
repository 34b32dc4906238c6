"""What a file needs from the store and from around it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from engine.domain.arrangement import Arrangement
from engine.domain.campaign import Campaign
from engine.domain.case import Case
from engine.domain.organisation import Organisation
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Json, Touchpoint
from engine.ports import DebtorFile
from engine.record.chain import BadLine
from engine.record.line_form import SealedLine
from preferences.change import Change


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in."""

    paid_on: date
    amount: Decimal
    reference: str
    noted_at: datetime


#: a row of a table, by column; what a partner told of a client is a row in it
KeptRow = dict[str, "str | int | bool | dict[str, str | None] | None"]
#: the rows of one person, by table
Kept = Mapping[str, list[KeptRow]]


@dataclass(frozen=True, slots=True)
class SalvagedLine:
    """A line that can be read, with its content: None: nothing, or not to be opened; a word: erased."""

    line: Touchpoint
    content: Mapping[str, Json] | str | None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What can be read of a chain, and every fault of it in the order of its lines."""

    lines: Sequence[SalvagedLine]
    faults: Sequence[BadLine]


class DossierBooks(Protocol):
    """What a file is made from, read in one transaction."""

    def case(self, case_id: str) -> Case:
        """Read one case; raises UnknownReference."""

    def files(self, debtor_ids: Sequence[str]) -> Sequence[DebtorFile]:
        """Read everything about these debtors."""

    def salvage(self, subject: str) -> Salvaged:
        """Read what can be read of a subject, and say what is wrong with the rest."""

    def changes_of(self, debtor_id: str) -> Sequence[Change]:
        """List every choice of a debtor."""

    def kept_of(self, debtor_id: str, case_ids: Sequence[str]) -> Kept:
        """Read everything that is kept of a person, table by table (GDPR 15)."""

    def tasks_of(self, case_id: str) -> Sequence[PersonTask]:
        """List the work of people on a case, done or not."""

    def payments_of(self, case_id: str) -> Sequence[Payment]:
        """List what was paid."""

    def arrangements_of(self, debtor_id: str) -> Sequence[Arrangement]:
        """List what was agreed with a debtor, or proposed."""

    def latest_checkpoint(self) -> str | None:
        """Give the newest signed note."""

    def sealed_lines_of(self, subject: str) -> Sequence[SealedLine]:
        """Read the lines of one subject that are in the tree."""

    def tile(self, place: tuple[int, int]) -> bytes:
        """Read the hashes of a tile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What holds for the whole house at the moment that a file is made."""

    now: datetime
    organisation: Organisation
    #: one version of a campaign, by name and version
    campaign: Callable[[str, str], Campaign]
    #: years that a closed case is kept (NL-51)
    retention_years: int
    #: days that the call in which a message came in is kept after it was worked
    keep_calls_days: int
    #: the public key of the record, as it is written
    key: str
    #: why the record could not be sealed just before; empty: it was
    unsealed: str = ""
