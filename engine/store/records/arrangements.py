"""Arrangements as records."""

from datetime import date

import orjson

from engine.domain.arrangement import Arrangement, ArrangementStatus, Every, Instalment
from engine.domain.money import euro
from engine.store.columns import moment, moment_or_none, words
from engine.store.vocabulary import Columns

STATUSES = words(ArrangementStatus)
RHYTHMS = words(Every)


def arrangement_record(row: Columns) -> Arrangement:
    """Read an arrangement."""
    (
        key,
        case_id,
        debtor_id,
        status,
        parts,
        every,
        proposed,
        by,
        agreed,
        agreed_by,
        ended,
        missed,
        look_at,
    ) = row
    return Arrangement(
        id=key,
        case_id=case_id,
        debtor_id=debtor_id,
        status=STATUSES[status],
        instalments=tuple(
            Instalment(number=number, due_on=date.fromisoformat(day), amount=euro(amount))
            for number, (day, amount) in enumerate(orjson.loads(parts), start=1)
        ),
        every=RHYTHMS[every],
        proposed_at=moment(proposed),
        proposed_by=by,
        agreed_at=moment_or_none(agreed),
        agreed_by=agreed_by,
        ended_at=moment_or_none(ended),
        missed=missed,
        look_at=moment_or_none(look_at),
    )
