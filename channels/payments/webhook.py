"""Calls that tell of payments: signed with a secret that both sides know (channels.signatures)."""

import json
import re
from datetime import date
from typing import Any

from engine.domain.incoming import PaymentTold
from engine.domain.raw_call import RawCall

MOST_CENTS = 1_000_000_000
#: as our own numbers of cases, and references of banks, are written
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/:+-]{0,99}")


def read_payments(call: RawCall) -> tuple[PaymentTold, ...]:
    """Read `{"payments": [{case_id, amount_cents, paid_on, reference}]}`; raises ValueError for others."""
    told = json.loads(call.body)
    listed = told.get("payments") if isinstance(told, dict) else None
    if not isinstance(listed, list) or not listed:
        raise ValueError('it holds no list "payments"')
    return tuple(_payment(number, one) for number, one in enumerate(listed, start=1))


def _payment(number: int, told: Any) -> PaymentTold:
    if not isinstance(told, dict):
        raise ValueError(f"payment {number} is no table")  # noqa: TRY004 - what came in, not a wrong argument
    cents = told.get("amount_cents")
    if type(cents) is not int or not 0 < cents <= MOST_CENTS:
        raise ValueError(f"payment {number}: amount_cents is no whole number above 0")
    names = {name: str(told.get(name, "")) for name in ("case_id", "reference")}
    for name, value in names.items():
        if not NUMBER.fullmatch(value):
            raise ValueError(f"payment {number}: {name} is missing, or no number or reference")
    try:
        paid_on = date.fromisoformat(str(told.get("paid_on", "")))
    except ValueError:
        raise ValueError(f"payment {number}: paid_on is no date like 2026-03-10") from None
    return PaymentTold(amount_cents=cents, paid_on=paid_on, **names)
