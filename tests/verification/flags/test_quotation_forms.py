"""A quotation that is fitted into a sentence is as it was; one that says anything else is altered."""

import pytest

from ghostwriter.verification.flags import SourceIndex, find_flags

SOURCE = (
    "She said: “We built it for the farmers, not for the maps.” Then she left the 12 rooms.\n"
    "\n"
    "\"I don't know what 'freedom of\n"
    'speech\' means to them," he added. "We never said that it was safe," Brook wrote; it was **really not** her plan at all.\n'
    "\n"
    "The report said the dam holds 1,200 litres of water and will not break.\n"
)


def flagged(quoted: str, source: str = SOURCE) -> list[tuple[str, bool]]:
    text = f"And there it was: {quoted} Then."
    found = find_flags(text, SourceIndex.of([source]))
    return [(flag.text, flag.hard) for flag in found if flag.kind == "quotation"]


@pytest.mark.parametrize(
    "quoted",
    [
        "“We built it for the farmers, not for the maps.”",
        '"We built it for the farmers, not for the maps."',
        "'We built it for the farmers, not for the maps.'",
        "‘We built it for the farmers, not for the maps,’ she said.",
        "«We built it for the farmers»",
        "« We built it for the farmers »",
        "„We built it for the farmers“",
        "»We built it for the farmers«",
        "‹We built it for the farmers›",
        "「We built it for the farmers」",
        "『We built it for the farmers』",
        '"we built it for the farmers"',
        '"Not for the maps," she said.',
        '"We built it … not for the maps."',
        '"We built it ... not for the maps."',
        '"We built it [...] not for the maps."',
        '"We built it . . . not for the maps."',
        '"We built [the dam] for the farmers"',
        '"[W]e built it for the farmers"',
        '"[They] built it for the farmers"',
        '"I don’t know what “freedom of speech” means to them,"',
        "\"I don't know what 'freedom of speech' means to them\"",
        "“I don’t know what ‘freedom of speech’ means to them”",
        '"freedom of speech"',
        '"We never said that it was safe"',
        '"really not her plan"',
        'it was "**really not** her plan"',
        '"will not break"',
        '"holds 1,200 litres of water"',
        '"so-called" "triumph"',
        '"We built it for the farmers," she said, "not for the maps."',
        "“We built it for the farmers—not for the maps.”",
        '"We built it for the farmers, not for the maps!"',
        '"We built it for the farmers..."',
        '"...not for the maps"',
        '"We built it for the farmers [sic], not for the maps"',
        "She said that it was “built … for the farmers.”",
        "“We built it for the farmers,\nnot for the maps.”",
        "> We built it for the farmers, not for the maps.",
        '"WE BUILT IT FOR THE FARMERS"',
        'the "_really not_ her plan"',
        '"We built it for the\nfarmers, not for the maps"',
        "``We built it for the farmers''",
        "“We built it for the farmers, not for the maps”[1]",
        '"Then she left the 12 rooms."',
        'He wrote "the dam holds 1,200 litres" and "will not break" in it.',
        "The farmers' maps and the dogs' own rooms.",
        "“We built it for the farmers, not for the maps.\n\n“Then she left the 12 rooms.”",
    ],
)
def test_a_quotation_in_any_marks_cut_or_fitted_is_not_flagged(quoted: str) -> None:
    assert flagged(quoted) == []


@pytest.mark.parametrize(
    "quoted",
    [
        "“We built it for the maps.”",
        '"We build it for the farmers, not for the maps."',
        '"We built it for farmers, not for the maps."',
        '"We never said that it was unsafe"',
        '"We said that it was safe"',
        "\"I know what 'freedom of speech' means to them\"",
        '"dam will break soon"',
        '"We built it for the maps, not for the farmers."',
        '"holds 1,300 litres of water"',
        '"Then she left the 13 rooms."',
        "«We built it for the engineers»",
        "„We built it for the engineers“",
        "‘We built it for the engineers,’ she said.",
        "'We built it for the engineers,' she said.",
        '"We built it … for the engineers."',
        '"We built [the dam] for the engineers"',
        '"not for the maps ... We built it for the farmers"',
        '"holds 1,200 gallons of water"',
        '"I do know what ‘freedom of speech’ means"',
        "“We did not build it for the farmers”",
        '"really her plan at all"',
        '"We built it for the farmers, for the maps."',
        "‹We built it for the engineers›",
        "『We built it for the engineers』",
        "``We built it for the engineers''",
        "“We built it for the farmers,” she said, “not for the engineers.”",
        '"We built it for the engineers," she said, "not for the maps."',
        "“We built it for ‘the engineers’, not for the maps”",
        'He said "we never said it was safe".',
        '"the dam holds 1,200 litres of wine"',
        'He said: "I don\'t know what freedom means to them."',
        '"[We] built it for the engineers"',
        "“We built it for the engineers.\n\n“Then she left the 12 rooms.”",
    ],
)
def test_an_altered_quotation_is_flagged(quoted: str) -> None:
    assert any(hard for _, hard in flagged(quoted))


def test_feet_and_inches_are_no_quotation_marks() -> None:
    assert flagged("A 6\" pipe, a 5\" pipe and the 3' door of the engineers' house.") == []


def test_a_title_that_no_source_has_is_a_hint() -> None:
    assert flagged('They sang "The Song of the River".') == [("The Song of the River", False)]


def test_a_label_is_a_hint_unless_it_is_a_label_of_the_source_with_another_word() -> None:
    source = "Tap Change when the computer sleeps on the left."

    assert flagged('click on "Put the thing to rest"', source) == [("Put the thing to rest", False)]
    assert flagged('click on "Change when the computer seven"', source) == [("Change when the computer seven", True)]
