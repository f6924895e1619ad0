import pytest

from ghostwriter.text.suggest import closest, did_you_mean

KNOWN = ("must_include", "model", "GHOSTWRITER_MODEL")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("modle", "model"),
        ("Must-Include", "must_include"),
        (" must includes ", "must_include"),
        ("ghostwriter_modell", "GHOSTWRITER_MODEL"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_closest_name_is_found_whatever_its_capitals_and_separators(name: str, meant: str | None) -> None:
    assert closest(name, KNOWN) == meant


def test_the_advice_names_the_closest_or_says_what_else_to_do() -> None:
    assert did_you_mean("modle", KNOWN) == "did you mean 'model'?"
    assert did_you_mean("zzz", ("a", "b")) == "known are a, b"
    assert did_you_mean("zzz", ("a", "b"), otherwise="unset it.") == "unset it."
