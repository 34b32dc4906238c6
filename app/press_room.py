"""The press room: one press for each house style, made when its first letter comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from engine.brake import HERE
from engine.domain.message import Message
from engine.rendering.letter.errors import LetterRefused
from engine.rendering.letter.house_style import HouseStyle
from engine.rendering.letter.press import LetterPress
from engine.rendering.writing import DutchWriter


@dataclass(slots=True)
class PressRoom:
    """Prints letters, each in the style and for the envelope of its creditor."""

    writer: DutchWriter
    styles: Mapping[str, HouseStyle]
    clock: Callable[[], datetime]
    _presses: dict[str, LetterPress] = field(default_factory=dict)
    #: a press prints one letter at a time, whoever sends
    _turn: Lock = field(default_factory=Lock)

    def __call__(self, message: Message) -> bytes:
        """Print one letter; raises ValueError when it may not be printed as it stands."""
        text = self.writer.letter_of(message.text)
        today = self.clock().astimezone(HERE).date()
        with self._turn:
            return self._press(message.envelope).print_letter(text, issued_on=today).pdf

    def _press(self, name: str) -> LetterPress:
        if name not in self._presses:
            style = self.styles.get(name)
            if style is None:
                known = ", ".join(sorted(self.styles))
                raise LetterRefused(f"there is no style {name!r} in house-style.yaml; it has: {known}")
            self._presses[name] = LetterPress(profile=style.envelope, style=style)
        return self._presses[name]
