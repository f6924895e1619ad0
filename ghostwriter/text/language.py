"""Detection of a text's language by its function words."""

import re
from collections.abc import Mapping

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 20
_LEAD = 1.3
"""How much more of its small words the language has to have than the next one."""
_LEAST = 0.12
"""Of all words, the share of small words below which no language is recognised."""
_LOOKED_AT = 20_000
"""Characters; more say nothing new."""

_TABLE = """
English     the of and to in a is that it was for on with as his they at be this from have or by had not but what were there
German      der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass
French      de la le et les des en un une du que est pour dans qui par sur au pas plus ce il avec ne se son sont à aux cette
Spanish     de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me fue
Italian     di che e la il un a per in una mi sono non ho con le si da della del lo i dei nel alla è gli ha più come
Portuguese  de que o e do da em um para com não uma os no se na por mais as dos como mas ao das à seu sua foi é são
Dutch       de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit nog naar heeft werd door
Swedish     och i att det som en på är av för med till den har de inte om ett han men var jag från vi så kan när år under
Danish      og i at det er en på til af for med den de der ikke som et har var han jeg fra blev ved også efter kan om sig
Norwegian   og i det er på til av for en at med som den de ikke har var et jeg han fra vi ble ved også etter kan om seg
Polish      w i na z do się nie że jest to o jak po od za przez dla przy ale który był oraz są ich tym jego może tylko
Czech       a v se na je že s z do o to i ve pro za by jsou po jako ale byl k od tak které jeho která podle před až
Finnish     ja on ei että oli se joka mutta hän myös kun ovat kuin tai niin sen ole jo vain sekä ovat olla mukaan voi nyt
Turkish     ve bir bu da de için ile olarak çok daha olan gibi en sonra kadar ne ya var ise ama o değil her olduğu ki
"""
SMALL_WORDS: Mapping[str, frozenset[str]] = {
    name: frozenset(words) for name, *words in (line.split() for line in _TABLE.strip().splitlines())
}
_CODES: Mapping[str, str] = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "sv": "Swedish", "da": "Danish", "no": "Norwegian", "nb": "Norwegian", "pl": "Polish", "cs": "Czech", "fi": "Finnish",
    "tr": "Turkish", "deutsch": "German", "français": "French", "francais": "French", "español": "Spanish",
    "espanol": "Spanish", "italiano": "Italian", "português": "Portuguese", "nederlands": "Dutch", "svenska": "Swedish",
    "dansk": "Danish", "norsk": "Norwegian", "polski": "Polish", "čeština": "Czech", "suomi": "Finnish", "türkçe": "Turkish",
}  # fmt: skip


def name_of(language: str) -> str | None:
    """The English name of a language as a brief may call it ("de", "Deutsch", "British English"), or None if it is not known."""
    words: list[str] = _WORD.findall(language)
    for word in reversed(words):
        if word.capitalize() in SMALL_WORDS:
            return word.capitalize()
    return _CODES.get(words[0].lower()) if words else None


def guess_language(text: str) -> str | None:
    """The language of a text, or None where it is too short, mixed, or none of those known."""
    words = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    if len(words) < _FEWEST_WORDS:
        return None
    shares = sorted(
        ((sum(word in small for word in words) / len(words), name) for name, small in SMALL_WORDS.items()), reverse=True
    )
    (best, name), (second, _) = shares[:2]
    return name if best >= _LEAST and best >= _LEAD * second else None
