import contextlib
import hashlib
import os
import select
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghostwriter.agents.confined_folder import LARGEST_EDIT, ConfinedFolder, Refusal
from ghostwriter.errors import WorkspaceError

RACE_ROUNDS = int(os.environ.get("RACE_ROUNDS", "2000"))
"""Swaps under each race, and operations in each; ``make race`` makes 20,000 of them."""
ARTIFACT = "extraction/S1.json"
DEEP = "verification/round-1/batch-1.json"
NOTES = "drafting/notes.md"
SECRET = "the secret of the house next door"

type Tree = dict[str, tuple[int, str]]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the workspace that holds what must never be read or changed."""
    folder = tmp_path / "outside"
    (folder / "round-1").mkdir(parents=True)
    for name in ("S1.json", "batch-1.json", "round-1/batch-1.json"):
        (folder / name).write_text(SECRET)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


@pytest.fixture
def confined(root: Path) -> Iterator[ConfinedFolder]:
    with ConfinedFolder(root, readable={NOTES}, writable={ARTIFACT, DEEP}) as folder:
        yield folder


def snapshot(folder: Path) -> Tree:
    """Every name beneath a folder with its mode and what it holds."""
    return {str(path.relative_to(folder)): (path.lstat().st_mode, content(path)) for path in folder.rglob("*")}


def content(path: Path) -> str:
    if path.is_symlink():
        return str(path.readlink())
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


# What may be done


def test_what_is_written_is_read_back_and_its_folders_are_made(confined: ConfinedFolder, root: Path) -> None:
    confined.write(DEEP, "Über\r\n")

    assert confined.read(DEEP) == "Über\r\n"
    assert (root / DEEP).read_bytes() == "Über\r\n".encode()
    assert stat.S_IMODE((root / DEEP).stat().st_mode) == 0o600


def test_a_write_replaces_the_file_and_leaves_nothing_beside_it(confined: ConfinedFolder, root: Path) -> None:
    confined.write(ARTIFACT, "one")
    confined.write(ARTIFACT, "two")

    assert {path.name: path.read_text() for path in (root / "extraction").iterdir()} == {"S1.json": "two"}


def test_what_may_only_be_read_is_not_written(confined: ConfinedFolder, root: Path) -> None:
    (root / "drafting").mkdir()
    (root / NOTES).write_text("mine")

    assert confined.read(NOTES) == "mine"
    with pytest.raises(Refusal, match=r"'drafting/notes\.md' is not yours to write\. You may write only extraction/S1"):
        confined.write(NOTES, "theirs")
    assert (root / NOTES).read_text() == "mine"


@pytest.mark.parametrize("spelling", ["{root}/", ""])
def test_a_path_is_relative_or_absolute_beneath_the_root(confined: ConfinedFolder, root: Path, spelling: str) -> None:
    assert confined.name(spelling.format(root=root) + ARTIFACT) == ARTIFACT


def test_a_folder_tells_what_is_permitted_beneath_it(confined: ConfinedFolder, root: Path) -> None:
    assert confined.beneath(confined.name(".")) == [NOTES, ARTIFACT, DEEP]
    assert confined.beneath(confined.name(str(root))) == [NOTES, ARTIFACT, DEEP]
    assert confined.beneath("verification") == [DEEP]
    assert confined.beneath("verif") == []
    assert confined.beneath(ARTIFACT) == []


# What is refused for its name


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "Give a path"),
        ("a" * 201, "Give a path"),
        ("a/" * 5_000, "Give a path"),
        ("/etc/passwd", "leads outside"),
        ("//etc/passwd", "leads outside"),
        ("{root}2/S1.json", "leads outside"),
        ("{root}//etc/passwd", "leads outside"),
        ("../outside/S1.json", "leads outside"),
        ("extraction/../../outside/S1.json", "leads outside"),
        ("extraction/..", "leads outside"),
        ("./extraction/S1.json", "dot components"),
        ("extraction/./S1.json", "dot components"),
        ("extraction//S1.json", "dot components"),
        ("extraction/S1.json/", "dot components"),
        (".env", "dot components"),
        ("~/.ssh/id_rsa", "dot components"),
        (".agents/plugins/evil/hooks/hooks.json", "dot components"),
        ("extraction/.git/config", "dot components"),
        ("extraction/S1.json\0.md", "control characters"),
        ("extraction/S1.json\n", "control characters"),
        ("extraction/\u202eS1.json", "control characters"),
        ("extraction/S1\u200b.json", "control characters"),
        ("extraction/\ud800", "control characters"),
        ("extraction\\S1.json", "backslashes"),
        ("C:\\Windows\\win.ini", "backslashes"),
    ],
)
def test_a_path_that_leads_astray_is_refused(confined: ConfinedFolder, root: Path, path: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason) as refused:
        confined.name(path.format(root=root))

    assert f"You may write only {ARTIFACT}, {DEEP}." in str(refused.value)
    assert str(root) not in str(refused.value)


@pytest.mark.parametrize(
    "path",
    [
        "sources/S1.md",
        "run.json",
        "extraction/S2.json",
        "extraction",
        "~root/id_rsa",
        "extraction/S1.JSON",
        "extraction/S1.json ",
        "extraction\u2215S1.json",  # a division slash
        "extraction/\u04051.json",  # a Cyrillic letter that looks like S
        "extraction/\uff331.json",  # a full-width S
        "\uff0e\uff0e/outside/S1.json",  # full-width dots
        "\u2026/outside/S1.json",  # an ellipsis
        "extractio\u0301n/S1.json",  # a combining accent
    ],
)
def test_a_path_that_is_not_on_the_list_is_refused(confined: ConfinedFolder, path: str) -> None:
    name = confined.name(path)

    with pytest.raises(Refusal, match="not yours to read"):
        confined.read(name)
    with pytest.raises(Refusal, match="not yours to write"):
        confined.write(name, "text")


# What is refused for what stands there


def plant_linked_folder(root: Path, outside: Path) -> None:
    link(root / "extraction", outside)


def plant_relative_linked_folder(root: Path, outside: Path) -> None:
    link(root / "extraction", Path("..", "outside"))


def plant_link_to_a_folder_inside(root: Path, outside: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "elsewhere" / "S1.json").write_text(SECRET)
    link(root / "extraction", root / "elsewhere")


def plant_linked_file(root: Path, outside: Path) -> None:
    link(root / ARTIFACT, outside / "S1.json")


def plant_dangling_link(root: Path, outside: Path) -> None:
    link(root / ARTIFACT, outside / "new.json")


def plant_link_to_itself(root: Path, outside: Path) -> None:
    link(root / ARTIFACT, root / ARTIFACT)


def plant_hard_link(root: Path, outside: Path) -> None:
    (root / "extraction").mkdir()
    (root / ARTIFACT).hardlink_to(outside / "S1.json")


def plant_fifo(root: Path, outside: Path) -> None:
    (root / "extraction").mkdir()
    os.mkfifo(root / ARTIFACT)


def plant_socket(root: Path, outside: Path) -> None:
    (root / "extraction").mkdir()
    with contextlib.chdir(root / "extraction"), socket.socket(socket.AF_UNIX) as listening:
        listening.bind("S1.json")


def plant_folder(root: Path, outside: Path) -> None:
    (root / ARTIFACT).mkdir(parents=True)


def plant_file_for_a_folder(root: Path, outside: Path) -> None:
    (root / "extraction").write_text(SECRET)


def plant_device(root: Path, outside: Path) -> None:
    link(root / ARTIFACT, Path("/dev/zero"))


def plant_device_folder(root: Path, outside: Path) -> None:
    link(root / "extraction", Path("/dev"))


def plant_environment(root: Path, outside: Path) -> None:
    link(root / ARTIFACT, Path("/proc/self/environ"))


def plant_own_descriptors(root: Path, outside: Path) -> None:
    link(root / "extraction", Path("/proc/self/fd"))


PLANTS: list[Callable[[Path, Path], None]] = [
    plant_linked_folder,
    plant_relative_linked_folder,
    plant_link_to_a_folder_inside,
    plant_linked_file,
    plant_dangling_link,
    plant_link_to_itself,
    plant_hard_link,
    plant_fifo,
    plant_socket,
    plant_folder,
    plant_file_for_a_folder,
    plant_device,
    plant_device_folder,
    plant_environment,
    plant_own_descriptors,
]


@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_no_plain_file_is_neither_read_nor_written(
    confined: ConfinedFolder, root: Path, outside: Path, plant: Callable[[Path, Path], None]
) -> None:
    plant(root, outside)
    before = snapshot(root), snapshot(outside)

    with pytest.raises(Refusal) as unread:
        confined.read(ARTIFACT)
    with pytest.raises(Refusal) as unwritten:
        confined.write(ARTIFACT, "changed")

    assert (snapshot(root), snapshot(outside)) == before
    for refused in (unread, unwritten):
        assert ARTIFACT in str(refused.value)
        assert SECRET not in str(refused.value)
        assert str(root.parent) not in str(refused.value)


@pytest.mark.parametrize("component", ["verification", "verification/round-1", DEEP])
def test_a_link_is_refused_at_any_component(
    confined: ConfinedFolder, root: Path, outside: Path, component: str
) -> None:
    link(root / component, outside if component != DEEP else outside / "batch-1.json")
    before = snapshot(outside)

    with pytest.raises(Refusal, match="leads through a link"):
        confined.read(DEEP)
    with pytest.raises(Refusal, match=r"leads through a link|not a regular file"):
        confined.write(DEEP, "changed")

    assert snapshot(outside) == before


def test_a_refusal_keeps_no_descriptor_open(confined: ConfinedFolder, root: Path, outside: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.exists():
        pytest.skip("this system does not list a process's descriptors under /proc")
    before = len(list(descriptors.iterdir()))

    for plant in PLANTS:
        plant(root, outside)
        with contextlib.suppress(Refusal):
            confined.read(ARTIFACT)
        with contextlib.suppress(Refusal):
            confined.write(ARTIFACT, "x")
        for path in root.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    assert len(list(descriptors.iterdir())) == before


def test_a_root_that_is_a_link_is_an_error_of_the_workspace(root: Path, tmp_path: Path) -> None:
    link(tmp_path / "linked", root)

    with pytest.raises(WorkspaceError, match="not a link to it"):
        ConfinedFolder(tmp_path / "linked", readable=(), writable={ARTIFACT})


def test_a_closed_folder_refuses(root: Path) -> None:
    folder = ConfinedFolder(root, readable=(), writable={ARTIFACT})
    folder.close()
    folder.close()

    with pytest.raises(Refusal, match="cannot be used"):
        folder.write(ARTIFACT, "text")
    assert not (root / "extraction").exists()


# Sizes, encodings, failing disks


def test_a_file_of_the_largest_size_is_read_and_written(confined: ConfinedFolder) -> None:
    confined.write(ARTIFACT, "x" * LARGEST_EDIT)

    assert len(confined.read(ARTIFACT)) == LARGEST_EDIT


def test_too_large_a_text_is_not_written(confined: ConfinedFolder, root: Path) -> None:
    with pytest.raises(Refusal, match=r"1,000,001 bytes; the limit is 1,000,000"):
        confined.write(ARTIFACT, "ü" + "x" * (LARGEST_EDIT - 1))

    assert not (root / "extraction").exists()


def test_too_large_a_file_is_not_read(root: Path) -> None:
    (root / "extraction").mkdir()
    (root / ARTIFACT).write_bytes(b"x" * 11)

    with (
        ConfinedFolder(root, readable=(), writable={ARTIFACT}, largest=10) as folder,
        pytest.raises(Refusal, match="larger than 10 bytes"),
    ):
        folder.read(ARTIFACT)


def test_a_file_that_is_not_utf_8_is_not_read(confined: ConfinedFolder, root: Path) -> None:
    (root / "extraction").mkdir()
    (root / ARTIFACT).write_bytes("Über".encode("latin-1"))

    with pytest.raises(Refusal, match="not UTF-8"):
        confined.read(ARTIFACT)
    assert not confined.exists(ARTIFACT)


def test_half_a_surrogate_pair_is_not_written(confined: ConfinedFolder, root: Path) -> None:
    with pytest.raises(Refusal, match="cannot be written as UTF-8"):
        confined.write(ARTIFACT, "\ud83d")

    assert not (root / "extraction").exists()


@contextlib.contextmanager
def without_privileges() -> Iterator[None]:
    """Root may write anywhere; nobody may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("folder", [".", "extraction"])
