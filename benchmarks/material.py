"""Briefs with as many sources as a measurement wants."""

from pathlib import Path

FACTS = """# Notes from district {n}

The council of district {n} met on {day} May 1937 and heard {people} people. The engineer of district {n} presented the plan
for a canal of {length} kilometres. "We will have water before the harvest," the engineer said.

## Costs

The canal of district {n} cost {cost} million dollars. The state paid {share} percent of the sum. The work took {years} years
and employed {workers} workers. In the first summer the canal watered {fields} fields.
"""


def write_brief(folder: Path, sources: int) -> Path:
    """A brief with so many short sources, in an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(1, sources + 1):
        text = FACTS.format(
            n=n,
            day=n,
            people=40 + n,
            length=10 + n,
            cost=3 + n,
            share=50 + n,
            years=2 + n,
            workers=500 + n,
            fields=90 + n,
        )
        (folder / f"source-{n:02}.md").write_text(text, encoding="utf-8")
    brief = folder / "brief.md"
    brief.write_text(
        "---\ntitle: The canals of the valley\ngoal: tell what the canals cost and brought\nlength: 300\n"
        "sources: ['source-*.md']\n---\nCompare the districts.\n",
        encoding="utf-8",
    )
    return brief
