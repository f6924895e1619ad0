"""The paths that Python and the system's libraries read, wherever they are installed."""

import mimetypes
import os
import re
import ssl
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ghostwriter.security.sandbox.landlock import LIST, READ, RUN, Grant, Right

_PACKAGE = Path(__file__).parents[2]
_HEAD_OF_A_PROGRAM = 8192
"""Bytes in which a program says what loads it."""
_LOADER = re.compile(rb"\0(/[^\0]*/ld[^\0/]*\.so[^\0/]*)\0")
_LIBRARIES = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/nix/store")
_OF_THE_SYSTEM = (
    *("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/usr/share/locale", "/etc/os-release"),
    *("/etc/hosts", "/etc/host.conf", "/etc/gai.conf", "/etc/nsswitch.conf", "/etc/services", "/etc/protocols"),
    *("/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ssl/openssl.cnf", "/etc/pki/tls/certs", "/etc/pki/tls/openssl.cnf"),
    *("/etc/pki/ca-trust/extracted", "/etc/crypto-policies", "/etc/ca-certificates"),
    *("/usr/share/ca-certificates", "/usr/local/share/ca-certificates"),
    *("/dev/urandom", "/dev/random"),
)
_NULL = Grant(Path("/dev/null"), READ | Right.WRITE_FILE)
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE")


def python_grants() -> Iterator[Grant]:
    """The interpreter, which may be started again, and what it imports from."""
    interpreter = Path(sys.executable).resolve()
    for program in (interpreter, *_loader(interpreter)):
        yield Grant(program, RUN)
    yield from reading(sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from reading((f"{sys.base_prefix}/lib", f"{sys.prefix}/pyvenv.cfg", str(_PACKAGE)))
    yield Grant(_PACKAGE.parent, LIST)  # a checkout is imported from, and holds more than packages
    yield from reading(entry for entry in sys.path if Path(entry).resolve() not in {_PACKAGE.parent, Path.cwd()})


def system_grants(env: Mapping[str, str]) -> Iterator[Grant]:
    """Shared libraries, names and times, certificates; ``env`` may name more of those."""
    yield _NULL
    yield from reading((*_LIBRARIES, *_OF_THE_SYSTEM, *mimetypes.knownfiles))
    yield from followed(Path("/etc/resolv.conf"))
    trusted = ssl.get_default_verify_paths()
    yield from reading(path for path in (trusted.openssl_cafile, trusted.openssl_capath) if path)
    yield from reading(env[name] for name in _CERTIFICATES if env.get(name))


def reading(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Grant]:
    """Each path, to be read."""
    return (Grant(Path(path), READ) for path in paths)


def followed(path: Path) -> Iterator[Grant]:
    """A file, to be read; where it is a link, the folder that it leads to as well: such a file is replaced by others."""
    yield Grant(path, READ)
    if path.is_symlink():
        yield Grant(Path(os.path.realpath(path)).parent, READ)


def _loader(program: Path) -> Iterator[Path]:
    """The loader that a program names, which the kernel starts."""
    with program.open("rb") as file:
        found = _LOADER.search(file.read(_HEAD_OF_A_PROGRAM))
    if found:
        yield Path(os.fsdecode(found[1])).resolve()
