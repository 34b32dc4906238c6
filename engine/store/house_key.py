"""Seeing that the key of this machine is the key of the house, before anything new is sealed with it."""

from collections.abc import Iterable

from engine.store.sql import Sql
from engine.store.vault import SubjectKey, Vault

ANY_KEY = "SELECT subject, wrapped FROM subject_key LIMIT 1"


def prove_key(sql: Sql, vault: Vault) -> None:
    """
    Try one of the keys that stand here, until this key of the house opened one.

    Raises ConfigurationError on a machine with another key of the house: what it sealed nobody else could
    read.
    """
    if not vault.is_proven:
        for known, wrapped in sql.rows(ANY_KEY):
            vault.unwrap(known, wrapped)


def new_keys(sql: Sql, vault: Vault, subjects: Iterable[str]) -> list[tuple[str, SubjectKey, bytes]]:
    """Make a key for each subject, wrapped for the database beside it; raises as `prove_key` does."""
    wanted = list(subjects)
    if wanted:
        prove_key(sql, vault)
    return [(subject, *vault.new_key(subject)) for subject in wanted]
