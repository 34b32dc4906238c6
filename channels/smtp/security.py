"""How a line to a mail server is closed to others."""

from enum import StrEnum, auto


class Security(StrEnum):
    """How the line to the mail server is closed to others."""

    #: not at all; only for a server on the same machine
    NONE = auto()
    #: STARTTLS on the plain port; a server that does not offer it gets no mail
    STARTTLS = auto()
    #: TLS from the first byte
    TLS = auto()
