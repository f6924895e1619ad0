import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.verification.locators import locate

TEXT = """Before anything.

# Report on [the dam](x) **today**

First of it.

> Quoted words.

- item one
- item two
  goes on

## Costs "in short"

| a | b |
|---|---|
| c | d |
| e | f |

Afterwards.

```
code
```
"""


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Before", "paragraph 1"),
        ("today", "“Report on the dam today”"),
        ("First", "“Report on the dam today”, paragraph 1"),
        ("Quoted", "“Report on the dam today”, paragraph 2"),
        ("item one", "“Report on the dam today”, list item 1"),
        ("goes on", "“Report on the dam today”, list item 2"),
        ("c | d", "“Costs 'in short'”, table row 1"),
        ("f |", "“Costs 'in short'”, table row 2"),
        ("Afterwards", "“Costs 'in short'”, paragraph 1"),
        ("code", "“Costs 'in short'”, in the code"),
    ],
)
def test_a_place_is_named_by_its_heading_and_its_number(words: str, place: str) -> None:
    assert locate(TEXT, TEXT.index(words)) == place


def test_a_long_heading_is_cut() -> None:
    assert locate(f"# {'word ' * 20}\n\nHere.\n", 110) == f"“{'word ' * 11}word…”, paragraph 1"


@given(st.text(st.sampled_from("ab \n#->*|`1."), max_size=100), st.integers(0, 100))
def test_every_offset_of_any_text_has_a_place(text: str, offset: int) -> None:
    place = locate(text, offset)

    assert place
    assert "\n" not in place
    assert '"' not in place
