"""Whose credentials a run uses: a stranger's ``.env`` never takes the place of the user's own, and is named where it is used."""

from pathlib import Path

import pytest

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.config.credentials_in_use import credentials_in_use, dotenv_notices
from ghostwriter.config.dotenv import with_dotenv

BEARER = "AWS_BEARER_TOKEN_BEDROCK=of-a-stranger\n"
KEYS = "AWS_ACCESS_KEY_ID=AKIASTRANGER\nAWS_SECRET_ACCESS_KEY=of-a-stranger\nAWS_SESSION_TOKEN=of-a-stranger\n"
OWN = {
    "a key": {"AWS_BEARER_TOKEN_BEDROCK": "mine"},
    "IAM keys": {"AWS_ACCESS_KEY_ID": "AKIAMINE", "AWS_SECRET_ACCESS_KEY": "mine"},
    "half of them": {"AWS_ACCESS_KEY_ID": "AKIAMINE"},
    "a session token": {"AWS_SESSION_TOKEN": "mine"},
    "a profile": {"AWS_PROFILE": "mine"},
    "a role": {"AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/mine"},
    "a web identity": {"AWS_WEB_IDENTITY_TOKEN_FILE": "token", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/mine"},
    "a container": {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/mine"},
}


def resolved(*models: str) -> list[ResolvedModel]:
    return [Access().resolve(model) for model in models]


@pytest.mark.parametrize(
    "dotenv", [BEARER, KEYS, "AWS_PROFILE=strange\n", BEARER + KEYS], ids=["key", "keys", "profile", "all"]
)
@pytest.mark.parametrize("own", list(OWN))
def test_where_the_environment_offers_a_way_in_a_dotenvs_credentials_are_ignored_in_one_line(
    own: str, dotenv: str, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(dotenv, encoding="utf-8")

    env = with_dotenv(OWN[own], tmp_path)

    assert dict(env) == OWN[own]
    in_use = credentials_in_use(resolved("haiku"), env)
    lines = list(dotenv_notices(in_use, env))
    assert not any(str(tmp_path) in line for line in in_use)
    if env.dotenv and env.dotenv.ignored:
        (line,) = lines
        assert "ignored" in line
        assert "in the environment" in line
    assert "of-a-stranger" not in f"{lines}{in_use}{env}"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("credentials", "[default]\naws_access_key_id = AKIAMINE\naws_secret_access_key = mine\n"),
        ("config", "[default]\nsso_session = corp\n"),
        ("config", "[profile default]\nsso_session = corp\n"),
        ("config", "this is no configuration\n"),
        ("config", "[default]\nregion = eu-west-1\ncredential_process = /bin/keys\n"),
    ],
)
def test_so_they_are_where_there_is_a_default_profile(file: str, text: str, tmp_path: Path) -> None:
    home = tmp_path / "home/.aws"
    home.mkdir(parents=True)
    (home / file).write_text(text, encoding="utf-8")
    (tmp_path / ".env").write_text(BEARER, encoding="utf-8")

    env = with_dotenv({"HOME": str(tmp_path / "home")}, tmp_path)

    assert "AWS_BEARER_TOKEN_BEDROCK" not in env
    (line,) = dotenv_notices(credentials_in_use(resolved("haiku"), env), env)
    assert "the profile default in" in line


def test_a_file_named_from_the_home_folder_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "keys").write_text("[default]\naws_access_key_id = AKIAMINE\n", encoding="utf-8")
    (tmp_path / ".env").write_text(BEARER, encoding="utf-8")

    assert "AWS_BEARER_TOKEN_BEDROCK" not in with_dotenv({"AWS_SHARED_CREDENTIALS_FILE": "~/keys"}, tmp_path)


def test_a_profile_whose_program_gives_keys_is_named_with_the_file_that_chose_it(tmp_path: Path) -> None:
    from ghostwriter.bedrock.credentials.profiles import look_up, with_the_programs_keys
    from ghostwriter.bedrock.credentials.resolve import Profile

    program = tmp_path / "keys"
    program.write_text('#!/bin/sh\necho \'{"Version": 1, "AccessKeyId": "AKIAMINE", "SecretAccessKey": "mine"}\'\n')
    program.chmod(0o700)
    (tmp_path / "config").write_text(f"[profile desk]\ncredential_process = {program}\n", encoding="utf-8")
    (tmp_path / ".env").write_text("AWS_PROFILE=desk\nOPENAI_API_KEY=of-a-stranger\n", encoding="utf-8")
    env = with_dotenv({"AWS_CONFIG_FILE": str(tmp_path / "config")}, tmp_path)

    lent = with_the_programs_keys(env, look_up(Profile("desk"), env), "us-east-1")

    assert "AWS_PROFILE" not in lent
    dotenv = tmp_path / ".env"
    in_use = credentials_in_use(resolved("haiku", "openai/gpt-4o"), lent)
    assert in_use == [f"profile 'desk' from {dotenv}", f"OPENAI_API_KEY from {dotenv}"]
    assert len([*dotenv_notices(in_use, lent)]) == 2


def test_a_default_profile_without_keys_is_no_way_in(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("[default]\nregion = eu-west-1\n[profile x]\nsso_session = y\n", encoding="utf-8")
    (tmp_path / ".env").write_text(BEARER, encoding="utf-8")

    assert "AWS_BEARER_TOKEN_BEDROCK" in with_dotenv({"AWS_CONFIG_FILE": str(tmp_path / "config")}, tmp_path)


def test_a_dotenv_may_choose_among_the_users_own_profiles(tmp_path: Path) -> None:
    (tmp_path / "credentials").write_text("[default]\naws_access_key_id = AKIAMINE\n", encoding="utf-8")
    (tmp_path / ".env").write_text("AWS_PROFILE=desk\n", encoding="utf-8")

    assert (
        with_dotenv({"AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials")}, tmp_path)["AWS_PROFILE"] == "desk"
    )


@pytest.mark.parametrize(
    ("dotenv", "used"),
    [
        (BEARER, "AWS_BEARER_TOKEN_BEDROCK"),
        (KEYS, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY with AWS_SESSION_TOKEN"),
        ("AWS_PROFILE=desk\n", "profile 'desk' (AWS_PROFILE)"),
    ],
)
def test_where_there_is_nothing_else_it_is_said_that_they_are_used(dotenv: str, used: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(dotenv, encoding="utf-8")
    env = with_dotenv({}, tmp_path)

    in_use = credentials_in_use(resolved("haiku"), env)

    assert in_use == [f"{used} from {tmp_path / '.env'}"]
    (line,) = dotenv_notices(in_use, env)
    assert "whoever owns them can see what is sent" in line


def test_another_providers_key_is_named_as_well(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_KEY=of-a-stranger\n", encoding="utf-8")
    env = with_dotenv({"LITELLM_PROXY_API_KEY": "mine"}, tmp_path)

    in_use = credentials_in_use(resolved("openai/gpt-4o", "litellm_proxy/writer"), env)

    assert in_use == [f"OPENAI_API_KEY from {tmp_path / '.env'}", "LITELLM_PROXY_API_KEY from the environment"]


def test_knowledge_bases_are_asked_with_the_next_credentials() -> None:
    env = OWN["a key"] | OWN["IAM keys"]

    assert credentials_in_use(resolved("haiku"), env, signs=True) == [
        "AWS_BEARER_TOKEN_BEDROCK from the environment",
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from the environment",
    ]
