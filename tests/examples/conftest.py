"""The demo with the rows of the shipped portfolio that show something in particular."""

import pytest

from tests.app.command import done, shipped
from tests.app.conftest import sit_down
from tests.examples.story import Story

SPECIAL = tuple(f"D-{number}" for number in range(1001, 1025))


@pytest.fixture(scope="session")
def played_folder(tmp_path_factory):
    """Play 30 days once."""
    folder = tmp_path_factory.mktemp("story")
    with pytest.MonkeyPatch.context() as monkeypatch:
        sit_down(monkeypatch, folder, "sqlite:///unused.db")
        portfolio = shipped(folder / "portfolio.csv", *SPECIAL)
        done("demo", "--days", 30, "--portfolio", portfolio)
    return folder / "demo"


@pytest.fixture
def story(monkeypatch, played_folder):
    """Lend the story that was played, only to read."""
    sit_down(monkeypatch, played_folder, f"sqlite:///{played_folder / 'demo.db'}")
    return Story(played_folder)
