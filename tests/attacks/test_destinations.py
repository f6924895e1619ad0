"""Keys and sources go where the user has said, whatever a stranger's folder or advice says: his machine hears nothing."""

from pathlib import Path

import pytest

from tests.attacks.arena import SECRETS
from tests.attacks.hostile_destinations import BRIEFS, DOTENVS, MODELS, PROVIDERS, TOMLS
from tests.attacks.listener import LOOKED_UP, Listener, lead_everything_to, listening
from tests.e2e.test_secrets import KEYS
from tests.forkserver import start
from tests.scripting import DAM, TOWN

BRIEF = "---\ntitle: The dam\nlength: 120\nsources: [dam.md, town.md]\n{more}\n---\nTell the story of the dam.\n"
WAYS_IN = {"a bearer token": SECRETS, "IAM keys": KEYS}
COMMANDS = [["run", "brief.md"], ["doctor", "--ping"]]
FILES = {"dotenv": DOTENVS, "toml": TOMLS}
IN_FULL = {("dotenv", "run"), ("toml", "doctor")}
"""With the other command a quarter of them is tried."""
REFUSED = frozenset({2, 3})


def attempt(folder: Path, arguments: list[str], listener: Listener, env: dict[str, str]) -> str:
    """Run a command; what was wrong about it, or nothing."""
    log = folder.parent / f"{folder.name}-log"
    log.mkdir()
    settings = {
        "HOME": str(log), "AWS_EC2_METADATA_DISABLED": "true", "GHOSTWRITER_ATTEMPTS": "1", "LANG": "C.UTF-8",
        "GHOSTWRITER_SANDBOX": "off",  # it would refuse the listener's port, and hide what gets through to there
    }  # fmt: skip
    forked = start(arguments, folder, settings | env, lead_everything_to(listener.port, log), log)
    code = forked.wait(60)
    looked_up = (log / LOOKED_UP).read_text(encoding="utf-8").split("\n")[:-1]
    if code not in REFUSED:
        return f"ended with {code}: {forked.err[-300:]}"
    if looked_up or listener.received:
        return f"looked up {looked_up}, and he received {listener.received}"
    return "" if forked.err.startswith("error: ") and forked.err.count("\n") <= 3 else f"said {forked.err[-300:]!r}"


def desk(folder: Path, more: str = "", **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in {"dam.md": DAM, "town.md": TOWN, "brief.md": BRIEF.format(more=more)}.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, text in files.items():
        (folder / {"dotenv": ".env", "toml": "ghostwriter.toml"}[name]).write_text(text, encoding="utf-8")
    return folder


SHARES = 8
"""Each test of many texts in so many parts, of which each tries one in so many."""
in_shares = pytest.mark.parametrize("share", range(SHARES))


@pytest.mark.long
@in_shares
@pytest.mark.parametrize("way_in", list(WAYS_IN))
def test_a_brief_leads_nowhere(way_in: str, share: int, tmp_path: Path) -> None:
    lines = BRIEFS if way_in == "a bearer token" else BRIEFS[::4]
    with listening() as listener:
        wrong = {
            line: said
            for number, line in enumerate(lines[share::SHARES])
            if (said := attempt(
                desk(tmp_path / str(number), line.format(port=listener.port)),
                ["run", "brief.md"], listener, WAYS_IN[way_in],
            ))
        }  # fmt: skip

    assert wrong == {}


@pytest.mark.long
@in_shares
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("file", list(FILES))
def test_a_file_beside_the_brief_leads_nowhere(file: str, arguments: list[str], share: int, tmp_path: Path) -> None:
    texts = FILES[file] if (file, arguments[0]) in IN_FULL else FILES[file][::4]
    with listening() as listener:
        wrong = {
            text: said
            for number, text in enumerate(texts[share::SHARES])
            if (said := attempt(
                desk(tmp_path / str(number), **{file: text.format(port=listener.port)}), arguments, listener, SECRETS,
            ))
        }  # fmt: skip

    assert wrong == {}


@pytest.mark.long
@in_shares
def test_a_name_that_the_user_was_talked_into_leads_nowhere_either(share: int, tmp_path: Path) -> None:
    folder = desk(tmp_path / "desk")
    with listening() as listener:
        wrong = {}
        for number, model in enumerate(MODELS[share::SHARES]):
            home = tmp_path / str(number) / "desk"
            home.parent.mkdir()
            home.symlink_to(folder)
            said = attempt(home, ["run", "brief.md", "--model", model.format(port=listener.port)], listener, SECRETS)
            if said and model not in PROVIDERS:
                wrong[model] = said
        assert listener.received == []

    assert wrong == {}


@pytest.mark.parametrize("texts", [BRIEFS, DOTENVS, TOMLS, MODELS])
def test_there_are_enough_of_them(texts: tuple[str, ...]) -> None:
    assert len(texts) >= 40


def test_the_listener_hears_what_is_sent_to_it(tmp_path: Path) -> None:
    with listening() as listener:
        said = attempt(
            desk(tmp_path / "desk"), ["run", "brief.md"], listener,
            SECRETS | {"AWS_BEDROCK_RUNTIME_ENDPOINT": f"http://127.0.0.1:{listener.port}"},
        )  # fmt: skip

        assert "looked up ['127.0.0.1" in said or "ended with 1" in said
        assert any(request.startswith(b"POST /model/") for request in listener.received)


def test_what_the_user_has_named_is_asked(tmp_path: Path) -> None:
    address = {"OPENAI_API_KEY": "sk-test"}
    folder = desk(tmp_path / "desk", "models: openai/gpt-4o")
    with listening() as listener:
        base = address | {"OPENAI_API_BASE": f"http://127.0.0.1:{listener.port}/v1"}
        refused = attempt(folder, ["run", "brief.md"], listener, base)
        (tmp_path / "again").symlink_to(folder)
        asked = attempt(tmp_path / "again", ["run", "brief.md", "--allow-provider", "openai"], listener, base)

        assert refused == ""
        assert "ended with 1" in asked
        assert any(request.startswith(b"POST /v1/chat/completions") for request in listener.received)
