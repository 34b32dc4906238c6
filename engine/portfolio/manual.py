"""
The manual of a portfolio file, docs/portfolio.md.

Write it again after a change with `python -m engine.portfolio.manual > docs/portfolio.md`.
"""

import sys
from collections.abc import Iterator

from engine.portfolio.columns import LONGEST, PARTS, Column, Part

HEAD = f"""\
# A portfolio

<!-- Written by `python -m engine.portfolio.manual > docs/portfolio.md`: change it there. -->

`minnelijk import FILE --as NAME` takes in a portfolio: one row for each case. New rows come in, changed rows
update, and the same rows again change nothing. Examples: `examples/portfolio.csv`, `examples/portfolio.json`.

## The file

- **CSV** (`.csv`), UTF-8, with commas, semicolons or tabs. Line 1 names the columns, in any order. A column
  that is not below, or a needed one that is missing, stops the import before the first row. Each row is one
  line: no cell holds a line break.
- **JSON** (`.json`), UTF-8: a list of objects with the columns as keys. A cell is a text, a number, `true`,
  `false`, `null`, or a list of channels. Amounts are taken as they are written, never as binary fractions.
- White space around a cell and empty rows do not count. Amounts have a point or a comma before the cents and
  no thousands marks; dates are `YYYY-MM-DD`.

## The columns

**Needed** columns may not be empty in any row. A cell holds at most {LONGEST} characters, unless it says so.
"""

TAIL = """\
## What cannot be used

Nothing stops at a bad row. Everything that was left out goes to a rejects file next to the portfolio
(`--rejects FILE` for another place), with line, column, value and reason:

- **this cell only**: a number, mailbox or address that cannot be used is left out, and the case comes in
  without it. A person who cannot be reached at all becomes a task for people, never silence.
- **the whole row**: any other bad cell keeps its row out. That holds for wishes too: somebody who asked for
  something that we cannot read is not written to.
- A case that stands in the file twice comes in once, from its first row.

Correct the rows and import them again; the command ends with 1 as long as a whole row was refused.

## The same person in several rows

Of rows with the same `debtor_id`, the first that fills a cell about the person (name, contact points, wishes,
helper) holds for the whole file. A later row adds what the earlier ones left empty. Where it says something
else, that cell is left out and stands in the rejects file; the case itself comes in.

A helper who speaks in `this_case` of several rows speaks in all of those and hears nothing of other cases; of
two scopes for one helper the widest holds, also beside what is known here. Another helper, while one of the
two speaks in some cases only, keeps the row out: one fits, and a person says who. A `bewindvoerder`,
`curator` or `guardian` speaks in everything (law.md NL-65 and NL-66).

## The same case again

- The claim is replaced by what the row says now. `paid` only counts when the file has another figure than
  last time: until then, the payments that came in since stand.
- About the person, what a cell says replaces what was known; an empty cell takes nothing away.
- What was learned here stays: a bounced or confirmed contact point, status, phase, place in the campaign.
- A case of which nothing is left to pay ends as paid, also when it comes in so; its open tasks and its own
  pauses end with it, and who heard from us about it gets one message of thanks. When a later row says that
  something is left after all, a person gets a task.
- A wish counts when it is another one than the portfolio told before. So it never undoes what the person
  chose since. An empty cell takes no wish back: `minnelijk preference set` does.
- A case never moves to another `debtor_id`: what was said to one person is not for the other. Such a row is
  refused.
- The line of the case in the ledger names the columns that changed, the old and new values stand in its
  encrypted content, and each new wish has a line of its own. A case that changed is decided anew at once.
"""


def manual() -> str:
    """Write the manual, from the same list of columns as the checks."""
    return "\n".join((HEAD, *(_chapter(part, columns) for part, columns in PARTS.items()), TAIL))


def _chapter(part: Part, columns: tuple[Column, ...]) -> str:
    return "\n".join((f"### {part}", "", *_table(columns), ""))


def _table(columns: tuple[Column, ...]) -> Iterator[str]:
    yield "| Column | Needed | What it holds | Example |"
    yield "|---|---|---|---|"
    for one in columns:
        needed = "yes" if one.required else ""
        limit = "" if one.longest == LONGEST else f"; at most {one.longest} characters"
        yield f"| `{one.name}` | {needed} | {one.meaning}{limit} | `{one.example}` |"


if __name__ == "__main__":
    sys.stdout.write(manual())
