"""One round of verification: a draft's claims, what the model says of them, and what the checks make of that."""

from collections.abc import Sequence

from ghostwriter.artifacts import VerdictBatch, Verification
from ghostwriter.desk import Desk
from ghostwriter.events import ClaimsVerified
from ghostwriter.material import Material
from ghostwriter.tasks import Task
from ghostwriter.verification.batches import batches
from ghostwriter.verification.claims import changed_claims, find_claims
from ghostwriter.verification.ground import Ground
from ghostwriter.verification.self_evident import need_no_evidence
from ghostwriter.verification.verdicts import claim_flags, coverage, failing_lines, settle


def verify(  # noqa: PLR0913, PLR0917  (a round: which, of what, after which, beside what)
    desk: Desk,
    material: Material,
    number: int,
    draft_file: str,
    previous: Verification | None = None,
    beside: Sequence[Task] = (),
) -> Verification:
    """Verify a draft; what a previous verification said of unchanged sentences holds, and is not asked again."""
    draft = desk.build.read(draft_file)
    claims = find_claims(draft)
    ground = Ground.of(material.sources, draft)
    changed, carried = (claims, []) if previous is None else changed_claims(previous, claims)
    evident = need_no_evidence(changed)
    to_check = [claim for claim in changed if claim.id not in {verdict.claim.id for verdict in evident}]
    asked = batches(to_check, material.sources, material.facts)
    flags = claim_flags(to_check, ground)
    tasks = [desk.writer.verification(number, index, batch, flags) for index, batch in enumerate(asked, start=1)]
    desk.build.make([*beside, *tasks])
    answers = [verdict for task in tasks for verdict in desk.build.result(VerdictBatch, task).verdicts]
    order = {claim.id: position for position, claim in enumerate(claims)}
    settled = sorted(
        [*settle(to_check, answers, ground), *evident, *carried], key=lambda verdict: order[verdict.claim.id]
    )
    verification = Verification(draft=draft_file, coverage=coverage(len(claims), settled), verdicts=settled)
    desk.build.derive(f"verification/round-{number}.json", verification.model_dump_json(indent=1) + "\n")
    desk.emit(
        ClaimsVerified(
            round=number,
            draft=draft_file,
            rate=verification.coverage.rate,
            coverage=str(verification.coverage),
            failing=failing_lines(verification),
        )
    )
    return verification
