"""What makes the PDF of a letter: handed in from above, since a channel knows nothing of rendering."""

from typing import Protocol

from engine.domain.errors import MessageRefused
from engine.domain.message import Message
from preferences.channel import ChannelKind


class Press(Protocol):
    """Makes the PDF of a letter."""

    def __call__(self, message: Message) -> bytes:
        """
        Set one letter and give its PDF.

        Raises ValueError when it may not be printed as it stands; its text says what to do about it and
        quotes no name or address.
        """


def press_letter(press: Press, message: Message) -> bytes:
    """Have one letter set; raises MessageRefused when it may not be printed."""
    try:
        return press(message)
    except ValueError as error:
        raise MessageRefused(f"the letter may not be printed: {error}", channel=ChannelKind.LETTER) from error
