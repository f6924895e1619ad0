"""Retrieve and InvokeAgent of a real boto3 client, served from folders and from scripts."""

from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EventStreamError

from ghostwriter.emulator.knowledge_base import PAGE
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import UsageError
from tests.emulator.conftest import OpenEmulator
from tests.scripting import DAM, TOWN

KB, AGENT, ALIAS = "ABCDEFGHIJ", "AGENT12345", "ALIAS12345"
SERVED = f"{AGENT}/{ALIAS}"


def client(emulator: Emulator, **settings: Any) -> Any:
    return boto3.client(
        "bedrock-agent-runtime",
        region_name="us-east-1",
        endpoint_url=emulator.url,
        aws_access_key_id=emulator.access_key_id,
        aws_secret_access_key=settings.pop("secret", emulator.secret_access_key),
        config=Config(retries={"total_max_attempts": 1}, read_timeout=5, **settings),
    )


def retrieve(emulator: Emulator, query: str, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client(emulator).retrieve(
        knowledgeBaseId=more.pop("kb", KB), retrievalQuery={"text": query}, **more
    )
    return answer


def invoke(emulator: Emulator, prompt: str = "the dam", alias: str = ALIAS) -> list[dict[str, Any]]:
    answer = client(emulator).invoke_agent(agentId=AGENT, agentAliasId=alias, sessionId="s1", inputText=prompt)
    assert answer["sessionId"] == "s1"
    return list(answer["completion"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    served = tmp_path / "served"
    (served / "minutes").mkdir(parents=True)
    (served / "dam.md").write_text(DAM, encoding="utf-8")
    (served / "minutes" / "town.md").write_text(TOWN, encoding="utf-8")
    (served / ".hidden.md").write_text("dam", encoding="utf-8")
    return served


def test_a_folder_is_served_as_custom_documents_ranked_by_the_query(open_emulator: OpenEmulator, folder: Path) -> None:
    emulator = open_emulator(knowledge_bases={KB: folder})

    results = retrieve(emulator, "When did the council meet?")["retrievalResults"]

    assert results[0]["location"] == {
        "type": "CUSTOM",
        "customDocumentLocation": {"id": "minutes/town.md"},
    }
    assert "The council of Elm met on 4 May 1937." in results[0]["content"]["text"]
    assert [result["score"] for result in results] == sorted((r["score"] for r in results), reverse=True)
    assert all(0 < result["score"] < 1 for result in results)


def test_an_arn_leads_to_the_same_knowledge_base(open_emulator: OpenEmulator, folder: Path) -> None:
    emulator = open_emulator(knowledge_bases={KB: folder})
    arn = f"arn:aws:bedrock:us-east-1:123456789012:knowledge-base/{KB}"

    assert retrieve(emulator, "dam", kb=arn)["retrievalResults"] == retrieve(emulator, "dam")["retrievalResults"]


def test_results_come_in_pages_and_no_more_than_were_wanted(open_emulator: OpenEmulator, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.md").write_text(f"The dam of year {number}.", encoding="utf-8")
    emulator = open_emulator(knowledge_bases={KB: tmp_path})
    wanted = {"vectorSearchConfiguration": {"numberOfResults": PAGE + 3}}

    first = retrieve(emulator, "dam", retrievalConfiguration=wanted)
    second = retrieve(emulator, "dam", retrievalConfiguration=wanted, nextToken=first["nextToken"])

    assert (len(first["retrievalResults"]), len(second["retrievalResults"])) == (PAGE, 3)
    assert "nextToken" not in second
    with pytest.raises(ClientError, match=r"ValidationException.*token is invalid"):
        retrieve(emulator, "dam", nextToken="other")


def test_a_query_that_fits_nothing_finds_nothing(open_emulator: OpenEmulator, folder: Path) -> None:
    assert retrieve(open_emulator(knowledge_bases={KB: folder}), "zebra")["retrievalResults"] == []


def test_an_agent_answers_with_passages_and_cites_each_with_its_span(open_emulator: OpenEmulator, folder: Path) -> None:
    (event,) = invoke(open_emulator(agents={SERVED: folder}))

    answer = event["chunk"]["bytes"].decode()
    citations = event["chunk"]["attribution"]["citations"]
    parts = [citation["generatedResponsePart"]["textResponsePart"] for citation in citations]
    assert [answer[part["span"]["start"] : part["span"]["end"] + 1] for part in parts] == [
        part["text"] for part in parts
    ]
    locations = [
        citation["retrievedReferences"][0]["location"]["customDocumentLocation"]["id"] for citation in citations
    ]
    assert "dam.md" in locations


def test_what_is_not_there_is_refused_by_name(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator()

    with pytest.raises(
        ClientError, match=r"ResourceNotFoundException.*Knowledge Base with id ABCDEFGHIJ does not exist"
    ):
        retrieve(emulator, "dam")
    with pytest.raises(ClientError, match=r"ResourceNotFoundException.*Failed to retrieve resource"):
        invoke(emulator)


def test_a_request_that_does_not_fit_the_service_model_is_refused(open_emulator: OpenEmulator, folder: Path) -> None:
    emulator = open_emulator(knowledge_bases={KB: folder})
    lax = client(emulator, parameter_validation=False)

    with pytest.raises(ClientError, match=r"'numberOfResults'.*less than or equal to 100|less than or equal to 100"):
        lax.retrieve(
            knowledgeBaseId=KB,
            retrievalQuery={"text": "dam"},
            retrievalConfiguration={"vectorSearchConfiguration": {"numberOfResults": 101}},
        )
    with pytest.raises(ClientError, match="regular expression pattern"):
        lax.retrieve(knowledgeBaseId="short", retrievalQuery={"text": "dam"})
    with pytest.raises(ClientError, match="regular expression pattern"):
        lax.invoke_agent(agentId="A-B", agentAliasId=ALIAS, sessionId="s1", inputText="dam")


def test_only_a_right_signature_is_let_in_and_no_bearer_token(open_emulator: OpenEmulator, folder: Path) -> None:
    emulator = open_emulator(knowledge_bases={KB: folder})
    wrong = client(emulator, secret="other")

    with pytest.raises(ClientError, match="InvalidSignatureException"):
        wrong.retrieve(knowledgeBaseId=KB, retrievalQuery={"text": "dam"})
    answer = httpx.post(
        f"{emulator.url}/knowledgebases/{KB}/retrieve",
        json={"retrievalQuery": {"text": "dam"}},
        headers={"authorization": f"Bearer {emulator.bearer_token}"},
    )
    assert (answer.status_code, answer.headers["x-amzn-errortype"]) == (403, "AccessDeniedException")


def test_a_script_answers_both_operations_and_is_matched_by_what_is_asked(open_emulator: OpenEmulator) -> None:
    result = {"content": {"text": "scripted"}}
    emulator = open_emulator(
        {
            "response": {"completion": [{"chunk": {"bytes": "Hé"}}, {"chunk": {"bytes": "llo"}}]},
            "match": {"contains": AGENT},
        },
        {"response": {"retrievalResults": [result]}, "match": {"contains": KB}},
    )

    assert retrieve(emulator, "dam")["retrievalResults"] == [result]
    assert b"".join(event["chunk"]["bytes"] for event in invoke(emulator)).decode() == "Héllo"


def test_a_scripted_error_ends_an_agents_stream_in_the_middle(open_emulator: OpenEmulator, folder: Path) -> None:
    error = {"status": 424, "type": "DependencyFailedException", "message": "no"}
    emulator = open_emulator({"error": error, "after_frames": 1}, agents={SERVED: folder})

    with pytest.raises(EventStreamError, match="dependencyFailedException"):
        invoke(emulator)


def test_requests_are_recorded_without_credentials(open_emulator: OpenEmulator, folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    emulator = open_emulator(knowledge_bases={KB: folder}, record=record)
    retrieve(emulator, "dam")

    assert f"/knowledgebases/{KB}/retrieve" in record.read_text(encoding="utf-8")
    assert emulator.received[0].body == {"retrievalQuery": {"text": "dam"}}
    assert emulator.access_key_id not in record.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "is not a folder"),
        (lambda path: path.mkdir(), "holds no documents"),
        (lambda path: (path.mkdir(), (path / "a.pdf").write_bytes(b"%PDF-1.7")), "is a PDF"),
    ],
)
def test_a_folder_that_cannot_be_served_is_refused_at_the_start(tmp_path: Path, make: Any, said: str) -> None:
    make(tmp_path / "folder")

    with pytest.raises(UsageError, match=said):
        Emulator(knowledge_bases={KB: tmp_path / "folder"})
