"""Prompts: found in the package or beside it, overridable by a folder, rendered strictly."""

import difflib
import hashlib
import json
from pathlib import Path
from typing import Any

from ghostwriter.errors import ConfigurationError
from ghostwriter.sources.source import Source

ENDING = ".md.j2"


def shipped_prompts() -> Path:
    """Where the shipped prompts lie: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    return next(folder for folder in (package / "prompts", package.parent / "prompts") if folder.is_dir())


def fence(source: Source) -> str:
    """A mark that a source's text cannot contain, since it is made from the whole of it."""
    return hashlib.sha256(source.text.encode()).hexdigest()[:12]


def as_json(value: Any) -> str:
    """JSON for a prompt: readable characters, and nothing in it can close one of the prompt's marks."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


class Prompts:
    """The templates of one run: those in ``folder`` first, the shipped ones else."""

    def __init__(self, folder: Path | None) -> None:
        self._shipped = shipped_prompts()
        self._folder = folder
        if folder is not None:
            self._refuse_strangers(folder)
        self._environment: Any = None

    def names(self) -> tuple[str, ...]:
        """The names of the stages' templates, partials left out."""
        return tuple(
            sorted(path.name.removesuffix(ENDING) for path in self._shipped.glob(f"[!_]*{ENDING}"))
        )

    def render(self, stage: str, block: str, /, **values: Any) -> str:
        """Render the ``system`` or the ``user`` block of a stage's prompt.

        Raises:
            ConfigurationError: naming template and line, if a template is wrong or uses a name that it is not given.
        """
        import jinja2  # noqa: PLC0415  (nothing else in an up-to-date run needs it)

        try:
            template = self._templates().get_template(f"{stage}{ENDING}")
            context = template.new_context(values)
            return "".join(template.blocks[block](context))
        except jinja2.TemplateSyntaxError as error:
            raise ConfigurationError(f"prompt {error.name}:{error.lineno}: {error.message}") from error
        except jinja2.UndefinedError as error:
            raise ConfigurationError(f"prompt {stage}{ENDING}: {error.message}; see the names at its top.") from error
        except KeyError as error:
            raise ConfigurationError(f"prompt {stage}{ENDING}: there is no block {block!r} in it.") from error

    def style_guide(self, style: str, base: Path) -> str:
        """A house style's text, by the name of a shipped one or the path of one's own, relative to ``base``.

        Raises:
            ConfigurationError: if there is no such guide.
        """
        shipped = self._shipped / "styles"
        known = sorted(path.stem for path in shipped.glob("*.md"))
        path = shipped / f"{style}.md" if style in known else base / style
        try:
            return path.read_bytes().decode().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"style {style!r} is neither one of {', '.join(known)} nor a readable file beside the brief."
            ) from error

    def _templates(self) -> Any:
        if self._environment is None:
            import jinja2  # noqa: PLC0415

            folders = [folder for folder in (self._folder, self._shipped) if folder is not None]
            self._environment = jinja2.Environment(
                loader=jinja2.FileSystemLoader(folders),
                undefined=jinja2.StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                autoescape=False,  # noqa: S701  (prompts are text, not HTML)
            )
            self._environment.filters["json"] = as_json
            self._environment.globals["fence"] = fence
        return self._environment

    def _refuse_strangers(self, folder: Path) -> None:
        if not folder.is_dir():
            raise ConfigurationError(f"--prompts {str(folder)!r}: there is no such folder.")
        known = {path.name for path in self._shipped.glob(f"*{ENDING}")}
        for path in sorted(folder.glob(f"*{ENDING}")):
            if path.name not in known:
                near = difflib.get_close_matches(path.name, sorted(known), n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sorted(known))}."
                raise ConfigurationError(f"--prompts {str(folder)!r}: no stage reads {path.name!r}; {hint}")
