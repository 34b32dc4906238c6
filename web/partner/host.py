"""What the pages of partners need from the house behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from engine.domain.partner import Partner
from engine.referral.links import Entry
from engine.referral.partner_view import PartnerView

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """A personal link that opens: whose it is, and what its browsers are known by."""

    #: the hash of the token: nobody can open a page with it
    digest: str
    partner: Partner
    #: the id under which our people know it, for the record
    link: str
    #: changes when the link gets another code
    mark: str
    has_code: bool
    #: the code is of this link alone, not of the organisation
    is_own_code: bool


class PartnerHost(Protocol):
    """The house, as somebody of a partner sees it."""

    @property
    def agency(self) -> Mapping[str, str]:
        """Name the agency and how to reach it: name, phone."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """Give what reads the clock."""

    def new_number(self) -> str:
        """Make a number that nobody can guess."""

    def entrance(self, digest: str) -> Entrance | None:
        """Find a personal link by the hash of its token; None when there is none, or it was shut."""

    def enter(self, entrance: Entrance, code: str) -> Entry:
        """Try the code of a link."""

    def look(self, partner: Partner, see: Callable[[PartnerView], T]) -> T:
        """Look at what the partner may see; raises StoreUnavailable."""

    def may_send(self, entrance: Entrance) -> bool:
        """Count one more thing that is sent in through a link; False when it is too much."""

    def keep(self, entrance: Entrance, event: Mapping[str, object]) -> None:
        """Keep what was told as a signed call would be; raises StoreUnavailable or TimeoutError."""
