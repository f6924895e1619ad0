from ghostwriter.verification.flags.source_index import SourceIndex


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in SourceIndex.of([text]).sentences]


def test_a_sentence_goes_on_over_the_end_of_a_wrapped_line() -> None:
    assert sentences(
        "On 16 August 1858 the Queen greeted the President in a\nmessage of 98 words. It took\nlong.\n"
    ) == [
        "On 16 August 1858 the Queen greeted the President in a message of 98 words.",
        "It took",
        "long.",
    ]


def test_lines_of_lists_records_and_tables_stay_apart() -> None:
    long = "a line of a list that is long enough to be taken for wrapped prose"

    text = f"- {long}\n- {long}\n1. {long}\n2. {long}\n| {long} |\n| {long} |\n"

    assert sum(long in sentence for sentence in sentences(text)) == 6
    assert len(sentences(f"{long}\nName: Elm Dam\n")) == 2
