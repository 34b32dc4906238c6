"""The rules of the house that no linter knows; and the proof that the import-linter knows its own."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from statistics import median

import pytest
import typer
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FLOORS = SETTINGS["tool"]["importlinter"]["root_packages"]
CONTRACTS = SETTINGS["tool"]["importlinter"]["contracts"]

PACKAGES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("__init__.py"))
MODULES = sorted(
    path
    for floor in FLOORS
    for path in (ROOT / floor).rglob("*.py")
    if path.name != "__init__.py" and "migrations" not in path.parts
)
PURE = ("preferences.", "engine.domain.", "engine.policy.", "engine.decide")

#: for each contract, the smallest sin against it: a module (most are new), and what it imports
SINS = {
    "The floors: arrows only run down": {"preferences.sin_of_floor": "app"},
    "The floors inside the engine": {
        "engine.domain.sin_of_engine_floor": "engine.ports",
        "engine.sin_without_floor": "engine.ports",
    },
    "No circles": {"web.sin_of_circle": "web.sin_of_return", "web.sin_of_return": "web.sin_of_circle"},
    "The ground floors know no library and no database": {"engine.domain.sin_of_library": "pydantic"},
    "Channels see the engine's ports and words, and nothing else of it": {
        "channels.sin_of_sight": "engine.decide"
    },
    "Rendering and the store never decide": {"engine.store.sin_of_decision": "engine.decide"},
    "Each provider stays in its folder": {"channels.sin_of_provider": "twilio"},
    "Rows stay in the store": {"web.sin_of_row": "sqlmodel"},
    "The rules do not know each other": {"engine.policy.standing": "engine.policy.frequency"},
    "The adapters do not know each other": {
        "channels.sin_of_adapter": "channels.sin_of_colleague",
        "channels.sin_of_colleague": "engine.ports",
    },
}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def module_of(path):
    return name_of(path).removesuffix(".py").replace("/", ".")


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_by(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def is_rule(path):
    return re.search(r"^RULE\b.*=", path.read_text(encoding="utf-8"), re.MULTILINE)


RULE_MODULES = sorted(module_of(path) for path in MODULES if "policy" in path.parts and is_rule(path))


def commands(command, *words):
    yield " ".join(words), command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, *words, name)


def pins(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def test_every_package_has_its_floor():
    on_disk = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks", "examples"}

    assert on_disk == set(FLOORS)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_fits_on_a_few_screens(module):
    assert lines_of(module) <= 300


def test_most_modules_fit_on_two_screens():
    assert median(lines_of(module) for module in MODULES) <= 110


@pytest.mark.parametrize("package", PACKAGES, ids=name_of)
def test_a_package_says_what_it_is_for_and_nothing_else(package):
    tree = tree_of(package)

    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


def test_the_ground_floors_know_only_the_standard_library():
    known = sys.stdlib_module_names | {"preferences", "engine"}
    ground = [path for path in MODULES if module_of(path).startswith(PURE)]

    foreign = [
        (name_of(path), name)
        for path in ground
        for name in imported_by(path)
        if name.split(".")[0] not in known
    ]

    assert ground
    assert foreign == []


def test_every_rule_is_asked_once():
    rules = import_module("engine.policy.house_rules").RULES

    assert sorted(rule.__module__ for rule in rules) == RULE_MODULES


def test_every_rule_has_a_name_of_its_own():
    names = [import_module(module).RULE for module in RULE_MODULES]

    assert len(set(names)) == len(names)


def test_every_rule_stands_in_the_contract_that_keeps_rules_apart():
    contract = next(
        contract for contract in CONTRACTS if contract["name"] == "The rules do not know each other"
    )

    assert sorted(contract["modules"]) == RULE_MODULES


def test_only_the_wiring_may_read_the_clock():
    excused = {
        pattern
        for pattern, codes in SETTINGS["tool"]["ruff"]["lint"]["per-file-ignores"].items()
        if "TID251" in codes
    }
    excuses = [
        name_of(module)
        for module in MODULES
        if re.search(r"noqa.*TID251", module.read_text(encoding="utf-8"))
    ]

    assert excused == {"app/wiring.py"}
    assert excuses == []


def test_every_command_has_help():
    root = typer.main.get_command(import_module("app.cli.main").app)

    silent = [words for words, command in commands(root, "minnelijk") if not command.help]

    assert silent == []


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        pytest.param("requirements.lock", [], id="to run"),
        pytest.param(
            "requirements-dev.lock", SETTINGS["project"]["optional-dependencies"]["dev"], id="to test"
        ),
    ],
)
def test_a_lock_holds_what_the_project_asks_for(lock, asked):
    asked = [
        Requirement(line)
        for line in [*SETTINGS["project"]["dependencies"], *SETTINGS["build-system"]["requires"], *asked]
    ]
    locked = pins(lock)

    amiss = [
        str(wish)
        for wish in asked
        if not wish.specifier.contains(locked.get(canonicalize_name(wish.name), "0"))
    ]

    assert amiss == []


def test_both_locks_hold_the_same_versions():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_a_lock_names_no_registry():
    assert not any("://" in path.read_text(encoding="utf-8") for path in ROOT.glob("*.lock"))


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    """Plant every sin in a copy of the house, and return what the import-linter says of each contract."""
    house = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", house)
    for path in [*PACKAGES, *MODULES]:
        (house / name_of(path)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, house / name_of(path))
    for module, imported in (plant for sin in SINS.values() for plant in sin.items()):
        with (house / module.replace(".", "/")).with_suffix(".py").open("a", encoding="utf-8") as planted:
            planted.write(f"import {imported}\n")
    report = subprocess.run(  # noqa: S603 - our own tool
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=house,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    _, *titles_and_texts = re.split(
        r"^(.+)\n-{5,}$", report.partition("Broken contracts")[2], flags=re.MULTILINE
    )
    return dict(zip(titles_and_texts[::2], titles_and_texts[1::2], strict=True))


@pytest.mark.parametrize("contract", [contract["name"] for contract in CONTRACTS])
def test_a_sin_against_a_contract_is_caught(contract, findings):
    sinners = {module.rpartition(".")[2] for module in SINS[contract]}

    assert {sinner for sinner in sinners if sinner in findings.get(contract, "kept")} == sinners
