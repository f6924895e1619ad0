"""The provenance report."""
from pathlib import Path
def write_report(workspace: Path) -> Path:
    p = workspace / "report.html"; p.write_text("stub"); return p
