"""A claim's sentence with the words that flags point to set apart."""

from collections.abc import Iterator

from ghostwriter.report.page import Finding


def flagged_words(finding: Finding, shown: str) -> Iterator[tuple[str, bool]]:
    """The sentence in stretches, and whether a flag points to each.

    Flags count in the claim's text: where the article shows it otherwise (emphasis, links), nothing is set apart.
    """
    marked = {
        place
        for flag in finding.flags
        if shown == finding.claim.text and shown[flag.start : flag.end] == flag.text
        for place in range(flag.start, flag.end)
    }
    start = 0
    for end in range(1, len(shown) + 1):
        if end == len(shown) or (end in marked) != (start in marked):
            yield shown[start:end], start in marked
            start = end
