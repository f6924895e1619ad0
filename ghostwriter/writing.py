"""The second half of a run: the draft, its critique and verification, and as many revisions as it takes."""

from ghostwriter.artifacts import Critique, Verification
from ghostwriter.compliance import check_compliance
from ghostwriter.desk import Desk
from ghostwriter.material import Material
from ghostwriter.verification.verdicts import is_failing
from ghostwriter.verifying import verify


def write(desk: Desk, material: Material) -> tuple[Verification, Critique]:
    """Draft and revise until the threshold is reached or the rounds are spent; the last verification, and the critique."""
    drafting = desk.writer.drafting(material)
    desk.build.make([drafting])
    critique, verification = _review(desk, material, drafting.artifact)
    for number in range(1, desk.settings.rounds + 1):
        issues = critique.issues if number == 1 and critique.asks_for_revision else []
        if not issues and verification.coverage.rate >= desk.settings.threshold:
            break
        draft = desk.build.read(verification.draft)
        failing = [verdict for verdict in verification.verdicts if is_failing(verdict)]
        revision = desk.writer.revision(number, material, draft, issues, failing)
        desk.build.make([revision])
        verification = verify(desk, material, number + 1, revision.artifact, verification)
    return verification, critique


def _review(desk: Desk, material: Material, draft_file: str) -> tuple[Critique, Verification]:
    """Critique and verify the first draft, side by side."""
    draft = desk.build.read(draft_file)
    critique = desk.writer.critique(material, draft, check_compliance(desk.brief, draft))
    verification = verify(desk, material, 1, draft_file, beside=[critique])
    return desk.build.result(Critique, critique), verification
