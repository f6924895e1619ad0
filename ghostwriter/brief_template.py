"""The commented brief that ``ghostwriter new`` writes."""

from pathlib import Path

from ghostwriter.errors import UsageError
from ghostwriter.prompt_files import shipped_prompts

TEMPLATE = "new-brief.md"


def new_brief(path: Path) -> None:
    """Write a brief to start from, with a word on every key.

    Raises:
        UsageError: if there is already something at ``path``, or it cannot be written.
    """
    text = (shipped_prompts() / TEMPLATE).read_bytes()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} is already there; name another file.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
