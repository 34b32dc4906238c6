"""Play the demo: a fresh database, the example portfolio, ninety days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.clock import SimulatedClock
from app.demo.place import DemoPlace
from app.demo.world import read_happenings, with_bounces
from app.play import time_machine
from app.portfolio import write_rejects
from app.settings import ROOT, Settings
from app.wiring import SIMULATED_NOW, House, open_store
from engine.domain.staff import StaffRole
from engine.portfolio.importing import Imported, PortfolioImport
from engine.portfolio.read import read_rows
from engine.store.upgrade import upgrade

PEOPLE = {
    "anna": StaffRole.TEAM_LEAD,
    "bram": StaffRole.COLLECTOR,
    "chris": StaffRole.COMPLIANCE,
    "dewi": StaffRole.CAMPAIGN_EDITOR,
}
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo in its own place."""

    place: DemoPlace
    settings: Settings
    portfolio: Path = EXAMPLES / "portfolio.csv"

    def prepare(self) -> tuple[House, SimulatedClock, Imported, Path]:
        """Begin afresh: database, people, portfolio; gives what came in and where the rejects are."""
        self.place.clear()
        settings = self.place.settings(self.settings)
        clock = SimulatedClock(self.place.start)
        house = House(settings, open_store(settings), clock)
        upgrade(house.store)
        with house.store.begin() as books:
            for name, role in PEOPLE.items():
                books.put_staff(name, role)
        house.keep_versions()
        imported = PortfolioImport(
            store=house.store, organisation=house.organisation, now=clock(), actor="anna"
        ).run(read_rows(self.portfolio))
        rejects = write_rejects(self.place.folder / "rejects.csv", imported.rejects)
        return house, clock, imported, rejects

    def play(self, house: House, clock: SimulatedClock, watch: Callable[[datetime], None]) -> datetime:
        """Play the days and remember the moment at which they ended."""
        start, end = self.place.start, self.place.start + timedelta(days=self.place.days)
        machine = time_machine(house, clock, with_bounces(house.channels))
        happenings = list(read_happenings(EXAMPLES / "happenings.csv", house, start))
        machine.play(start, end, happenings, watch)
        with house.store.begin() as books:
            books.set_house(SIMULATED_NOW, end.isoformat())
        return end
