"""Paths that one run needs: workspace, brief, sources, prompts, and the files of its credentials."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ghostwriter.bedrock.credentials.configuration_files import configuration_files
from ghostwriter.bedrock.credentials.resolve import CONTAINER_TOKEN_FILE, TOKEN_FILES
from ghostwriter.brief.brief import Brief
from ghostwriter.errors import SourceError
from ghostwriter.pipeline.prompts.files import shipped_prompts
from ghostwriter.security.safe_read import Unreadable
from ghostwriter.security.sandbox.landlock import LIST, OWN, READ, Grant
from ghostwriter.security.sandbox.system_paths import followed
from ghostwriter.sources.discovery import BriefSources, SourceEntry, SourceFile, allowed_path, plain_path, source_file

if TYPE_CHECKING:
    from ghostwriter.bedrock.credentials.profiles import UsedProfile


def run_grants(brief: Brief, prompts: Path | None) -> Iterator[Grant]:
    """Brief, style guide, prompts and sources, to be read."""
    yield Grant(shipped_prompts(), READ)
    if prompts is not None:
        yield Grant(prompts, READ)
    if brief.path is not None:
        yield Grant(brief.path, READ)
    if brief.style:
        with contextlib.suppress(Unreadable):  # said by whoever reads it
            yield Grant(allowed_path(brief, source_file(brief.base, brief.style)), READ)
    for entry in _entries(brief):
        yield from _source_grants(brief, entry)


def credentials_grants(env: Mapping[str, str], used: "UsedProfile | None") -> Iterator[Grant]:
    """Token files, and the AWS configuration where a profile is used.

    The cache of a sign-in may be written: renewing it makes what it held before worthless.
    """
    for name in (*TOKEN_FILES, CONTAINER_TOKEN_FILE):
        if env.get(name, "").strip():
            yield from followed(Path(env[name].strip()))
    if used is None:
        return
    for path in configuration_files(env).values():
        if path:
            yield Grant(Path(path), READ)
    for token_file in used.token_files:
        yield from followed(token_file)
    yield Grant(Path("~/.aws/sso/cache").expanduser(), OWN)


def _entries(brief: Brief) -> list[SourceEntry]:
    """Entries of the brief's sources; none if they are too many, which the intake reports."""
    try:
        return BriefSources.find(brief).files
    except SourceError:
        return []


def _source_grants(brief: Brief, entry: SourceEntry) -> Iterator[Grant]:
    """The files that an entry stands for, and the names among which they are found; nothing that the brief may not read."""
    if entry.folder is None:
        return
    try:
        folder = plain_path(brief, entry.folder)
    except Unreadable:
        return  # said by the intake, which comes to the same end
    paths = [*_readable(brief, entry.files)]
    if brief.may_read(folder) or (paths and entry.folder == entry.place):
        yield Grant(folder, LIST)  # also to find the files that are allowed in a folder that is not
    yield from (Grant(path, READ) for path in paths)


def _readable(brief: Brief, files: Iterable[SourceFile]) -> Iterator[Path]:
    for file in files:
        with contextlib.suppress(Unreadable):
            yield allowed_path(brief, file)
