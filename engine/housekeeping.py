"""What people do to the whole house: stop it, let it go on, and say who works in it."""

import re
import unicodedata
from collections.abc import Iterable

from engine.acting import HOUSE_KEEPERS, Acting
from engine.domain.errors import NotAllowed
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import Entry, Json, LineKind

#: a name to act under stands in lines, in commands and on screens
NAME = re.compile(r"\w(?:[\w .@'-]{0,58}[\w.])?")
#: Latin letters with which people write their names; those further on are signs of phonetics that look alike
LATIN = (range(0x250), range(0x1E00, 0x1F00))


class Housekeeping(Acting):
    """What one of our people does to the house as a whole."""

    __slots__ = ()

    def stop_everything(self) -> bool:
        """Let nothing leave any more, at once; False when it was so already, and then nothing changes."""
        return self._turn(stopped=True)

    def may_keep_house(self) -> None:
        """Raise NotAllowed unless this person may stop and resume the whole house."""
        self._allow(HOUSE_KEEPERS)

    def resume(self) -> bool:
        """Let messages leave again, each after its rules are asked anew; False when nothing was stopped."""
        return self._turn(stopped=False)

    def _turn(self, *, stopped: bool) -> bool:
        self._allow(HOUSE_KEEPERS)
        if self.books.house_stopped() is stopped:
            return False
        self.books.stop_house(stopped=stopped)
        self._line("house", LineKind.HOUSE, {"stopped": stopped})
        return True

    def hire(self, name: str, role: StaffRole) -> None:
        """Write who works here, and as what; where nobody works yet, the first may write down themselves."""
        if not NAME.fullmatch(name):
            raise NotAllowed(f"{name!r} is no name to act under; use letters, digits and . _ - @")
        staff = self.books.staff()
        if name not in staff:
            _refuse_look_alike(name, staff)
        if staff:
            if not self.actor:
                raise NotAllowed("say with --as who adds them: a team_lead or an admin")
            self._allow(HOUSE_KEEPERS)
        elif role not in HOUSE_KEEPERS:
            raise NotAllowed("the first of our people is a team_lead or an admin, who adds the others")
        self.books.put_staff(name, role.value)
        who = {"by": self.actor or name}
        line: dict[str, Json] = {"staff": name, "staff_role": role.value, **who}
        self.books.append([Entry(subject="house", kind=LineKind.HOUSE, at=self.now, public=line)])


def _refuse_look_alike(name: str, others: Iterable[str]) -> None:
    """Raise NotAllowed for a name that a person could take for another: two people sign by their names."""
    if strange := [one for one in name if not _is_plain(one)]:
        raise NotAllowed(
            f"{name!r} is no name to act under: {strange[0]!r} is no Latin letter or digit, and may look like"
            " one; write it in Latin letters"
        )
    twin = next((one for one in others if _seen(one) == _seen(name)), None)
    if twin is not None:
        raise NotAllowed(
            f"{name!r} looks like {twin!r}, who works here already, and who signs must be clear: choose a"
            f" name that differs in more than capitals, accents or spaces, or write {twin!r} for them"
        )


def _is_plain(one: str) -> bool:
    if one.isascii() or not one.isalnum():
        return True
    return unicodedata.name(one, "").startswith("LATIN ") and any(ord(one) in part for part in LATIN)


def _seen(name: str) -> tuple[str, ...]:
    """Give what a hurried reader sees: no capitals, accents, strokes or spaces."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    letters = (one for one in unicodedata.normalize("NFKD", folded) if not one.isspace())
    return tuple(_bare(one) for one in letters if not unicodedata.combining(one))


def _bare(letter: str) -> str:
    """Name a letter without its stroke or hook; a dotless i is an i."""
    return unicodedata.name(letter, letter).partition(" WITH ")[0].replace("DOTLESS ", "")
