"""Briefs that name files outside of their own folder, each with what it puts into the front matter."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.attacks.arena import Arena
from tests.scripting import DAM, TOWN


def brief(front: str, body: str = "") -> str:
    """A brief with two sources of its own, unless ``front`` names others."""
    own = "" if "sources:" in front or "## Sources" in body else "sources: [dam.md, town.md]\n"
    return f"---\ntitle: The dam\nlength: 120\n{own}{front}\n---\nTell the story of the dam.\n{body}"


OUTSIDE = {
    "a file": brief("sources: [dam.md, ../outside/secret.md]"),
    "a file by its full path": brief("sources: ['{root}/outside/secret.md']"),
    "a file by a way round": brief("sources: [dam.md, nowhere/../../outside/secret.md]"),
    "a file by a way round at the top": brief("sources: ['{root}/desk/../outside/secret.md']"),
    "a file by more dots than there are folders": brief("sources: ['" + "../" * 40 + "{root}/outside/secret.md']"),
    "a file in a folder whose name begins like the brief's": brief("sources: [dam.md, ../desk-of-another/secret.md]"),
    "a folder": brief("sources: [dam.md, ../outside]"),
    "the folder above": brief("sources: [..]"),
    "a pattern": brief("sources: [dam.md, '../outside/*.md']"),
    "a pattern by its full path": brief("sources: ['{root}/out*/**/*.md']"),
    "a pattern for the folder above": brief("sources: ['../**/secret.md']"),
    "a file of the machine": brief("sources: [dam.md, /etc/passwd]"),
    "a file that is not there": brief("sources: [dam.md, ../outside/nothing.md]"),
    "a pattern that matches nothing": brief("sources: [dam.md, '../outside/*.nothing']"),
    "a folder without files": brief("sources: [dam.md, ../outside/void]"),
    "a list in the body": brief("", "\n## Sources\n\n- dam.md\n- ../outside/secret.md\n"),
    "a linked list in the body": brief("", "\n## Sources\n\n- [The dam](dam.md)\n- [Notes](../outside/secret.md)\n"),
    "behind a link above": brief("sources: [dam.md, '{root}/linked/secret.md']"),
    "a style": brief("style: ../outside/secret.md"),
    "a style by its full path": brief("style: '{root}/outside/secret.md'"),
    "a style by a way round": brief("style: nowhere/../../outside/secret.md"),
    "a style of the machine": brief("style: /etc/passwd"),
    "a style behind a link above": brief("style: '{root}/linked/secret.md'"),
    "a style beside a good source": brief("sources: [dam.md, ../desk/town.md]\nstyle: ../outside/secret.md"),
}
"""What is read if a person allows it."""

REFUSED = {
    "the system": brief("sources: [dam.md, /proc/self/environ]"),
    "a device": brief("sources: [dam.md, /dev/zero]"),
    "a hidden file": brief("sources: [dam.md, ../home/.bashrc]"),
    "a hidden folder": brief("sources: [dam.md, ../home/.aws/credentials]"),
    "a hidden folder under another name": brief("sources: [dam.md, '{root}/keys/credentials']"),
    "a link in the brief's folder": brief("sources: [dam.md, link.md]"),
    "a linked folder in the brief's folder": brief("sources: [dam.md, linked/secret.md]"),
    "a pattern behind a link": brief("sources: [dam.md, 'linked/*.md']"),
    "a second name": brief("sources: [dam.md, second.md]"),
    "a hidden style under another name": brief("style: '{root}/keys/credentials'"),
    "a style behind a link": brief("style: linked/secret.md"),
    "a style with a second name": brief("style: second.md"),
    "a style of the system": brief("style: /proc/self/environ"),
}
"""What is not read, whatever a person allows."""

SAID_BY_THE_BRIEF = {
    f"{key} in the front matter": brief(f"sources: [dam.md, ../outside/secret.md]\n{key}: {value}")
    for key, value in (
        ("allowed", "['{root}/outside']"),
        ("allow_outside", "['{root}/outside']"),
        ("base", "'{root}'"),
        ("path", "'{root}/x.md'"),
    )
}
"""A brief that says itself what it may read."""


def lay_out(arena: Arena, text: str) -> None:
    """A desk with the brief on it, and links to what lies elsewhere beside it and above."""
    arena.write({"dam.md": DAM, "town.md": TOWN, "brief.md": text.replace("{root}", str(arena.root))})
    secret = (arena.root / "outside/secret.md").read_bytes()
    links: dict[str, Callable[[Path], object]] = {
        "desk/link.md": lambda path: path.symlink_to("../outside/secret.md"),
        "desk/linked": lambda path: path.symlink_to("../outside"),
        "twins": Path.mkdir,
        "twins/first.md": lambda path: path.write_bytes(secret),
        "desk/second.md": lambda path: path.hardlink_to(arena.root / "twins/first.md"),
        "linked": lambda path: path.symlink_to("outside"),
        "keys": lambda path: path.symlink_to("home/.aws"),
        "outside/void": Path.mkdir,
        "desk-of-another": Path.mkdir,
        "desk-of-another/secret.md": lambda path: path.write_bytes(secret),
    }
    for name, make in links.items():
        if not os.path.lexists(arena.root / name):
            make(arena.root / name)
