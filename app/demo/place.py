"""Where the demo lives, apart from anything real."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree

from app.demo.before import FILE as BEFORE
from app.settings import EmailBy, LettersBy, Settings, SmsBy

DATABASE = "demo.db"
#: the command that makes it, always afresh
DEMO_AGAIN = "minnelijk demo"
#: everything that a demo makes in its folder; nothing else there is touched
MADE = (
    DATABASE,
    f"{DATABASE}-wal",
    f"{DATABASE}-shm",
    f"{DATABASE}-next",
    "outbox",
    "rejects.csv",
    "wrapping.key",
    "record.key",
    "record.pub",
    "record.marks",
    "erased.jsonl",
    BEFORE,
)


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """The folder of the demo and the days that it plays."""

    folder: Path
    #: a Monday; the ninety days after it hold Easter, King's Day, Ascension and the night without 02:30
    start: datetime = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
    days: int = 90

    @property
    def end(self) -> datetime:
        """Say until when it plays."""
        return self.start + timedelta(days=self.days)

    @property
    def database(self) -> Path:
        """Name the file of the demo's database."""
        return self.folder / DATABASE

    @property
    def outbox(self) -> Path:
        """Name the folder of the messages."""
        return self.folder / "outbox"

    @property
    def rejects(self) -> Path:
        """Name the file of the rows that did not come in."""
        return self.folder / "rejects.csv"

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
                "record_key_file": None,
                "erased_file": None,
                "time_stamp_url": "",
                "checkpoint_mail_to": "",
                "sms": SmsBy.OUTBOX,
                "whatsapp": SmsBy.OUTBOX,
                "email": EmailBy.OUTBOX,
                "letters": LettersBy.OUTBOX,
            }
        )

    def clear(self) -> None:
        """Begin again: remove what an earlier demo made."""
        for path in (self.folder / name for name in MADE):
            if path.is_dir():
                rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)


def is_demo(settings: Settings) -> bool:
    """Say whether these are the settings of a demo, whose database is never changed but played again."""
    return settings.database_file == settings.folder / DATABASE


def demo_place(settings: Settings, days: int = 90) -> DemoPlace:
    """Give the place of the demo: beside the files of the house."""
    return DemoPlace(settings.folder / "demo", days=days)
