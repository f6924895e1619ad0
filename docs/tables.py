"""Writes the tables of the documents that are made from the code: ``make docs``. A test holds them against it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from ghostwriter.bedrock.call_settings import CallSettings, Caps
from ghostwriter.bedrock.errors.table import FAULTS
from ghostwriter.bedrock.knowledge_bases.errors import SOURCE_FAULTS
from ghostwriter.bedrock.models.capabilities import capabilities_of
from ghostwriter.bedrock.models.inference_profiles import resolve_model

ROOT = Path(__file__).parents[1]


def faults() -> str:
    """What Bedrock answers, what becomes of it, and what to do."""
    rows = [
        "| what Bedrock answers | error (exit code) | what to do | tried again | fallback |",
        "|---|---|---|---|---|",
    ]
    for fault in FAULTS:
        advice = fault.advice.format(
            model="the model", profiles="`us.…`, `eu.…`, `global.…`", region="the region", reads="the largest source"
        )
        error = f"`{fault.raises.__name__}` ({fault.raises.exit_code})"
        answer = f"**{fault.name}**: {fault.answer}".replace("<", "&lt;")
        rows.append(f"| {answer} | {error} | {advice} | {fault.retry.value} | {'yes' if fault.falls_back else 'no'} |")
    return "\n".join(rows)


def source_faults() -> str:
    """The same for knowledge bases and agents."""
    rows = ["| what Bedrock answers | error (exit code) | what to do | tried again |", "|---|---|---|---|"]
    for fault in SOURCE_FAULTS:
        advice = fault.advice.format(action="`bedrock:Retrieve` or `bedrock:InvokeAgent`", region="the region")
        error = f"`{fault.raises.__name__}` ({fault.raises.exit_code})"
        answer = f"**{fault.name}**: {fault.answer}".replace("<", "&lt;")
        rows.append(f"| {answer} | {error} | {advice} | {fault.retry.value} |")
    return "\n".join(rows)


def settings() -> str:
    """The keys of ``[llm]`` and ``[llm.<stage>]``: what requests carry."""
    return _keys(CallSettings)


def caps() -> str:
    """The keys of ``[llm]`` and ``[llm.<stage>]``: what a stage may use."""
    return _keys(Caps)


def _keys(of: type[BaseModel]) -> str:
    rows = ["| key | default | meaning |", "|---|---|---|"]
    for name, field in of.model_fields.items():
        empty = field.default in (None, PydanticUndefined)
        default = (
            "" if empty else f"`{field.default if not isinstance(field.default, bool) else str(field.default).lower()}`"
        )
        rows.append(f"| `{name}` | {default} | {field.description} |")
    return "\n".join(rows)


_FAMILIES = (
    ("Claude", "haiku"),
    ("Amazon Nova", "amazon.nova-pro-v1:0"),
    ("OpenAI gpt-oss", "openai.gpt-oss-120b-1:0"),
    ("Cohere Command R", "cohere.command-r-plus-v1:0"),
    ("Meta Llama", "meta.llama3-3-70b-instruct-v1:0"),
    ("Amazon Titan", "amazon.titan-text-premier-v1:0"),
)


def families() -> str:
    """How each family of models is asked."""
    rows = [
        "| family | for example | tools | drafts | prompt caching | thinking |",
        "|---|---|---|---|---|---|",
    ]
    for name, model in _FAMILIES:
        resolved = resolve_model(model, "us-east-1")
        can = capabilities_of(resolved)
        tools = "its own" if can.tools else "described in the prompt"
        yes_no = ["yes" if able else "no" for able in (can.caches, can.thinks)]
        drafts = "streamed" if can.streams_tools else "whole"
        rows.append(f"| {name} | `{resolved.removeprefix('bedrock/')}` | {tools} | {drafts} | {' | '.join(yes_no)} |")
    return "\n".join(rows)


TABLES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "faults": ("docs/errors.md", faults),
    "caps": ("docs/bedrock.md", caps),
    "settings": ("docs/bedrock.md", settings),
    "families": ("docs/bedrock.md", families),
    "source-faults": ("docs/bedrock.md", source_faults),
}


def with_table(text: str, name: str, table: str) -> str:
    """A document's text with a table between its marks."""
    head, rest = text.split(f"<!-- {name} -->\n", 1)
    _, tail = rest.split(f"<!-- /{name} -->", 1)
    return f"{head}<!-- {name} -->\n{table}\n<!-- /{name} -->{tail}"


def main() -> None:
    """Bring every table up to date."""
    for name, (document, table) in TABLES.items():
        path = ROOT / document
        path.write_text(with_table(path.read_text(encoding="utf-8"), name, table()), encoding="utf-8")


if __name__ == "__main__":
    main()
