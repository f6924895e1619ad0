"""Who may call a server on loopback: programs of this machine, and no page of elsewhere that a browser on it shows.

A page can send requests to 127.0.0.1 (with its own address as their origin), and can have its own name lead there (DNS
rebinding). Both are told by headers that a page cannot change.
"""

import re
from email.message import Message

from ghostwriter.emulator.refusals import Refusal, denied

_HOST = r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?"
_LOOPBACK = re.compile(_HOST, re.IGNORECASE)
_ORIGIN = re.compile(rf"https?://{_HOST}", re.IGNORECASE)


def require_local(headers: "Message[str, str]") -> None:
    """Let a request in that was meant for this machine, and was not sent by a page of another.

    Raises:
        Refusal: for any other.
    """
    hosts = headers.get_all("host", [])
    if not hosts or not all(_LOOPBACK.fullmatch(host.strip()) for host in hosts):
        message = "The emulator answers at 127.0.0.1, localhost and [::1] only; the Host header names another machine."
        raise Refusal(421, "MisdirectedRequestException", message)
    foreign = not all(_ORIGIN.fullmatch(origin.strip()) for origin in headers.get_all("origin", []))
    if foreign or headers.get("sec-fetch-site", "").strip().lower() == "cross-site":
        raise denied("AccessDeniedException", "The emulator answers no page of another site.")
