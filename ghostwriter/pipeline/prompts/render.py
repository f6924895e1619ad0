"""Prompts: the templates in ``prompts/`` rendered, and the style guides beside them."""

import functools
import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ghostwriter.brief.brief import Brief
from ghostwriter.errors import ConfigurationError
from ghostwriter.pipeline.prompts.files import ENDING, prompt_folders
from ghostwriter.pipeline.prompts.style_guide import style_guide
from ghostwriter.schema.source import Source

if TYPE_CHECKING:
    from ghostwriter.pipeline.prompts.isolated_templates import TemplatesApart
    from ghostwriter.pipeline.prompts.templates import Templates


def as_json(value: Any) -> str:
    """JSON for a prompt: readable characters, and nothing in it can close one of the prompt's marks."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


class Prompts:
    """The templates and style guides of one run: those in ``folder`` first, the shipped ones else."""

    def __init__(self, folder: Path | None) -> None:
        self._folders = prompt_folders(folder)
        self._are_ours = folder is None

    def names(self) -> tuple[str, ...]:
        """The names of the stages' templates, partials left out."""
        return tuple(sorted(path.name.removesuffix(ENDING) for path in self._folders[-1].glob(f"[!_]*{ENDING}")))

    def blocks(self, stage: str, /, **values: Any) -> tuple[str, str, str]:
        """The ``system``, ``shared`` and ``user`` blocks of a stage's prompt; ``shared`` is empty where there is none.

        Raises:
            ConfigurationError: as ``render``, and if another block is missing.
        """
        shared = self.render(stage, "shared", **values).strip() if self.has(stage, "shared") else ""
        return self.render(stage, "system", **values).strip(), shared, self.render(stage, "user", **values).strip()

    def has(self, stage: str, block: str) -> bool:
        """Check that a stage's prompt has a block; only ``shared`` may be missing.

        Raises:
            ConfigurationError: naming template and line, if the template is wrong.
        """
        from ghostwriter.pipeline.prompts.templates import WrongTemplate  # noqa: PLC0415

        try:
            return block in self._templates.blocks(f"{stage}{ENDING}")
        except WrongTemplate as error:
            raise ConfigurationError(f"prompt {error}.") from error

    def render(self, stage: str, block: str, /, **values: Any) -> str:
        """Render the ``system``, ``shared`` or ``user`` block of a stage's prompt. What ``values`` hold is never a template.

        Raises:
            ConfigurationError: naming template and line, if a template is wrong or uses a name that it is not given.
        """
        from ghostwriter.pipeline.prompts.templates import WrongTemplate  # noqa: PLC0415  (20 ms that no command but a run has to pay)

        shown = {name: _shown(value) for name, value in values.items()}
        try:
            return self._templates.render(f"{stage}{ENDING}", block, shown)
        except WrongTemplate as error:
            raise ConfigurationError(f"prompt {error}.") from error

    def style_guide(self, brief: Brief) -> str:
        """The text of a brief's style guide; see :func:`ghostwriter.pipeline.prompts.style_guide.style_guide`."""
        return style_guide(brief, self._folders)

    @functools.cached_property
    def _templates(self) -> "Templates | TemplatesApart":
        if self._are_ours:
            from ghostwriter.pipeline.prompts.templates import Templates  # noqa: PLC0415

            return Templates(self._folders)
        from ghostwriter.pipeline.prompts.isolated_templates import TemplatesApart  # noqa: PLC0415

        return TemplatesApart(self._folders)


def _shown(value: Any) -> Any:
    """A value as templates see it: a source without the methods of its class."""
    if isinstance(value, Source):
        return SimpleNamespace(**value.model_dump(), words=value.words)
    return [_shown(one) for one in value] if isinstance(value, list | tuple) else value
