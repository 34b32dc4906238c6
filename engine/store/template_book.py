"""Templates in the store: which versions a person approved."""

import json
from collections.abc import Sequence

from engine.domain.approval import Approval
from engine.store.columns import micros, moment
from engine.store.shelf import Shelf

PUT = (
    "INSERT INTO template_approval (template, version, by_name, approved_at, note, checker, verdict, files)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (template, version) DO NOTHING"
)
APPROVALS = (
    "SELECT template, version, by_name, approved_at, note, checker, verdict, files FROM template_approval"
    " ORDER BY approved_at, template, version"
)
VERSIONS = "SELECT template, version FROM template_approval"


class TemplateBook(Shelf):
    """What people said about templates."""

    def put_approval(self, approval: Approval) -> bool:
        """Write an approval; False for a version that was approved before: that stays as it is."""
        one = approval
        files = json.dumps(dict(one.files), sort_keys=True, ensure_ascii=False)
        kept = (one.template, one.version, one.by, micros(one.at), one.note, one.checker, one.verdict, files)
        return bool(self._sql.change(PUT, *kept))

    def approvals(self) -> Sequence[Approval]:
        """List every approval, the oldest first."""
        return [
            Approval(
                template=template,
                version=version,
                by=by,
                at=moment(at),
                note=note,
                checker=checker,
                verdict=verdict,
                files=json.loads(files),
            )
            for template, version, by, at, note, checker, verdict, files in self._sql.rows(APPROVALS)
        ]

    def approved_versions(self) -> frozenset[tuple[str, str]]:
        """List (template, version) of everything that was approved."""
        return frozenset((str(template), str(version)) for template, version in self._sql.rows(VERSIONS))
