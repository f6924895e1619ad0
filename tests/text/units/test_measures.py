import pytest

from ghostwriter.text.numbers.figures import figures
from ghostwriter.text.units.measures import converted_places, is_converted, measures


@pytest.mark.parametrize(
    ("said", "measured"),
    [
        ("10 miles", "16 km"),
        ("5 feet 10 inches", "178 cm"),
        ("an hour and a half", "90 minutes"),
        ("26 km²", "10 square miles"),
        ("97 km/h", "60 miles per hour"),
        ("25 °C", "77 degrees Fahrenheit"),
        ("half a litre", "500 ml"),
        ("14 degrees Celsius", "58 degrees"),
    ],
)
def test_a_measure_in_another_unit_is_the_same(said: str, measured: str) -> None:
    assert converted_places(f"It is {said}.", measures(f"It was {measured} then."))


@pytest.mark.parametrize(
    ("said", "measured"),
    [
        ("12 miles", "16 km"),
        ("10 kg", "16 km"),
        ("10 miles", "16 mph"),
        ("16 km", "16 km"),
        ("30 °C", "77 °F"),
        ("3 days", "48 hours"),
    ],
)
def test_another_measure_or_the_same_unit_is_no_conversion(said: str, measured: str) -> None:
    assert not converted_places(f"It is {said}.", measures(f"It was {measured} then."))


def test_a_figure_is_judged_with_the_unit_behind_it() -> None:
    (figure,) = figures("10")

    assert is_converted(figure, " miles away", "16 kilometres")
    assert not is_converted(figure, " people", "16 kilometres")
