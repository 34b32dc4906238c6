"""Money: euro in two decimals where people read it, whole cents where it is kept."""

from decimal import Decimal

DECIMALS = 2


def cents(euro: Decimal) -> int:
    """Write euro as whole cents; raises ValueError for parts of a cent."""
    whole = int(hundredfold := euro.scaleb(DECIMALS))
    if whole != hundredfold:
        raise ValueError(f"{euro} euro has parts of a cent: round it before it is kept")
    return whole


def euro(whole_cents: int) -> Decimal:
    """Read euro, with two decimals."""
    return Decimal(whole_cents).scaleb(-DECIMALS)
