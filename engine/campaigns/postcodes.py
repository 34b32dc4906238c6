"""The table of postcodes: which partner helps where, with the source of every row; a CSV file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.campaigns.finding import Finding, Level
from engine.campaigns.words import clip, suggestion
from engine.domain.case import Jurisdiction
from engine.domain.organisation import Organisation
from engine.domain.partner import Partner
from engine.domain.postcodes import PostcodeRange, PostcodeTable, number_of

COLUMNS = ("country", "from", "to", "partner", "source")
COUNTRIES = {one.upper(): one for one in Jurisdiction}


@dataclass(frozen=True, slots=True)
class LoadedPostcodes:
    """What the table says; with an error in it there is no table."""

    table: PostcodeTable
    findings: tuple[Finding, ...]


def load_postcodes(organisation_file: Path, organisation: Organisation) -> LoadedPostcodes:
    """Read the table that organisation.yaml names; never raises, whatever is in the file."""
    if not organisation.postcodes:
        return LoadedPostcodes(PostcodeTable(), ())
    reading = _Reading(organisation_file.parent / organisation.postcodes, organisation)
    ranges = tuple(reading.ranges())
    errors = any(one.is_error for one in reading.findings)
    return LoadedPostcodes(PostcodeTable(() if errors else ranges), tuple(reading.findings))


class _Reading:
    """One pass through the file, with what is wrong in it."""

    def __init__(self, file: Path, organisation: Organisation) -> None:
        self.file = file
        self.partners = {one.id: one for one in organisation.partners}
        self.findings: list[Finding] = []

    def ranges(self) -> Iterator[PostcodeRange]:
        try:
            text = self.file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            because = f"the table of postcodes cannot be read ({type(error).__name__})"
            self._wrong(1, "", because, "write the file, or remove the key postcodes from organisation.yaml")
            return
        reader = csv.DictReader(text.splitlines())
        if tuple(reader.fieldnames or ()) != COLUMNS:
            self._wrong(1, "", "these are not its columns", f"begin with: {','.join(COLUMNS)}")
            return
        seen: dict[tuple[str, str, str], int] = {}
        for row in reader:
            line = reader.line_num
            place = (row["country"] or "", row["from"] or "", row["to"] or "")
            if place in seen:
                self._wrong(line, "from", f"line {seen[place]} has these postcodes too", "keep one of both")
            seen.setdefault(place, line)
            found = self._range(line, {name: (row.get(name) or "").strip() for name in COLUMNS})
            if found:
                yield found

    def _range(self, line: int, row: dict[str, str]) -> PostcodeRange | None:
        before = len(self.findings)
        country = COUNTRIES.get(row["country"])
        if country is None:
            self._wrong(line, "country", f'"{clip(row["country"])}" is no country here', "write NL or BE")
        first, last = number_of(row["from"]), number_of(row["to"])
        if first is None or last is None or first > last:
            self._wrong(line, "from", "from and to are no range of postcodes", "write four digits: 3000,3099")
        self._partner(line, row["partner"], country)
        if not row["source"]:
            self._wrong(line, "source", "nobody can check this row", "say where it comes from, and of when")
        if country is None or first is None or last is None or len(self.findings) > before:
            return None
        return PostcodeRange(
            jurisdiction=country, first=first, last=last, partner=row["partner"], source=row["source"]
        )

    def _partner(self, line: int, name: str, country: Jurisdiction | None) -> None:
        partner: Partner | None = self.partners.get(name)
        if partner is None:
            because = f'there is no partner "{clip(name)}" in organisation.yaml'
            self._wrong(line, "partner", because, suggestion(name, self.partners))
        elif country is not None and partner.jurisdiction is not country:
            because = f'"{name}" helps people in {partner.jurisdiction.upper()}'
            self._wrong(line, "partner", because, "correct the country, or name another partner")
        elif not partner.warm:
            because = f'"{name}" takes no warm referrals: nobody here is led to it'
            self._wrong(line, "partner", because, "write warm_referrals: true, or leave the row out")

    def _wrong(self, line: int, key: str, message: str, fix: str) -> None:
        self.findings.append(
            Finding(file=str(self.file), line=line, key=key, level=Level.ERROR, message=message, fix=fix)
        )
