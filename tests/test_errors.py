import re

import pytest

from ghostwriter import errors
from ghostwriter.errors import GhostwriterError, GuardrailIntervened, ModelStopped, StageFailed
from ghostwriter.security import destinations

_NAME = re.compile(r"^[│├└─ ]*(?P<name>[A-Z]\w+)(?: +(?:exit code )?(?P<code>\d))?(?= |$)", re.MULTILINE)


def tree(kind: type[GhostwriterError]) -> dict[str, str]:
    """Each class of the package below ``kind``, with its base."""
    ours = [one for one in kind.__subclasses__() if one.__module__ in {errors.__name__, destinations.__name__}]
    return {one.__name__: kind.__name__ for one in ours} | {k: v for one in ours for k, v in tree(one).items()}


def drawn(text: str) -> dict[str, str]:
    """Each class that is drawn, with the one that it hangs on: the last one before it that stands further to the left."""
    found: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for match in _NAME.finditer(text):
        depth = match.start("name") - match.start()
        above = [one for one in above if one[0] < depth]
        if above:
            found[match["name"]] = above[-1][1]
        above.append((depth, match["name"]))
    return found


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    picture = next(part for part in (errors.__doc__ or "").split("\n\n") if "├──" in part)

    assert drawn(picture) == tree(GhostwriterError)


def test_the_exit_codes_in_the_docstring_are_those_of_the_classes() -> None:
    codes = {match["name"]: int(match["code"]) for match in _NAME.finditer(errors.__doc__ or "") if match["code"]}

    assert len(codes) > 5
    assert codes == {name: getattr(errors, name).exit_code for name in codes}


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
