"""What a brief names outside of its own folder is told before it is read, and read only if that is allowed."""

from pathlib import Path

import pytest

from ghostwriter.brief.brief import Brief, load_brief, read_brief
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import BriefError, NotAllowed
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.discovery import BriefSources, read_allowed, source_file
from ghostwriter.sources.outside_files import OutsideFiles, not_allowed, outside_files, require_allowed
from tests.scripting import BRIEF, DAM, Newsroom

INTERNAL = ("allowed", "base", "path", "text", "body", "taken_out", "length_range")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name in ("desk/a.md", "desk/notes/b.md", "out/c.md", "out/deep/d.md", "desk-2/e.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"words of {name}")
    (tmp_path / "out/void").mkdir()
    return tmp_path / "desk"


def found(desk: Path, *sources: str, style: str = "") -> list[tuple[str, list[str]]]:
    """What is outside, by names relative to the folder above the desk."""
    given = tuple(source.replace("{top}", str(desk.parent)) for source in sources)
    told = outside_files(
        BriefSources.find(Brief(sources=given, style=style.replace("{top}", str(desk.parent)), base=desk))
    )
    top = desk.parent
    return [
        (str(one.place.relative_to(top)), [str(path.relative_to(top)) for path in one.files])
        for one in told
        if one.place.is_relative_to(top)
    ]


@pytest.mark.parametrize("source", ["a.md", "notes", "*.md", "**", "../desk/a.md", "{top}/desk", "{top}/desk/*.md"])
def test_what_lies_in_the_briefs_folder_is_not_outside_however_it_is_spelt(source: str, desk: Path) -> None:
    assert found(desk, source) == []


@pytest.mark.parametrize(
    ("source", "place", "files"),
    [
        ("../out/c.md", "out/c.md", ["out/c.md"]),
        ("{top}/out/c.md", "out/c.md", ["out/c.md"]),
        ("../out/nothing.md", "out/nothing.md", ["out/nothing.md"]),
        ("../out", "out", ["out/c.md", "out/deep/d.md"]),
        ("../out/**/d.md", "out", ["out/deep/d.md"]),
        ("../desk-2/*", "desk-2", ["desk-2/e.md"]),
        ("..", ".", ["desk-2/e.md", "out/c.md", "out/deep/d.md"]),
        ("../out/void", "out/void", []),
        ("../out/*.none", "out", []),
    ],
)
def test_what_lies_outside_is_told_by_its_real_path(source: str, place: str, files: list[str], desk: Path) -> None:
    assert found(desk, source) == [(place, files)]


def test_a_style_guide_can_lie_outside_as_well_and_one_of_the_house_cannot(desk: Path) -> None:
    assert found(desk, style="../out/c.md") == [("out/c.md", ["out/c.md"])]
    assert found(desk, style="{top}/out/c.md") == [("out/c.md", ["out/c.md"])]
    assert found(desk, style="news") == []


def test_the_real_path_counts(desk: Path) -> None:
    (desk.parent / "way").symlink_to("out")
    (desk.parent / "round").symlink_to("desk")

    assert found(desk, "{top}/way/c.md") == [("out/c.md", ["out/c.md"])]
    assert found(desk, "{top}/round/a.md") == []


@pytest.mark.parametrize(
    "source", ["link.md", "in/c.md", "in/*.md", "/proc/self/environ", "/dev/null", "../.x", "https://a.test/b"]
)
def test_what_is_refused_in_any_case_is_not_asked_for(source: str, desk: Path) -> None:
    (desk / "link.md").symlink_to("../out/c.md")
    (desk / "in").symlink_to("../out")

    assert outside_files(BriefSources.find(Brief(sources=(source,), base=desk))) == []
    assert outside_files(BriefSources.find(Brief(style=source, base=desk))) == []


@pytest.mark.parametrize("allowed", ["out", "out/c.md", "."])
def test_what_is_allowed_need_not_be_asked_for(allowed: str, desk: Path) -> None:
    brief = Brief(sources=("../out/c.md",), base=desk).allowing([desk.parent / allowed])

    assert outside_files(BriefSources.find(brief)) == []
    require_allowed(BriefSources.find(brief))


@pytest.mark.parametrize("allowed", ["out/deep", "desk-2", "out/c.md.old", "ou"])
def test_allowing_one_thing_allows_no_other(allowed: str, desk: Path) -> None:
    brief = Brief(sources=("../out/c.md",), base=desk).allowing([desk.parent / allowed])

    with pytest.raises(NotAllowed):
        require_allowed(BriefSources.find(brief))


def test_the_error_names_the_files_and_an_option_for_each_place(desk: Path) -> None:
    (desk.parent / "my notes").mkdir()
    (desk.parent / "my notes/n.md").write_text("words")
    brief = Brief(sources=("../out", "../out/c.md", "../my notes/*.md"), base=desk)

    named_there, what_to_do = str(not_allowed(brief, outside_files(BriefSources.find(brief)))).splitlines()

    top = desk.parent
    assert named_there == (
        f"the brief names '{top}/out/c.md', '{top}/out/deep/d.md', '{top}/my notes/n.md', which lie outside of its folder "
        f"'{desk}': not read."
    )
    assert what_to_do == (
        f"to let it, add --allow-outside {top}/out --allow-outside '{top}/my notes'; else take that out of the brief, or copy "
        "it into the folder"
    )


def test_for_many_files_the_error_names_their_folders(tmp_path: Path) -> None:
    files = [tmp_path / f"{folder}/{number}.md" for folder in "ab" for number in range(10)]

    told = str(not_allowed(Brief(base=tmp_path / "desk"), [OutsideFiles(path, (path,)) for path in files]))

    assert " and 17 more, which lie outside" in told
    assert f"add --allow-outside {tmp_path}/a --allow-outside {tmp_path}/b;" in told


@pytest.mark.parametrize("key", INTERNAL)
def test_front_matter_has_no_say_in_it(key: str, tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="unknown key"):
        read_brief(f"---\n{key}: ['/']\n---\nTell it.\n", tmp_path, "brief.md")


def test_what_was_allowed_is_what_is_read(desk: Path) -> None:
    """Whatever comes into its place afterwards."""
    real = desk.parent / "out/deep/d.md"
    brief = Brief(base=desk).allowing([real])
    file = source_file(desk, "../out/deep/d.md")
    assert read_allowed(brief, file, 100) == b"words of out/deep/d.md"

    real.rename(desk.parent / "moved.md")
    real.symlink_to(desk.parent / "out/c.md")
    with pytest.raises(Unreadable, match="is a link"):
        read_allowed(brief, file, 100)

    (desk.parent / "out/deep").rename(desk.parent / "deep")
    (desk.parent / "out/deep").symlink_to(desk.parent / "desk-2")
    (desk.parent / "desk-2/d.md").write_text("other words")
    with pytest.raises(Unreadable, match="lies behind a link"):
        read_allowed(brief, file, 100)
    with pytest.raises(Unreadable, match="nobody has allowed it"):
        read_allowed(brief, source_file(desk, f"{desk.parent}/out/deep/d.md"), 100)


@pytest.mark.parametrize("front", ["sources: [dam.md, ../out/town.md]", "sources: [dam.md]\nstyle: ../out/town.md"])
def test_the_library_refuses_what_its_caller_has_not_allowed(front: str, tmp_path: Path, wire: Emulator) -> None:
    newsroom = Newsroom(tmp_path / "desk", wire, BRIEF.replace("sources: [dam.md, town.md]", front))
    (tmp_path / "out").mkdir()
    (tmp_path / "out/town.md").write_text(DAM)

    with pytest.raises(NotAllowed, match="add --allow-outside"):
        newsroom.run()

    assert newsroom.calls() == []
    assert not newsroom.workspace.exists()
    brief = load_brief(newsroom.brief_file)
    pipeline = GhostwriterPipeline(newsroom.settings(brief), env={})
    with pytest.raises(NotAllowed, match="add --allow-outside"):
        pipeline.dry_run(brief)
    assert pipeline.dry_run(brief, allow_outside=[tmp_path / "out"]).rows
