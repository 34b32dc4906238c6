"""campaigns.yaml and organisation.yaml as frozen records: all of it, or nothing and every mistake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.campaigns.campaign_build import build_campaigns
from engine.campaigns.campaign_model import CampaignsFile
from engine.campaigns.checking import Checked, Model, check
from engine.campaigns.finding import Finding, KeyPath, Level, Mistake, Places
from engine.campaigns.organisation_build import build_organisation
from engine.campaigns.organisation_model import OrganisationFile
from engine.campaigns.shape import shape_mistakes
from engine.campaigns.source import Source, read_source
from engine.campaigns.tree import EMPTY, mapping
from engine.domain.campaign import Campaign
from engine.domain.organisation import Organisation

#: keys of a campaign on which findings about the whole of it rest
DECISIVE = frozenset({"for", "hours", "cap", "costs", "max_duration", "steps"})
#: keys of a step on which they do not
SIDE_ISSUES = frozenset({"script", "offer"})
EVERYWHERE: frozenset[KeyPath] = frozenset({(), ("campaigns",), ("defaults",)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A campaign as far as it could be read: to look for more mistakes in, never to run."""

    campaign: Campaign
    #: nothing that matters for the whole had to be left out
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What campaigns.yaml says; with an error in it there are no campaigns at all."""

    campaigns: tuple[Campaign, ...]
    findings: tuple[Finding, ...]
    #: the bytes of the file; empty when it was not read
    source: bytes
    drafts: tuple[Draft, ...]
    places: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedOrganisation:
    """What organisation.yaml says; with an error in it there is no organisation."""

    organisation: Organisation | None
    findings: tuple[Finding, ...]
    #: the bytes of the file; empty when it was not read
    source: bytes
    #: the organisation as far as it could be read, to look for more mistakes in
    draft: Organisation | None
    #: the paths of all errors: what is missing in the draft near them was perhaps only misspelt
    faulty: frozenset[KeyPath]
    places: Places


def load_campaigns(path: Path) -> Loaded:
    """Read campaigns.yaml; never raises, whatever is in the file."""
    source = read_source(path)
    checked = _checked(CampaignsFile, source)
    mistakes = (*source.tree.mistakes, *checked.mistakes, *shape_mistakes(checked.data))
    places = replace(source.places, meant=checked.meant)
    findings = places.findings(mistakes)
    drafts = _drafts(checked, mistakes)
    return Loaded(
        campaigns=() if any(one.is_error for one in findings) else tuple(draft.campaign for draft in drafts),
        findings=findings,
        source=source.content,
        drafts=drafts,
        places=places,
    )


def load_organisation(path: Path) -> LoadedOrganisation:
    """Read organisation.yaml; never raises, whatever is in the file."""
    source = read_source(path)
    checked = _checked(OrganisationFile, source)
    places = replace(source.places, meant=checked.meant)
    mistakes = (*source.tree.mistakes, *checked.mistakes)
    findings = places.findings(mistakes)
    draft = build_organisation(checked.model) if checked.model else None
    return LoadedOrganisation(
        organisation=None if any(one.is_error for one in findings) else draft,
        findings=findings,
        source=source.content,
        draft=draft,
        faulty=frozenset(one.path for one in mistakes if one.level is Level.ERROR),
        places=places,
    )


def _checked(model: type[Model], source: Source) -> Checked[Model]:
    """Hold a file against its model; when it could not be read, there is nothing to hold."""
    data = source.tree.data
    return Checked(model=None, data=data) if data is EMPTY else check(model, data)


def _drafts(checked: Checked[CampaignsFile], mistakes: Iterable[Mistake]) -> tuple[Draft, ...]:
    if checked.model is None:
        return ()
    misspelt = set(checked.meant.values())
    real = [mistake.path for mistake in mistakes if mistake.path not in misspelt]
    written = mapping(mapping(checked.data).get("campaigns"))
    return tuple(
        Draft(
            campaign=one, whole=not any(_spoils(path, one.name, mapping(written[one.name])) for path in real)
        )
        for one in build_campaigns(checked.model)
    )


def _spoils(path: KeyPath, name: str, written: Mapping[str, object]) -> bool:
    """Say whether a mistake at a path leaves a hole in a campaign that other findings could come from."""
    if path[:1] == ("defaults",) and len(path) > 1:
        return path[1] in DECISIVE and path[1] not in written
    own = path[:2] == ("campaigns", name) and not SIDE_ISSUES.intersection(path[4:])
    return path in EVERYWHERE or (own and (path == ("campaigns", name) or path[2] in DECISIVE))
