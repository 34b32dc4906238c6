"""The papers say what is there: commands, settings, keys, words, files, and what commands print."""

import ast
import re
import shlex
from functools import cache
from importlib import import_module

import pytest
import typer
from pydantic import TypeAdapter

from app.cli.main import app
from app.settings import SendGridSettings, Settings, SmtpSettings, TwilioSettings
from engine.campaigns.campaign_model import (
    CampaignModel,
    CampaignsFile,
    CapModel,
    DefaultsModel,
    EndsModel,
    FallbackModel,
    ForModel,
    StepModel,
    VariantModel,
    WhenModel,
)
from engine.campaigns.loading import load_campaigns
from engine.campaigns.organisation_model import (
    AgencyModel,
    AgreementModel,
    BelgianRegistrationModel,
    BoundsModel,
    CreditorModel,
    FirmModel,
    OrganisationFile,
    PartnerModel,
    ProtocolModel,
    ReadingsModel,
    RegistrationModel,
    SenderModel,
    WhatsAppModel,
)
from engine.campaigns.shape import NEEDED, STEP_NEEDS
from engine.campaigns.tree import part
from engine.campaigns.yaml_tree import read_tree
from engine.domain.touchpoint import Outcome
from tests.replay import PLAYED, ROOT, quotes_in, sitting_down

FLOORS = ("preferences", "engine", "channels", "web", "app")
PAPERS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
README, GUIDES = ROOT / "README.md", sorted((ROOT / "docs").glob("guide-*.md"))
OPERATOR, REVIEWER = ROOT / "docs" / "guide-operator.md", ROOT / "docs" / "guide-reviewer.md"
GLOSSARY, REFERENCE = ROOT / "docs" / "glossary.md", ROOT / "docs" / "campaigns.md"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
SETTING = re.compile(r"\bMINNELIJK_[A-Z_]+\b")
#: what a play leaves behind is not in the repository
MADE = "var"
#: a file of ours is named with its folder, or by its name alone when it has one of these
OURS = re.compile(r"[\w.-]+\.(?:md|py|toml|txt|yaml)")

GROUPS = (Settings, TwilioSettings, SendGridSettings, SmtpSettings)
#: in the order of docs/campaigns.md: the models whose keys a table of the reference lists
TABLES = (
    CampaignsFile,
    DefaultsModel,
    CampaignModel,
    ForModel,
    CapModel,
    StepModel,
    FallbackModel,
    WhenModel,
    VariantModel,
    EndsModel,
    OrganisationFile,
    FirmModel,
    AgencyModel,
    RegistrationModel,
    BelgianRegistrationModel,
    ReadingsModel,
    CreditorModel,
    WhatsAppModel,
    SenderModel,
    BoundsModel,
    AgreementModel,
    PartnerModel,
    ProtocolModel,
)


def text_of(paper):
    return paper.read_text(encoding="utf-8")


def name_of(paper):
    return paper.relative_to(ROOT).as_posix()


def prose_of(paper):
    """Give a paper without its blocks."""
    return FENCE.sub("", text_of(paper))


