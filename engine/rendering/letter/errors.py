"""The one error of the letter maker."""


class LetterRefused(ValueError):
    """
    A letter may not be printed as it stands; a person must look.

    `reason` says what is wrong and what to do, and never quotes a name or an address.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
