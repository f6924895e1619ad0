import pytest

from ghostwriter.workspace.hand_edits import is_truncated

DRAFT = b"# A dam\n\nIt was built in 1936. [F1]\n"
OBJECT = b'{\n "facts": [],\n "dropped": []\n}\n'


@pytest.mark.parametrize(
    ("found", "written"),
    [
        (b"", DRAFT),
        (DRAFT[:20], DRAFT),
        (DRAFT[:-1], DRAFT),
        (DRAFT[:20] + bytes(len(DRAFT) - 20), DRAFT),
        (bytes(len(DRAFT)), DRAFT),
        (OBJECT[:2], OBJECT),
        (OBJECT[:16], OBJECT),
    ],
)
def test_what_breaks_off_or_is_full_of_zeros_is_truncated(found: bytes, written: bytes) -> None:
    assert is_truncated(found, written)


@pytest.mark.parametrize(
    "found", [DRAFT, DRAFT + b"More.\n", DRAFT.replace(b"1936", b"1937"), b"# A dam\n", b"# Another\n", b"It"]
)
def test_what_a_hand_has_made_of_it_is_not(found: bytes) -> None:
    assert not is_truncated(found, DRAFT)
