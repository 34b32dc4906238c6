"""What people do to the whole house: stop it, let it go on, and say who works in it."""

import re

from engine.acting import HOUSE_KEEPERS, Acting
from engine.domain.errors import NotAllowed
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import Entry, Json, LineKind

#: a name to act under stands in lines, in commands and on screens
NAME = re.compile(r"\w(?:[\w .@'-]{0,58}[\w.])?")


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
        if self.books.staff():
            if not self.actor:
                raise NotAllowed("say with --as who adds them: a team_lead or an admin")
            self._allow(HOUSE_KEEPERS)
        elif role not in HOUSE_KEEPERS:
            raise NotAllowed("the first of our people is a team_lead or an admin, who adds the others")
        self.books.put_staff(name, role.value)
        who = {"by": self.actor or name}
        line: dict[str, Json] = {"staff": name, "staff_role": role.value, **who}
        self.books.append([Entry(subject="house", kind=LineKind.HOUSE, at=self.now, public=line)])
