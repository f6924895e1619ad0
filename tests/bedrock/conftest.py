"""A real STS (moto's server) whose temporary keys the emulator accepts."""

from collections.abc import Iterator
from typing import Any

import pytest

from ghostwriter.emulator.credentials import Keys
from ghostwriter.emulator.server import Emulator
from tests.emulator.conftest import open_emulator  # noqa: F401  (a fixture of these tests as well)

ACCOUNT = "123456789012"


class _Issued(dict[str, Keys]):
    """The emulator's own keys, and those that moto's STS has handed out."""

    def get(self, key_id: str, default: Any = None) -> Any:
        from moto.sts.models import sts_backends

        for role in sts_backends[ACCOUNT]["aws"].assumed_roles:
            if role.access_key_id == key_id:
                return Keys(role.access_key_id, role.secret_access_key, role.session_token)
        return super().get(key_id, default)


@pytest.fixture(scope="session")
def sts() -> Iterator[str]:
    """The address of an STS."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bedrock(sts: str) -> Iterator[Emulator]:
    """An emulator that knows what the STS has handed out."""
    from moto.sts.models import sts_backends

    sts_backends[ACCOUNT]["aws"].assumed_roles.clear()
    with Emulator() as emulator:
        emulator._guard._keys = _Issued(emulator._guard._keys)
        yield emulator
