"""Reading the bytes of a file that teams write, with a limit, before anybody tries to understand them."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from engine.campaigns.finding import KeyPath, Mistake, Places
from engine.campaigns.tree import EMPTY, Tree, items, mapping
from engine.campaigns.yaml_tree import read_tree

#: far more than a thousand campaigns; a larger file is not read at all
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as bytes and as a tree; `tree.data` is EMPTY when it could not be read."""

    content: bytes
    tree: Tree
    places: Places


def read_source(path: Path) -> Source:
    """Read a YAML file; whatever is wrong with it becomes a mistake, never an error."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return _refused(path, Mistake((), f"cannot be read: {reason}", "check the name of the file"))
    if len(content) > MOST_BYTES:
        fix = "split it, or remove what is not used"
        return _refused(path, Mistake((), f"larger than {MOST_BYTES // 1000:,} kB: not read", fix))
    return _understood(path, content)


def _understood(path: Path, content: bytes) -> Source:
    try:
        tree = _tree_of(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        mistake = Mistake((), "a character that is not UTF-8", "save the file as UTF-8", line=line)
        return replace(_refused(path, mistake), content=content)
    places = Places(file=str(path), lines=tree.lines, names=_step_names(tree.data))
    return Source(content=content, tree=tree, places=places)


@lru_cache(maxsize=4)
def _tree_of(text: str) -> Tree:
    """Read a text that was read already but once: that takes longest of all, and nobody changes a tree."""
    return read_tree(text)


def _refused(path: Path, mistake: Mistake) -> Source:
    return Source(content=b"", tree=Tree(data=EMPTY, mistakes=(mistake,)), places=Places(file=str(path)))


def _step_names(data: object) -> dict[KeyPath, str]:
    """Find the id of every step in campaigns, as far as they are there."""
    return {
        ("campaigns", name, "steps", index): step["id"]
        for name, campaign in mapping(mapping(data).get("campaigns")).items()
        for index, step in enumerate(items(mapping(campaign).get("steps")))
        if isinstance(step, dict) and isinstance(step.get("id"), str)
    }
