"""What Retrieve finds and an agent cites, in all the shapes that the service model allows."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.bedrock.knowledge_bases.passages import Retrieved, RetrievedPassage, passage_of
from ghostwriter.bedrock.knowledge_bases.query import KnowledgeBase

PAGE = "x-amz-bedrock-kb-document-page-number"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


def passage(**reference: Any) -> RetrievedPassage:
    made = passage_of({"content": {"text": "words"}, **reference})
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ({"type": "S3", "s3Location": {"uri": "s3://b/k.pdf"}}, "s3://b/k.pdf"),
        ({"type": "WEB", "webLocation": {"url": "https://example.com/a"}}, "https://example.com/a"),
        ({"type": "CONFLUENCE", "confluenceLocation": {"url": "https://c/a"}}, "https://c/a"),
        ({"type": "SALESFORCE", "salesforceLocation": {"url": "https://s/a"}}, "https://s/a"),
        ({"type": "SHAREPOINT", "sharePointLocation": {"url": "https://p/a"}}, "https://p/a"),
        ({"type": "ONEDRIVE", "oneDriveLocation": {"url": "https://o/a"}}, "https://o/a"),
        ({"type": "GOOGLEDRIVE", "googleDriveLocation": {"url": "https://g/a"}}, "https://g/a"),
        ({"type": "KENDRA", "kendraDocumentLocation": {"uri": "https://k/a"}}, "https://k/a"),
        ({"type": "CUSTOM", "customDocumentLocation": {"id": "minutes-4"}}, "minutes-4"),
        ({"type": "SQL", "sqlLocation": {"query": "SELECT a\nFROM b"}}, "SELECT a FROM b"),
        ({"type": "S3"}, ""),
        ({}, ""),
    ],
)
def test_every_kind_of_location_gives_its_address(location: dict[str, Any], address: str) -> None:
    assert passage(location=location).location == address


def test_the_metadata_stands_in_for_a_location_that_is_missing() -> None:
    assert passage(metadata={"x-amz-bedrock-kb-source-uri": "s3://b/k"}).location == "s3://b/k"


@pytest.mark.parametrize(
    ("number", "page"), [(4.0, "4"), (4, "4"), ("iv", "iv"), (4.5, "4.5"), (None, ""), (True, ""), ([4], "")]
)
def test_the_page_is_read_from_the_metadata(number: Any, page: str) -> None:
    assert passage(metadata={PAGE: number}).page == page


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"row": [{"columnName": "cost", "columnValue": "12"}, {"columnName": "year"}]}, "- cost: 12\n- year: None"),
        ({"type": "AUDIO", "audio": {"s3Uri": "s3://b/a", "transcription": "we said"}}, "we said"),
        ({"type": "VIDEO", "video": {"s3Uri": "s3://b/v", "summary": "a dam"}}, "a dam"),
        ({"text": "half \ud83d of a face"}, "half ? of a face"),
    ],
)
def test_whatever_can_be_read_is_the_text(content: dict[str, Any], text: str) -> None:
    made = passage_of({"content": content})

    assert made is not None
    assert made.text == text


def test_a_picture_is_no_passage() -> None:
    assert passage_of({"content": {"type": "IMAGE", "byteContent": "data:image/png;base64,AAAA"}}) is None


@given(
    st.text(min_size=1),
    st.dictionaries(st.text(max_size=9), st.dictionaries(st.sampled_from(["uri", "id"]), JSON)),
    JSON,
)
def test_metadata_and_locations_of_any_form_can_be_kept(text: str, location: dict[str, Any], page: Any) -> None:
    made = passage_of({"content": {"text": text}, "location": location, "metadata": {PAGE: page}, "score": 0.5})

    if made is not None:
        kept = Retrieved(asked=KnowledgeBase(kb="ABCDEFGHIJ", query="q"), region="", passages=(made,))
        assert Retrieved.model_validate_json(kept.model_dump_json()) == kept
