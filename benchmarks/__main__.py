"""``python -m benchmarks``: how fast Ghostwriter is, as ratios of two things measured in one run.

Every figure is the median of several whole processes or runs, taken in turn with what it is compared to, so that a slow
machine slows both. Prints one Markdown table.
"""

from benchmarks import calls, latency, startup


def main() -> None:
    """Measure everything and print it."""
    print("| what | figure | compared to |")
    print("|---|---|---|")
    for part in (startup, calls, latency):
        for row in part.rows():
            print(f"| {row.what} | {row.figure} | {row.compared_to} |", flush=True)


if __name__ == "__main__":
    main()
