"""Describe the credentials that a run uses: which variables or profile, and whether they come from a ``.env``."""

from collections.abc import Iterable, Iterator, Mapping

from ghostwriter.bedrock.credentials.resolve import BEARER, KEY_ID, PROFILES, SECRET, BearerToken, candidates
from ghostwriter.bedrock.endpoints.providers import key_variable
from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.environment import Environment, dotenv_of, where_set


def credentials_in_use(models: Iterable[ResolvedModel], env: Mapping[str, str], *, signs: bool = False) -> list[str]:
    """A line for each kind of credentials that a run of ``models`` sends; none of them holds a value.

    ``signs`` says that knowledge bases or agents are asked, which takes IAM credentials.
    """
    models = list(models)
    found: list[str] = []
    if signs or any(model.on_bedrock for model in models):
        found += _bedrock(env, signs=signs)
    keys = [key_variable(model.id) for model in models if not model.on_bedrock]
    found += [f"{name} from {where_set(name, env)}" for name in dict.fromkeys(keys) if env.get(name, "").strip()]
    return found


def dotenv_notices(in_use: Iterable[str], env: Mapping[str, str]) -> Iterator[str]:
    """Notices about the credentials in a ``.env``: that they were ignored, or that they are used."""
    dotenv = dotenv_of(env)
    if dotenv is None:
        return
    if dotenv.ignored:
        names = ", ".join(dotenv.ignored)
        yield f"{dotenv.path}: ignored {names}, since you have credentials of your own ({dotenv.own})"
    for line in in_use:
        if line.endswith(f" from {dotenv.path}"):
            yield f"credentials: {line}; whoever owns them can see what is sent, the sources included"


def _bedrock(env: Mapping[str, str], *, signs: bool) -> Iterator[str]:
    try:
        ways_in = candidates(env)
    except ConfigurationError:
        return  # said where the credentials are needed
    if isinstance(env, Environment) and env.lent_by:
        yield env.lent_by
        return
    yield f"{ways_in[0].where} from {_places(env)}"
    if signs and isinstance(ways_in[0].credentials, BearerToken):
        yield f"{ways_in[1].where} from {_places(env, without=BEARER)}"


def _places(env: Mapping[str, str], without: str = "") -> str:
    """Places of the variables that name the credentials; a ``.env`` gives either all or none."""
    names = [name for name in (BEARER, KEY_ID, SECRET, *PROFILES) if name != without and env.get(name, "").strip()]
    return where_set(names[0], env) if names else "the environment"
