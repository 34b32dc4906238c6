"""Files for others: JSON and PDF, each with a signature beside it."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path
from typing import Any

from app.sealing import Sealing
from app.wiring import House
from engine.domain.errors import NoteRefused, StampFailed
from engine.dossier.building import access_of_debtor, dossier_of_case, dossier_of_debtor
from engine.dossier.ports import Around, DossierBooks
from engine.record.attest import attest
from engine.rendering.report.blocks import Report
from engine.rendering.report.case_report import report_of_case
from engine.rendering.report.person_reports import report_of_access, report_of_debtor
from engine.rendering.report.press import ReportPress


class About(StrEnum):
    """What a file is about."""

    #: a case, for a supervisor, a court or a creditor
    CASE = auto()
    #: a debtor with all cases, for the team
    DEBTOR = auto()
    #: what a person may see of themselves
    ACCESS = auto()


Build = Callable[[DossierBooks, str, Around], dict[str, Any]]
BUILDERS: dict[About, tuple[Build, Callable[[dict[str, Any]], Report]]] = {
    About.CASE: (dossier_of_case, report_of_case),
    About.DEBTOR: (dossier_of_debtor, report_of_debtor),
    About.ACCESS: (access_of_debtor, report_of_access),
}


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Makes files and signs them with the key of the record."""

    house: House

    def build(self, about: About, name: str) -> dict[str, Any]:
        """Seal what is new, so that all of it is proven, and put the file together."""
        unsealed = self._seal()
        around = Around(
            now=self.house.clock(),
            organisation=self.house.organisation,
            campaign=self.house.catalogue.campaign,
            retention_years=self.house.settings.retention_years,
            keep_calls_days=self.house.settings.keep_calls_days,
            key=str(self.house.signer.public),
            unsealed=unsealed,
        )
        with self.house.store.read() as books:
            return BUILDERS[about][0](books, name, around)

    def _seal(self) -> str:
        """Seal; gives why that cannot be done any more, which the file then says."""
        try:
            # an anchor outside that fails is tried again by itself; the checkpoint stands
            with suppress(StampFailed):
                Sealing(self.house).run()
        except NoteRefused as refused:
            return f"the record cannot be sealed any more: {refused}"
        return ""

    def save_pdf(self, about: About, said: dict[str, Any], path: Path) -> None:
        """Set a file on paper, with its signature beside it."""
        report = BUILDERS[about][1](said)
        self._save(path, ReportPress().print_report(report, self.house.clock()))

    def save_json(self, said: dict[str, Any], path: Path) -> None:
        """Write a file as JSON, with its signature beside it."""
        text = json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True)
        self._save(path, f"{text}\n".encode())

    def _save(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        note = attest(content, "dossier", self.house.signer, self.house.clock())
        path.with_name(f"{path.name}.sig").write_text(note, encoding="utf-8")
