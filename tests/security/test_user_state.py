"""The user's own folder for state, and the key in it."""

from pathlib import Path

import pytest

from ghostwriter.security.user_state import _key_at, state_folder, user_key


@pytest.fixture(autouse=True)
def no_key_read_before() -> None:
    _key_at.cache_clear()


@pytest.mark.parametrize(
    ("env", "folder"),
    [
        ({"XDG_STATE_HOME": "/state", "HOME": "/ann"}, Path("/state")),
        ({"XDG_STATE_HOME": "state", "HOME": "/ann"}, Path("/ann/.local/state")),
        ({"HOME": "/ann"}, Path("/ann/.local/state")),
        ({"HOME": "home"}, None),
        ({}, None),
    ],
)
def test_the_folder_is_the_one_that_the_xdg_specification_names(env: dict[str, str], folder: Path | None) -> None:
    assert state_folder(env) == folder


def test_the_key_is_made_once_for_this_user_alone(tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path)}

    key = user_key(env)
    _key_at.cache_clear()

    assert key is not None
    assert len(key) == 32
    assert user_key(env) == key
    assert (tmp_path / "ghostwriter/key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("spoil", ["others may write it", "a link", "too short", "no folder can be made"])
def test_a_key_that_may_not_be_the_users_own_is_none(tmp_path: Path, spoil: str) -> None:
    env, path = {"XDG_STATE_HOME": str(tmp_path)}, tmp_path / "ghostwriter/key"
    user_key(env)
    match spoil:
        case "others may write it":
            path.chmod(0o666)
        case "a link":
            path.rename(tmp_path / "elsewhere")
            path.symlink_to(tmp_path / "elsewhere")
        case "too short":
            path.write_bytes(b"short")
        case _:
            path.unlink()
            path.parent.rmdir()
            path.parent.write_text("in the way")
    _key_at.cache_clear()

    assert user_key(env) is None
