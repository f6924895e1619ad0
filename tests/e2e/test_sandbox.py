"""The real program in its sandbox: the same article, the same resumption, and a record of what was in force."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.emulator.server import Emulator
from ghostwriter.security.sandbox.landlock import landlock_version
from tests.scripting import credentials, write_brief

EXAMPLE = Path(__file__).parents[2] / "examples" / "brief.md"
TOO_LATE = """
import sys, threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
from ghostwriter.cli.app import main
sys.argv[0] = "ghostwriter"
main()
"""
"""A thread that runs already would not be restricted, so that no sandbox is to be had."""
needs_landlock = pytest.mark.skipif(not landlock_version().abi, reason=f"no sandbox here: {landlock_version().why_not}")


def run(
    *arguments: str, cwd: Path, env: dict[str, str] | None = None, start: tuple[str, ...] = ("-m", "ghostwriter")
) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, *start, *arguments]
    return subprocess.run(
        command, cwd=cwd, env=os.environ | (env or {}), capture_output=True, text=True, check=False, timeout=120
    )


def record(workspace: Path) -> Any:
    return json.loads((workspace / "run.json").read_text())


@needs_landlock
def test_the_example_is_the_same_in_the_sandbox_and_resumes(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    example = ("run", str(EXAMPLE), "--offline", "--workspace")

    first = run(*example, str(inside), "--sandbox", "require", cwd=tmp_path)
    again = run(*example, str(inside), "--sandbox", "require", "--json", cwd=tmp_path)
    free = run(*example, str(outside), "--sandbox", "off", cwd=tmp_path)

    assert (first.returncode, again.returncode, free.returncode) == (0, 0, 0), first.stderr + again.stderr + free.stderr
    assert (inside / "final.md").read_bytes() == (outside / "final.md").read_bytes()
    assert "model_called" not in again.stdout
    assert record(inside)["sandbox"]["in_force"]
    assert record(inside)["sandbox"]["abi"] == landlock_version().abi
    assert record(outside)["sandbox"] | {"allows": []} == {
        "mode": "off",
        "in_force": False,
        "abi": None,
        "why_not": "switched off",
        "allows": [],
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inside", "outside"]
    assert not list(inside.glob(".*"))


@needs_landlock
def test_sources_by_folder_and_by_pattern_are_read_and_a_missing_one_is_still_explained(tmp_path: Path) -> None:
    brief = write_brief(tmp_path)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "mill.md").write_text("The mill of Elm was moved up the hill in 1935.\n", encoding="utf-8")
    text = brief.read_text(encoding="utf-8")
    options = ("--offline", "--sandbox", "require", "--workspace")

    brief.write_text(text.replace("[dam.md, town.md]", '["*.md", more]'), encoding="utf-8")
    found = run("run", "brief.md", *options, "w", cwd=tmp_path)
    brief.write_text(text.replace("dam.md", "damm.md"), encoding="utf-8")
    missing = run("run", "brief.md", *options, "v", cwd=tmp_path)

    assert found.returncode == 0, found.stderr
    assert record(tmp_path / "w")["receipt"]["read"] == 3
    assert missing.returncode == 2
    assert "did you mean 'dam.md'?" in missing.stderr


@pytest.mark.long
@needs_landlock
def test_a_credential_process_is_run_before_and_its_keys_sign_inside(tmp_path: Path) -> None:
    write_brief(tmp_path)
    with Emulator() as emulator:
        keys = {
            "Version": 1,
            "AccessKeyId": emulator.access_key_id,
            "SecretAccessKey": emulator.secret_access_key,
        }
        program = tmp_path / "keys.sh"
        program.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(keys)}\nEND\n", encoding="utf-8")
        program.chmod(0o700)
        (tmp_path / "config").write_text(f"[profile vault]\ncredential_process = {program}\n", encoding="utf-8")
        env = {
            "AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url,
            "AWS_CONFIG_FILE": str(tmp_path / "config"),
            "AWS_PROFILE": "vault",
        }

        done = run("run", "brief.md", "--workspace", "w", "--sandbox", "require", cwd=tmp_path, env=env)

        assert done.returncode == 0, done.stderr
        assert f"Credential={emulator.access_key_id}/" in emulator.received[0].headers["authorization"]


@pytest.mark.long
@needs_landlock
def test_a_profile_is_read_from_its_file_inside(tmp_path: Path) -> None:
    write_brief(tmp_path)
    with Emulator() as emulator:
        keys = f"aws_access_key_id = {emulator.access_key_id}\naws_secret_access_key = {emulator.secret_access_key}\n"
        (tmp_path / "home/.aws").mkdir(parents=True)
        (tmp_path / "home/.aws/credentials").write_text(f"[desk]\n{keys}", encoding="utf-8")
        env = {
            "AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url,
            "HOME": str(tmp_path / "home"),
            "AWS_PROFILE": "desk",
        }

        done = run("run", "brief.md", "--workspace", "w", "--sandbox", "require", cwd=tmp_path, env=env)

        assert done.returncode == 0, done.stderr
        assert f"Credential={emulator.access_key_id}/" in emulator.received[0].headers["authorization"]
        port = emulator.url.rpartition(":")[2]
        assert f"TCP connections: ports 53, 80, 443, {port}" in record(tmp_path / "w")["sandbox"]["allows"]


def test_what_is_required_and_not_to_be_had_stops_the_run_before_anything_is_asked(tmp_path: Path) -> None:
    write_brief(tmp_path)
    with Emulator() as emulator:
        arguments = ("run", "brief.md", "--workspace", "w", "--sandbox", "require")

        done = run(*arguments, cwd=tmp_path, env=credentials(emulator), start=("-c", TOO_LATE))

        assert done.returncode == 3
        assert "the sandbox is required, but not to be had: other threads run already" in done.stderr
        assert not emulator.received


@pytest.mark.long
def test_where_it_is_not_to_be_had_a_run_goes_on_and_says_so(tmp_path: Path) -> None:
    write_brief(tmp_path)

    done = run("run", "brief.md", "--workspace", "w", "--offline", cwd=tmp_path, start=("-c", TOO_LATE))

    assert done.returncode == 0, done.stderr
    assert "without a sandbox: other threads run already" in done.stderr
    assert record(tmp_path / "w")["sandbox"]["why_not"].startswith("other threads run already")


@pytest.mark.parametrize("way", [("--sandbox", "maybe"), ()], ids=["flag", "variable"])
def test_an_unknown_mode_is_refused(way: tuple[str, ...], tmp_path: Path) -> None:
    write_brief(tmp_path)

    done = run("run", "brief.md", "--offline", *way, cwd=tmp_path, env={"GHOSTWRITER_SANDBOX": "sometimes"})

    assert done.returncode == 3
    assert "is not one of auto, off, require" in done.stderr


def test_files_of_a_run_are_their_owners_alone(tmp_path: Path) -> None:
    write_brief(tmp_path)

    done = run("run", "brief.md", "--offline", "--workspace", "new/w", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    modes = {str(path.relative_to(tmp_path)): path.stat().st_mode & 0o077 for path in (tmp_path / "new").rglob("*")}
    assert not {name for name, mode in modes.items() if mode}


def test_the_doctor_says_what_a_sandbox_would_hold_a_run_to(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GHOSTWRITER_MODEL=haiku\n")
    (tmp_path / ".env").chmod(0o644)

    found = json.loads(run("doctor", "--offline", "--json", cwd=tmp_path).stdout)

    named = {finding["name"]: finding for finding in found}
    assert named["sandbox"]["status"] == ("ok" if landlock_version().abi else "warn")
    assert (f"Landlock ABI {landlock_version().abi}" if landlock_version().abi else "none: ") in named["sandbox"][
        "found"
    ]
    assert "can be read by others" in named[".env"]["found"]
