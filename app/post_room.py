"""The daily post: at the cut-off the letters of the day go to the print house as one batch."""

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from app.wiring import House
from channels.post.print_house import PrintHouse
from engine.domain.case import Jurisdiction
from engine.policy.calendars import calendar_for
from preferences.channel import ChannelKind

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: letters after this moment of the day go with the post of the next day
CUT_OFF = time(17, 30)
#: the house setting that remembers the last day whose post was closed
CLOSED_ON = "letters_closed_on"


@dataclass(frozen=True, slots=True)
class PostRoom:
    """Closes batches of letters; without a print house there is nothing to close."""

    house: House

    def close(self) -> tuple[Path, ...]:
        """Hand the open batch to the print house now; gives the files, none when there was no letter."""
        channel = self.house.channels[ChannelKind.LETTER]
        if not isinstance(channel, PrintHouse):
            return ()
        return channel.close_batch(self.house.clock())

    def close_when_due(self) -> tuple[Path, ...]:
        """Close the batch once a day after the cut-off, never on a closed day, also after a restart."""
        local = self.house.clock().astimezone(AMSTERDAM)
        if not _post_leaves(local):
            return ()
        with self.house.store.read() as books:
            if books.house(CLOSED_ON) == str(local.date()):
                return ()
        # closing twice does no harm, a day that is noted and not closed does: so the note comes last
        closed = self.close()
        with self.house.store.begin() as books:
            books.set_house(CLOSED_ON, str(local.date()))
        return closed


def _post_leaves(local: datetime) -> bool:
    """Say whether the post of a day has been closed by now (law.md NL-14, U: only on open days)."""
    return local.time() >= CUT_OFF and not calendar_for(Jurisdiction.NL).is_closed(local.date())
