"""The exact words of a question to a debtor, by version; read from wordings.yaml beside this module."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from engine.domain.errors import UnknownReference

TABLE = Path(__file__).parent / "wordings.yaml"
WARM_REFERRAL = "warm_referral"
#: the same question where others may see it
WARM_REFERRAL_SMS = "warm_referral_sms"
GUIDANCE = "guidance"


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, Sequence[tuple[str, str]]]:
    """List (version, text) by subject, the oldest first."""
    rows = YAML(typ="safe", pure=True).load(TABLE.read_text(encoding="utf-8"))
    return {subject: [(str(one["version"]), str(one["text"])) for one in rows[subject]] for subject in rows}


def newest(subject: str, partner: str) -> tuple[str, str]:
    """Give (version, text) of what is asked today, with the name of who helps."""
    version, text = wordings()[subject][-1]
    return version, text.replace("{partner}", partner)


def wording_of(subject: str, version: str, partner: str) -> str:
    """Give the words of a version; raises UnknownReference."""
    for known, text in wordings()[subject]:
        if known == version:
            return text.replace("{partner}", partner)
    raise UnknownReference(f"there is no version {version} of the wording of {subject}")
