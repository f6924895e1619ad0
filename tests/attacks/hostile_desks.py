"""Hostile desks, each a name and what it puts beside an honest brief: what else may come along in a stranger's folder."""

import os
from collections.abc import Callable
from pathlib import Path

from ghostwriter.workspace.layout import LOCK
from tests.attacks.arena import Arena
from tests.scripting import DAM, TOWN

type Attack = Callable[[Arena], None]

HEAD = "title: The dam\nlength: 120\nsources: [dam.md, town.md]\n"
_BIGGEST = 10 * 1024**3


def beside(make: Callable[[Arena], object], more: str = "", name: str = "brief.md") -> Attack:
    """An honest brief with something beside it."""

    def attack(arena: Arena) -> None:
        arena.brief = name
        arena.write({"dam.md": DAM, "town.md": TOWN, name: f"---\n{HEAD}{more}\n---\nTell the story of the dam.\n"})
        make(arena)

    return attack


def written(name: str, text: str) -> Attack:
    return beside(lambda arena: arena.write({name: text}))


def made(name: str, make: Callable[[Path], object], more: str = "") -> Attack:
    def attack(arena: Arena) -> None:
        (arena.desk / name).parent.mkdir(parents=True, exist_ok=True)
        make(arena.desk / name)
        lock = arena.workspace / LOCK
        if arena.workspace.is_dir() and not os.path.lexists(
            lock
        ):  # without one it would be a stranger's folder, and refused
            lock.write_text("ghostwriter: process 4711 on elsewhere\n")

    return beside(attack, more)


def linked(name: str, target: str, more: str = "") -> Attack:
    return made(name, lambda path: path.symlink_to(target), more)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(_BIGGEST)


def _second_name(path: Path) -> None:
    path.hardlink_to(path.parents[2] / "README")


def named(name: str) -> Attack:
    return beside(lambda _: None, name=name)


def _with_readme(name: str) -> Attack:
    """A second name, in the workspace, of a file that is none of the run's."""

    def attack(arena: Arena) -> None:
        arena.write({"README": "mine\n"})
        made(name, _second_name)(arena)

    return attack


DESKS: dict[str, Attack] = {
    "a brief that is called like the folder above": named("...md"),
    "a brief that is called like the folder": named("..md"),
    "a brief of a name that is not seen": named("\u202ebrief\U000e0041.md"),
    "workspaces that lie elsewhere": linked("workspaces", "../outside"),
    "a workspace that leads nowhere": linked("workspaces/brief", "../../outside/new"),
    "a workspace that is a file": made("workspaces/brief", Path.touch),
    "a lock with a second name": _with_readme("workspaces/brief/run.lock"),
    "events with a second name": _with_readme("workspaces/brief/events.jsonl"),
    "a record with a second name": _with_readme("workspaces/brief/run.json"),
    "a lock that leads elsewhere": linked("workspaces/brief/run.lock", "../../../outside/created"),
    "an article that is a pipe": made("workspaces/brief/final.md", os.mkfifo),
    "events that are a pipe": made("workspaces/brief/events.jsonl", os.mkfifo),
    "a record without end": made("workspaces/brief/run.json", _sparse),
    "events without end": made("workspaces/brief/events.jsonl", _sparse),
    "an artifact without end": made("workspaces/brief/extraction/S1.json", _sparse),
    "settings without end": made(".env", _sparse),
    "settings that are a pipe": made(".env", os.mkfifo),
    "settings that are a device": linked(".env", "/dev/zero"),
    "settings of another": linked(".env", "../home/.aws/credentials"),
    "settings that are the environment": linked(".env", "/proc/self/environ"),
    "settings that preload": written(".env", "LD_PRELOAD=/tmp/x.so\nPYTHONPATH=.\nTMPDIR=../outside\nPATH=."),
    "settings of a number without end": written(".env", f"GHOSTWRITER_ROUNDS={'9' * 5_000}"),
    "a table of keys without end": written("ghostwriter.toml", "a." * 20_000 + "b = 1"),
    "a table without bottom": written("ghostwriter.toml", "x = " + "{a = " * 15_000),
    "a list without bottom": written("ghostwriter.toml", "x = " + "[" * 40_000),
    "a table that is a pipe": made("ghostwriter.toml", os.mkfifo),
    "a table of odd values": written("ghostwriter.toml", "[llm]\nattempts = 99999999999999999999\ndeadline = 1e308"),
    "a style behind a link": linked("in", "../outside", "style: in/secret.md"),
    "a style that is a pipe": made("ours.md", os.mkfifo, "style: ours.md"),
    "a style without end": made("ours.md", _sparse, "style: ours.md"),
    "modules of Python": beside(
        lambda arena: arena.write(
            {
                f"{name}.py": "open('../outside/planted', 'w')"
                for name in ("yaml", "json", "bs4", "litellm", "sitecustomize")
            }
        )
    ),
}
