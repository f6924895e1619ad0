import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.agents.confined_folder import ConfinedFolder, Refusal
from ghostwriter.agents.file_editor import (
    DESCRIPTION,
    EDITOR_TOOL,
    LONGEST_VIEW,
    MOST_UNDOS,
    ConfinedAction,
    ConfinedEditorTool,
    ConfinedExecutor,
    chosen,
    inserted,
    lines_of,
    numbered,
    occurrences,
    wrote_a_file,
)
from ghostwriter.bedrock.sdk import Agent, LocalConversation, Message, ObservationEvent, TextContent, Tool

# isort: split
from openhands.sdk.llm import MessageToolCall
from openhands.sdk.testing import TestLLM
from openhands.sdk.tool.registry import registered_tool_class
from openhands.tools.file_editor.definition import FileEditorAction
from openhands.tools.file_editor.impl import FileEditorExecutor

from tests.agents.test_confined_folder import PLANTS, SECRET, SWAP, link, needs_exchange, race, snapshot

# LiteLLM's message types use a qualifier that pydantic says it will not enforce.
pytestmark = pytest.mark.filterwarnings("ignore:Item .* on TypedDict class:UserWarning")

ARTIFACT = "extraction/S1.json"
NOTES = "drafting/notes.md"
HAIKU = "bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0"
COMMANDS: list[dict[str, Any]] = [
    {"command": "view"},
    {"command": "create", "file_text": "changed"},
    {"command": "str_replace", "old_str": "the", "new_str": "changed"},
    {"command": "insert", "insert_line": 0, "new_str": "changed"},
    {"command": "undo_edit"},
]
each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda fields: str(fields["command"]))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "S1.json").write_text(SECRET)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


@pytest.fixture
def edit(root: Path) -> Iterator[Callable[..., Any]]:
    """Carries out one command, on the artifact unless told otherwise."""
    with ConfinedFolder(root, readable={NOTES}, writable={ARTIFACT}) as folder:
        executor = ConfinedExecutor(folder)

        def carry_out(command: str, path: str = ARTIFACT, **fields: Any) -> Any:
            return executor(ConfinedAction(command=command, path=path, **fields))

        yield carry_out


# The commands


def test_create_writes_the_artifact_and_replaces_it(edit: Callable[..., Any], root: Path) -> None:
    edit("create", file_text="one\n")
    observation = edit("create", file_text="two\n")

    assert observation.text == "extraction/S1.json is written."
    assert wrote_a_file(observation)
    assert (root / ARTIFACT).read_text() == "two\n"


def test_view_numbers_the_lines(edit: Callable[..., Any]) -> None:
    edit("create", file_text="one\ntwo\u2028still two\n\nfour")

    observation = edit("view")

    assert observation.text == "     1\tone\n     2\ttwo\u2028still two\n     3\t\n     4\tfour"
    assert not observation.is_error
    assert not wrote_a_file(observation)


@pytest.mark.parametrize(("view_range", "shown"), [([2, 3], "23"), ([3, -1], "34"), ([4, 4], "4"), ([1, 99], "1234")])
def test_view_shows_a_range(edit: Callable[..., Any], view_range: list[int], shown: str) -> None:
    edit("create", file_text="1\n2\n3\n4\n")

    lines = edit("view", view_range=view_range).text.split("\n")

    assert [line.split("\t")[1] for line in lines] == list(shown)


@pytest.mark.parametrize("view_range", [[0, 1], [5, 6], [3, 2], [1], [1, 2, 3], [-1, -1], [2, -2], [5, -1]])
def test_a_range_that_does_not_fit_is_refused(edit: Callable[..., Any], view_range: list[int]) -> None:
    edit("create", file_text="1\n2\n3\n4\n")

    observation = edit("view", view_range=view_range)

    assert observation.is_error
    assert "[first, last] within 1 to 4" in observation.text


def test_an_empty_file_is_said_to_be_empty(edit: Callable[..., Any]) -> None:
    edit("create", file_text="")

    assert edit("view").text == "extraction/S1.json is empty."