def test_a_read_only_folder_is_one_clear_refusal(confined: ConfinedFolder, root: Path, folder: str) -> None:
    (root / folder).mkdir(exist_ok=True)
    root.chmod(0o755)
    (root / folder).chmod(0o555)

    with without_privileges(), pytest.raises(Refusal) as refused:
        confined.write(ARTIFACT, "text")

    assert str(refused.value) == f"'{ARTIFACT}' cannot be used: Permission denied."
    (root / folder).chmod(0o755)
    assert not list(root.rglob("*.json*"))


def test_a_write_that_the_disk_cuts_short_leaves_the_old_file_and_no_litter(
    confined: ConfinedFolder, root: Path
) -> None:
    resource = pytest.importorskip("resource", reason="file size limits are POSIX")
    confined.write(ARTIFACT, "old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, hard))
    try:
        with pytest.raises(Refusal, match="File too large"):
            confined.write(ARTIFACT, "new" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert {path.name: path.read_text() for path in (root / "extraction").iterdir()} == {"S1.json": "old"}


def test_a_reader_never_sees_half_a_file(confined: ConfinedFolder, root: Path) -> None:
    whole = {character * 200_000 for character in "ab"}
    confined.write(ARTIFACT, min(whole))
    seen: set[str] = set()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            seen.add((root / ARTIFACT).read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(100):
        for text in whole:
            confined.write(ARTIFACT, text)
    over.set()
    reader.join()

    assert seen == whole


# Whatever the path


WORDS = [
    "..",
    ".",
    "",
    "extraction",
    "S1.json",
    "outside",
    "way-out",
    "file-out",
    ".agents",
    "\\",
    "\0",
    "~",
    "$HOME",
    "%2e%2e",
]
paths = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), min_size=1, max_size=8).map("/".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(lambda words: "{root}/" + "/".join(words)),
)


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A workspace with ways out of it, and what lies outside."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "S1.json").write_text(SECRET)
    root = tmp_path_factory.mktemp("workspace")
    link(root / "way-out", outside)
    link(root / "extraction" / "way-out", outside)
    link(root / "file-out", outside / "S1.json")
    return root, outside


@settings(max_examples=300, deadline=None)
@given(path=paths)
def test_no_path_reaches_anything_but_the_permitted_file(neighbours: tuple[Path, Path], path: str) -> None:
    root, outside = neighbours
    before = snapshot(outside), snapshot(root)
    spelt = path.replace("{root}", str(root))

    with ConfinedFolder(root, readable=(), writable={ARTIFACT}) as folder:
        try:
            name = folder.name(spelt)
            folder.write(name, "mine")
        except Refusal as refused:
            assert str(outside) not in str(refused)  # noqa: PT017  (both endings are right; this one must keep quiet)
            assert (snapshot(outside), snapshot(root)) == before
        else:
            assert name == ARTIFACT
            assert folder.read(name) == "mine"
    (root / ARTIFACT).unlink(missing_ok=True)
    assert snapshot(outside) == before[0]


# Races


SWAP = """
decoy = f"{path}-decoy"
os.symlink(target, decoy)
exchange = ctypes.CDLL(None, use_errno=True).renameat2
at_fdcwd, rename_exchange = -100, 2
def attack():
    if not os.path.islink(path) and not os.path.islink(decoy):  # a write has replaced the link
        os.unlink(decoy)
        os.symlink(target, decoy)
    if exchange(at_fdcwd, os.fsencode(path), at_fdcwd, os.fsencode(decoy), rename_exchange):
        sys.exit(os.strerror(ctypes.get_errno()))
"""
"""Lets ``path`` and a link to ``target`` change places, each time in one step."""
HARD_LINK = """
def attack():
    os.link(target, path)
    os.unlink(path)
"""
"""Gives ``target`` the second name ``path``, and takes it away again."""
REPLACED_HARD_LINK = """
def attack():
    os.link(target, f"{path}-link")
    os.rename(f"{path}-link", path)
    os.close(os.open(f"{path}-file", os.O_CREAT, 0o600))
    os.rename(f"{path}-file", path)
"""
"""Puts a second name of ``target`` at ``path``, and an empty file in its place again."""
ATTACKER = """
import ctypes, os, sys
path, target, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
{attack}
for number in range(1, sys.maxsize):
    attack()
    if number == rounds:
        print("enough", flush=True)
"""
LONGEST_RACE_SECONDS = max(30, RACE_ROUNDS // 50)


def race(attack: str, path: Path, target: Path, operate: Callable[[], str], rounds: int = RACE_ROUNDS) -> Counter[str]:
    """Attack ``path`` while ``operate`` runs, each at least ``rounds`` times; returns what ``operate`` said how often.

    Another process attacks: a thread would wait for the same interpreter lock. The race goes on, within bounds, until
    it was close: until not every answer is the same.
    """
    said: Counter[str] = Counter()
    program = [sys.executable, "-c", ATTACKER.format(attack=attack), str(path), str(target), str(rounds)]
    deadline = time.monotonic() + LONGEST_RACE_SECONDS
    with subprocess.Popen(program, stdout=subprocess.PIPE) as attacker:
        assert attacker.stdout
        try:
            while said.total() < rounds or not select.select([attacker.stdout], [], [], 0)[0] or len(said) < 2:
                said[operate()] += 1
                assert time.monotonic() < deadline, f"the race was never close: {said}"
            assert attacker.stdout.readline() == b"enough\n"
            assert attacker.poll() is None, "the attacker gave up"
        finally:
            attacker.kill()
    print(f"{said.total():,} operations under {rounds:,} swaps or more; {len(said)} different outcomes")  # noqa: T201  (the figure of `make race`)
    return said


needs_exchange = pytest.mark.skipif(sys.platform != "linux", reason="swaps two names with Linux's renameat2")
each_component = pytest.mark.parametrize(
    ("component", "target"), [("verification", "."), ("verification/round-1", "."), (DEEP, "batch-1.json")]
)


@needs_exchange
@each_component
def test_swapping_components_under_it_lets_nothing_out(
    confined: ConfinedFolder, root: Path, outside: Path, component: str, target: str
) -> None:
    confined.write(DEEP, "mine")

    def operate() -> str:
        try:
            return confined.read(DEEP)
        except Refusal as refusal:
            return str(refusal)

    said = race(SWAP, root / component, outside / target, operate)

    assert said["mine"] > 0
    assert not [words for words in said if SECRET in words]


@needs_exchange
@each_component
def test_swapping_components_under_it_lets_nothing_in(
    confined: ConfinedFolder, root: Path, outside: Path, component: str, target: str
) -> None:
    confined.write(DEEP, "mine")
    before = snapshot(outside)

    def operate() -> str:
        try:
            confined.write(DEEP, "mine")
        except Refusal as refusal:
            return str(refusal)
        return "written"

    said = race(SWAP, root / component, outside / target, operate)

    assert snapshot(outside) == before
    assert not list(root.rglob(".*")), "a temporary file was left behind"
    assert said["written"] > 0


@needs_exchange
def test_a_check_of_the_real_path_loses_that_race(root: Path, outside: Path) -> None:
    """The positive control: what the walk is for, and that the race can be lost at all."""
    (root / "extraction").mkdir()
    (root / ARTIFACT).write_text("mine")

    def operate() -> str:
        path = root / ARTIFACT
        # A swap in the middle of resolving is an error of its own.
        with contextlib.suppress(OSError):
            if path.resolve().is_relative_to(root.resolve()) and SECRET in path.read_text():
                return SECRET
        return "safe"

    assert race(SWAP, root / "extraction", outside, operate)[SECRET] > 0


def tells_every_change(path: Path) -> bool:
    """Whether each change of a file's names gives it another change time."""
    other = path.with_name("other-name")
    times = set()
    for _ in range(50):
        other.hardlink_to(path)
        times.add(path.stat().st_ctime_ns)
        other.unlink()
        times.add(path.stat().st_ctime_ns)
    return len(times) == 100


@pytest.mark.parametrize("attack", [HARD_LINK, REPLACED_HARD_LINK], ids=["removed", "replaced"])
def test_a_hard_link_that_vanishes_while_it_is_opened_lets_nothing_out(
    confined: ConfinedFolder, root: Path, outside: Path, attack: str
) -> None:
    (root / "extraction").mkdir()
    if not tells_every_change(outside / "S1.json"):
        pytest.skip("change times are too coarse here to tell two changes apart; Linux before 6.13")

    def operate() -> str:
        try:
            return confined.read(ARTIFACT)
        except Refusal as refusal:
            return str(refusal)

    assert SECRET not in race(attack, root / ARTIFACT, outside / "S1.json", operate, 10 * RACE_ROUNDS)
