"""Every version of every campaign: those of the file of today, and those that running cases began with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.domain.campaign import Campaign
from engine.domain.organisation import Organisation

#: reads one kept version of a campaign from the store; raises UnknownReference when it was never kept
ReadVersion = Callable[[str, str], Campaign]


@dataclass(frozen=True, slots=True)
class LiveCatalogue:
    """The campaigns of today, with the kept versions behind them."""

    current: tuple[Campaign, ...]
    organisation: Organisation
    read_version: ReadVersion
    _known: dict[tuple[str, str], Campaign] = field(default_factory=dict)

    def campaign(self, name: str, version: str) -> Campaign:
        """Give one version of a campaign; raises UnknownReference."""
        known = self._known.get((name, version))
        if known is not None:
            return known
        found = next((one for one in self.current if (one.name, one.version) == (name, version)), None)
        self._known[name, version] = found or self.read_version(name, version)
        return self._known[name, version]
