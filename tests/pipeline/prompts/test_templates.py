"""A template runs no code and reads nothing but templates; one that would take too much takes down only its own process."""

from pathlib import Path

import pytest

from ghostwriter.pipeline.prompts.files import shipped_prompts
from ghostwriter.pipeline.prompts.isolated_templates import TemplatesApart
from ghostwriter.pipeline.prompts.templates import Templates, WrongTemplate
from tests.attacks.hostile_prompts import CODE, FOR_EVER, MISTAKES, OUTSIDE, TOO_MUCH

NAME = "extraction.md.j2"
VALUES = {"brief": {"title": "The dam"}, "source": object()}


def templates(folder: Path, text: str | bytes) -> Templates:
    (folder / "prompts").mkdir()
    (folder / "brief.md").write_text("not a prompt")
    (folder / "prompts" / NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
    return Templates([folder / "prompts", shipped_prompts()])


@pytest.mark.parametrize("name", [*CODE, *OUTSIDE, *MISTAKES])
def test_a_template_sees_what_it_is_given_and_nothing_behind_it(name: str, tmp_path: Path) -> None:
    hostile = templates(tmp_path, (CODE | OUTSIDE | MISTAKES)[name])

    with pytest.raises(WrongTemplate) as told:
        hostile.render(NAME, "user", VALUES)

    assert len(str(told.value)) < 500


def test_a_template_behind_a_link_is_refused(tmp_path: Path) -> None:
    linked = templates(tmp_path, "")
    (tmp_path / "prompts" / NAME).unlink()
    (tmp_path / "prompts" / NAME).symlink_to("../brief.md")

    with pytest.raises(WrongTemplate, match=r"extraction\.md\.j2: it is a link"):
        linked.render(NAME, "user", VALUES)


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_template_that_takes_too_much_is_told_and_the_next_one_is_rendered(name: str, tmp_path: Path) -> None:
    templates(tmp_path, TOO_MUCH[name])
    (tmp_path / "prompts/critique.md.j2").write_text("{% block user %}{{ brief.title }}{% endblock %}")
    apart = TemplatesApart([tmp_path / "prompts"])

    with pytest.raises(WrongTemplate, match=r"extraction\.md\.j2"):
        apart.render(NAME, "user", VALUES)

    assert apart.render("critique.md.j2", "user", {"brief": {"title": "The dam"}}) == "The dam"
    assert apart.blocks("critique.md.j2") == ["user"]


def test_a_template_that_never_ends_is_ended(tmp_path: Path) -> None:
    templates(tmp_path, FOR_EVER)

    with pytest.raises(WrongTemplate, match="s of computing"):
        TemplatesApart([tmp_path / "prompts"]).render(NAME, "user", {})


def test_a_template_of_ones_own_folder_with_a_second_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("{% block system %}x{% endblock %}")
    own = tmp_path / "own"
    own.mkdir()
    (own / "drafting.md.j2").hardlink_to(tmp_path / "outside.txt")

    with pytest.raises(WrongTemplate, match="second name"):
        Templates((own, shipped_prompts())).blocks("drafting.md.j2")
