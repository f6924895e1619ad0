import pytest

from ghostwriter.verification.numbers import missing_numbers


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("1.2 million people", "1,200,000 people"),
        ("$1.2M", "1.2 million dollars"),
        ("12,000 men", "12000 men"),
        ("3 ships", "three ships"),
        ("24/7", "24 hours on 7 days"),
        ("the years 1990-95", "from 1990 to 95"),
        ("5 of 6", "five of six"),
        ("in 1936 [S1F2]", "1936"),
        ("no figures", ""),
    ],
)
def test_the_same_figure_in_another_form_is_there(claim: str, text: str) -> None:
    assert missing_numbers(claim, text) == []


@pytest.mark.parametrize(
    ("claim", "text", "missing"),
    [
        ("in 1937", "in 1936", ["1937"]),
        ("12.5 metres", "12 metres", ["12.5"]),
        ("$99 million", "12 million dollars", ["$99 million"]),
    ],
)
def test_another_figure_is_missing(claim: str, text: str, missing: list[str]) -> None:
    assert missing_numbers(claim, text) == missing
