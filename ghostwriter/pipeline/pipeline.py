"""``GhostwriterPipeline``: the public face: build models, run a brief."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.models.catalog import HAIKU, SONNET
from ghostwriter.brief.brief import Brief
from ghostwriter.config.settings import Flags, Settings, resolve_settings
from ghostwriter.config.toml_file import ConfigFile
from ghostwriter.pipeline.up_to_date import Seal, repeat
from ghostwriter.schema.estimate import Estimate
from ghostwriter.schema.events import Sink
from ghostwriter.schema.record_parts import SandboxRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.stages import StageName
from ghostwriter.sources.discovery import BriefSources
from ghostwriter.sources.outside_files import require_allowed
from ghostwriter.sources.overlap import require_no_overlap
from ghostwriter.workspace.ownership import require_usable

if TYPE_CHECKING:
    from ghostwriter.bedrock.llm import BedrockLLM


class GhostwriterPipeline:
    """Turns a brief and its sources into a verified article."""

    HAIKU: ClassVar[str] = HAIKU
    SONNET: ClassVar[str] = SONNET

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        env: Mapping[str, str] | None = None,
        file: ConfigFile | None = None,
        on_event: Sink | None = None,
        sandbox: SandboxRecord | None = None,
    ) -> None:
        """Nothing is looked up or built before it is needed.

        Args:
            settings: resolved ones; without them flags are empty and each brief's own settings hold.
            env: where credentials and models are looked up; the process environment if not given.
            file: what a ``ghostwriter.toml`` says (see ``load_config_file``); nothing if not given.
            on_event: hears every event of a run, from several threads, one at a time.
            sandbox: what this process is held to, for the record; a pipeline restricts nothing by itself.
        """
        self._settings = settings
        self._env: Mapping[str, str] = os.environ if env is None else env
        self._file = file
        self._on_event: Sink = on_event or (lambda _event: None)
        self._sandbox = sandbox or SandboxRecord()

    def create_llm(self, model: str | None = None, *, stage: StageName | None = None, **settings: Any) -> "BedrockLLM":
        """Build an LLM; see :func:`ghostwriter.create_llm`.

        Args:
            model: an alias, a Bedrock id, a profile ARN or any LiteLLM id.
            stage: use this stage's model, where ``model`` is not given, and its call settings.
            settings: passed on.

        Raises:
            ConfigurationError: (a ValueError) for missing credentials or a misspelt setting.
        """
        from ghostwriter.bedrock.factory import create_llm  # noqa: PLC0415  (the SDK takes seconds to import)

        if stage is None:
            return create_llm(model or self._env.get("GHOSTWRITER_MODEL") or HAIKU, env=self._env, **settings)
        resolved = self._resolved(Brief())
        return create_llm(model or resolved.models[stage], env=self._env, call=resolved.call(stage), **settings)

    def run(
        self,
        brief: Brief,
        workspace: Path,
        *,
        fresh: bool = False,
        skip_unreadable: bool = False,
        allow_outside: Iterable[Path] = (),
    ) -> RunRecord:
        """Run, or go on with, one brief in one workspace.

        Args:
            brief: what to write.
            workspace: where everything that the run writes goes.
            fresh: forget what the workspace holds.
            skip_unreadable: go on without the sources that cannot be read.
            allow_outside: files and folders outside of the brief's own folder that it may read.

        Raises:
            NotAllowed: if it names others.
            GhostwriterError: with what stopped it; the workspace can be resumed by running again.
        """
        brief = brief.allowing(allow_outside)
        sources = BriefSources.find(brief, skip_unreadable=skip_unreadable)
        require_allowed(sources)
        settings = self._resolved(brief)
        seal = Seal(sources, settings, workspace, self._env)
        if not fresh and (record := seal.unbroken()):
            repeat(record, workspace, self._on_event)
            return record
        # What a run with nothing to do does not need is imported here.
        from ghostwriter.pipeline.model_access import ModelAccess  # noqa: PLC0415
        from ghostwriter.pipeline.prompts.trial import task_writer  # noqa: PLC0415
        from ghostwriter.pipeline.run import Run  # noqa: PLC0415
        from ghostwriter.workspace.workspace import Workspace  # noqa: PLC0415

        require_no_overlap(sources, workspace)
        writer = task_writer(brief, settings.prompts)  # before --fresh throws anything away
        access = ModelAccess(settings, self._env)
        with Workspace.open(workspace, fresh=fresh, brief=brief, scanner=access.scanner()) as opened:
            run = Run(brief, settings, opened, access, self._on_event, self._sandbox, writer)
            record = run.go(sources)
            seal.close(opened)
            return record

    def finished(self, brief: Brief, workspace: Path) -> RunRecord | None:
        """The record of an earlier run if ``run`` would find nothing to do, else None; only digests are compared."""
        return Seal(BriefSources.find(brief), self._resolved(brief), workspace, self._env).unbroken()

    def dry_run(
        self,
        brief: Brief,
        workspace: Path | None = None,
        *,
        skip_unreadable: bool = False,
        allow_outside: Iterable[Path] = (),
    ) -> Estimate:
        """Read the sources and estimate what a first run would cost; nothing is called and nothing is written.

        Args:
            brief: what to estimate.
            workspace: where answers of knowledge bases and agents may have been kept; what is there counts.
            skip_unreadable: go on without the sources that cannot be read.
            allow_outside: files and folders outside of the brief's own folder that it may read.

        Raises:
            NotAllowed: if it names others.
            SourceError: if a source cannot be read.
            WorkspaceError: if the workspace is somebody else's folder, or another brief's.
        """
        from ghostwriter.bedrock.budget.budget import Budget  # noqa: PLC0415
        from ghostwriter.pipeline.budget.estimate import estimate  # noqa: PLC0415
        from ghostwriter.pipeline.budget.minimum import least_budget  # noqa: PLC0415
        from ghostwriter.pipeline.budget.plan import BudgetPlan  # noqa: PLC0415
        from ghostwriter.pipeline.knowledge_cache import KnowledgeCache  # noqa: PLC0415
        from ghostwriter.pipeline.prompts.trial import task_writer  # noqa: PLC0415
        from ghostwriter.sources.intake import load_sources  # noqa: PLC0415

        brief = brief.allowing(allow_outside)
        sources = BriefSources.find(brief, skip_unreadable=skip_unreadable)
        require_allowed(sources)
        settings = self._resolved(brief)
        if workspace is not None:
            require_usable(brief, workspace)
        writer = task_writer(brief, settings.prompts)
        kept = KnowledgeCache(workspace, Access.find(self._env), offline=settings.offline)
        intake = load_sources(sources, ask=kept.ask)
        to_ask = [asked.origin for asked in kept.missing]
        expected = estimate(brief, intake.sources, settings, to_ask)
        plan = BudgetPlan(settings, Budget(settings.budget))
        return expected.model_copy(update={"least": least_budget(expected, intake.sources, writer, plan)})

    def _resolved(self, brief: Brief) -> Settings:
        return self._settings or resolve_settings(Flags(), self._env, brief, self._file)
