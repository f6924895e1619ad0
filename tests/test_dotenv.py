from pathlib import Path

import pytest

from ghostwriter.dotenv import with_dotenv
from ghostwriter.errors import ConfigurationError


def test_the_environment_beats_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=file\nB='quoted # value'\nexport C=3\n", encoding="utf-8")

    assert with_dotenv({"A": "environment"}, tmp_path) == {"A": "environment", "B": "quoted # value", "C": "3"}


def test_nothing_is_expanded(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=${SECRET}$(id)\n", encoding="utf-8")

    assert with_dotenv({"SECRET": "x"}, tmp_path)["A"] == "${SECRET}$(id)"


def test_a_folder_without_one_changes_nothing(tmp_path: Path) -> None:
    assert with_dotenv({"A": "1"}, tmp_path) == {"A": "1"}


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=1\n= nonsense '\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"\.env:2"):
        with_dotenv({}, tmp_path)
