"""The place of the brief that a workspace was made for."""

from pydantic import BaseModel, ConfigDict


class BriefPlace(BaseModel):
    """Where a brief lies: ``path`` is absolute, ``from_workspace`` leads there from the workspace; None for standard input."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str | None = None
    from_workspace: str | None = None
