"""The templates of prompts, rendered in Jinja's sandbox: a stranger's may be among them.

A template sees what it is given and nothing behind it, reads other templates of its folder and of the shipped one, through no
link, and runs no code. What it may take of time and memory is limited where it is rendered: in a process of its own
(``ghostwriter.pipeline.prompts.isolated_templates``), unless it is one of ours.
"""

import functools
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ghostwriter.pipeline.prompts.files import ENDING
from ghostwriter.pipeline.prompts.render import as_json
from ghostwriter.security.datamarking import fence, mark, marked
from ghostwriter.security.safe_read import Missing, Unreadable, decode, read_beneath, refuse_hidden

LARGEST = 200_000
"""Bytes of a template; the shipped ones have a few thousand."""
_LONGEST_PROBLEM = 300
_LEADS_OUT = {"..", "/"}


class WrongTemplate(Exception):
    """Problem of a template: its name, the line, and the problem in words."""


class Templates:
    """The templates in ``folders``, nearest first."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def blocks(self, name: str) -> list[str]:
        """The names of a template's blocks.

        Raises:
            WrongTemplate: if it cannot be read, or is none.
        """
        return self._guarded(name, lambda: list(self._environment.get_template(name).blocks))

    def render(self, name: str, block: str, values: Mapping[str, Any]) -> str:
        """One block of a template. What ``values`` hold is never a template.

        Raises:
            WrongTemplate: if it cannot be read, uses a name that it is not given, or something else is wrong with it.
        """

        def rendered() -> str:
            template = self._environment.get_template(name)
            if block not in template.blocks:
                raise WrongTemplate(f"{name}: it has no block {block!r}")
            return "".join(template.blocks[block](template.new_context(dict(values))))

        return self._guarded(name, rendered)

    def _guarded[R](self, name: str, work: Callable[[], R]) -> R:
        try:
            return work()
        except jinja2.TemplateNotFound as error:
            raise WrongTemplate(f"{name}: there is no template {error.name!r}") from error
        except jinja2.TemplateSyntaxError as error:
            raise WrongTemplate(f"{error.name or name}:{error.lineno}: {_short(error)}") from error
        except jinja2.UndefinedError as error:
            hint = "; the first line names what it may use" if "is undefined" in str(error) else ""
            raise WrongTemplate(f"{self._where(error, name)}: {_short(error)}{hint}") from error
        except (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # An expression in a template of one's own can fail in every way that Python's own can.
            raise WrongTemplate(f"{self._where(error, name)}: {_short(error)}") from error
        except RecursionError as error:
            raise WrongTemplate(f"{name}: it is nested too deeply") from error
        except MemoryError as error:
            raise WrongTemplate(f"{name}: it takes more memory than a prompt may") from error

    @functools.cached_property
    def _environment(self) -> jinja2.Environment:
        environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FunctionLoader(self._read),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        environment.filters["json"] = as_json
        environment.globals |= {"fence": fence, "mark": mark, "marked": marked}
        del environment.globals["lipsum"]
        return environment

    def _read(self, name: str) -> tuple[str, str, None] | None:
        """A template's text and path, or None where no folder has it."""
        if _LEADS_OUT & set(Path(name).parts):
            raise WrongTemplate(f"{name!r} lies outside the folder of prompts")
        for folder in self._folders:
            try:
                refuse_hidden(name)
                # A second name would lead out of a folder of one's own; installers give the shipped files one.
                data = read_beneath(folder, name, LARGEST, only_name=folder != self._folders[-1])
                return decode(data), str(folder / name), None
            except Missing:
                continue
            except Unreadable as error:
                raise WrongTemplate(f"{name}: it {error}") from error
        return None

    def _where(self, error: Exception, name: str) -> str:
        """Template and line that an error came from; the traceback has the line of the compiled template."""
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(ENDING)]
        if not frames:
            return name
        template = Path(frames[-1].filename).name
        line = self._environment.get_template(template).get_corresponding_lineno(frames[-1].lineno or 1)
        return f"{template}:{line}"


def _short(error: Exception) -> str:
    said = getattr(error, "message", None) or str(error) or type(error).__name__
    return str(said)[:_LONGEST_PROBLEM].rstrip(".")
