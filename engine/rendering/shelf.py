"""The shelf: every template of a folder, checked, compiled and ready to be written out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from engine.domain.errors import ConfigurationError, UnknownReference
from engine.rendering.about import About, read_about
from engine.rendering.b1.locked import LOCKED
from engine.rendering.blockwise import with_marks
from engine.rendering.compiled import CompiledText, TemplateEnvironment, flat
from engine.rendering.dutch import SCREEN
from engine.rendering.fault import Fault, nearest
from engine.rendering.grammar import Grammar, Source, Usage
from engine.rendering.layout import Layout
from engine.rendering.lint import wrong_declaration, wrong_shape
from engine.rendering.sources import SourceReader
from engine.rendering.template import FILES, STYLES, WITH_SUBJECT, ChannelText, ShelfTemplate
from engine.rendering.vocabulary import CONTACT_WORDS, LAYOUT_WORDS, WORDS
from engine.rendering.whatsapp import with_places
from preferences.channel import ChannelKind

ABOUT = "about.yaml"
PARTS = "_parts"
EMAIL_PAGE = "_parts/email.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Every template, and the layout that all e-mails share."""

    templates: Mapping[str, ShelfTemplate]
    layout: Layout

    def template(self, name: str) -> ShelfTemplate:
        """Find a template; raises UnknownReference."""
        found = self.templates.get(name)
        if found is None:
            raise UnknownReference(f"there is no template {name!r}; {nearest(name, self.templates)}")
        return found

    def text(self, name: str, channel: ChannelKind) -> ChannelText:
        """Find what a template says in a channel; raises UnknownReference."""
        texts = self.template(name).texts
        if channel not in texts:
            raise UnknownReference(f"template {name!r} has a text for {', '.join(texts)}; none for {channel}")
        return texts[channel]


def load_shelf(root: Path) -> Shelf:
    """
    Read, check and compile every template below a folder; raises ConfigurationError with all faults.

    Compiling takes a second, and `check` and the writer both ask for it: the same files give the same shelf.
    """
    return _loaded(root, _content_of(root))


@lru_cache(maxsize=2)
def _loaded(root: Path, _: str) -> Shelf:
    return _Loader(root).load()


def _content_of(root: Path) -> str:
    """Give the hash of every file below a folder; a folder that cannot be read is told when it is loaded."""
    total = sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            total.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """One template folder as it was read."""

    folder: Path
    about: About
    sources: Mapping[ChannelKind, Source]
    usages: Mapping[ChannelKind, Usage]


class _Loader:
    """Loads one shelf; the faults of all files are told in one go."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.reader = SourceReader(root)
        self.faults = self.reader.faults
        read = [self.reader.read(path) for path in sorted((root / PARTS).glob("*.txt"))]
        self.parts = {source.file: source for source in read if source}
        self.grammar = Grammar(WORDS, self.parts)
        self.environments = {channel: TemplateEnvironment(style) for channel, style in STYLES.items()}

    def load(self) -> Shelf:
        layout = self._layout()
        drafts = [self._draft(folder) for folder in sorted(self.root.iterdir()) if _is_template(folder)]
        templates = [] if self.faults else [self._template(draft) for draft in drafts if draft]
        if self.faults or layout is None:
            raise ConfigurationError("\n".join(map(str, dict.fromkeys(self.faults))))
        return Shelf(templates={template.name: template for template in templates}, layout=layout)

    def _layout(self) -> Layout | None:
        path = self.root / EMAIL_PAGE
        if not path.is_file():
            self.faults.append(Fault(EMAIL_PAGE, 1, "there is no layout for e-mails", "write this file"))
            return None
        source = self.reader.read(path)
        usage = Grammar(LAYOUT_WORDS, {}).inspect(source) if source else Usage()
        self.faults.extend(usage.faults)
        if source is None or usage.faults:
            return None
        environment = TemplateEnvironment(SCREEN, autoescape=True)
        return Layout(CompiledText(environment, flat(environment, source, {})))

    def _draft(self, folder: Path) -> _Draft | None:
        sources = dict(self._sources(folder))
        usages = {channel: self.grammar.inspect(source) for channel, source in sources.items()}
        for channel, usage in usages.items():
            self.faults += [*usage.faults, *wrong_shape(channel, sources[channel], usage)]
        about = self._about(folder)
        if about is None:
            return None
        by_file = {sources[channel].file: usage for channel, usage in usages.items()}
        self.faults += wrong_declaration(f"{folder.name}/{ABOUT}", about, by_file)
        return _Draft(folder=folder, about=about, sources=sources, usages=usages)

    def _sources(self, folder: Path) -> Iterator[tuple[ChannelKind, Source]]:
        for path in sorted(folder.iterdir()):
            if path.name in FILES:
                source = self.reader.read(path)
                if source is not None:
                    yield FILES[path.name], source
            elif path.name != ABOUT and not path.name.startswith("."):
                name = self.reader.name_of(path)
                self.faults.append(Fault(name, 1, "this file has no place here", nearest(path.name, FILES)))

    def _about(self, folder: Path) -> About | None:
        name = f"{folder.name}/{ABOUT}"
        if not (folder / ABOUT).is_file():
            self.faults.append(Fault(name, 1, "there is no about.yaml", "say in it what the template is for"))
            return None
        about, faults = read_about(folder / ABOUT, name)
        self.faults += faults
        return about

    def _template(self, draft: _Draft) -> ShelfTemplate:
        used = {self.root / part for usage in draft.usages.values() for part in usage.parts}
        files = {path for path in draft.folder.iterdir() if not path.name.startswith(".")}
        layout = {self.root / EMAIL_PAGE} if ChannelKind.EMAIL in draft.sources else set()
        version = self.reader.version(files | used | layout)
        texts = {channel: self._text(draft, channel, version) for channel in draft.sources}
        return ShelfTemplate(name=draft.folder.name, version=version, about=draft.about, texts=texts)

    def _text(self, draft: _Draft, channel: ChannelKind, version: str) -> ChannelText:
        environment, usage = self.environments[channel], draft.usages[channel]
        tree = flat(environment, draft.sources[channel], self.parts)
        tree, places = with_places(tree) if channel is ChannelKind.WHATSAPP else (tree, ())
        if channel in WITH_SUBJECT:
            tree = with_marks(tree)
        return ChannelText(
            template=draft.folder.name,
            version=version,
            channel=channel,
            about=draft.about,
            compiled=CompiledText(environment, tree),
            words=frozenset(usage.words),
            contact_words=tuple(sorted(usage.words.keys() & CONTACT_WORDS.keys())),
            asked=usage.asked,
            locked=tuple(LOCKED[name] for name in sorted(draft.about.locked)),
            places=places,
        )


def _is_template(folder: Path) -> bool:
    return folder.is_dir() and not folder.name.startswith((".", "_"))
