"""The static part of ``doctor``: what would be used, where it was found, and what is wrong with it; nothing is called."""

import platform
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from ghostwriter.bedrock.access import DEFAULT_REGION, ENDPOINTS, REGIONS, Access
from ghostwriter.bedrock.catalogue import card, is_bedrock
from ghostwriter.bedrock.findings import Finding
from ghostwriter.bedrock.found_credentials import describe
from ghostwriter.bedrock.proxy import ADDRESS, asks_a_proxy, caveats, find_proxy
from ghostwriter.config import Settings
from ghostwriter.errors import ConfigurationError

OLDEST_PYTHON = (3, 12)


def diagnose(env: Mapping[str, str], settings: Settings) -> list[Finding]:
    """Look at everything that a run with ``settings`` would use, without calling anything."""
    on_bedrock = any(is_bedrock(model) for model in settings.models.values())
    return [
        _python(),
        *([describe(env, datetime.now(UTC))] if on_bedrock else []),
        _region(env),
        *_endpoint(env),
        *_proxy(env, settings),
        *(_model(stage, model) for stage, model in settings.models.items()),
    ]


def _python() -> Finding:
    ok = sys.version_info >= OLDEST_PYTHON
    return Finding(
        name="python",
        status="ok" if ok else "fail",
        found=platform.python_version(),
        remedy="" if ok else "Ghostwriter needs Python 3.12 or newer",
    )


def _region(env: Mapping[str, str]) -> Finding:
    name = next((name for name in REGIONS if env.get(name, "").strip()), None)
    if name is None:
        return Finding(
            name="region", status="ok", found=f"{DEFAULT_REGION} (the default; set {REGIONS[0]} to change it)"
        )
    shadowed = [other for other in REGIONS if other != name and env.get(other, env[name]).strip() != env[name].strip()]
    found = f"{env[name].strip()} from {name}"
    if shadowed:
        return Finding(
            name="region", status="warn", found=f"{found}; it shadows {', '.join(shadowed)}", remedy="set one only"
        )
    return Finding(name="region", status="ok", found=found)


def _endpoint(env: Mapping[str, str]) -> Iterator[Finding]:
    try:
        endpoint = Access.find(env, needs_credentials=False).endpoint
    except ConfigurationError as error:
        yield Finding(name="access", status="fail", found="cannot be used", remedy=str(error))
        return
    if endpoint is not None:
        name = next(name for name in ENDPOINTS if env.get(name, "").strip())
        yield Finding(
            name="endpoint", status="warn", found=f"{endpoint} from {name}", remedy=f"unset {name} to reach AWS"
        )


def _proxy(env: Mapping[str, str], settings: Settings) -> Iterator[Finding]:
    """A LiteLLM proxy in the way: its address and key, and what does not come along through it."""
    models = settings.models.values()
    if any(asks_a_proxy(model) for model in models):
        try:
            found = f"{find_proxy(env).address} from {ADDRESS}"
        except ConfigurationError as error:
            yield Finding(name="proxy", status="fail", found="cannot be used", remedy=str(error))
        else:
            yield Finding(name="proxy", status="ok", found=found)
    try:
        access = Access.find(env, needs_credentials=any(is_bedrock(model) for model in models))
    except ConfigurationError:
        return  # said by the other findings
    for caveat in caveats(settings.unguarded_models(), access):
        yield Finding(name="proxy", status="warn", found=caveat.found, remedy=caveat.remedy)


def _model(stage: str, model: str) -> Finding:
    known = card(model)
    name = f"model for {stage}"
    if known is None:
        return Finding(
            name=name,
            status="warn",
            found=f"{model}: not in LiteLLM's map",
            remedy="its limits and its price are unknown",
        )
    until = f", deprecated on {known.deprecation_date}" if known.deprecation_date else ""
    limits = f"{known.max_input_tokens or 0:,} tokens in, {known.max_output_tokens or 0:,} out"
    return Finding(name=name, status="ok", found=f"{model}: {limits}{until}")
