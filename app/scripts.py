"""Conversation scripts: what helps a person with a call or a visit, in words as plain as those of letters."""

import re
from pathlib import Path

from engine.domain.errors import UnknownReference
from engine.rendering.b1.finding import Reading
from engine.rendering.b1.reader import Reader
from preferences.channel import ChannelKind

FOLDER = "_scripts"
#: words to say aloud begin with this
SAID = re.compile(r"^> ", re.MULTILINE)


def script_of(templates: Path, name: str) -> str:
    """Give a script as it is written, in Markdown; raises UnknownReference."""
    file = templates / FOLDER / f"{name}.md"
    if not file.is_file():
        known = ", ".join(sorted(path.stem for path in (templates / FOLDER).glob("*.md"))) or "none"
        raise UnknownReference(f"there is no script {name!r}; there are: {known}")
    return file.read_text(encoding="utf-8")


def read_script(reader: Reader, text: str, country: str = "nl") -> Reading:
    """Check a script as a letter for a country is checked; lines stay where they are."""
    return reader.judge(SAID.sub("", text).replace("**", ""), ChannelKind.LETTER, country=country)
