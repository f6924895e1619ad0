"""Configuration that cannot work is refused with one clear error, before OpenHands and LiteLLM are loaded."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

FORKS = """
import json, os, sys
from ghostwriter.__main__ import start
import ghostwriter.cli.commands.run, ghostwriter.pipeline.pipeline

def run(folder, arguments, env):
    os.chdir(folder)
    leave, out = os._exit, open("ended.json", "w")  # opened before the sandbox

    def ended(code):
        json.dump([code, [name for name in ("litellm", "openhands") if name in sys.modules]], out)
        out.close()
        leave(0)

    os._exit = ended
    os.dup2(os.open("err.txt", os.O_WRONLY | os.O_CREAT), 2)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["ghostwriter", *arguments]
    start()
    ended(0)

for case in json.loads(sys.argv[1]):
    if not (child := os.fork()):
        run(*case)
    os.waitpid(child, 0)
"""
"""Runs the real program for each case, in a fork of a process that has loaded neither library."""
BRIEF = "---\ntitle: The dam\nsources: [dam.md]\n---\nWrite about the dam.\n"
KEY = {"AWS_BEARER_TOKEN_BEDROCK": "key"}
RUN = ("run", "brief.md")


class Case(NamedTuple):
    arguments: tuple[str, ...]
    env: dict[str, str]
    words: tuple[str, ...]
    files: dict[str, str] = {}  # noqa: RUF012  (nothing changes it)
    code: int = 3


CASES = {
    "flag": Case((*RUN, "--model", "foo"), KEY, ("--model: model 'foo' is not known", "haiku, sonnet or opus")),
    "flag of a stage": Case((*RUN, "--model", "drafting=sonet"), KEY, ("--model: ", "did you mean 'sonnet'?")),
    "offline": Case((*RUN, "--offline", "--model", "haikuu"), {}, ("did you mean 'haiku'?",)),
    "dry run": Case((*RUN, "--dry-run", "--model", "foo"), {}, ("'foo' is not known",)),
    "unknown provider": Case((*RUN, "--model", "opnai/gpt-4.1"), KEY, ("set OPNAI_API_BASE", "did you mean 'openai'?")),
    "unknown alias": Case((*RUN, "--model", "bedrock/foo"), KEY, ("'bedrock/foo' is no id of Bedrock's",)),
    "example in LiteLLM's map": Case((*RUN, "--model", "sample_spec"), KEY, ("'sample_spec' is not known",)),
    "environment": Case(RUN, KEY | {"GHOSTWRITER_MODEL": "opuss"}, ("GHOSTWRITER_MODEL: ", "did you mean 'opus'?")),
    "brief": Case(
        RUN,
        KEY,
        ("the brief: model 'sonet' is not known; did you mean 'sonnet'?",),
        {"brief.md": BRIEF.replace("sources", "models:\n  drafting: sonet\nsources")},
    ),
    "configuration file": Case(
        RUN,
        KEY,
        ("ghostwriter.toml: [llm] model: ", "did you mean 'opus'?"),
        {"ghostwriter.toml": '[llm]\nmodel = "opuss"\n'},
    ),
    "fallback": Case(
        RUN,
        KEY,
        ("ghostwriter.toml: [llm] fallbacks: model 'foo'",),
        {"ghostwriter.toml": '[llm]\nfallbacks = ["foo"]\n'},
    ),
    "canonical model": Case(RUN, KEY | {"GHOSTWRITER_CANONICAL_MODEL": "foo"}, ("'foo' is not known",)),
    "half a pair of keys": Case(
        RUN, {"AWS_ACCESS_KEY_ID": "A"}, ("AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY",)
    ),
    "no such profile": Case(RUN, {"AWS_PROFILE": "nobody"}, ("profile (nobody) could not be found",)),
    "no credentials": Case(RUN, {}, ("no AWS credentials: set AWS_BEARER_TOKEN_BEDROCK", "--offline")),
    "no key of another provider": Case((*RUN, "--model", "openai/gpt-4.1"), {}, ("set OPENAI_API_KEY",)),
    "no key of a proxy": Case(
        (*RUN, "--model", "litellm_proxy/writer"),
        {"LITELLM_PROXY_API_BASE": "http://127.0.0.1:9"},
        ("models need LITELLM_PROXY_API_KEY",),
    ),
    "unreadable source": Case(
        RUN, KEY, ("gone.md: no such file",), {"brief.md": BRIEF.replace("dam.md", "gone.md")}, 2
    ),
    "unknown key of the brief": Case(
        RUN, KEY, ("did you mean 'audience'",), {"brief.md": BRIEF.replace("sources", "audiance: us\nsources")}, 2
    ),
    "unknown setting": Case(RUN, KEY, ("did you mean",), {"ghostwriter.toml": "[llm]\nmodle = 'opus'\n"}),
    "doctor": Case(("doctor", "--model", "foo"), KEY, ("--model: model 'foo' is not known",)),
    "doctor without a key": Case(("doctor", "--model", "openai/gpt-4.1"), {}, ()),
}


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, list[str], str]]:
    """For each case: exit code, libraries loaded, and what was printed to stderr."""
    runs: list[Any] = []
    for number, case in enumerate(CASES.values()):
        folder = tmp_path_factory.mktemp(f"case{number}")
        for name, text in {"brief.md": BRIEF, "dam.md": "The dam was finished in 1936.\n", **case.files}.items():
            (folder / name).write_text(text, encoding="utf-8")
        own = {"HOME": str(folder), "PATH": os.environ["PATH"], "AWS_EC2_METADATA_DISABLED": "true"}
        runs.append([str(folder), case.arguments, own | case.env])
    subprocess.run([sys.executable, "-c", FORKS, json.dumps(runs)], check=True, timeout=300, stdout=subprocess.DEVNULL)
    return {
        name: (*json.loads(Path(folder, "ended.json").read_text()), Path(folder, "err.txt").read_text())
        for name, (folder, *_) in zip(CASES, runs, strict=True)
    }


@pytest.mark.parametrize("name", list(CASES))
def test_it_is_refused_before_the_sdk_is_loaded(name: str, ended: dict[str, tuple[int, list[str], str]]) -> None:
    code, loaded, printed = ended[name]

    assert (code, loaded) == (CASES[name].code, [])
    assert all(words in printed for words in CASES[name].words), printed


LIBRARY = """
import sys
from ghostwriter import create_llm
for model, env in (("foo", {}), ("haiku", {"AWS_ACCESS_KEY_ID": "A"}), ("openai/gpt-4.1", {})):
    try:
        create_llm(model, env=env)
    except ValueError as error:
        print(error)
assert not {"litellm", "openhands"} & set(sys.modules)
"""


def test_the_library_refuses_with_the_same_errors() -> None:
    done = subprocess.run([sys.executable, "-c", LIBRARY], capture_output=True, text=True, check=True, timeout=300)

    unknown, half, keyless = done.stdout.splitlines()
    assert unknown.startswith("model 'foo' is not known; write haiku, sonnet or opus")
    assert half.startswith("AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not")
    assert keyless.startswith("model 'openai/gpt-4.1' needs the key of 'openai': set OPENAI_API_KEY")
