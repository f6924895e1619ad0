import json
import subprocess
import sys

import pytest

from tests.chaos.full_disk import NOT_PERMITTED, OPTIONS

PAGES_AT_A_TIME = 6


@pytest.mark.long
@pytest.mark.parametrize("kind", OPTIONS)
def test_on_a_disk_that_is_full_at_every_stage_a_run_says_so_and_goes_on_when_there_is_room(kind: str) -> None:
    command = [sys.executable, "-m", "tests.chaos.full_disk", str(PAGES_AT_A_TIME), kind]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)
    if done.returncode == NOT_PERMITTED:
        pytest.skip("a disk of one's own takes a mount, which is not permitted here")

    figures = json.loads(done.stdout)

    assert figures["wrong"] == []
    assert figures["runs"][kind] > 3
