"""The contact points of a row: a bad one is left out and reported, the case comes in all the same."""

from collections.abc import Callable
from typing import TypeVar

from engine.domain.people import ContactPoint, PointKind, PointState, PostalAddress
from engine.portfolio.cells import BadCell, Row, needed, yes_or_no
from engine.portfolio.contact_cells import mailbox, mobile, phone, postcode

Value = TypeVar("Value")
LeaveOut = Callable[[BadCell], None]

ADDRESS = frozenset({"street", "house_number", "addition", "postcode", "town"})
#: what an address needs; elsewhere in the world a house may have a name only
NEEDED = {
    "NL": ("street", "house_number", "postcode", "town"),
    "BE": ("street", "house_number", "postcode", "town"),
}
NEEDED_ELSEWHERE = ("street", "town")


def points_of(row: Row, region: str, leave_out: LeaveOut) -> tuple[ContactPoint, ...]:
    """Read every contact point of a row."""
    known = _tried(leave_out, yes_or_no, row, "email_confirmed") == "yes"
    return (
        *_point(PointKind.MOBILE, _tried(leave_out, mobile, row, "mobile", region)),
        *_point(PointKind.LANDLINE, _tried(leave_out, phone, row, "landline", region)),
        *_point(PointKind.EMAIL, _tried(leave_out, mailbox, row, "email"), confirmed=known),
        *_postal_point(_tried(leave_out, _address, row, region)),
    )


def helper_points(row: Row, region: str, leave_out: LeaveOut) -> tuple[ContactPoint, ...]:
    """Read how to reach somebody who speaks for the debtor."""
    return (
        *_point(PointKind.MOBILE, _tried(leave_out, mobile, row, "helper_mobile", region)),
        *_point(PointKind.EMAIL, _tried(leave_out, mailbox, row, "helper_email")),
    )


def _tried(leave_out: LeaveOut, read: Callable[..., Value], *arguments: object) -> Value | None:
    """Read cells; those that cannot be used are left out."""
    try:
        return read(*arguments)
    except BadCell as fault:
        leave_out(fault)
        return None


def _point(kind: PointKind, value: str | None, *, confirmed: bool = False) -> tuple[ContactPoint, ...]:
    state = PointState.CONFIRMED if confirmed else PointState.UNVERIFIED
    return (ContactPoint(kind=kind, value=value, state=state),) if value else ()


def _postal_point(address: PostalAddress | None) -> tuple[ContactPoint, ...]:
    if address is None:
        return ()
    parts = (address.street, address.house_number, address.addition)
    street = " ".join(part for part in parts if part)
    town = f"{address.postcode} {address.town}".strip()
    return (ContactPoint(kind=PointKind.ADDRESS, value=f"{street}, {town}", address=address),)


def _address(row: Row, region: str) -> PostalAddress | None:
    if ADDRESS.isdisjoint(row):
        return None
    for name in NEEDED.get(region, NEEDED_ELSEWHERE):
        needed(row, name)
    return PostalAddress(
        street=row["street"],
        house_number=row.get("house_number", ""),
        addition=row.get("addition", ""),
        postcode=postcode(row, "postcode", region),
        town=row["town"],
        country=region,
    )
