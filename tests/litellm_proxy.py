"""The real LiteLLM proxy, as its own process on loopback, in front of an emulator: it holds the AWS keys, we a virtual key."""

import json
import subprocess
import time
import urllib.request
from pathlib import Path
from socket import socket
from types import TracebackType
from typing import Any, Self
from urllib.error import HTTPError, URLError

from ghostwriter.emulator.server import Emulator

ROOT = Path(__file__).parents[1]
INSTALLED = ROOT / ".venv-proxy/.complete"
COMMAND = ROOT / ".venv-proxy/bin/litellm"
STARTS_WITHIN = 120
"""Seconds; the first start after an installation compiles what it imports."""

VIRTUAL_KEY = "sk-virtual-key-of-a-writer"
MASTER_KEY = "sk-master-key-of-the-proxy"
KEY_ID, SECRET = "AKIAOFTHEPROXYALONE", "secret-of-the-proxy-alone"

# Keys in a database need Postgres; this is LiteLLM's own way without one.
CUSTOM_AUTH = f"""
from fastapi import HTTPException
from litellm.proxy._types import UserAPIKeyAuth

async def check(request, api_key: str) -> UserAPIKeyAuth:
    if api_key != {VIRTUAL_KEY!r}:
        raise HTTPException(status_code=401, detail="there is no such virtual key")
    return UserAPIKeyAuth(api_key=api_key)
"""


def config(upstream: str) -> dict[str, Any]:
    """Aliases for two models, one of them under each kind of guardrail that a proxy can set."""
    aws = {
        "aws_region_name": "us-east-1",
        "aws_access_key_id": "os.environ/AWS_ACCESS_KEY_ID",
        "aws_secret_access_key": "os.environ/AWS_SECRET_ACCESS_KEY",
        "aws_bedrock_runtime_endpoint": upstream,
    }
    haiku = {"model": "bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0", **aws}
    own = {"guardrail": "bedrock", "guardrailVersion": "1", **aws}
    modes = ("pre_call", "during_call", "post_call")
    on_the_alias = {"guardrailConfig": {"guardrailIdentifier": "gralias", "guardrailVersion": "1"}}
    return {
        "model_list": [
            {"model_name": "writer", "litellm_params": haiku},
            {"model_name": "team/writer", "litellm_params": haiku},
            {"model_name": "guardrail-config", "litellm_params": haiku | on_the_alias},
            *({"model_name": mode, "litellm_params": haiku | {"guardrails": [f"house-{mode}"]}} for mode in modes),
        ],
        "guardrails": [
            {"guardrail_name": f"house-{mode}", "litellm_params": own | {"mode": mode, "guardrailIdentifier": f"gr{n}"}}
            for n, mode in enumerate(modes)
        ],
        "router_settings": {"num_retries": 0},
        "general_settings": {"master_key": MASTER_KEY, "custom_auth": "virtual_keys.check"},
    }


class LiteLLMProxy:
    """A context manager; ``chat`` and ``pass_through`` are the environments that lead through it."""

    def __init__(self, upstream: Emulator, folder: Path) -> None:
        # Any JSON is YAML.
        (folder / "config.yaml").write_text(json.dumps(config(upstream.url)), encoding="utf-8")
        (folder / "virtual_keys.py").write_text(CUSTOM_AUTH, encoding="utf-8")
        self._folder = folder
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.chat = {"LITELLM_PROXY_API_BASE": self.url, "LITELLM_PROXY_API_KEY": VIRTUAL_KEY}
        self.pass_through = {
            "AWS_BEDROCK_RUNTIME_ENDPOINT": f"{self.url}/bedrock",
            "AWS_BEARER_TOKEN_BEDROCK": VIRTUAL_KEY,
        }

    def __enter__(self) -> Self:
        env = {
            "HOME": str(self._folder),
            "PATH": "/usr/bin:/bin",
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
            "LITELLM_MODE": "PRODUCTION",
        }
        with (self._folder / "proxy.log").open("wb") as log:
            self._process = subprocess.Popen(
                [COMMAND, "--config", "config.yaml", "--host", "127.0.0.1", "--port", str(self._port)],
                cwd=self._folder,
                env=env,
                stdout=log,
                stderr=log,
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN
        while not _answers(f"{self.url}/health/liveliness"):
            log = (self._folder / "proxy.log").read_text(encoding="utf-8")
            assert self._process.poll() is None, log
            assert time.monotonic() < deadline, log
            time.sleep(0.1)

    def post(self, path: str, body: dict[str, Any]) -> int:
        """Ask as any other client would; returns the status."""
        headers = {"content-type": "application/json", "authorization": f"Bearer {VIRTUAL_KEY}"}
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                answer.read()
                return int(answer.status)
        except HTTPError as error:
            return error.code


def _free_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False
