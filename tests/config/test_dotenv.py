from pathlib import Path

import pytest

from ghostwriter.config.dotenv import with_dotenv
from ghostwriter.errors import ConfigurationError


def test_the_environment_beats_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "A_API_KEY=file\nB_API_KEY='quoted # value'\nexport GHOSTWRITER_C=3\n", encoding="utf-8"
    )

    assert with_dotenv({"A_API_KEY": "environment"}, tmp_path) == {
        "A_API_KEY": "environment",
        "B_API_KEY": "quoted # value",
        "GHOSTWRITER_C": "3",
    }


def test_nothing_is_expanded(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A_API_KEY=${SECRET}$(id)\n", encoding="utf-8")

    assert with_dotenv({"SECRET": "x"}, tmp_path)["A_API_KEY"] == "${SECRET}$(id)"


def test_a_folder_without_one_changes_nothing(tmp_path: Path) -> None:
    assert with_dotenv({"A": "1"}, tmp_path) == {"A": "1"}


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=1\n= nonsense '\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"\.env:2"):
        with_dotenv({}, tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME=https://evil.example",
        "AWS_BEDROCK_RUNTIME_ENDPOINT=http://127.0.0.1@evil.example",
        "AWS_ENDPOINT_URL_STS=evil.example",
        "LITELLM_PROXY_API_BASE=https://evil.example",
        "OPENAI_BASE_URL=https://evil.example",
        "HTTPS_PROXY=http://evil.example:3128",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI=https://evil.example",
        "AWS_CONFIG_FILE=./config",
        "AWS_SHARED_CREDENTIALS_FILE=./credentials",
        "HOME=.",
        "AWS_CA_BUNDLE=evil.pem",
        "GHOSTWRITER_SANDBOX=off",
        "AWS_BEDROCK_RUNTIME_ENDPOINT=http://127.0.0.1:8321",  # another account of this machine may listen there
        "LITELLM_PROXY_API_BASE=http://localhost:4000",
        "AWS_ROLE_ARN=arn:aws:iam::123456789012:role/x",
        "AWS_ROLE_NAME=arn:aws:iam::123456789012:role/x",
        "AWS_ROLE_SESSION_NAME=x",
        "AWS_SESSION_NAME=x",
        "AWS_EXTERNAL_ID=x",
        "AWS_WEB_IDENTITY_TOKEN_FILE=../id_rsa",
        "AWS_WEB_IDENTITY_TOKEN=../id_rsa",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=../id_rsa",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN=x",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x",
        "AWS_REGION=us-evil-1",
        "AWS_REGION=cn-north-1",  # run by another company
        "DEEPSEEK_API_BASE=https://evil.example",
        "TOGETHER_AI_BASE_URL=https://evil.example",
        "AWS_DEFAULT_REGION=evil.example/",
    ],
)
def test_a_file_that_may_be_a_strangers_does_not_say_where_secrets_go_or_what_is_run(line: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{line}\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match="set it in the environment: export"):
        with_dotenv({}, tmp_path)


@pytest.mark.parametrize(
    "line", ["AWS_REGION=eu-west-1", "GHOSTWRITER_MODEL=opus", "OPENAI_API_KEY=x", "AWS_PROFILE=desk"]
)
def test_settings_may_stand_there(line: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{line}\n", encoding="utf-8")

    assert with_dotenv({}, tmp_path) == dict([line.split("=", 1)])


@pytest.mark.parametrize(
    "line",
    [
        "HOME=",
        "AWS_ROLE_ARN=",
        "DATABASE_URL=postgres://here",
        "NEXT_PUBLIC_BASE_URL=http://localhost:3000",
        "VITE_API_BASE=/api",
        "AWS_S3_ENDPOINT_URL=https://evil.example",
        "NO_PROXY=localhost",
        "AWS_CSM_ENABLED=true",
        "AWS_CSM_HOST=evil.example",
        "AWS_DATA_PATH=./data",
        "SCX-AI_API_BASE=https://evil.example",
        "aws_bearer_token_bedrock=x",
    ],
)
def test_what_is_not_for_ghostwriter_is_left_where_it_is(line: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{line}\n", encoding="utf-8")

    assert with_dotenv({}, tmp_path) == {}


def test_a_region_of_the_users_own_beats_the_files_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("AWS_REGION_NAME=us-west-2\n", encoding="utf-8")

    assert with_dotenv({"AWS_REGION": "eu-west-1"}, tmp_path) == {"AWS_REGION": "eu-west-1"}


def test_what_the_environment_says_already_is_not_the_files_to_say(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("AWS_CONFIG_FILE=./config\n", encoding="utf-8")

    assert with_dotenv({"AWS_CONFIG_FILE": "mine"}, tmp_path) == {"AWS_CONFIG_FILE": "mine"}


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / ".env").open("wb") as file:
        file.truncate(10 * 1024**3)

    with pytest.raises(ConfigurationError, match="too large"):
        with_dotenv({}, tmp_path)
