"""Approvals of templates: who said when that a version may go out."""

from datetime import datetime

from sqlmodel import Field

from engine.store.columns import Moment
from engine.store.tables.row import KEYED, Row


class ApprovalRow(Row, table=True):
    """One version of a template with the person who approved it; it stays as it was written."""

    __tablename__ = "template_approval"
    __table_args__ = KEYED

    template: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    by_name: str
    approved_at: datetime = Field(sa_type=Moment)
    note: str
    checker: str
    verdict: str
    #: canonical JSON: the files as they were approved
    files: str
