"""The budgets of providers: one row each, locked from the claim to its commit."""

from datetime import datetime

from engine.store.columns import micros, moment
from engine.store.shelf import Shelf

BEGIN = "INSERT INTO provider_budget (provider, spent_until) VALUES (?, ?) ON CONFLICT (provider) DO NOTHING"
READ = "SELECT spent_until FROM provider_budget WHERE provider = ? {pg:FOR UPDATE}"
SPEND = "UPDATE provider_budget SET spent_until = ? WHERE provider = ?"

#: long before any clock of ours: nothing was used
NEVER = 0


class Budgets(Shelf):
    """What every worker may still hand to a provider."""

    def spent_until(self, provider: str) -> datetime:
        """Read until when a provider's rate is used up, and keep other workers from reading it meanwhile."""
        self._sql.change(BEGIN, provider, NEVER)
        return moment(self._sql.rows(READ, provider)[0][0])

    def spend(self, provider: str, until: datetime) -> None:
        """Write until when a provider's rate is used up."""
        self._sql.change(SPEND, micros(until), provider)