def rows_of(text):
    """Read the rows of all tables of a text, without their headings; a bar in code does not part cells."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def tables_of(text):
    """Read every table as its heading and its rows."""
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        heading, *rows = rows_of(block)
        yield heading, rows


def word_of(row):
    """Give what stands between backquotes in the first cell of a row."""
    return INLINE.findall(row[0])[0]


def keys_of(model):
    return {field.alias or name: field for name, field in model.model_fields.items()}


def own_keys_of(model):
    """Leave out the keys of the model that this one grew from: those have a table of their own."""
    (base,) = model.__bases__
    return {
        key: field for key, field in keys_of(model).items() if field.alias or key not in base.model_fields
    }


def commands(command, *words):
    below = getattr(command, "commands", {})
    if not below:
        yield " ".join(words), command
    for name, one in below.items():
        yield from commands(one, *words, name)


COMMANDS = dict(commands(typer.main.get_command(app)))


def quoted_commands(paper):
    """Find every line that somebody may type, in blocks and between backquotes."""
    text = text_of(paper)
    typed = [line.removeprefix("$ ") for _, block in FENCE.findall(text) for line in block.splitlines()]
    for line in [*typed, *INLINE.findall(FENCE.sub("", text))]:
        if re.match(r"minnelijk [a-z]", line):
            yield re.split(r" [|#] | {2,}", line)[0].strip()


def split(line):
    """Part a line into the name of its command and the words after it."""
    words = shlex.split(line)[1:]
    for length in (2, 1):
        if " ".join(words[:length]) in COMMANDS:
            return " ".join(words[:length]), words[length:]
    return "", words


def wrong_with(line):
    """Say what keeps a quoted line from working; empty when nothing does."""
    name, words = split(line)
    if not name:
        # a group of commands may be named as a whole
        return "" if any(one.startswith(f"{' '.join(words)} ") for one in COMMANDS) else "no such command"
    params = COMMANDS[name].params
    options = {option: one for one in params for option in one.opts if option.startswith("--")}
    places = sum(not option.startswith("--") for one in params for option in one.opts)
    given, skip = 0, False
    for word in words:
        if skip or not word.startswith("--"):
            given, skip = given + (not skip), False
        elif word not in options:
            return f"no option {word}"
        else:
            skip = not options[word].is_flag
    return f"{given} words for {places} places" if given > places else ""


def folders():
    return {path.name: path for path in ROOT.iterdir() if path.is_dir() and path.name != MADE}


def missing_files(words):
    """Keep the words that name a file or a folder of the repository that is not there."""
    tops = folders()
    for word in words:
        if re.fullmatch(r"[\w.-]+(?:/[\w.-]+)*/?", word) and "/" in word and word.split("/")[0] in tops:
            if not (ROOT / word).exists():
                yield word
        elif OURS.fullmatch(word) and word not in names_of_files():
            yield word


@cache
def names_of_files():
    shown = [path for name, path in folders().items() if not name.startswith(".") or name == ".ci"]
    return {path.name for top in shown for path in top.rglob("*")} | {path.name for path in ROOT.iterdir()}


def settings():
    return {
        f"{group.model_config['env_prefix']}{name}".upper()
        for group in GROUPS
        for name, field in group.model_fields.items()
        if field.annotation not in GROUPS
    }


def words_in_the_code():
    """List every class, function, field, constant and module of the house."""
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            yield path.stem
            for node in ast.walk(ast.parse(text_of(path))):
                if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                    yield node.name
                elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    yield node.target.id
                elif isinstance(node, ast.Assign):
                    yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def glossary_words():
    return [INLINE.findall(row[0]) for row in rows_of(text_of(GLOSSARY)) if row[0].startswith("`")]


def classes_of(*folders):
    for folder in folders:
        for path in (ROOT / folder).glob("*.py"):
            yield from (node.name for node in ast.parse(text_of(path)).body if isinstance(node, ast.ClassDef))


@pytest.mark.parametrize("paper", PLAYED, ids=name_of)
def test_commands_print_what_a_paper_says(paper):
    quotes = quotes_in(text_of(paper))

    with sitting_down() as desk:
        said = [(quote.command, desk.type(quote)) for quote in quotes]

    assert said == [(quote.command, quote.printed) for quote in quotes], (
        "python -m tests.replay writes it again"
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme_or_a_guide(command):
    assert any(split(line)[0] == command for paper in (README, *GUIDES) for line in quoted_commands(paper))


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_quoted_commands_exist_with_their_options(paper):
    wrong = {line: because for line in quoted_commands(paper) if (because := wrong_with(line))}

    assert wrong == {}


@pytest.mark.parametrize(
    ("line", "because"),
    [
        ("minnelijk pause D-1001 --as anna --until 2026-03-23", ""),
        ("minnelijk campaigns", ""),
        ("minnelijk paws D-1001", "no such command"),
        ("minnelijk pause D-1001 --like anna", "no option --like"),
        ("minnelijk why D-1001 D-1002", "2 words for 1 places"),
        ("minnelijk stop --all now", "1 words for 0 places"),
    ],
)
def test_sees_what_is_wrong_with_a_quoted_command(line, because):
    assert wrong_with(line) == because


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_files_that_a_paper_names_are_there(paper):
    assert list(missing_files(INLINE.findall(prose_of(paper)))) == []


def test_sees_that_a_file_is_not_there():
    words = ["engine/tick.py", "engine/tock.py", "campaigns.yaml", "champagnes.yaml", "yes/no", "var/demo/"]

    assert list(missing_files(words)) == ["engine/tock.py", "champagnes.yaml"]


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_links_lead_somewhere(paper):
    targets = [target.partition("#")[0] for target in LINK.findall(prose_of(paper)) if "://" not in target]

    assert [target for target in targets if not (paper.parent / target).exists()] == []


def test_every_page_can_be_found_from_the_readme():
    found, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        found.add(page)
        linked = (
            (page.parent / target.partition("#")[0]).resolve() for target in LINK.findall(prose_of(page))
        )
        pages = {one for path in linked for one in (path.glob("*.md") if path.is_dir() else (path,))}
        waiting += [one for one in pages if one.suffix == ".md" and one.is_file() and one not in found]

    assert set(PAPERS) - found == set()


def test_images_are_small_and_say_what_they_show():
    shown = [
        ((paper.parent / target).resolve(), alt)
        for paper in PAPERS
        for alt, target in IMAGE.findall(text_of(paper))
    ]

    assert {path for path, _ in shown} == set((ROOT / "docs" / "images").iterdir())
    assert all(len(alt) > 80 for _, alt in shown)
    assert all(path.stat().st_size < 150_000 for path, _ in shown)


def test_settings_in_the_papers_exist():
    named = {setting for paper in PAPERS for setting in SETTING.findall(text_of(paper))}

    assert named - settings() == set()


def test_the_guide_lists_every_setting():
    (rows,) = (rows for heading, rows in tables_of(text_of(OPERATOR)) if heading[-1] == "without it")

    assert {word_of(row) for row in rows} == settings()


def test_every_word_of_the_glossary_stands_in_the_code():
    names = set(words_in_the_code())
    here = [words for words in glossary_words() if words != ["stage"]]

    assert [word for words in here for word in words if word not in names] == []


def test_the_glossary_has_every_class_of_the_ground_floors():
    words = {word for words in glossary_words() for word in words}

    assert set(classes_of("preferences", "engine/domain")) - words == set()


def test_the_glossary_has_one_row_for_a_word():
    words = [word for words in glossary_words() for word in words]

    assert sorted(words) == sorted(set(words))


def test_the_glossary_says_which_outcomes_count_for_caps():
    (rows,) = (rows for heading, rows in tables_of(text_of(GLOSSARY)) if heading[-1] == "counts for the cap")

    said = {word_of(row): row[-1] for row in rows}

    assert said == {one.name: "yes" if one.may_still_reach else "no" for one in Outcome}


def test_the_guide_for_reviewers_names_every_rule():
    rules = import_module("engine.policy.house_rules").RULES
    (rows,) = (rows for heading, rows in tables_of(text_of(REVIEWER)) if heading[0] == "rule")

    assert [word_of(row) for row in rows] == [import_module(rule.__module__).RULE for rule in rules]


def test_the_guide_for_reviewers_knows_each_source_with_its_status():
    code = "".join(text_of(path) for path in (ROOT / "engine" / "policy").rglob("*.py"))
    sources = set(re.findall(r'Source\("((?:NL|BE)-\d+)", "([VSU])"\)', code))
    (rows,) = (rows for heading, rows in tables_of(text_of(REVIEWER)) if heading[0] == "ID")

    assert sources
    assert sources - {(row[0], row[-1]) for row in rows} == set()


def reference_tables():
    return [rows for heading, rows in tables_of(text_of(REFERENCE)) if heading[0] == "key"]


def test_the_reference_has_a_table_for_every_mapping():
    assert len(reference_tables()) == len(TABLES)


@pytest.mark.parametrize("number", range(len(TABLES)), ids=[model.__name__ for model in TABLES])
def test_the_reference_has_every_key(number):
    rows = reference_tables()[number]

    assert {word_of(row) for row in rows} == set(own_keys_of(TABLES[number]))


@pytest.mark.parametrize("number", range(len(TABLES)), ids=[model.__name__ for model in TABLES])
def test_the_reference_says_which_keys_are_needed(number):
    model, rows = TABLES[number], reference_tables()[number]
    needed_together = {DefaultsModel: NEEDED, StepModel: STEP_NEEDS}.get(model, {})

    needed = {
        key for key, field in own_keys_of(model).items() if field.is_required() or key in needed_together
    }
    assert {word_of(row) for row in rows if row[1] == "yes"} == needed


@pytest.mark.parametrize(
    ("model", "row"),
    [
        pytest.param(model, row, id=f"{model.__name__}-{word_of(row)}")
        for model, rows in zip(TABLES, reference_tables(), strict=True)
        for row in rows
        if row[-1].startswith("`")
    ],
)
def test_an_example_of_the_reference_is_what_its_key_takes(model, row):
    key, example = word_of(row), INLINE.findall(row[-1])[0]
    field = keys_of(model)[key]
    written = read_tree(f"{key}: {example}\n")

    assert not written.mistakes
    TypeAdapter(field.rebuild_annotation()).validate_python(part(written.data, [key]))


def test_the_whole_files_in_the_reference_have_no_mistakes(tmp_path):
    files = [block for kind, block in FENCE.findall(text_of(REFERENCE)) if kind == "yaml"]

    for number, block in enumerate(files):
        path = tmp_path / f"{number}.yaml"
        path.write_text(block, encoding="utf-8")
        assert load_campaigns(path).findings == ()
    assert files


def test_the_changelog_has_a_place_for_what_comes():
    changes = text_of(ROOT / "CHANGELOG.md").partition("## [Unreleased]")[2].partition("\n## ")[0]

    assert re.search(r"^- \S", changes, re.MULTILINE)


def test_each_bad_day_names_tests_that_are_there():
    told = (ROOT / "docs" / "bad-days.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", told)

    lost = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"^(?:class|def) {name}\b", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert len(named) >= len([line for line in told.splitlines() if line.startswith("| ")]) - 2
    assert lost == []
