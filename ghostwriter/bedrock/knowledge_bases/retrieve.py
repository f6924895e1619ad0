"""A knowledge base is asked by Retrieve, page by page, until there are as many passages as were wanted."""

import textwrap
from typing import Any

from ghostwriter.bedrock.knowledge_bases.citations import passage_of
from ghostwriter.bedrock.knowledge_bases.errors import MalformedError
from ghostwriter.bedrock.knowledge_bases.passages import Retrieved
from ghostwriter.bedrock.knowledge_bases.query import KnowledgeBase
from ghostwriter.errors import SourceError

ACTION = "bedrock:Retrieve"
LONGEST_SHOWN = 80
"""Characters of a question in a message."""


def retrieve(client: Any, asked: KnowledgeBase, region: str) -> Retrieved:
    """Ask once; best passages first, as far as they are scored.

    Raises:
        SourceError: if nothing is found.
        MalformedError: if the answer holds no results.
    """
    found: list[dict[str, Any]] = []
    request: dict[str, Any] = {
        "knowledgeBaseId": asked.kb,
        "retrievalQuery": {"text": asked.query},
        "retrievalConfiguration": {"vectorSearchConfiguration": {"numberOfResults": asked.results}},
    }
    token = None
    while len(found) < asked.results:
        answer = client.retrieve(**request, **({"nextToken": token} if token else {}))
        page, before = answer.get("retrievalResults"), token
        if not isinstance(page, list):
            raise MalformedError("no retrievalResults")
        found += page
        token = answer.get("nextToken")
        if not token or token == before or not page:
            break
    passages = [passage for result in found[: asked.results] if (passage := passage_of(result))]
    if not passages:
        raise SourceError(
            f"{asked.origin}: nothing found for {textwrap.shorten(asked.query, LONGEST_SHOWN)!r}: "
            "ask in other words, or see in the Bedrock console that its data is synchronised."
        )
    ranked = sorted(passages, key=lambda passage: -(passage.score or 0.0))
    return Retrieved(asked=asked, region=region, passages=tuple(ranked))
