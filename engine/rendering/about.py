"""about.yaml: what a template is for, and which words it uses."""

from enum import StrEnum, auto
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from engine.domain.campaign import LegalRole
from engine.domain.case import Jurisdiction, Phase
from engine.rendering.fault import Fault, nearest

LARGEST_FILE = 16_000


class ReaderKind(StrEnum):
    """Whom a text speaks to."""

    #: the debtor, or who speaks for the debtor
    DEBTOR = auto()
    #: somebody whom we reached by mistake: the text tells nothing of any debtor or case
    STRANGER = auto()


class About(BaseModel):
    """What a template is for; every key is checked, and an unknown one is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: the template's name for people, in Dutch
    title: str = Field(min_length=1, max_length=120)
    #: one sentence that says what it wants to reach, in Dutch
    purpose: str = Field(min_length=1, max_length=300)
    jurisdictions: frozenset[Jurisdiction] = Field(min_length=1)
    legal_role: LegalRole
    phase: Phase
    reader: ReaderKind = ReaderKind.DEBTOR
    #: the words that stand in the template's own files
    words: frozenset[str]
    #: names of legal wording that may stand as the law has it (engine.rendering.b1.locked)
    locked: frozenset[str] = frozenset()


def read_about(path: Path, name: str) -> tuple[About | None, list[Fault]]:
    """Read one about.yaml; gives its faults, each with its line."""
    content = path.read_bytes()
    if len(content) > LARGEST_FILE:
        return None, [Fault(name, 1, "this file is too long", f"keep it below {LARGEST_FILE} bytes")]
    try:
        values = YAML(typ="rt").load(content)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [Fault(name, line, str(error.problem), "check this line and the one above it")]
    except (YAMLError, UnicodeDecodeError, RecursionError) as error:
        return None, [Fault(name, 1, f"this cannot be read: {type(error).__name__}", "write plain YAML")]
    if not isinstance(values, CommentedMap):
        return None, [Fault(name, 1, "this is no list of keys with values", "start with `title:`")]
    try:
        return About.model_validate(values), []
    except ValidationError as error:
        return None, [_fault(name, values, detail["loc"], detail["msg"]) for detail in error.errors()]


def _fault(name: str, values: CommentedMap, place: tuple[int | str, ...], what: str) -> Fault:
    key = str(place[0])
    line = values.lc.key(key)[0] + 1 if key in values else 1
    if key not in About.model_fields:
        return Fault(name, line, f"there is no key {key!r}", nearest(key, About.model_fields))
    return Fault(name, line, f"{key}: {what[0].lower()}{what[1:]}", "correct the value")
