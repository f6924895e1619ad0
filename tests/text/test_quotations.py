import pytest

from ghostwriter.text.quotations import quotations, stands_in

TEXT = "She said: “We built it for the farmers, not for the maps.” Then she left the room."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We built it,” she said.", ["We built it"]),
        ('"We built it," she said, "for the farmers."', ["We built it", "for the farmers"]),
        ("«We built it»", ["We built it"]),
        ("„We built it“", ["We built it"]),
        ("»We built it«", ["We built it"]),
        ("‘We don’t build it’", ["We don’t build it"]),
        ("a so-called “triumph”", []),
        ('a 5" pipe and a 6" pipe', []),
        ("the farmers' and the dogs' own", []),
    ],
)
def test_the_words_between_quotation_marks_are_found(text: str, found: list[str]) -> None:
    assert quotations(text) == found


@pytest.mark.parametrize(
    "quotation",
    [
        "We built it for the farmers",
        "we built it for the farmers",
        "Not for the maps",
        "We built it … not for the maps",
        "We built [the dam] for the farmers",
    ],
)
def test_a_quotation_may_be_cut_and_fitted_into_a_sentence(quotation: str) -> None:
    source = TEXT.replace("built it", "built") if "[" in quotation else TEXT

    assert stands_in(quotation, ["another", source])


@pytest.mark.parametrize(
    "quotation", ["We built it for the maps", "We build it for the farmers", "We built it for farmers"]
)
def test_an_altered_quotation_does_not_stand(quotation: str) -> None:
    assert not stands_in(quotation, [TEXT])
