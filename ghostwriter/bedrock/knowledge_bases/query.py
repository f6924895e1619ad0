"""Sources on Bedrock that a brief names: knowledge bases to query, agents to ask."""

import re
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from ghostwriter.bedrock.endpoints.regions import KNOWN_REGIONS
from ghostwriter.bedrock.models.model_names import region_of_arn
from ghostwriter.text.suggest import closest, did_you_mean

DEFAULT_RESULTS, MOST_RESULTS = 5, 100
LONGEST_QUERY = 20_000
"""Characters that Retrieve takes."""
# As botocore's model of bedrock-agent-runtime has them; a test holds them against it.
KNOWLEDGE_BASE_ID = re.compile(
    r"[0-9a-zA-Z]{10}|arn:aws(?:-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:knowledge-base/[0-9a-zA-Z]{10}"
)
AGENT_ID = re.compile(r"[0-9a-zA-Z]{1,10}")
_COUNT = re.compile(r"\d{1,9}", re.ASCII)


class KnowledgeBase(BaseModel):
    """A query to a knowledge base, and how many passages are wanted; ``kb`` is its id or its ARN."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    keys: ClassVar[tuple[str, ...]] = ("kb", "query", "results")

    kb: str
    query: str
    results: int = DEFAULT_RESULTS

    @property
    def address(self) -> str:
        """Bedrock's id for it, or an ARN with its region."""
        return self.kb

    @property
    def origin(self) -> str:
        """Origin as readers are told it."""
        return f"kb:{self.kb.rpartition('/')[2]}"


class BedrockAgent(BaseModel):
    """A prompt to an agent, by the id and the alias it is deployed under."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    keys: ClassVar[tuple[str, ...]] = ("agent", "prompt")

    agent: str
    prompt: str

    @property
    def address(self) -> str:
        """Bedrock's id for it."""
        return self.agent

    @property
    def identifier(self) -> str:
        """The agent's own id."""
        return self.agent.partition("/")[0]

    @property
    def alias(self) -> str:
        """The id of its alias."""
        return self.agent.partition("/")[2]

    @property
    def origin(self) -> str:
        """Origin as readers are told it."""
        return f"agent:{self.agent}"


type Asked = KnowledgeBase | BedrockAgent


def asked_source(entry: dict[str, Any]) -> Asked:
    """Read a mapping such as ``{kb: ABCDEFGHIJ, query: "what the trial measured"}``.

    Raises:
        ValueError: in one line, with what is wrong and what was expected.
    """
    if "kb" in entry:
        _refuse_unknown(entry, KnowledgeBase.keys)
        query = _text(entry, KnowledgeBase.keys, "what to look for")
        if len(query) > LONGEST_QUERY:
            raise ValueError(f"'query' is {len(query):,} characters long; a knowledge base takes {LONGEST_QUERY:,}")
        return KnowledgeBase(kb=_knowledge_base(entry["kb"]), query=query, results=_results(entry.get("results")))
    if "agent" in entry:
        _refuse_unknown(entry, BedrockAgent.keys)
        return BedrockAgent(agent=_agent(entry["agent"]), prompt=_text(entry, BedrockAgent.keys, "what to ask"))
    known = [*KnowledgeBase.keys, *BedrockAgent.keys]
    hint = next((f"; did you mean {near!r}?" for key in entry if (near := closest(str(key), known))), "")
    raise ValueError(
        "expected a path (in quotes if it has ': ' in it), {kb: ID, query: ..} or {agent: ID/ALIAS, prompt: ..}" + hint
    )


def _refuse_unknown(entry: dict[str, Any], keys: tuple[str, ...]) -> None:
    for key in entry:
        if key not in keys:
            raise ValueError(f"unknown key {key!r} beside {keys[0]!r}; {did_you_mean(str(key), keys)}")


def _knowledge_base(value: Any) -> str:
    if not isinstance(value, str) or not KNOWLEDGE_BASE_ID.fullmatch(value):
        raise ValueError(f"'kb' is the id of a knowledge base (10 letters and digits) or its ARN, not {value!r}")
    if value.startswith("arn:") and (region := region_of_arn(value)) not in KNOWN_REGIONS:
        raise ValueError(f"'kb' names {region or value!r}, which is not a region of AWS")
    return value


def _agent(value: Any) -> str:
    parts = value.split("/") if isinstance(value, str) else []
    if len(parts) != 2 or not all(AGENT_ID.fullmatch(part) for part in parts):  # noqa: PLR2004  (an id and an alias)
        raise ValueError(f"'agent' is ID/ALIAS, each of up to 10 letters and digits, not {value!r}")
    return str(value)


def _text(entry: dict[str, Any], keys: tuple[str, ...], meaning: str) -> str:
    value = entry.get(keys[1])
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{keys[0]!r} needs a {keys[1]!r}: {meaning}, in quotes if it has ': ' in it")
    return value.strip()


def _results(value: Any) -> int:
    if value is None:
        return DEFAULT_RESULTS
    given = str(value) if not isinstance(value, bool) else ""
    if not _COUNT.fullmatch(given) or not 1 <= int(given) <= MOST_RESULTS:
        raise ValueError(f"'results' is a number from 1 to {MOST_RESULTS}, not {value!r}")
    return int(given)
