from typing import Any

from ghostwriter.bedrock.http.response_hook import in_order_of_arrival


def pieces(*texts: str) -> list[Any]:
    """A streamed answer in pieces, each of which came while the clock was being set back."""
    from litellm.types.utils import Delta, ModelResponseStream, StreamingChoices

    made = []
    for number, text in enumerate(texts):
        piece = ModelResponseStream(choices=[StreamingChoices(index=0, delta=Delta(content=text, role="assistant"))])
        piece._hidden_params = {"created_at": 1_000.0 - number}
        made.append(piece)
    return made


def test_a_clock_that_is_set_back_does_not_shuffle_an_answer() -> None:
    import ghostwriter.bedrock.sdk  # noqa: F401  (sets LiteLLM's switches: without them it asks the network while it is imported)

    # isort: split
    import litellm

    heard: list[Any] = []
    listen = in_order_of_arrival(heard.append)
    for piece in pieces("The dam ", "was built ", "in 1936."):
        listen(piece)

    answer = litellm.stream_chunk_builder(heard)

    assert answer.choices[0].message.content == "The dam was built in 1936."