def test_a_long_view_ends_with_the_way_to_the_rest(edit: Callable[..., Any]) -> None:
    edit("create", file_text=("x" * 99 + "\n") * 2_000)

    text = edit("view").text
    first_left_out = int(text.rsplit("[Lines ", 1)[1].split()[0])

    assert LONGEST_VIEW - 200 < len(text) < LONGEST_VIEW + 100
    assert text.endswith(f"[Lines {first_left_out} to 2000 are left out; ask for them with `view_range`.]")
    assert edit("view", view_range=[first_left_out, -1]).text.startswith(f"{first_left_out:6}\tx")


def test_a_line_longer_than_a_view_is_cut(edit: Callable[..., Any]) -> None:
    edit("create", file_text="x" * 100_000)

    assert edit("view").text.endswith("x\n[Line 1 goes on; it has 100,000 characters.]")


@pytest.mark.parametrize("path", [".", "{root}", "extraction"])
def test_a_folder_shows_only_what_is_permitted(edit: Callable[..., Any], root: Path, path: str) -> None:
    edit("create", file_text="{}")
    (root / "extraction" / "S2.json").write_text(SECRET)
    (root / ".env").write_text(SECRET)

    listed = edit("view", path.format(root=root)).text

    assert listed == (ARTIFACT if path == "extraction" else f"{NOTES} (not there yet)\n{ARTIFACT}")


def test_str_replace_changes_the_one_occurrence(edit: Callable[..., Any], root: Path) -> None:
    edit("create", file_text="a dam,\r\na town\r\n")

    observation = edit("str_replace", old_str="a dam", new_str="the dam")

    assert wrote_a_file(observation)
    assert (root / ARTIFACT).read_bytes() == b"the dam,\r\na town\r\n"


@pytest.mark.parametrize(("old", "count"), [("mill", 0), ("a ", 2), ("oo", 2), ("", "`old_str`")])
def test_str_replace_says_how_often_it_found_the_text(edit: Callable[..., Any], old: str, count: object) -> None:
    edit("create", file_text="a dam, a tooown")

    observation = edit("str_replace", old_str=old, new_str="x")

    assert observation.is_error
    assert str(count) in observation.text
    assert edit("view").text.endswith("a dam, a tooown")


def test_str_replace_without_a_new_text_removes_the_old(edit: Callable[..., Any], root: Path) -> None:
    edit("create", file_text="one two")

    edit("str_replace", old_str=" two")

    assert (root / ARTIFACT).read_text() == "one"


@pytest.mark.parametrize(
    ("before", "line", "new", "after"),
    [
        ("a\nb\n", 0, "new", "new\na\nb\n"),
        ("a\nb\n", 1, "new\n", "a\nnew\nb\n"),
        ("a\nb\n", 2, "new", "a\nb\nnew\n"),
        ("a\nb", 2, "new", "a\nb\nnew"),
        ("", 0, "new", "new\n"),
        ("a\n", 1, "two\nlines", "a\ntwo\nlines\n"),
    ],
)
def test_insert_puts_lines_after_a_line(  # noqa: PLR0913, PLR0917  (a table of cases)
    edit: Callable[..., Any], root: Path, before: str, line: int, new: str, after: str
) -> None:
    edit("create", file_text=before)

    assert wrote_a_file(edit("insert", insert_line=line, new_str=new))
    assert (root / ARTIFACT).read_text() == after


def test_insert_beyond_the_end_is_refused(edit: Callable[..., Any]) -> None:
    edit("create", file_text="a\nb\n")

    observation = edit("insert", insert_line=3, new_str="c")

    assert observation.is_error
    assert observation.text == "There is no line 3: 'extraction/S1.json' has 2 lines."


def test_undo_goes_back_step_by_step_and_not_further(edit: Callable[..., Any], root: Path) -> None:
    for text in ("one", "two", "three"):
        edit("create", file_text=text)

    undone = [wrote_a_file(edit("undo_edit")) for _ in range(3)]

    assert undone == [True, True, False]
    assert (root / ARTIFACT).read_text() == "one"


