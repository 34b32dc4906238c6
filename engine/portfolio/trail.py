"""The lines that an import leaves in the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.domain.case import Case
from engine.domain.organisation import Agency
from engine.domain.portfolio import PortfolioRecord
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.lines import amounts
from engine.policy.calendars import calendar_for
from engine.portfolio.differences import Difference
from engine.portfolio.wishes import COLUMN_OF

SAYS_THE_SAME = "the row is written in another way and says the same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """Writes lines at the moment of an import, under the name of who does it."""

    actor: str
    now: datetime
    organisation_version: str
    agency: Agency

    def of_new(self, record: PortfolioRecord, person: Difference) -> Iterator[Entry]:
        """Write that a case came in, what that changed about a person whom we knew, and each new wish."""
        debtor = record.debtor
        content: dict[str, Json] = {"name": debtor.name, "points": [point.value for point in debtor.points]}
        yield self._import_line(record.case, {"changed": ["new", *person]}, content | _contents(person))
        yield from self._wishes(record)

    def of_changed(self, record: PortfolioRecord, case: Case, changed: Difference) -> Iterator[Entry]:
        """Write which columns of a case and its debtor changed, and each new wish; `case` is as it is now."""
        names: list[Json] = [*changed, *(COLUMN_OF[wish.field] for wish in record.changes)]
        public: dict[str, Json] = {"changed": names}
        if not names:
            public["because"] = SAYS_THE_SAME
        yield self._import_line(case, public, _contents(changed) or None)
        yield from self._wishes(record)

    def _import_line(self, case: Case, public: dict[str, Json], content: dict[str, Json] | None) -> Entry:
        return Entry(
            subject=f"case:{case.id}",
            kind=LineKind.IMPORT,
            at=self.now,
            public={
                "by": self.actor,
                "creditor": case.creditor,
                "calendar": calendar_for(case.jurisdiction).version,
                "organisation_version": self.organisation_version,
                **amounts(case),
                **public,
            },
            content=content,
        )

    def _wishes(self, record: PortfolioRecord) -> Iterator[Entry]:
        for wish in record.changes:
            yield Entry(
                subject=f"debtor:{record.debtor.id}",
                kind=LineKind.PREFERENCE,
                at=self.now,
                public={"by": self.actor, "field": wish.field.value, "through": wish.through.value},
                content={"value": wish.value, "words": wish.words},
            )


def _contents(changed: Difference) -> dict[str, Json]:
    """Keep the values themselves where they can be erased."""
    if not changed:
        return {}
    before, after = ({column: values[side] for column, values in changed.items()} for side in (0, 1))
    return {"before": dict(before), "after": dict(after)}
