"""Reads the texts that we wrote to try the content rules on: whole ones, and ones with a planted fault."""

from dataclasses import dataclass, replace
from pathlib import Path

DATA = Path(__file__).parent / "data"
FIELDS = ("kind", "jurisdiction", "role", "carrier")


@dataclass(frozen=True)
class SomeText:
    """One text with what the rules must find in it."""

    id: str
    inputs: dict[str, str]
    expected: tuple[str, ...]
    text: str

    @property
    def row(self):
        return {**self.inputs, "text": self.text}


def read_texts(name):
    found: dict[str, SomeText] = {}
    for block in (DATA / name).read_text(encoding="utf-8").split("### ")[1:]:
        head, *lines = block.strip("\n").split("\n")
        one = _copy(head, lines, found) if " of " in head else _whole(head, lines)
        assert one.id not in found
        found[one.id] = one
    return tuple(found.values())


def _whole(head, lines):
    name, *inputs = head.split()
    inputs = dict(zip(FIELDS, inputs, strict=True))
    if lines[0].startswith("@"):
        inputs["context"] = lines.pop(0)[1:].strip()
    expected = _expected(lines.pop(0))
    return SomeText(name, {"context": "", **inputs}, expected, "\n".join(lines))


def _copy(head, lines, found):
    name, _, base = head.split()
    text = found[base].text
    for line in lines[1:]:
        old, sign, new = line.removeprefix("- ").partition(" =>")
        assert sign, line
        old, new = old.replace("\\n", "\n"), new.removeprefix(" ").replace("\\n", "\n")
        assert old in text, (name, old)
        text = text.replace(old, new)
    return replace(found[base], id=name, expected=_expected(lines[0]), text=text)


def _expected(line):
    found = line.removeprefix(">").strip()
    return () if found == "ok" else tuple(found.split(";"))