def test_what_can_be_undone_is_bounded(edit: Callable[..., Any]) -> None:
    for number in range(MOST_UNDOS + 5):
        edit("create", file_text=str(number))

    undone = [wrote_a_file(edit("undo_edit")) for _ in range(MOST_UNDOS + 5)]

    assert undone.count(True) == MOST_UNDOS


@pytest.mark.parametrize(
    ("command", "field"), [("create", "file_text"), ("str_replace", "old_str"), ("insert", "insert_line")]
)
def test_a_command_without_its_text_is_told_what_it_needs(edit: Callable[..., Any], command: str, field: str) -> None:
    edit("create", file_text="one")

    observation = edit(command)

    assert observation.is_error
    assert f"`{command}` needs `{field}`" in observation.text


# What is refused


@each_command
@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../outside/S1.json", "sources/S1.md", ".env", "", "/proc/self/environ", "{outside}/S1.json"],
)
def test_no_command_reaches_a_path_that_is_not_its_own(
    edit: Callable[..., Any], root: Path, outside: Path, command: dict[str, Any], path: str
) -> None:
    before = snapshot(root.parent)

    observation = edit(**command | {"path": path.format(outside=outside)})

    assert observation.is_error
    assert observation.text.endswith(
        ("You may write only extraction/S1.json. You may also view drafting/notes.md.", "to take back.")
    )
    assert str(root.parent) not in observation.model_dump_json()
    assert not wrote_a_file(observation)
    assert snapshot(root.parent) == before


@each_command
@pytest.mark.parametrize("plant", PLANTS)
def test_no_command_follows_what_is_planted(
    edit: Callable[..., Any],
    root: Path,
    outside: Path,
    command: dict[str, Any],
    plant: Callable[[Path, Path], None],
) -> None:
    plant(root, outside)
    before = snapshot(root.parent)

    observation = edit(**command)

    assert observation.is_error
    assert SECRET not in observation.text
    assert str(root.parent) not in observation.model_dump_json()
    assert snapshot(root.parent) == before


def test_an_edit_that_makes_the_file_too_large_leaves_it_alone(edit: Callable[..., Any], root: Path) -> None:
    edit("create", file_text="x" * 600_000 + "y")

    observation = edit("str_replace", old_str="y", new_str="y" * 600_000)

    assert observation.is_error
    assert "1,200,000 bytes; the limit is 1,000,000" in observation.text
    assert (root / ARTIFACT).stat().st_size == 600_001


@pytest.mark.parametrize("way_out", ["{outside}/S1.json", "{root}/../outside/S1.json", "{root}/extraction/S1.json"])
def test_the_unconfined_editor_gets_out(root: Path, outside: Path, way_out: str) -> None:
    """The positive control: with upstream's executor, what these tests look for does happen."""
    link(root / "extraction", outside)
    unconfined = FileEditorExecutor(workspace_root=str(root))
    path = way_out.format(root=root, outside=outside)

    seen = unconfined(FileEditorAction(command="view", path=path)).text
    unconfined(FileEditorAction(command="str_replace", path=path, old_str=SECRET, new_str="changed"))

    assert SECRET in seen
    assert (outside / "S1.json").read_text() == "changed"


@needs_exchange
@each_command
def test_swapping_a_folder_under_the_editor_lets_nothing_in_or_out(
    edit: Callable[..., Any], root: Path, outside: Path, command: dict[str, Any]
) -> None:
    edit("create", file_text="the first\n")
    before = snapshot(outside)

    def operate() -> str:
        edit("create", file_text="the first\n")
        observation = edit(**command)
        assert SECRET not in observation.text
        return "refused" if observation.is_error else "done"

    said = race(SWAP, root / "extraction", outside, operate)

    assert snapshot(outside) == before
    assert set(said) == {"refused", "done"}


