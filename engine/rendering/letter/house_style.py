"""
How the letters and e-mails of a creditor look, and the envelope: one file of tokens for all of them.

`house-style.yaml` names styles; organisation.yaml says with `envelope` which one a creditor has. A colour
that is hard to read on white paper is refused: WCAG 2.2, 1.4.3 asks for 4.5 to 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from engine.domain.errors import ConfigurationError
from engine.rendering.letter.envelope import EnvelopeProfile

#: what text must have against its paper
LEAST_CONTRAST = 4.5
PAPER = "#ffffff"
STANDARD = "standard"
STANDARD_ENVELOPE = EnvelopeProfile()
LARGEST_FILE = 32_000
TOKENS = ("text", "accent", "soft", "link")
#: below this a channel of a colour is so dark that its light grows evenly (WCAG 2.2, relative luminance)
DARK = 0.04045

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """The colours of a letter and of an e-mail, and the envelope."""

    name: str = STANDARD
    #: running text, headings and the name above the letter, and what stands beside it
    text: str = "#1a1a1a"
    accent: str = "#1a1a1a"
    soft: str = "#595959"
    #: what can be clicked in an e-mail
    link: str = "#00459b"
    envelope: EnvelopeProfile = STANDARD_ENVELOPE


STANDARD_STYLE = HouseStyle()


class _Window(BaseModel):
    model_config = ConfigDict(extra="forbid")

    x: float = 25
    y: float = 52
    w: float = 85
    h: float = 33
    side: Literal["left", "right"] = "left"
    kix: bool = True
    return_address: bool = True


class _Style(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Colour = "#1a1a1a"
    accent: Colour = "#1a1a1a"
    soft: Colour = "#595959"
    link: Colour = "#00459b"
    envelope: _Window = Field(default_factory=_Window)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Literal[1]
    styles: dict[str, _Style] = Field(min_length=1)


def load_house_styles(file: Path) -> Mapping[str, HouseStyle]:
    """Read the styles by name; raises ConfigurationError that names what is wrong and how to mend it."""
    try:
        content = _read(file)
        read = _File.model_validate(content)
        styles = {name: _style(name, style) for name, style in read.styles.items()}
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigurationError(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except ValueError as error:
        raise ConfigurationError(f"{file}: {error}") from None
    if STANDARD not in styles:
        raise ConfigurationError(
            f"{file}: there is no style {STANDARD!r}; add it, for every creditor without one"
        )
    return styles


def contrast(colour: str, paper: str = PAPER) -> float:
    """Give the contrast of two colours, from 1 (none) to 21 (black on white)."""
    lighter, darker = sorted((_light(colour), _light(paper)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _read(file: Path) -> object:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read: {error.strerror}") from None
    if len(text) > LARGEST_FILE:
        raise ConfigurationError(f"{file}: too long; keep it below {LARGEST_FILE} characters")
    try:
        return YAML(typ="safe").load(text)
    except YAMLError as error:
        raise ConfigurationError(f"{file}: this is no YAML: {str(error).splitlines()[0]}") from None


def _style(name: str, style: _Style) -> HouseStyle:
    for token in TOKENS:
        colour = getattr(style, token)
        found = contrast(colour)
        if found < LEAST_CONTRAST:
            raise ValueError(
                f"styles.{name}.{token}: {colour} on white has a contrast of {found:.2f} to 1; "
                f"take a darker colour, with at least {LEAST_CONTRAST} to 1"
            )
    envelope = EnvelopeProfile(name=name, **style.envelope.model_dump())
    return HouseStyle(name=name, envelope=envelope, **{token: getattr(style, token) for token in TOKENS})


def _light(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= DARK else float(((channel + 0.055) / 1.055) ** 2.4)
