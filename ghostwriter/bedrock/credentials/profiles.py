"""A run's profile: the files it is read from, the program that it runs, the keys that the program gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ghostwriter.bedrock.credentials.aws_providers import borrow, frozen, isolated_session
from ghostwriter.bedrock.credentials.resolve import KEY_ID, PROFILES, SECRET, SESSION, Ambient, Profile
from ghostwriter.security.environment import Environment, dotenv_of, where_set

_DEFAULT = "default"
_PROGRAM, _BASE, _TOKEN_FILE = "credential_process", "source_profile", "web_identity_token_file"


@dataclass(frozen=True)
class UsedProfile:
    """The profile that signs, with those that it builds on."""

    source: Profile | Ambient
    sections: tuple[Mapping[str, str], ...]

    @property
    def name(self) -> str:
        """Name in the configuration files."""
        return self.source.name if isinstance(self.source, Profile) else _DEFAULT

    @property
    def runs_a_program(self) -> bool:
        """True if the keys come from a ``credential_process``."""
        return any(_PROGRAM in section for section in self.sections)

    @property
    def token_files(self) -> tuple[Path, ...]:
        """The web identity tokens that it reads."""
        return tuple(Path(section[_TOKEN_FILE]) for section in self.sections if section.get(_TOKEN_FILE))


def look_up(source: Profile | Ambient, env: Mapping[str, str]) -> UsedProfile:
    """Look a profile up in the configuration files; empty if they do not know it."""
    named = UsedProfile(source, ())
    return UsedProfile(source, tuple(_sections(named.name, env)))


def with_the_programs_keys(env: Mapping[str, str], used: UsedProfile, region: str) -> Environment:
    """The environment with the keys of the profile's program, run now, in place of the profile.

    Raises:
        CredentialsError: if it gives none.
    """
    keys = frozen(used.source, borrow(used.source, env, region))
    others = {name: value for name, value in env.items() if name not in {*PROFILES, SESSION}}
    fetched = {KEY_ID: keys.access_key, SECRET: keys.secret_key, SESSION: keys.token}
    keys_in_place = others | {name: value for name, value in fetched.items() if value}
    named_in = next((where_set(name, env) for name in PROFILES if env.get(name, "").strip()), "the AWS configuration")
    return Environment(keys_in_place, dotenv_of(env), lent_by=f"profile {used.name!r} from {named_in}")


def _sections(name: str, env: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    known: Mapping[str, Any] = isolated_session(env, None, "").full_config.get("profiles", {})
    seen: set[str] = set()
    while name in known and name not in seen:
        seen.add(name)
        yield known[name]
        name = known[name].get(_BASE, "")
