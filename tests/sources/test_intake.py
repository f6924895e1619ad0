"""All sources are read before any model is called, or each that cannot be is named in one line."""

import hashlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from ghostwriter.brief.brief import Brief, load_brief
from ghostwriter.errors import SourceError
from ghostwriter.sources.discovery import MOST, BriefSources
from ghostwriter.sources.intake import LARGEST_SOURCE, Intake, load_sources

type Take = Callable[..., Intake]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[dict[str, str | bytes]], Path]:
    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def take(write: Callable[[dict[str, str | bytes]], Path]) -> Take:
    def take(files: dict[str, str | bytes], *named: str, skip_unreadable: bool = False) -> Intake:
        brief = Brief(sources=named, base=write(files))
        return load_sources(BriefSources.find(brief, skip_unreadable=skip_unreadable))

    return take


def refused(take: Take, files: dict[str, str | bytes], *named: str, skip_unreadable: bool = False) -> list[str]:
    with pytest.raises(SourceError) as caught:
        take(files, *named, skip_unreadable=skip_unreadable)
    return str(caught.value).splitlines()


def test_sources_are_numbered_in_the_briefs_order(take: Take) -> None:
    intake = take({"b.md": "# B\n\nbee", "a.txt": "ay"}, "b.md", "a.txt")

    assert [(source.id, source.origin, source.title, source.text) for source in intake.sources] == [
        ("S1", "b.md", "B", "# B\n\nbee\n"),
        ("S2", "a.txt", "a", "ay\n"),
    ]
    assert (intake.receipt.read, intake.receipt.total, intake.receipt.words) == (2, 2, 4)


def test_a_folder_is_read_to_its_depths_in_natural_order(take: Take) -> None:
    files: dict[str, str | bytes] = {f"s/part-{number}.md": f"part {number}" for number in (10, 2, 1)}

    intake = take(files | {"s/deep/er.md": "deep", "s/.hidden.md": "no", "s/.git/x.md": "no"}, "s/")

    assert [source.origin for source in intake.sources] == [
        "s/deep/er.md",
        "s/part-1.md",
        "s/part-2.md",
        "s/part-10.md",
    ]


def test_a_pattern_stands_for_its_files_without_the_brief(write: Callable[[dict[str, str | bytes]], Path]) -> None:
    base = write(
        {"brief.md": "---\nsources: ['*.md', './sub/*']\n---\n", "a.md": "ay", "sub/b.md": "bee", "c.txt": "no"}
    )

    intake = load_sources(BriefSources.find(load_brief(base / "brief.md")))

    assert [source.origin for source in intake.sources] == ["a.md", "sub/b.md"]


def test_a_name_with_brackets_is_a_file_where_there_is_one(take: Take) -> None:
    assert take({"a[1].md": "one", "a1.md": "other"}, "a[1].md").sources[0].text == "one\n"


def test_a_file_named_twice_is_read_once(take: Take) -> None:
    intake = take({"s/a.md": "ay"}, "s/a.md", "s/*", "./s/a.md")

    assert (len(intake.sources), intake.notices) == (1, ())


def test_a_copy_is_read_once_with_a_notice(take: Take) -> None:
    intake = take({"a.md": "same", "b.md": "same", "c.md": "other"}, "a.md", "b.md", "c.md")

    assert [(source.id, source.origin) for source in intake.sources] == [("S1", "a.md"), ("S2", "c.md")]
    assert intake.notices == ("b.md is the same as a.md; it is read once",)


@pytest.fixture
def reaching_out(tmp_path: Path) -> Brief:
    """A brief with three sources outside of its folder."""
    (tmp_path / "inner").mkdir()
    for name in ("b.md", "c.md", "d.md", "inner/e.md"):
        (tmp_path / name).write_text(name)
    return Brief(sources=("../b.md", "../c.md", str(tmp_path / "d.md"), "e.md"), base=tmp_path / "inner")


def test_what_is_allowed_outside_of_the_briefs_folder_is_read_with_a_notice(
    reaching_out: Brief, tmp_path: Path
) -> None:
    notices = load_sources(BriefSources.find(reaching_out.allowing([tmp_path]))).notices

    assert [notice.split(":")[0] for notice in notices] == ["../b.md", "../c.md", "d.md"]
    assert "outside of the brief's folder" in notices[0]


