"""What goes on a cassette: the request's path and body, the response's status, type and body; nothing else."""

import base64
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

CASSETTES = Path(__file__).parents[1] / "cassettes"
HOST = "https://bedrock-runtime.us-east-1.amazonaws.com"
KEPT_HEADERS = {"content-type", "x-amzn-errortype", "retry-after"}
ACCOUNT = re.compile(r"(?<=:)\d{12}(?=:)")
PLACEHOLDER_ACCOUNT = "123456789012"


def scrub_request(request: Any) -> Any:
    """Leave out host, port and every header but the type, and put a placeholder for account ids."""
    request.headers = {name: value for name, value in request.headers.items() if name.lower() == "content-type"}
    request.uri = HOST + ACCOUNT.sub(PLACEHOLDER_ACCOUNT, urlsplit(request.uri).path)
    return request


def scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    """Keep the few headers that mean something."""
    headers = {name: value for name, value in response["headers"].items() if name.lower() in KEPT_HEADERS}
    body = response["body"].get("string", b"")
    if isinstance(body, bytes):
        body = ACCOUNT.sub(PLACEHOLDER_ACCOUNT, body.decode("latin-1")).encode("latin-1")
    return response | {"headers": headers, "body": {"string": body}}


def everything_on(cassette: Path) -> str:
    """All text of a cassette, what is base64 in it included, for a search."""
    text = cassette.read_text(encoding="utf-8")
    found = [text]
    for interaction in yaml.safe_load(text)["interactions"]:
        for side in ("request", "response"):
            body = interaction[side]["body"]
            raw = body.get("string") if isinstance(body, dict) else body
            if isinstance(raw, bytes):
                found.append(raw.decode("utf-8", errors="replace"))
            elif raw is not None:
                found.append(str(raw))
    for piece in re.findall(r"[A-Za-z0-9+/]{40,}={0,2}", "\n".join(found)):
        try:
            found.append(base64.b64decode(piece, validate=True).decode("utf-8", errors="replace"))
        except ValueError:
            continue
    return "\n".join(found)


def json_body(first: Any, second: Any) -> None:
    """Match two requests by what their bodies say."""
    assert json.loads(first.body) == json.loads(second.body)
