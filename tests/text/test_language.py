import pytest

from ghostwriter.text.language import guess_language, name_of

TEXTS = {
    "English": (
        "The dam was finished in 1936 after five years of work, and "
        "it holds back the water of the river for the farmers "
        "who live in the valley. It was not the first of its kind."
    ),
    "German": (
        "Der Damm wurde 1936 nach fünf Jahren Arbeit fertig, und er "
        "hält das Wasser des Flusses für die Bauern zurück, die im "
        "Tal leben. Es war nicht der erste seiner Art."
    ),
    "French": (
        "Le barrage a été achevé en 1936 après cinq ans de travail, "
        "et il retient l'eau de la rivière pour les paysans qui "
        "vivent dans la vallée. Ce n'est pas le premier du genre."
    ),
    "Spanish": "La presa se terminó en 1936 después de cinco años de trabajo y retiene el agua del río para los campesinos que "
    "viven en el valle. No era la primera de su clase.",
    "Italian": (
        "La diga fu terminata nel 1936 dopo cinque anni di lavoro e "
        "trattiene l'acqua del fiume per i contadini che vivono "
        "nella valle. Non era la prima del suo genere, ma è la più grande."
    ),
    "Swedish": (
        "Dammen stod färdig 1936 efter fem års arbete, och den "
        "håller tillbaka vattnet i floden för bönderna som bor i dalen. "
        "Det var inte den första av sitt slag."
    ),
    "Dutch": (
        "De dam was in 1936 klaar na vijf jaar werk en houdt het "
        "water van de rivier tegen voor de boeren die in het dal wonen. "
        "Het was niet de eerste in zijn soort."
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_known_by_its_small_words(language: str) -> None:
    assert guess_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "The dam.", "42 " * 50, "lorem ipsum dolor sit amet " * 20])
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert guess_language(text) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("English", "English"),
        ("British English", "English"),
        ("de", "German"),
        ("en-GB", "English"),
        ("Deutsch", "German"),
        ("Klingon", None),
        ("", None),
    ],
)
def test_a_brief_may_name_a_language_as_it_likes(said: str, name: str | None) -> None:
    assert name_of(said) == name
