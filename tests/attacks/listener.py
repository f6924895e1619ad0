"""A machine of a stranger's: it listens on loopback; what a run looks up, and what it sends, is written down."""

import contextlib
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

LOOKED_UP = "looked-up.txt"


@dataclass
class Listener:
    """``port`` is where it listens; ``received`` is what arrived, a connection each, even one that sent nothing."""

    port: int
    received: list[bytes] = field(default_factory=list)


@contextlib.contextmanager
def listening() -> Iterator[Listener]:
    """Listen, on one port, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(server.getsockname()[1])
        thread = threading.Thread(target=_take_in, args=(server, listener), daemon=True)
        thread.start()
        yield listener
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def lead_everything_to(port: int, folder: Path) -> partial[None]:
    """What a fork has to do so that every name leads to the listener, and is written into ``folder``."""
    return partial(_lead_everything_to, port, str(folder / LOOKED_UP))


def _lead_everything_to(port: int, where: str) -> None:
    """The name system of a stranger: whatever is asked for lies on this machine, at the listener's port.

    Nothing of Ghostwriter's is replaced; it is the answer of the network that is hostile.
    """
    look_up = socket.getaddrinfo
    file = Path(where).open("a", buffering=1, encoding="utf-8")  # noqa: SIM115  (open before a sandbox can refuse it)

    def hostile(host: object, service: object, *args: int, **kwargs: int) -> object:
        file.write(f"{host}:{service}\n")
        if host in {"127.0.0.1", "localhost", "::1"}:
            return look_up(host, service, *args, **kwargs)  # type: ignore[arg-type]
        return look_up("127.0.0.1", port)

    def audited(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.connect":
            file.write(f"connected {arguments[1]}\n")

    socket.getaddrinfo = hostile  # type: ignore[assignment]
    sys.addaudithook(audited)


def _take_in(server: socket.socket, listener: Listener) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(2)
            try:
                listener.received.append(connection.recv(65_536))
            except OSError:
                listener.received.append(b"")
