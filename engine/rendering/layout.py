"""The page around an e-mail: the same for every message of a sender, so written out once and filled in."""

from dataclasses import dataclass, field
from html import escape

from engine.rendering.compiled import CompiledText
from engine.rendering.letter.house_style import HouseStyle
from engine.rendering.organisation_words import MOST_REMEMBERED

#: stand in the page for the subject and the body until they are known
SUBJECT, BODY = "\x0e", "\x0f"


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout that all e-mails share."""

    compiled: CompiledText
    _pages: dict[tuple[str, bool, str], str] = field(default_factory=dict)

    def page(self, subject: str, html: str, *, sender: str, large_print: bool, style: HouseStyle) -> str:
        """Give a whole page in a house style; `html` is finished HTML, the rest is escaped here."""
        key = (sender, large_print, style.name)
        page = self._pages.get(key)
        if page is None:
            if len(self._pages) >= MOST_REMEMBERED:
                self._pages.clear()
            page = self._pages[key] = self.compiled.render(
                {
                    "onderwerp": SUBJECT,
                    "inhoud": BODY,
                    "afzender": sender,
                    "grote_letters": large_print,
                    "kleur_tekst": style.text,
                    "kleur_accent": style.accent,
                    "kleur_zacht": style.soft,
                    "kleur_link": style.link,
                }
            )
        return page.replace(SUBJECT, escape(subject)).replace(BODY, html)
