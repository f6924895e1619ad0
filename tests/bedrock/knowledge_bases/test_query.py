"""Knowledge bases and agents in a brief: what is taken, and the one line for what is not."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import botocore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.bedrock.knowledge_bases.query import (
    AGENT_ID,
    DEFAULT_RESULTS,
    KNOWLEDGE_BASE_ID,
    LONGEST_QUERY,
    MOST_RESULTS,
    BedrockAgent,
    KnowledgeBase,
    asked_source,
)
from ghostwriter.brief.brief import read_brief
from ghostwriter.errors import BriefError

ARN = "arn:aws:bedrock:eu-west-1:123456789012:knowledge-base/ABCDEFGHIJ"


def sources(front_matter: str) -> tuple[Any, ...]:
    return read_brief(f"---\nsources:\n{front_matter}\n---\nWrite.", Path(), "brief.md").sources


def complaint(front_matter: str) -> str:
    with pytest.raises(BriefError) as refused:
        sources(front_matter)
    return str(refused.value)


def test_paths_knowledge_bases_and_agents_stand_side_by_side_in_flow_and_block_style() -> None:
    assert sources(
        '  - notes/*.md\n  - {kb: ABCDEFGHIJ, query: "what: the trial", results: 7}\n'
        "  - agent: AGENT12345/ALIAS12345\n    prompt: Summarise the year\n"
    ) == (
        "notes/*.md",
        KnowledgeBase(kb="ABCDEFGHIJ", query="what: the trial", results=7),
        BedrockAgent(agent="AGENT12345/ALIAS12345", prompt="Summarise the year"),
    )


def test_a_single_one_needs_no_list_and_five_passages_are_wanted_where_nothing_is_said() -> None:
    assert sources("  kb: ABCDEFGHIJ\n  query: q") == (KnowledgeBase(kb="ABCDEFGHIJ", query="q", results=5),)


def test_a_knowledge_base_may_be_named_by_its_arn_and_is_shown_by_its_id() -> None:
    (asked,) = sources(f"  - {{kb: '{ARN}', query: q}}")

    assert (asked.kb, asked.origin) == (ARN, "kb:ABCDEFGHIJ")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{kb: ABC, query: q}", "'kb' is the id of a knowledge base (10 letters and digits) or its ARN, not 'ABC'"),
        ("{kb: ABCDEFGHIJ}", "'kb' needs a 'query': what to look for"),
        ("{kb: ABCDEFGHIJ, query: ' '}", "'kb' needs a 'query'"),
        ("{query: ~, kb: ABCDEFGHIJ}", "'kb' needs a 'query'"),
        ("{kb: ABCDEFGHIJ, querry: q}", "unknown key 'querry' beside 'kb'; did you mean 'query'?"),
        ("{kb: ABCDEFGHIJ, query: q, zzz: 1}", "unknown key 'zzz' beside 'kb'; known are kb, query, results"),
        ("{kb: ABCDEFGHIJ, query: q, results: 0}", "'results' is a number from 1 to 100, not '0'"),
        ("{kb: ABCDEFGHIJ, query: q, results: 101}", "'results' is a number from 1 to 100, not '101'"),
        ("{kb: ABCDEFGHIJ, query: q, results: many}", "'results' is a number from 1 to 100, not 'many'"),
        (
            f"{{kb: ABCDEFGHIJ, query: {'q' * 20_001}}}",
            "'query' is 20,001 characters long; a knowledge base takes 20,000",
        ),
        (
            "{agent: AGENT12345, prompt: p}",
            "'agent' is ID/ALIAS, each of up to 10 letters and digits, not 'AGENT12345'",
        ),
        ("{agent: A-B/C, prompt: p}", "'agent' is ID/ALIAS"),
        ("{agent: AGENT12345/ALIAS12345}", "'agent' needs a 'prompt': what to ask"),
        ("{agent: AGENT12345/ALIAS12345, promt: p}", "unknown key 'promt' beside 'agent'; did you mean 'prompt'?"),
        ("{agnt: AGENT12345/ALIAS12345}", "did you mean 'agent'?"),
        ("Notes: one.md", "expected a path (in quotes if it has ': ' in it)"),
        ("[a, b]", "expected a path or a list of paths"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_in_one_line_with_its_place(entry: str, said: str) -> None:
    message = complaint(f"  - {entry}")

    assert message.startswith("brief.md:2: sources: ")
    assert said in message
    assert "\n" not in message


@given(
    st.dictionaries(
        st.sampled_from(["kb", "agent", "query", "prompt", "results", "other"]),
        st.none() | st.text() | st.lists(st.text()) | st.sampled_from(["ABCDEFGHIJ", "A/B", "5", True, 5]),
    )
)
def test_any_mapping_is_read_or_refused_in_one_line(entry: dict[str, Any]) -> None:
    said, asked = "", None
    try:
        asked = asked_source(entry)
    except ValueError as error:
        said = str(error)

    assert isinstance(asked, KnowledgeBase | BedrockAgent) or (said and "\n" not in said)


def test_the_patterns_and_limits_are_those_of_the_service_model() -> None:
    found = sorted((Path(botocore.__file__).parent / "data/bedrock-agent-runtime").glob("*/service-2.json.gz"))
    shapes = json.loads(gzip.decompress(found[-1].read_bytes()))["shapes"]
    knowledge_base, agent = shapes["KnowledgeBaseIdentifier"]["pattern"], shapes["AgentId"]
    results = shapes["KnowledgeBaseVectorSearchConfigurationNumberOfResultsInteger"]

    samples = ["ABCDEFGHIJ", "abc", "ABCDEFGHIJK", ARN, ARN + "K", "arn:aws-cn" + ARN[7:], "A-CDEFGHIJ", ""]
    for sample in samples:
        assert bool(re.fullmatch(knowledge_base, sample)) == bool(KNOWLEDGE_BASE_ID.fullmatch(sample)), sample
        fits = bool(re.fullmatch(agent["pattern"], sample)) and len(sample) <= agent["max"]
        assert fits == bool(AGENT_ID.fullmatch(sample)), sample
    assert shapes["AgentAliasId"] == agent
    assert (results["min"], results["max"]) == (1, MOST_RESULTS)
    assert shapes["KnowledgeBaseQueryTextString"]["max"] == LONGEST_QUERY
    assert 1 <= DEFAULT_RESULTS <= MOST_RESULTS
