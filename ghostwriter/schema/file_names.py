"""What the names in a workspace's own JSON may look like: names inside the workspace, never a path that leads out of it.

A workspace may come from a stranger, and the report opens what its files name.
"""

from typing import Annotated

from pydantic import Field

type SourceId = Annotated[str, Field(pattern=r"^S[0-9]{1,6}$")]
"""Its text is ``sources/<id>.md``."""
type DraftFile = Annotated[str, Field(pattern=r"^drafting/draft(-[0-9]{1,6})?\.md$")]
"""``drafting/draft.md`` is the first, ``drafting/draft-2.md`` the first revision."""
type OwnName = Annotated[
    str, Field(max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$")
]
"""Any file or task of a run: no part of it is hidden, ``..`` or empty."""