@needs_exchange
def test_swapping_a_folder_under_the_unconfined_editor_lets_the_secret_out(root: Path, outside: Path) -> None:
    """The positive control of the race."""
    (root / "extraction").mkdir()
    (root / ARTIFACT).write_text("mine")
    unconfined = FileEditorExecutor(workspace_root=str(root))

    def operate() -> str:
        return SECRET if SECRET in unconfined(FileEditorAction(command="view", path=str(root / ARTIFACT))).text else ""

    assert race(SWAP, root / "extraction", outside, operate, 50)[SECRET] > 0


# Properties of the edits


texts = st.text(alphabet="ab\n\r\u2028é", max_size=30)


terminated = texts.map(lambda text: f"{text}\n")


@given(text=st.just("") | terminated, new=terminated, data=st.data())
def test_inserted_lines_stand_where_they_were_put_and_no_other_changes(
    text: str, new: str, data: st.DataObject
) -> None:
    before, added = lines_of(text), lines_of(new)
    line = data.draw(st.integers(0, len(before)))

    after = lines_of(inserted(text, line, new))

    assert after == before[:line] + added + before[line:]


@given(text=texts, part=st.text(alphabet="ab\n", min_size=1, max_size=3))
def test_a_text_is_unambiguous_only_if_it_starts_at_one_place(text: str, part: str) -> None:
    places = sum(text.startswith(part, start) for start in range(len(text)))

    assert (occurrences(text, part) == 1) == (places == 1)
    assert (occurrences(text, part) == 0) == (places == 0)


@given(text=texts.filter(bool), view_range=st.none() | st.lists(st.integers(-3, 12), max_size=4))
def test_a_view_shows_the_lines_of_its_range_or_is_refused(text: str, view_range: list[int] | None) -> None:
    lines = lines_of(text)
    if not lines:
        return
    try:
        first, last = chosen(view_range, len(lines))
    except Refusal:
        return

    assert 1 <= first <= last <= len(lines)
    assert len(lines_of(numbered(lines, first, last))) == last - first + 1


# In a real conversation


def tool_call(number: int, **arguments: Any) -> Message:
    call = MessageToolCall(
        id=f"call_{number}", name="file_editor", arguments=json.dumps(arguments), origin="completion"
    )
    return Message(role="assistant", content=[TextContent(text="")], tool_calls=[call])


class Watched:
    """One conversation with a scripted model, and what its editor answered."""

    def __init__(self, root: Path, artifact: str, *calls: dict[str, Any]) -> None:
        self.observations: list[Any] = []
        done = Message(role="assistant", content=[TextContent(text="done")])
        script = [*(tool_call(number, **call) for number, call in enumerate(calls)), done]
        params = {"root": str(root), "writable": [artifact], "readable": [artifact]}
        self.agent = Agent(
            llm=TestLLM.from_messages(script, model=HAIKU),
            system_prompt="Write.",
            tools=[Tool(name=EDITOR_TOOL, params=params)],
            include_default_tools=[],
        )
        empty = root.parent / f"empty-{root.name}"
        empty.mkdir(exist_ok=True)
        self.conversation = LocalConversation(
            agent=self.agent,
            workspace=str(empty),
            callbacks=[self._watch],
            visualizer=None,
            profile_store_dir=str(empty),
        )

    def _watch(self, event: Any) -> None:
        if isinstance(event, ObservationEvent):
            self.observations.append(event.observation)

    def run(self) -> None:
        self.conversation.send_message("Go.")
        self.conversation.run()

    def spec(self) -> dict[str, Any]:
        """What is said about the tool on the wire; the agent has no other."""
        (tool,) = self.agent.tools_map.values()
        spec: dict[str, Any] = tool.to_openai_tool(add_security_risk_prediction=True)
        return spec


