"""Suggest the known name that was probably meant by an unknown one."""

import difflib
from collections.abc import Iterable


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name most similar to another, capitals and the kind of separator aside; None if none is similar."""
    plain = {_plain(one): one for one in known}
    near = difflib.get_close_matches(_plain(name), plain, n=1)
    return plain[near[0]] if near else None


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The advice for an unknown name: the closest known one, else ``otherwise``, else all that are known."""
    known = list(known)
    near = closest(name, known)
    return f"did you mean {near!r}?" if near else otherwise or f"known are {', '.join(known)}"


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")
