"""The one door to OpenHands and LiteLLM: its switches are set here, then the names we use are passed on.

Importing this module costs five to eight seconds of CPU (LiteLLM comes along), so nothing imports it before a model has to
be called. The SDK reads its switches when it is imported, which is why they are set at the top of this module and nowhere
else: no price map or header list is fetched, no ``.env`` is read behind our back, no banner is printed, no log handler is
installed, and nothing in the user's home folder (profiles, plugins, identity files) takes effect.
"""

import atexit
import logging
import os
import shutil
import tempfile
import warnings

SWITCHES = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_MODE": "PRODUCTION",
    "OPENHANDS_SUPPRESS_BANNER": "1",
    "LOG_AUTO_CONFIG": "false",
    "DEBUG_LLM": "false",
}
os.environ.update(SWITCHES)
# An empty folder: whatever the SDK would load from the user's own, it does not find.
_NOTHING = tempfile.mkdtemp(prefix="ghostwriter-")
os.environ["OH_PERSISTENCE_DIR"] = _NOTHING
atexit.register(shutil.rmtree, _NOTHING, ignore_errors=True)

from litellm.exceptions import APIConnectionError  # noqa: E402  (after the switches)
from litellm.llms.custom_httpx.http_handler import HTTPHandler, get_ssl_configuration  # noqa: E402
from litellm.types.utils import Usage as ReportedUsage  # noqa: E402
from openhands.sdk import LLM, Agent, LocalConversation, Tool, register_tool  # noqa: E402
from openhands.sdk.conversation.exceptions import ConversationRunError  # noqa: E402
from openhands.sdk.event import ActionEvent, Event, MessageEvent, ObservationEvent  # noqa: E402
from openhands.sdk.llm import LLMResponse, Message, TextContent  # noqa: E402

__all__ = [
    "LLM",
    "APIConnectionError",
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
    "get_ssl_configuration",
    "register_tool",
]

# The SDK and LiteLLM log what our own events and errors already say, some of it with request bodies.
for _name in ("openhands", "LiteLLM", "litellm"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
# It warns on every call of a model without a price; ``Models`` says so once, in one line.
warnings.filterwarnings("ignore", message="Cost calculation failed", category=UserWarning)
