"""Findings of the doctor: ok, warn or fail."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

type Status = Literal["ok", "warn", "fail"]


class Finding(BaseModel):
    """One finding; ``warn`` lets a run start, ``fail`` does not. ``remedy`` is empty where nothing has to be done."""

    model_config = ConfigDict(frozen=True)

    name: str
    status: Status
    found: str
    remedy: str = ""


def ok(name: str, found: str) -> Finding:
    """A finding that all is well."""
    return Finding(name=name, status="ok", found=found)


def warn(name: str, found: str, remedy: str) -> Finding:
    """A finding that may not be meant."""
    return Finding(name=name, status="warn", found=found, remedy=remedy)


def fail(name: str, found: str, remedy: str) -> Finding:
    """A finding that keeps a run from starting."""
    return Finding(name=name, status="fail", found=found, remedy=remedy)
