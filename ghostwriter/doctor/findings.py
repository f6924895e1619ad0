"""What the doctor says: findings."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

type Status = Literal["ok", "warn", "fail"]


class Finding(BaseModel):
    """One line of the doctor's; ``remedy`` is empty where nothing has to be done."""

    model_config = ConfigDict(frozen=True)

    name: str
    status: Status
    found: str
    remedy: str = ""
