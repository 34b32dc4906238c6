"""What debtors did of themselves: replies, promises, visits, payments."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.domain.contact import Position
from engine.store.columns import micros, moment
from engine.store.shelf import Shelf
from engine.store.sql import Sql
from preferences.channel import ChannelKind

ADD = "INSERT INTO reaction (debtor_id, case_id, channel, at) VALUES (?, ?, ?, ?)"
LATEST = (
    "SELECT debtor_id, case_id, channel, max(at) FROM reaction WHERE debtor_id {among}"
    " GROUP BY debtor_id, case_id, channel"
)
LATEST_PAYMENTS = (
    "SELECT c.debtor_id, c.id, '', max(y.noted_at) FROM case_ c JOIN payment y ON y.case_id = c.id"
    " WHERE c.debtor_id {among} GROUP BY c.debtor_id, c.id"
)


@dataclass(frozen=True, slots=True)
class Reaction:
    """The latest sign of life about one case, or about all (None), through one channel ('': another way)."""

    case_id: str | None
    channel: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reactions:
    """The latest signs of life of some debtors."""

    by_debtor: Mapping[str, list[Reaction]]

    @classmethod
    def read(cls, sql: Sql, debtor_ids: list[str]) -> "Reactions":
        """Read them with two statements."""
        found: defaultdict[str, list[Reaction]] = defaultdict(list)
        for statement in (LATEST, LATEST_PAYMENTS):
            for debtor_id, case_id, channel, at in sql.rows(statement, debtor_ids):
                found[debtor_id].append(Reaction(case_id, channel, moment(at)))
        return cls(dict(found))

    def reacted_at(self, debtor_id: str, positions: Mapping[str, Position]) -> dict[str, datetime]:
        """Say by case when the debtor last reacted since the walk of that case began."""
        reactions = self.by_debtor.get(debtor_id)
        if not reactions:
            return {}
        latest = {
            case_id: max((one.at for one in reactions if one.case_id in {None, case_id}), default=None)
            for case_id in positions
        }
        return {
            case_id: at
            for case_id, at in latest.items()
            if at is not None and at >= positions[case_id].started_at
        }

    def whatsapp_at(self, debtor_id: str) -> datetime | None:
        """Say when the debtor last wrote to us on WhatsApp."""
        reactions = self.by_debtor.get(debtor_id)
        if not reactions:
            return None
        return max((one.at for one in reactions if one.channel == ChannelKind.WHATSAPP), default=None)


class ReactionBook(Shelf):
    """Notes signs of life."""

    def put_reaction(
        self, debtor_id: str, case_id: str | None, channel: ChannelKind | None, at: datetime
    ) -> None:
        """Note that a debtor replied, promised or came to the portal; without a case it counts for all."""
        self._sql.change(ADD, debtor_id, case_id, channel.value if channel else "", micros(at))
