"""Prompts: the stages' templates, rendered strictly."""

import functools
import json
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ghostwriter.brief import Brief
from ghostwriter.datamarking import fence, mark, marked
from ghostwriter.errors import ConfigurationError
from ghostwriter.prompt_files import ENDING, prompt_folders
from ghostwriter.style_guide import style_guide

if TYPE_CHECKING:
    import jinja2


def as_json(value: Any) -> str:
    """JSON for a prompt: readable characters, and nothing in it can close one of the prompt's marks."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


class Prompts:
    """The templates and style guides of one run: those in ``folder`` first, the shipped ones else."""

    def __init__(self, folder: Path | None) -> None:
        self._folders = prompt_folders(folder)

    def names(self) -> tuple[str, ...]:
        """The names of the stages' templates, partials left out."""
        return tuple(sorted(path.name.removesuffix(ENDING) for path in self._folders[-1].glob(f"[!_]*{ENDING}")))

    def has(self, stage: str, block: str) -> bool:
        """Whether a stage's prompt has a block; only ``shared`` may be missing."""
        import jinja2  # noqa: PLC0415

        try:
            return block in self._templates.get_template(f"{stage}{ENDING}").blocks
        except jinja2.TemplateError:
            return True  # rendering it says what is wrong, and where

    def render(self, stage: str, block: str, /, **values: Any) -> str:
        """Render the ``system``, ``shared`` or ``user`` block of a stage's prompt. What ``values`` hold is never a template.

        Raises:
            ConfigurationError: naming template and line, if a template is wrong or uses a name that it is not given.
        """
        import jinja2  # noqa: PLC0415  (20 ms that no command but a run has to pay)

        name = f"{stage}{ENDING}"
        try:
            template = self._templates.get_template(name)
            if block in template.blocks:
                return "".join(template.blocks[block](template.new_context(values)))
        except jinja2.TemplateNotFound as error:
            raise ConfigurationError(f"prompt {name}: there is no template {error.name!r}.") from error
        except jinja2.TemplateSyntaxError as error:
            raise ConfigurationError(f"prompt {error.name or name}:{error.lineno}: {error.message}.") from error
        except jinja2.UndefinedError as error:
            hint = "; the first line names what it may use" if "is undefined" in str(error) else ""
            raise ConfigurationError(f"prompt {self._where(error, name)}: {error.message}{hint}.") from error
        except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
            # An expression in a template of one's own can fail in every way that Python's own can.
            raise ConfigurationError(f"prompt {self._where(error, name)}: {error}.") from error
        raise ConfigurationError(f"prompt {name}: it has no block {block!r}.")

    def style_guide(self, brief: Brief) -> str:
        """The text of a brief's style guide; see :func:`ghostwriter.style_guide.style_guide`."""
        return style_guide(brief, self._folders)

    @functools.cached_property
    def _templates(self) -> "jinja2.Environment":
        import jinja2  # noqa: PLC0415

        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self._folders),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,  # noqa: S701  (prompts are text, not HTML)
        )
        environment.filters["json"] = as_json
        environment.globals |= {"fence": fence, "mark": mark, "marked": marked}
        return environment

    def _where(self, error: Exception, name: str) -> str:
        """Template and line that an error came from; the traceback has the line of the compiled template."""
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(ENDING)]
        if not frames:
            return name
        template = Path(frames[-1].filename).name
        return f"{template}:{self._templates.get_template(template).get_corresponding_lineno(frames[-1].lineno or 1)}"
