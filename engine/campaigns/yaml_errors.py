"""What the YAML parser complains about, in words that a collection team can use."""

import re

from engine.campaigns.finding import Mistake

#: after so many mistakes in the form of a file we stop reading it
MOST_MISTAKES = 50
QUOTE = 'put the value in quotes: ">= 5"'
#: what the parser says -> what is wrong, and the fix
SAYINGS = (
    ("expected chomping or indentation", "a value that begins with > or | must be in quotes", QUOTE),
    ("cannot start any token", "a value cannot begin with this character", QUOTE),
    ("mapping values are not allowed", "there is a colon too many, or the indent is wrong",
     "put a text with a colon in quotes, and give keys of one level the same indent"),
    ("could not find expected ':'", "a line without a colon", 'write "key: value"'),
    ("unexpected end of stream", "a quote is opened here and never closed", "close it on the same line"),
    ("found unexpected document", "a quote is opened here and never closed", "close it on the same line"),
    ("expected ',' or ']'", "a list [ is not closed, or a comma is missing", "write [a, b, c] on one line"),
    ("expected ',' or '}'", "a mapping { is not closed, or a comma is missing",
     "write {key: value, key: value} on one line"),
    ("expected <block end>", "the indent is wrong",
     "give keys of one level the same indent, and use two spaces for the next level"),
    ("unknown escape character", "a backslash in double quotes", "use single quotes"),
    ("special characters are not allowed", "a character that cannot be seen", "remove it"),
)  # fmt: skip
TAB_INDENT = re.compile(r"^ *\t+ *[^\s#]")


def syntax_mistakes(error: Exception, text: str) -> list[Mistake]:
    """Explain why a text is not YAML; tabs are the usual cause, so all of them are named at once."""
    if tabs := [number for number, line in enumerate(text.splitlines(), 1) if TAB_INDENT.match(line)]:
        fix = "use spaces: two for each level"
        return [Mistake((), "a tab as indent", fix, line=number) for number in tabs[:MOST_MISTAKES]]
    return [_mistake(error, text)]


def _mistake(error: Exception, text: str) -> Mistake:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line = min(_line(error, text), text.count("\n") + 1)
    for saying, message, fix in SAYINGS:
        if saying in problem:
            return Mistake((), message, fix, line=line)
    return Mistake((), f"this is not YAML: {problem}", "compare with the lines above it", line=line)


def _line(error: Exception, text: str) -> int:
    """Prefer the line where the broken thing began to the line where the parser gave up."""
    mark = getattr(error, "context_mark", None) if _began_earlier(error) else None
    mark = mark or getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1


def _began_earlier(error: Exception) -> bool:
    context = str(getattr(error, "context", ""))
    return any(part in context for part in ("quoted scalar", "flow sequence", "flow mapping", "simple key"))
