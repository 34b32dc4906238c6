"""Play the demo: a fresh database, a portfolio, and the days after it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.checks import refuse_mistakes
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
    #: what the debtors do on which day; what concerns nobody in the portfolio is left out
    happenings: Path = EXAMPLES / "happenings.csv"

    def prepare(self) -> tuple[House, SimulatedClock, Imported]:
        """Begin afresh: database, people, portfolio; an earlier demo stays when a file has mistakes."""
        refuse_mistakes(self.settings)
        rows = read_rows(self.portfolio)
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
        ).run(rows)
        write_rejects(self.place.rejects, imported.rejects)
        return house, clock, imported

    def play(self, house: House, clock: SimulatedClock, watch: Callable[[datetime], None]) -> None:
        """Play the days and remember the moment at which they ended."""
        start, end = self.place.start, self.place.end
        house.warm_up()
        machine = time_machine(house, clock, with_bounces(house.channels))
        machine.play(start, end, list(read_happenings(self.happenings, house, start)), watch)
        with house.store.begin() as books:
            books.set_house(SIMULATED_NOW, end.isoformat())
