import pytest

from ghostwriter.errors import GhostwriterError, GuardrailIntervened, ModelStopped, StageFailed


@pytest.mark.parametrize(
    ("error", "printed"),
    [
        (StageFailed("it broke."), "it broke."),
        (StageFailed("it broke.", subject="drafting"), "drafting: it broke."),
        (StageFailed("it broke.", advice="Mend it."), "it broke. Mend it."),
        (StageFailed("it broke.", subject="drafting", advice="Mend it."), "drafting: it broke. Mend it."),
        (ModelStopped("refusal", "it stopped.", subject="drafting", advice="Go on."), "drafting: it stopped. Go on."),
        (GuardrailIntervened("it spoke.", ("topics",), subject="m", advice="Look."), "m: it spoke. Look."),
    ],
)
def test_an_error_is_printed_as_where_what_and_what_to_do(error: GhostwriterError, printed: str) -> None:
    assert str(error) == printed
    assert f"{error.subject}: {error.without_subject}".removeprefix(": ") == printed
