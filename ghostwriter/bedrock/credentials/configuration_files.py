"""Paths of AWS's configuration files, from a run's own environment."""

import os
from collections.abc import Mapping
from pathlib import Path

_FILES = {
    "config_file": ("AWS_CONFIG_FILE", "config"),
    "credentials_file": ("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
}


def configuration_files(env: Mapping[str, str]) -> dict[str, str]:
    """Paths of the files with profiles, by botocore's names for the two; empty without a home folder."""
    home = env.get("HOME") or env.get("USERPROFILE")
    return {
        variable: _expanded(env.get(name, "")) or (str(Path(home) / ".aws" / file) if home else "")
        for variable, (name, file) in _FILES.items()
    }


def _expanded(path: str) -> str:
    """A path as botocore takes it."""
    return os.path.expandvars(os.path.expanduser(path))  # noqa: PTH111
