"""The daily post: at the cut-off the letters of the day go to the print house as one batch."""

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from app.wiring import House
from channels.post.durable import write_durably
from channels.post.print_house import PrintHouse
from engine.domain.case import Jurisdiction
from engine.domain.errors import ConfigurationError, NotAllowed
from engine.policy.calendars import calendar_for
from preferences.channel import ChannelKind

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: letters after this moment of the day go with the post of the next day
CUT_OFF = time(17, 30)
#: the house setting that remembers the last day whose post was closed
CLOSED_ON = "letters_closed_on"
#: the house setting that names the folder in which letters wait, and the file in it that says the same
FOLDER, NAME_OF_FOLDER = "letters_folder", "folder.id"


@dataclass(frozen=True, slots=True)
class PostRoom:
    """Closes batches of letters; without a print house there is nothing to close."""

    house: House

    def close(self) -> tuple[Path, ...]:
        """
        Hand the open batch to the print house now; gives the files, none when there was no letter.

        Raises NotAllowed while everything is stopped: until a batch is closed its letters are in our hands.
        """
        channel = self.house.channels[ChannelKind.LETTER]
        if not isinstance(channel, PrintHouse):
            return ()
        if self._is_stopped():
            raise NotAllowed("everything is stopped: the letters wait here until `minnelijk resume`")
        return channel.close_batch(self.house.clock())

    def compare_folder(self) -> None:
        """
        Raise ConfigurationError in a folder that is not the one where the letters of this house wait.

        With a folder for each machine a letter in doubt would be put into two batches, and one that waits
        where nobody closes the batch would never be printed.
        """
        channel = self.house.channels[ChannelKind.LETTER]
        if not isinstance(channel, PrintHouse):
            return
        file = channel.spool.root / NAME_OF_FOLDER
        try:
            known, here = self._names_of_folder(file)
        except OSError as error:
            raise ConfigurationError(f"{file} cannot be read or written: {error.strerror}") from error
        if here != known:
            raise ConfigurationError(
                f"the letters of this house wait in another folder than {channel.spool.root}: let"
                " MINNELIJK_FOLDER be the disk that all machines share; is that folder gone for good, look"
                f" which letters in it were not printed, and write the word {known} into {file}"
            )

    def _names_of_folder(self, file: Path) -> tuple[str, str]:
        """Give the name of the folder of this house, and of this one; who comes first names it."""
        here = file.read_text(encoding="utf-8").strip() if file.is_file() else ""
        with self.house.store.begin() as books:
            known = books.house(FOLDER)
            if known is None:
                known = here = here or self.house.new_id()
                file.parent.mkdir(parents=True, exist_ok=True)
                write_durably(file, known.encode())
                books.set_house(FOLDER, known)
        return known, here

    def close_when_due(self) -> tuple[Path, ...]:
        """
        Close the batch once a day after the cut-off, never on a closed day, also after a restart.

        While everything is stopped it stays open: it leaves after `resume`, or with the post of the next day.
        """
        local = self.house.clock().astimezone(AMSTERDAM)
        if not _post_leaves(local):
            return ()
        with self.house.store.read() as books:
            if books.house(CLOSED_ON) == str(local.date()) or books.house_stopped():
                return ()
        # closing twice does no harm, a day that is noted and not closed does: so the note comes last
        closed = self.close()
        with self.house.store.begin() as books:
            books.set_house(CLOSED_ON, str(local.date()))
        return closed

    def _is_stopped(self) -> bool:
        with self.house.store.read() as books:
            return books.house_stopped()


def _post_leaves(local: datetime) -> bool:
    """Say whether the post of a day has been closed by now (law.md NL-14, U: only on open days)."""
    return local.time() >= CUT_OFF and not calendar_for(Jurisdiction.NL).is_closed(local.date())
