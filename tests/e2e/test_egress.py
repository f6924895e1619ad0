"""A model, a source or a hand that has a credential does not get it into anything that is kept or shown."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.brief.brief import load_brief
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import ConfigurationError, SecretFound
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from tests.scripting import Newsroom, editor_call, for_task
from tests.security.secrets.test_scanner import BEARER, ENCODINGS, WATCH

ENV = {"AWS_BEARER_TOKEN_BEDROCK": BEARER}
DRAFT = "# The dam\n\nThe Elm Dam was finished in 1936. [S1F1]\n\n{}\n"


class OwnKey(Newsroom):
    """A newsroom whose runs are signed with a key that looks like a real one."""

    def go(self, **changes: Any) -> Any:
        brief = load_brief(self.brief_file)
        env = ENV | {"AWS_BEDROCK_RUNTIME_ENDPOINT": self.emulator.url}
        pipeline = GhostwriterPipeline(self.settings(brief, **changes), env=env, on_event=self.events.append)
        return pipeline.run(brief, self.workspace)

    def holds_a_secret(self) -> set[str]:
        """What of the workspace and of the events holds the key, in whatever form."""
        files = {path.name: path.read_text("utf-8") for path in self.workspace.rglob("*") if path.is_file()}
        files["events"] = "\n".join(event.model_dump_json() for event in self.events)
        return {name for name, text in files.items() if WATCH.hit(text)}


def drafting(text: str) -> list[dict[str, Any]]:
    return [for_task("drafting/draft.md", editor_call("drafting/draft.md", DRAFT.format(text)))]


@pytest.mark.parametrize("encoding", ["plain", "hexadecimal", "base64 after one", "url", "spaces", "zero-width spaces"])
def test_a_draft_that_holds_the_credential_stops_the_run_and_is_not_kept(encoding: str, tmp_path: Path) -> None:
    with Emulator(script=drafting(ENCODINGS[encoding](BEARER)), env=ENV) as emulator:
        newsroom = OwnKey(tmp_path, emulator)

        with pytest.raises(SecretFound, match=r"drafting/draft\.md holds the secret AWS_BEARER_TOKEN_BEDROCK"):
            newsroom.go()

        assert newsroom.holds_a_secret() == set()
        assert not (newsroom.workspace / "drafting/draft.md").exists()
        assert not (newsroom.workspace / "final.md").exists()
        assert not (newsroom.workspace / "report.html").exists()
        assert "AWS_BEARER_TOKEN_BEDROCK" in newsroom.json("run.json")["error"]


def test_the_run_goes_on_when_the_model_no_longer_says_it(tmp_path: Path) -> None:
    with Emulator(script=drafting(BEARER), env=ENV) as emulator:
        newsroom = OwnKey(tmp_path, emulator)
        with pytest.raises(SecretFound):
            newsroom.go()

        assert newsroom.go().status == "done"
        assert newsroom.holds_a_secret() == set()


@pytest.mark.parametrize("say", [BEARER, ENCODINGS["base64"](BEARER)], ids=["plain", "base64"])
def test_a_fact_that_holds_it_is_not_kept_either(say: str, tmp_path: Path) -> None:
    sheet = {"facts": [{"statement": f"The key is {say}.", "quote": "finished in 1936", "locator": "first"}]}
    script = [for_task("extraction/S1.json", editor_call("extraction/S1.json", json.dumps(sheet)))]
    with Emulator(script=script, env=ENV) as emulator:
        newsroom = OwnKey(tmp_path, emulator)

        with pytest.raises(SecretFound, match=r"extraction/S1\.json"):
            newsroom.go()

        assert newsroom.holds_a_secret() == set()


def test_a_source_that_holds_it_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with Emulator(env=ENV) as emulator:
        newsroom = OwnKey(tmp_path, emulator)
        (tmp_path / "dam.md").write_text(f"# Notes\n\nMy key is {BEARER}, by the way.\n", encoding="utf-8")

        with pytest.raises(SecretFound, match=r"sources/S1\.md holds the secret AWS_BEARER_TOKEN_BEDROCK"):
            newsroom.go()

        assert newsroom.holds_a_secret() == set()
        assert not emulator.received


def test_a_source_that_holds_the_key_of_a_profile_is_refused_as_soon_as_that_is_read(tmp_path: Path) -> None:
    with Emulator() as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        key = emulator.secret_access_key
        (tmp_path / "dam.md").write_text(f"# Notes\n\nMy key is {key}, by the way.\n", encoding="utf-8")
        (tmp_path / "config").write_text(
            f"[profile desk]\naws_access_key_id = {emulator.access_key_id}\naws_secret_access_key = {key}\n"
        )
        env = {
            "AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url,
            "AWS_CONFIG_FILE": str(tmp_path / "config"),
            "AWS_PROFILE": "desk",
        }
        brief = load_brief(newsroom.brief_file)

        with pytest.raises(SecretFound, match=r"sources/S1\.md holds the secret AWS_SECRET_ACCESS_KEY"):
            GhostwriterPipeline(newsroom.settings(brief), env=env).run(brief, newsroom.workspace)

        assert not emulator.received
        files = [path.read_text("utf-8") for path in newsroom.workspace.rglob("*") if path.is_file()]
        assert not [text for text in files if key in text]


def test_what_a_hand_has_put_into_the_article_is_not_delivered(tmp_path: Path) -> None:
    with Emulator(env=ENV) as emulator:
        newsroom = OwnKey(tmp_path, emulator)
        newsroom.go()
        article = newsroom.workspace / "final.md"
        article.write_text(article.read_text() + f"\nBy the way: {BEARER}\n")

        with pytest.raises(SecretFound, match=r"final\.md holds the secret"):
            newsroom.go()


@pytest.mark.parametrize("stream", [True, False])
def test_the_program_shows_it_nowhere_and_names_it(stream: bool, tmp_path: Path) -> None:  # noqa: FBT001
    with Emulator(script=drafting(BEARER), env=ENV) as emulator:
        newsroom = OwnKey(tmp_path, emulator)
        env = ENV | {"AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url, "GHOSTWRITER_STREAM": str(int(stream))}
        arguments = ("run", "brief.md", "--workspace", "workspace", "--json", "--debug")

        done = subprocess.run(
            [sys.executable, "-m", "ghostwriter", *arguments],
            cwd=tmp_path,
            env=os.environ | env,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

        assert done.returncode == 1, done.stderr
        assert "holds the secret AWS_BEARER_TOKEN_BEDROCK, as it is" in done.stderr
        assert WATCH.hit(done.stdout + done.stderr) is None
        assert BEARER[:8] not in done.stdout
        assert newsroom.holds_a_secret() == set()


STRANGERS: dict[str, Callable[[Path], object]] = {
    "a field of requests": lambda folder: (folder / "ghostwriter.toml").write_text(
        '[llm.drafting]\nadditional_model_request_fields = {aws_bedrock_runtime_endpoint = "https://evil.example"}\n'
    ),
    "an address among fields": lambda folder: (folder / "ghostwriter.toml").write_text(
        '[llm]\nadditional_model_request_fields = {api_base = "https://evil.example"}\n'
    ),
    "a model in the file": lambda folder: (folder / "ghostwriter.toml").write_text(
        '[llm]\nmodel = "huggingface/https://evil.example"\n'
    ),
    "a model in the brief": lambda folder: (folder / "brief.md").write_text(
        "---\nsources: [dam.md]\nmodels: {drafting: 'huggingface/https://evil.example'}\n---\nTell.\n"
    ),
    "an endpoint": lambda folder: (folder / ".env").write_text("AWS_BEDROCK_RUNTIME_ENDPOINT=https://evil.example\n"),
    "a region": lambda folder: (folder / ".env").write_text("AWS_REGION=evil.example/\n"),
    "a profile's file": lambda folder: (folder / ".env").write_text("AWS_CONFIG_FILE=config\nAWS_PROFILE=evil\n"),
    "an open sandbox": lambda folder: (folder / ".env").write_text("GHOSTWRITER_SANDBOX=off\n"),
}
"""What a folder may bring along to have requests sent elsewhere, or programs run."""


@pytest.mark.parametrize("strange", list(STRANGERS))
def test_what_comes_with_a_brief_cannot_send_requests_elsewhere(strange: str, tmp_path: Path) -> None:
    from ghostwriter.config.dotenv import with_dotenv
    from ghostwriter.config.settings import Flags, resolve_settings
    from ghostwriter.config.toml_file import load_config_file

    with Emulator(env=ENV) as emulator:
        newsroom = OwnKey(tmp_path, emulator)
        STRANGERS[strange](tmp_path)

        def run() -> None:
            env = with_dotenv(ENV | {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": emulator.url}, tmp_path)
            brief = load_brief(newsroom.brief_file)
            settings = resolve_settings(Flags(), env, brief, load_config_file(tmp_path))
            GhostwriterPipeline(settings, env=env).run(brief, newsroom.workspace)

        with pytest.raises(ConfigurationError):
            run()

        assert not emulator.received
