"""Referrals, guidance, clients of partners and arrears elsewhere as records."""

from engine.domain.other_arrears import OtherArrears
from engine.store.records.by_field import ByField
from engine.store.vocabulary import Columns

ARREARS = ByField(OtherArrears, "other_arrears")


def arrears_record(row: Columns) -> OtherArrears:
    """Read what is known of arrears elsewhere."""
    return ARREARS.read(row)
