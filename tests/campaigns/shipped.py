"""Where the files of the project stand, and what is known around them."""

from functools import cache
from pathlib import Path

from engine.campaigns.lint.look import Knowledge, TemplateShelf
from engine.campaigns.loading import load_organisation
from engine.policy.law_window import law_window
from engine.rendering.shelf import load_shelf

ROOT = Path(__file__).resolve().parents[2]
CAMPAIGNS = ROOT / "campaigns.yaml"
ORGANISATION = ROOT / "organisation.yaml"
EXAMPLES = ROOT / "examples" / "campaigns"
TEMPLATES = ROOT / "templates" / "nl_b1"
DOCS = ROOT / "docs"


@cache
def the_shelf():
    """Know the templates of the project."""
    templates = load_shelf(TEMPLATES).templates
    return TemplateShelf(
        channels={name: frozenset(one.texts) for name, one in templates.items()},
        legal_roles={name: one.about.legal_role for name, one in templates.items()},
        jurisdictions={name: frozenset(one.about.jurisdictions) for name, one in templates.items()},
    )


@cache
def the_knowledge():
    """Know all that the project knows around its campaigns."""
    return Knowledge(
        templates=the_shelf(),
        scripts=frozenset(path.stem for path in (TEMPLATES / "_scripts").glob("*.md")),
        law_window=law_window,
        organisation=load_organisation(ORGANISATION).organisation,
    )
