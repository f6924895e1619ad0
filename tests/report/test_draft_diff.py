from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.report.draft_diff import addressed, changes
from ghostwriter.schema.artifacts import Critique, Issue

FIRST = "# The dam\n\nIt cost 12 million dollars. [S1F1] It is bold.\n\nIt was closed in 1936. [S1F2]\n\nPeople were glad.\n"
SECOND = "# The dam\n\nIt cost 14 million dollars. [S1F1]\n\nIt was closed in 1936. [S1F2]\n\nPeople were very glad.\n"
DRAFTS = [("drafting/draft.md", FIRST), ("drafting/draft-2.md", SECOND)]


def critique(*where: str) -> Critique:
    return Critique(
        summary="x", issues=[Issue(severity="major", where=place, problem="p", suggestion="s") for place in where]
    )


def test_each_draft_is_compared_with_the_one_before_word_by_word() -> None:
    (change,) = changes(DRAFTS)
    first, second, third, fourth = change.paragraphs

    assert (change.before, change.name) == ("drafting/draft.md", "drafting/draft-2.md")
    assert (first.unchanged, third.unchanged) == (1, 1)
    assert [(edit.kind, edit.text) for edit in second.edits] == [
        ("same", "It cost "),
        ("removed", "12"),
        ("added", "14"),
        ("same", " million dollars."),
        ("removed", " It is bold."),
    ]
    assert ("added", "very ") in [(edit.kind, edit.text) for edit in fourth.edits]


@given(
    st.lists(st.sampled_from(["One.", "Two [S1F1].", "\n\n", "three", "# T"]), max_size=8).map(" ".join),
    st.text(max_size=60),
)
def test_the_edits_lead_from_one_draft_to_the_other(old: str, new: str) -> None:
    from ghostwriter.verification.citations import without_citations

    (change,) = changes([("a", old), ("b", new)])

    def words(kinds: set[str]) -> str:
        return "".join(edit.text for one in change.paragraphs for edit in one.edits if edit.kind in kinds)

    changed = sum(one.unchanged for one in change.paragraphs) == 0
    if changed:
        assert "".join(words({"same", "added"}).split()) == "".join(without_citations(new).split())
        assert "".join(words({"same", "removed"}).split()) == "".join(without_citations(old).split())


def test_one_draft_has_not_changed() -> None:
    assert changes(DRAFTS[:1]) == ()


def test_what_became_of_each_issue_is_said() -> None:
    found = addressed(critique("12 million", "It is bold.", "closed in 1936", "the whole article"), DRAFTS)

    assert [one.outcome for one in found] == ["rewritten", "removed", "unchanged", "about the whole"]


def test_a_rewritten_sentence_is_compared_with_what_it_was() -> None:
    (found,) = addressed(critique("12 million"), DRAFTS)

    assert [(edit.kind, edit.text) for edit in found.edits] == [
        ("same", "It cost "),
        ("removed", "12"),
        ("added", "14"),
        ("same", " million dollars."),
    ]


def test_without_a_critique_there_is_nothing_to_address() -> None:
    assert addressed(None, DRAFTS) == ()


def test_a_long_draft_of_short_words_is_compared_too() -> None:
    old, new = "a b " * 3_000, "a c " * 3_000
    (change,) = changes([("a", old), ("b", new)])
    edits = [edit for paragraph in change.paragraphs for edit in paragraph.edits]

    assert "".join(edit.text for edit in edits if edit.kind != "added").split() == old.split()
    assert "".join(edit.text for edit in edits if edit.kind != "removed").split() == new.split()
    assert any(edit.kind == "same" for edit in edits)