def test_what_is_not_allowed_outside_of_the_briefs_folder_is_not_read(reaching_out: Brief, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load_sources(BriefSources.find(reaching_out.allowing([tmp_path / "c.md"])))

    assert str(caught.value).splitlines()[:2] == [
        "../b.md: lies outside of the brief's folder, and nobody has allowed it",
        "d.md: lies outside of the brief's folder, and nobody has allowed it",
    ]


def test_all_that_cannot_be_read_is_told_at_once(take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "void").mkdir()
    monkeypatch.chdir(tmp_path)  # a socket's path may be a hundred characters at most
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.md")
    files: dict[str, str | bytes] = {
        "good.md": "fine",
        "Notes.md": "fine too",
        "empty.md": " \n",
        "unseen.md": "\u200b\n",
        "a.pdf": b"%PDF-1.7 text",
        "b.docx": b"PK\x03\x04\x00\x00",
        "c.bin": b"a\x00b",
        "d.txt": b"line\ncaf\xe9",
        "e.txt": "\ufeffhi".encode("utf-16"),
        "huge.txt": b"x" * (LARGEST_SOURCE + 1),
    }
    named = ["good.md", "notes.md", "gone/x.md", "void", "pipe.md", "socket.md", "/dev/null", "no/*.md"]

    lines = refused(take, files, *named, *sorted(set(files) - {"good.md", "Notes.md"}), "https://example.org/a", "a\0b")

    assert lines == [
        "notes.md: no such file; did you mean 'Notes.md'?",
        "gone/x.md: no such file",
        "void: is a folder without files",
        "pipe.md: is a named pipe, not a file",
        "socket.md: is a socket, not a file",
        "null: lies in /dev, where the system shows itself; there are no documents",
        "no/*.md: matches no file",
        "a.pdf: is a PDF; save its text as Markdown, plain text or HTML first",
        "b.docx: is a ZIP archive (or a Word, Excel or EPUB file); save its text as Markdown, plain text or HTML first",
        "c.bin: is a binary file; save its text as Markdown, plain text or HTML first",
        "d.txt: is not UTF-8 (byte 8, in line 2); save it as UTF-8",
        "e.txt: is UTF-16; save it as UTF-8",
        "empty.md: is empty",
        "huge.txt: is too large (the limit is 5,000,000 bytes)",
        "unseen.md: is empty",
        "https://example.org/a: is an address, and nothing is downloaded: save the page and name the file",
        "a\ufffdb: cannot be opened: embedded null byte",
        "or run with --skip-unreadable to go on without them",
    ]


def test_what_cannot_be_read_may_be_skipped_and_ids_have_no_gap(take: Take) -> None:
    intake = take({"a.md": "ay", "c.md": "sea", "b.md": b"\x00"}, "a.md", "b.md", "c.md", "d.md", skip_unreadable=True)

    assert [source.id for source in intake.sources] == ["S1", "S2"]
    assert (intake.receipt.read, intake.receipt.total) == (2, 4)
    assert [line.split(":")[0] for line in intake.receipt.skipped] == ["b.md", "d.md"]


def test_no_readable_source_is_an_error_even_if_all_may_be_skipped(take: Take) -> None:
    assert refused(take, {}, "a.md", skip_unreadable=True) == ["a.md: no such file"]
    assert "names no sources" in refused(take, {})[0]


def test_too_many_files_were_not_meant(take: Take) -> None:
    files: dict[str, str | bytes] = {f"s/{number}.md": "x" for number in range(MOST + 1)}

    assert refused(take, files, "s") == [f"s: stands for more than {MOST} files; name fewer."]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_opened_is_told(take: Take, tmp_path: Path) -> None:
    for name in ("locked", "file.md"):
        (tmp_path / name).mkdir() if name == "locked" else (tmp_path / name).write_text("x")
        (tmp_path / name).chmod(0)

    lines = refused(take, {}, "locked", "file.md")

    assert [line.split(": ", 1)[1] for line in lines] == ["cannot be opened: Permission denied"] * 2


def test_an_origin_is_one_line_without_the_authors_folders(take: Take, tmp_path: Path) -> None:
    odd = os.fsdecode(b"s/caf\xe9.md")

    intake = take({"s/a\nb.md": "one", odd: "two", "abs.md": "three"}, "s", str(tmp_path / "abs.md"))

    assert [source.origin for source in intake.sources] == ["s/a\ufffdb.md", "s/caf\ufffd.md", "abs.md"]
    assert all(source.model_dump_json() for source in intake.sources)


def test_invisible_characters_are_taken_out_with_a_notice(take: Take) -> None:
    intake = take({"a.md": "ig\u200bnore\u202e"}, "a.md")

    assert intake.sources[0].text == "ignore\n"
    assert intake.sources[0].taken_out == {"zero-width characters": 1, "bidi controls": 1}
    assert intake.receipt.taken_out == ("a.md: 1 zero-width character, 1 bidi control",)
    assert intake.notices == ("a.md: hidden text removed: 1 zero-width character, 1 bidi control",)


def test_any_name_may_hold_text(take: Take) -> None:
    assert take({"NOTES": "text", "data.csv": "a,b\n1,2"}, "NOTES", "data.csv").receipt.read == 2


def test_the_digest_is_of_the_bytes(take: Take) -> None:
    source = take({"a.md": b"\xef\xbb\xbfab\r\n"}, "a.md").sources[0]

    assert source.text == "ab\n"
    assert source.sha256 == hashlib.sha256(b"\xef\xbb\xbfab\r\n").hexdigest()


def test_links_and_hidden_names_are_refused_wherever_they_come_from(take: Take, tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s/link.md").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")

    lines = refused(
        take, {"s/a.md": "ay", ".env": "KEY=x"}, "s", "folder/passwd", "folder", ".env", "../.aws/credentials"
    )

    assert [line.split(",")[0] for line in lines] == [
        "s/link.md: is a link",
        "folder/passwd: lies behind a link",
        "folder: is a link",
        ".env: is hidden ('.env' begins with a dot): settings and keys lie there; copy what you need",
        "../.aws/credentials: is hidden ('.aws' begins with a dot): settings and keys lie there; copy what you need",
        "or run with --skip-unreadable to go on without them",
    ]


def test_all_sources_together_are_bounded(take: Take) -> None:
    files: dict[str, str | bytes] = {f"s/{number}.md": f"{number} " + "w " * 300_000 for number in range(4)}

    assert "more than 1,000,000 words" in refused(take, files, "s")[0]


def test_many_entries_of_many_files_are_too_many(take: Take) -> None:
    files: dict[str, str | bytes] = {
        f"{folder}/{number}.md": f"{folder}{number}" for folder in "ab" for number in range(300)
    }

    assert refused(take, files, "a", "b") == ["the brief names more than 500 files; name fewer."]


def test_a_page_that_hides_text_is_told_with_all_it_hides(take: Take) -> None:
    intake = take({"a.html": "<p>seen<!-- no --><b hidden>no</b>\u200b</p>"}, "a.html")

    assert intake.sources[0].text == "seen\n"
    assert intake.receipt.taken_out == ("a.html: 1 comment, 1 hidden element, 1 zero-width character",)
