"""The one door to OpenHands and LiteLLM: its switches are set here, then the names we use are passed on.

Importing this module costs five to eight seconds of CPU (LiteLLM comes along), so nothing imports it before a model has to
be called. The SDK reads its switches when it is imported, which is why they are set at the top of this module and nowhere
else: no price map or header list is fetched, no ``.env`` is read behind our back, no banner is printed, no log handler is
installed, nothing is sent to telemetry, and nothing in the user's home folder (profiles, plugins, identity files) takes effect.
"""

import atexit
import logging
import os
import re
import shutil
import sys
import tempfile
import warnings
from typing import SupportsIndex

SWITCHES = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_MODE": "PRODUCTION",
    "LITELLM_LOG": "CRITICAL",
    "OPENHANDS_SUPPRESS_BANNER": "1",
    "LOG_AUTO_CONFIG": "false",
    "DEBUG_LLM": "false",
    # FastMCP comes along with OpenHands, and reads the current folder's .env unless it is told of another file.
    "FASTMCP_ENV_FILE": os.devnull,
}
# LITELLM_PROXY_... are address and key of a proxy: those are Ghostwriter's as well.
TAKEN_OUT = re.compile(
    r"LITELLM_(?!PROXY_)\w+|LMNR_\w+|OTEL_(?:ENDPOINT|EXPORTER_OTLP_(?:TRACES_)?ENDPOINT)|USE_DDTRACE|JSON_LOGS"
)
"""Telemetry to which prompts would be sent, logs that print them, and settings that change requests behind our back."""
for _name in [name for name in os.environ if TAKEN_OUT.fullmatch(name)]:
    del os.environ[_name]
os.environ.update(SWITCHES)
# An empty folder: whatever the SDK would load from the user's own, it does not find.
_NOTHING = tempfile.mkdtemp(prefix="ghostwriter-")
os.environ["OH_PERSISTENCE_DIR"] = _NOTHING
atexit.register(shutil.rmtree, _NOTHING, ignore_errors=True)


class _Fixed(list[str]):
    """Folders to import from, to which nothing is added."""

    def append(self, folder: str) -> None:
        """Leave it out."""

    def insert(self, index: SupportsIndex, folder: str) -> None:
        """Leave it out."""


# LiteLLM puts the current folder among those that are imported from, and a package in there wins over OpenHands'.
sys.path = _Fixed(sys.path)

import litellm  # noqa: E402  (after the switches)
from litellm.llms.custom_httpx.http_handler import HTTPHandler, get_ssl_configuration  # noqa: E402
from litellm.types.utils import Usage as ReportedUsage  # noqa: E402
from litellm.types.utils import all_litellm_params  # noqa: E402
from openhands.sdk import LLM, Agent, LocalConversation, Tool, register_tool  # noqa: E402
from openhands.sdk.conversation.exceptions import ConversationRunError  # noqa: E402
from openhands.sdk.event import ActionEvent, Event, MessageEvent, ObservationEvent  # noqa: E402
from openhands.sdk.llm import LLMResponse, Message, TextContent  # noqa: E402

sys.path = list(sys.path)

__all__ = [
    "LLM",
    "ActionEvent",
    "Agent",
    "ConversationRunError",
    "Event",
    "HTTPHandler",
    "LLMResponse",
    "LocalConversation",
    "Message",
    "MessageEvent",
    "ObservationEvent",
    "ReportedUsage",
    "TextContent",
    "Tool",
    "all_litellm_params",
    "get_ssl_configuration",
    "register_tool",
]

# Counting a model's tokens must not fetch its tokenizer.
litellm.disable_hf_tokenizer_download = True
# For each piece of a stream an event loop would be opened and closed in a thread, to tell listeners of which there are none.
litellm.disable_streaming_logging = True
# The SDK and LiteLLM log what our own events and errors already say, some of it with request bodies.
for _name in ("openhands", "LiteLLM", "litellm"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
# It warns on every call of a model without a price; ``ConversationRunner`` says so once, in one line.
warnings.filterwarnings("ignore", message="Cost calculation failed", category=UserWarning)
