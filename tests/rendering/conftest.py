"""What the tests of rendering may ask for."""

import shutil
from pathlib import Path

import pytest

from engine.rendering.writing import open_writer

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(scope="session")
def writer():
    """Lend a writer of the small templates beside these tests."""
    return open_writer(TEMPLATES, judge_content=False)


@pytest.fixture
def folder(tmp_path):
    """Lend a copy of the small templates, to spoil."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
