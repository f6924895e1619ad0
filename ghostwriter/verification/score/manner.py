"""How a sentence speaks: of the text itself, with hedges, with praise. What is made up is often said in these ways."""

import re

_OF_THE_TEXT = re.compile(
    r"\b(?:overall|in conclusion|in summary|therefore|based on the|according to|passages?|provided|summary|answer|question)\b",
    re.IGNORECASE,
)
_UNABLE = re.compile(
    r"\b(?:unable to|not (?:mentioned|specified|provided|stated|clear|possible)|no (?:information|mention))\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|some|generally|typically|usually|often|likely|can|such as|including|various|several)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:great|excellent|friendly|delicious|cozy|popular|perfect|wide|variety|range|quality|experience|enjoy\w*|praise\w*|"
    r"atmosphere|highly|recommend\w*|positive|negative|mixed|customers?|reviews?|reviewers?)\b",
    re.IGNORECASE,
)


def manner(sentence: str) -> dict[str, float]:
    """Features of a sentence by its wording alone."""
    return {
        "of_the_text": float(bool(_OF_THE_TEXT.search(sentence))),
        "unable": float(bool(_UNABLE.search(sentence))),
        "hedges": float(len(_HEDGE.findall(sentence))),
        "praise": float(len(_PRAISE.findall(sentence))),
    }
