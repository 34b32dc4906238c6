"""Where the demo lives, apart from anything real."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from app.settings import ROOT, EmailBy, LettersBy, Settings, SmsBy


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """The folder of the demo and the days that it plays."""

    folder: Path
    #: a Monday; the ninety days after it hold Easter, King's Day, Ascension and the night without 02:30
    start: datetime = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
    days: int = 90

    @property
    def database(self) -> Path:
        """Name the file of the demo's database."""
        return self.folder / "demo.db"

    @property
    def is_there(self) -> bool:
        """Say whether a demo was played."""
        return self.database.is_file()

    def settings(self, base: Settings) -> Settings:
        """Take the settings of the house, with the demo's own database and the outbox for every channel."""
        return base.model_copy(
            update={
                "database_url": f"sqlite:///{self.database}",
                "folder": self.folder,
                "key_file": None,
                "sms": SmsBy.OUTBOX,
                "whatsapp": SmsBy.OUTBOX,
                "email": EmailBy.OUTBOX,
                "letters": LettersBy.OUTBOX,
            }
        )

    def clear(self) -> None:
        """Begin again: remove what an earlier demo made."""
        if self.folder.is_dir():
            rmtree(self.folder)
        self.folder.mkdir(parents=True)


DEMO = DemoPlace(ROOT / "var" / "demo")
