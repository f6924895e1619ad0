"""What a person has allowed is kept where only that person writes, and believed only if nobody else could have written it."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ghostwriter.brief.consent_store import LARGEST, NotRemembered, RememberedConsent

A, B = Path("/notes/a.md"), Path("/notes/b.md")


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/brief.md").write_text("Tell it.")
    return tmp_path / "desk/brief.md"


def memory(brief: Path) -> RememberedConsent:
    return RememberedConsent(brief, {"XDG_STATE_HOME": str(brief.parents[1] / "state")})


def test_an_answer_is_remembered_for_its_brief(brief: Path) -> None:
    assert memory(brief).recall() == ()

    memory(brief).remember([B, A])

    assert memory(brief).recall() == (A, B)
    assert memory(brief.with_name("other.md")).recall() == ()
    assert memory(brief).path.stat().st_mode & 0o777 == 0o600
    assert memory(brief).path.parent.stat().st_mode & 0o777 == 0o700


def test_a_later_answer_takes_the_place_of_an_earlier_one(brief: Path) -> None:
    memory(brief).remember([A])
    memory(brief).remember([B])

    assert memory(brief).recall() == (B,)
    assert len(list(memory(brief).path.parent.iterdir())) == 1


def test_a_brief_is_known_by_its_real_path(brief: Path) -> None:
    memory(brief).remember([A])
    (brief.parents[1] / "round").symlink_to("desk")

    assert memory(brief.parents[1] / "round/brief.md").recall() == (A,)


def test_names_that_are_no_utf_8_are_remembered(brief: Path) -> None:
    odd = Path(os.fsdecode(b"/notes/\xff.md"))
    memory(brief).remember([odd])

    assert memory(brief).recall() == (odd,)


def test_a_file_that_has_become_a_folder_was_not_allowed(brief: Path, tmp_path: Path) -> None:
    memory(brief).remember([tmp_path / "notes"])
    (tmp_path / "notes").mkdir()

    assert memory(brief).recall() == ()


@pytest.mark.parametrize(
    ("env", "place"),
    [
        ({"XDG_STATE_HOME": "{top}/state", "HOME": "{top}/home"}, "state"),
        ({"HOME": "{top}/home"}, "home/.local/state"),
        ({"XDG_STATE_HOME": "", "HOME": "{top}/home"}, "home/.local/state"),
        ({"XDG_STATE_HOME": "desk", "HOME": "{top}/home"}, "home/.local/state"),
    ],
)
def test_it_lies_in_the_persons_own_folder(env: dict[str, str], place: str, brief: Path, tmp_path: Path) -> None:
    kept = RememberedConsent(brief, {name: value.replace("{top}", str(tmp_path)) for name, value in env.items()})

    kept.remember([A])

    assert kept.path.parent == tmp_path / place / "ghostwriter/allowed-outside"
    assert kept.recall() == (A,)


@pytest.mark.parametrize("env", [{}, {"HOME": ""}, {"HOME": "."}, {"XDG_STATE_HOME": "state"}])
def test_without_such_a_folder_nothing_is_remembered(env: dict[str, str], brief: Path) -> None:
    with pytest.raises(NotRemembered, match="neither XDG_STATE_HOME nor HOME"):
        RememberedConsent(brief, env)


@pytest.mark.parametrize("state", ["desk", "desk/state", "linked"])
def test_what_lies_in_the_briefs_folder_is_neither_believed_nor_written(
    state: str, brief: Path, tmp_path: Path
) -> None:
    (tmp_path / "linked").symlink_to("desk/state")
    kept = RememberedConsent(brief, {"XDG_STATE_HOME": str(tmp_path / state)})

    for use in (kept.recall, lambda: kept.remember([A])):
        with pytest.raises(NotRemembered, match="lies in the brief's folder"):
            use()

    assert [path.name for path in brief.parent.iterdir()] == ["brief.md"]


def _said(what: object) -> Callable[[Path, Path], object]:
    return lambda path, brief: path.write_text(json.dumps(what).replace("{brief}", str(brief)))


NOT_BELIEVED: dict[str, tuple[str, Callable[[Path, Path], object]]] = {
    "nothing": ("damaged", lambda path, _: path.write_bytes(b"")),
    "no JSON": ("damaged", lambda path, _: path.write_bytes(b"{\0")),
    "no UTF-8": ("damaged", lambda path, _: path.write_bytes(b"\xff\xfe")),
    "brackets without end": ("damaged", lambda path, _: path.write_text("[" * 100_000)),
    "a list": ("damaged", _said(["/"])),
    "no list": ("damaged", _said({"brief": "{brief}", "allowed": "/"})),
    "numbers": ("damaged", _said({"brief": "{brief}", "allowed": [1]})),
    "a relative path": ("damaged", _said({"brief": "{brief}", "allowed": ["notes/a.md"]})),
    "a null byte": ("damaged", _said({"brief": "{brief}", "allowed": ["/a\0"]})),
    "another brief": ("damaged", _said({"brief": "/other.md", "allowed": ["/a"]})),
    "too much": ("too large", lambda path, _: path.write_bytes(b" " * (LARGEST + 1))),
    "a link": ("is a link", lambda path, _: path.symlink_to(path.rename(path.with_name("moved")))),
    "a second name": ("second name", lambda path, _: path.hardlink_to(path.rename(path.with_name("moved")))),
    "a pipe": ("named pipe", lambda path, _: os.mkfifo(path.rename(path.with_name("moved")).with_name(path.name))),
    "a folder": ("is a folder", lambda path, _: path.rename(path.with_name("moved")).with_name(path.name).mkdir()),
    "a file that others may write": ("not yours, or can be written by others", lambda path, _: path.chmod(0o622)),
    "a folder that others may write": (
        "not yours, or can be written by others",
        lambda path, _: path.parent.chmod(0o777),
    ),
}


@pytest.mark.parametrize("kind", list(NOT_BELIEVED))
def test_what_is_damaged_or_could_be_anothers_is_no_answer(kind: str, brief: Path) -> None:
    words, spoil = NOT_BELIEVED[kind]
    memory(brief).remember([A])
    spoil(memory(brief).path, brief)

    with pytest.raises(NotRemembered, match=words):
        memory(brief).recall()


def test_what_is_damaged_gives_way_to_the_next_answer(brief: Path) -> None:
    memory(brief).remember([A])
    memory(brief).path.write_bytes(b"{")

    memory(brief).remember([B])

    assert memory(brief).recall() == (B,)


@pytest.mark.parametrize("place", ["state", "state/ghostwriter", "state/ghostwriter/allowed-outside"])
def test_what_cannot_be_written_is_told(place: str, brief: Path, tmp_path: Path) -> None:
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_text("a file stands here")

    with pytest.raises(NotRemembered):
        memory(brief).remember([A])
