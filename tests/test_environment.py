"""A system that lacks what pip cannot bring: make says the one line that installs it, and begins nothing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMES = ("python3", "python3.14", "python3.13", "python3.12", "python3.11")
#: a Python of some version, with or without what makes environments
A_PYTHON = """#!/bin/sh
case "$2" in
*version_info*) exit {too_old} ;;
*ensurepip*) exit 1 ;;
esac
exit 2
"""
SUDO = "" if os.geteuid() == 0 else "sudo "


@pytest.fixture
def made_with(tmp_path):
    """Run the maker of the environment where these are the only Pythons: name to whether it is too old."""

    def run(**pythons):
        (tmp_path / ".ci").mkdir()
        shutil.copy(ROOT / ".ci" / "environment", tmp_path / ".ci")
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        (tmp_path / "requirements.lock").write_text("")
        found = tmp_path / "bin"
        found.mkdir()
        for tool in ("bash", "dirname", "flock", "pwd", "sed", "cat", "cmp", "rm", "grep"):
            (found / tool).symlink_to(shutil.which(tool))
        for name, too_old in pythons.items():
            fake = found / name
            fake.write_text(A_PYTHON.format(too_old=int(too_old)))
            fake.chmod(0o755)
        return subprocess.run(  # noqa: S603 - our own script
            [tmp_path / ".ci" / "environment", "requirements.lock"],
            env={"PATH": str(found)},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("pythons", "package"),
    [
        ({"python3": False}, "python3-venv"),
        ({"python3": True}, "python3.11-venv"),
        ({"python3": True, "python3.12": False}, "python3.12-venv"),
        ({}, "python3-venv"),
    ],
)
def test_one_line_names_what_to_install(made_with, tmp_path, pythons, package):
    ended = made_with(**pythons)

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"minnelijk needs Python 3.11 or newer with venv: {SUDO}apt-get install -y {package}"
    ]
    assert ended.stdout == ""
    assert not (tmp_path / ".venv").exists()
