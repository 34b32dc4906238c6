"""The contact points of a row: a bad one is left out and reported, the case comes in all the same."""

from collections.abc import Callable

from engine.domain.people import ContactPoint, PointKind, PointState, PostalAddress
from engine.portfolio.cells import POSTCODES, BadCell, Row, mailbox, phone, postcode, yes

LeaveOut = Callable[[BadCell], None]


def region_of(row: Row, default: str) -> str:
    """Say in which country numbers without a country code are: that of the address, else the creditor's."""
    given = row.get("country", "").upper()
    if given:
        return given
    value = row.get("postcode", "").upper()
    return next((country for country, form in POSTCODES.items() if form.match(value)), default)


def points_of(row: Row, region: str, leave_out: LeaveOut) -> tuple[ContactPoint, ...]:
    """Read every contact point of a row."""
    makers: tuple[Callable[[], list[ContactPoint]], ...] = (
        lambda: mobile_point(phone(row, "mobile", region, mobile=True)),
        lambda: _landline(phone(row, "landline", region, mobile=False)),
        lambda: _email(row),
        lambda: _address(row, region),
    )
    found: list[ContactPoint] = []
    for make in makers:
        try:
            found += make()
        except BadCell as fault:
            leave_out(fault)
    return tuple(found)


def mobile_point(value: str) -> list[ContactPoint]:
    """Make a contact point of a mobile number or a mailbox; nothing for an empty value."""
    kind = PointKind.EMAIL if "@" in value else PointKind.MOBILE
    return [ContactPoint(kind=kind, value=value)] if value else []


def _landline(value: str) -> list[ContactPoint]:
    return [ContactPoint(kind=PointKind.LANDLINE, value=value)] if value else []


def _email(row: Row) -> list[ContactPoint]:
    value = mailbox(row, "email")
    state = PointState.CONFIRMED if yes(row, "email_confirmed") else PointState.UNVERIFIED
    return [ContactPoint(kind=PointKind.EMAIL, value=value, state=state)] if value else []


def _address(row: Row, region: str) -> list[ContactPoint]:
    parts = [row.get(name, "") for name in ("street", "house_number", "postcode", "town")]
    if not any(parts):
        return []
    for name, value in zip(("street", "house_number", "postcode", "town"), parts, strict=True):
        if not value:
            raise BadCell(name, value, "is empty, and an address needs it")
    address = PostalAddress(
        street=row["street"],
        house_number=row["house_number"],
        addition=row.get("addition", ""),
        postcode=postcode(row, "postcode", region),
        town=row["town"],
        country=region,
    )
    number = f"{address.house_number} {address.addition}".strip()
    value = f"{address.street} {number}, {address.postcode} {address.town}"
    return [ContactPoint(kind=PointKind.ADDRESS, value=value, address=address)]