def test_a_conversation_writes_its_artifact_and_hears_of_refusals(root: Path) -> None:
    watched = Watched(
        root,
        ARTIFACT,
        {"command": "create", "path": "/etc/ghost", "file_text": "x", "security_risk": "LOW", "summary": "try"},
        {"command": "create", "path": str(root / ARTIFACT), "file_text": "{}", "security_risk": "LOW"},
        {"command": "view", "path": ARTIFACT},
    )

    watched.run()
    watched.conversation.close()

    assert [observation.is_error for observation in watched.observations] == [True, False, False]
    assert [wrote_a_file(observation) for observation in watched.observations] == [False, True, False]
    assert [observation.text for observation in watched.observations] == [
        "That path leads outside the workspace. You may write only extraction/S1.json.",
        "extraction/S1.json is written.",
        "     1\t{}",
    ]
    assert str(root) not in "".join(observation.model_dump_json() for observation in watched.observations)
    assert (root / ARTIFACT).read_text() == "{}"


def test_the_tool_looks_the_same_on_every_machine(tmp_path: Path) -> None:
    specs = []
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        watched = Watched(tmp_path / name, ARTIFACT)
        watched.run()
        specs.append(watched.spec())
        watched.conversation.close()

    function = specs[0]["function"]
    assert specs[0] == specs[1]
    assert function["name"] == "file_editor"
    assert len(function["description"]) < 1_200
    assert function["parameters"]["required"] == ["command", "path"]
    assert list(function["parameters"]["properties"]) == [
        "security_risk",
        "summary",
        "command",
        "path",
        "file_text",
        "old_str",
        "new_str",
        "insert_line",
        "view_range",
    ]
    assert not {word for word in ("Absolute", "absolute", str(tmp_path)) if word in json.dumps(specs)}


def test_two_conversations_share_nothing(tmp_path: Path) -> None:
    watched = []
    for name, artifact in (("one", ARTIFACT), ("two", NOTES)):
        (tmp_path / name).mkdir()
        create = {"command": "create", "path": artifact, "file_text": name}
        watched.append(Watched(tmp_path / name, artifact, create, {"command": "undo_edit", "path": ARTIFACT}))

    for each in watched:
        each.run()
    for each in watched:
        each.conversation.close()

    assert (tmp_path / "one" / ARTIFACT).read_text() == "one"
    assert (tmp_path / "two" / NOTES).read_text() == "two"
    assert watched[0].observations[1].text == "There is no change of 'extraction/S1.json' to take back."
    assert "not yours" not in watched[1].observations[0].text
    assert not (tmp_path / "two" / ARTIFACT).exists()


def test_closing_a_conversation_lets_go_of_its_folder(root: Path) -> None:
    watched = Watched(root, ARTIFACT, {"command": "view", "path": "."})
    watched.run()

    def held() -> int:
        links = [Path("/proc/self/fd") / name for name in os.listdir("/proc/self/fd")]  # noqa: PTH208  (the listing's own is gone by then)
        return sum(path.is_symlink() and path.readlink() == root for path in links)

    assert held() == 1
    watched.conversation.close()
    assert held() == 0


def test_the_unconfined_editor_is_not_to_be_had_by_name() -> None:
    assert registered_tool_class("file_editor") is ConfinedEditorTool
    assert EDITOR_TOOL == ConfinedEditorTool.name == "file_editor"


def test_a_command_declares_nothing_so_that_commands_run_one_by_one() -> None:
    tool = ConfinedEditorTool.create(None, root="/", writable=[ARTIFACT], readable=[])[0]

    declared = tool.declared_resources(ConfinedAction(command="view", path="/proc/self/cwd"))
    tool.executor.close()

    assert (declared.declared, declared.keys) == (False, ())


def test_the_description_names_every_command() -> None:
    described = {command["command"] for command in COMMANDS if f"`{command['command']}`" in DESCRIPTION}

    assert described == {command["command"] for command in COMMANDS}


def test_the_switches_of_the_sdk_are_set_before_it_is_imported() -> None:
    source = (Path(__file__).parents[2] / "ghostwriter" / "agents" / "file_editor.py").read_text(encoding="utf-8")

    assert source.index("from ghostwriter.bedrock.sdk import") < source.index("from openhands")
