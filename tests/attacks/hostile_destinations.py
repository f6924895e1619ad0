"""Names, addresses and regions by which a stranger's brief, ``.env``, ``ghostwriter.toml`` or advice leads a run to his machine.

``{port}`` is that of a server on this machine which stands for his.
"""

_AGENTCORE = "arn:aws:bedrock-agentcore:{region}:123456789012:runtime/x"
_PROFILE = "arn:aws:bedrock:{region}:123456789012:application-inference-profile/abc"
_HOSTS = (
    "evil.test/",
    "evil.test",
    "127.0.0.1:{port}/",
    "127.0.0.1:{port}/?",
    "127.0.0.1:{port}/#",
    "x@127.0.0.1:{port}/",
    "user:pass@evil.test/",
    "[::1]:{port}/",
    "evil.test:443/x",
    "evil.test%2f",
    "%65vil.test/",
    "EVIL.TEST/",
    "évil.test/",
    "xn--vil-9la.test/",
    "evil。test/",
    "evil.test\\\\x",
    "us-east-1.evil.test/",
    "us-east-1/../evil.test",
    "us-east-1#evil.test",
    "2130706433:{port}/",
    "us-evil-1",
    "US-EAST-1",
)
MODELS: tuple[str, ...] = (
    *(f"bedrock/agentcore/{_AGENTCORE.format(region=host)}" for host in _HOSTS),
    *(_PROFILE.format(region=host) for host in _HOSTS),
    f"bedrock/{_AGENTCORE.format(region='us-east-1')}",
    _AGENTCORE.format(region="evil.test/"),
    "bedrock/agentcore/" + _PROFILE.format(region="us-east-1"),
    "bedrock/converse/agentcore/" + _AGENTCORE.format(region="evil.test/"),
    "bedrock/converse/claude_platform/anthropic.claude-sonnet-4-5",
    "bedrock/converse/x/mantle/anthropic.claude-sonnet-4-5",
    "bedrock/agent/AGENTID/ALIASID",
    "bedrock/mantle/anthropic.claude-sonnet-4-5",
    "bedrock/claude_platform/claude-sonnet-4-5",
    "bedrock/async_invoke/amazon.nova-reel-v1:0",
    "bedrock/converse_like/anthropic.claude-v2",
    "bedrock/openai/x",
    "bedrock/llama/" + _PROFILE.format(region="evil.test/"),
    "bedrock/evil.test/anthropic.claude-v2",
    "bedrock/us-east-1/anthropic.claude-v2",
    "bedrock/https://127.0.0.1:{port}/x",
    "bedrock//127.0.0.1:{port}/anthropic.claude-v2",
    "bedrock/anthropic.claude-v2@127.0.0.1:{port}",
    "bedrock/../../x",
    " bedrock/agentcore/" + _AGENTCORE.format(region="evil.test/"),
    "BEDROCK/agentcore/" + _AGENTCORE.format(region="evil.test/"),
    "Bedrock/anthropic.claude-v2",
    "bedrock_mantle/openai.gpt-5.5",
    "sagemaker/evil",
    "sagemaker_chat/evil",
    "arn:aws-evil:bedrock:us-east-1:123456789012:application-inference-profile/abc",
    "arn:aws-cn:bedrock:us-east-1:123456789012:application-inference-profile/abc",
    "arn:aws:bedrock:us-east-1:evil:application-inference-profile/abc",
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc\n/agentcore/x",
    "huggingface/https://127.0.0.1:{port}/x",
    "huggingface/http:/127.0.0.1:{port}/x",
    "openai/gpt-4o@http://127.0.0.1:{port}/v1",
    "openai/http://127.0.0.1:{port}",
    "ollama/llama3",
    "hosted_vllm/x",
    "gpt-4o",
    "openrouter/openai/gpt-4o",
    "litellm_proxy/writer",
    "custom_openai/x",
    "petals/x",
    "oobabooga/x",
)
PROVIDERS = frozenset({
    "ollama/llama3", "hosted_vllm/x", "gpt-4o", "openrouter/openai/gpt-4o", "litellm_proxy/writer", "custom_openai/x",
    "petals/x", "oobabooga/x", "sagemaker/evil", "sagemaker_chat/evil",
})  # fmt: skip
"""Those of other providers, which a person may name: then they are asked where the person's environment says, or nowhere."""
_ENDPOINTS = (
    "http://127.0.0.1:{port}",
    "http://localhost:{port}/",
    "http://[::1]:{port}",
    "https://evil.test",
    "https://127.0.0.1:{port}",
    "http://127.0.0.1@evil.test",
    "https://bedrock-runtime.us-east-1.amazonaws.com@evil.test/",
    "https://bedrock-runtime.us-east-1.amazonaws.com.evil.test",
    "//evil.test",
    "HTTPS://EVIL.TEST",
    "https://xn--vil-9la.test",
    "http://127.0.0.1%2eevil.test:{port}",
)
_ADDRESSES = (
    "AWS_BEDROCK_RUNTIME_ENDPOINT", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL", "AWS_STS_ENDPOINT",
    "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME", "LITELLM_PROXY_API_BASE",
    "OPENAI_API_BASE", "OPENAI_BASE_URL", "HTTPS_PROXY", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
)  # fmt: skip
DOTENVS: tuple[str, ...] = (
    *(f"AWS_BEDROCK_RUNTIME_ENDPOINT={address}" for address in _ENDPOINTS),
    *(f"{name}=http://127.0.0.1:{{port}}/" for name in _ADDRESSES),
    *(f"{name}={region}" for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_REGION_NAME") for region in _HOSTS),
    *(f"GHOSTWRITER_MODEL='{model}'" for model in MODELS if "\n" not in model and "'" not in model),
    "GHOSTWRITER_FALLBACKS=bedrock/agentcore/" + _AGENTCORE.format(region="evil.test/"),
    "GHOSTWRITER_INFERENCE_PROFILE=evil.test/",
    "GHOSTWRITER_CANONICAL_MODEL=openai/gpt-4o",
    'GHOSTWRITER_ADDITIONAL_MODEL_REQUEST_FIELDS={{"mcp_servers": [{{"url": "http://127.0.0.1:{port}/"}}]}}',
)
TOMLS: tuple[str, ...] = (
    *(f"[llm]\nmodel = {model!r}\n" for model in MODELS if model.isprintable() and "'" not in model),
    "[llm]\nfallbacks = ['bedrock/agentcore/" + _AGENTCORE.format(region="evil.test/") + "']\n",
    "[llm]\ninference_profile = 'evil.test/'\n",
    "[llm]\ncanonical_model = 'openai/gpt-4o'\n",
    "[article]\nguardrail = 'arn:aws:bedrock:evil.test/:123456789012:guardrail/abc:1'\n",
    "[article]\nguardrail = 'arn:aws:bedrock:us-evil-1:123456789012:guardrail/abc:1'\n",
    *(
        f"[llm]\nadditional_model_request_fields = {fields}\n"
        for fields in (
            '{{mcp_servers = [{{type = "url", url = "http://127.0.0.1:{port}/", name = "x"}}]}}',
            '{{mcpServers = [{{type = "url", url = "http://127.0.0.1:{port}/"}}]}}',
            '{{thinking = {{webhook = "http://127.0.0.1:{port}/"}}}}',
            '{{top_k = "http://127.0.0.1:{port}/"}}',
            "{{anything_new = 1}}",
            '{{aws_bedrock_runtime_endpoint = "http://127.0.0.1:{port}"}}',
            '{{api_base = "http://127.0.0.1:{port}"}}',
            '{{container = {{id = "x"}}}}',
        )
    ),
)
BRIEFS: tuple[str, ...] = (
    *(f"models: {model!r}" for model in MODELS if model.isprintable() and "'" not in model),
    "models: {{drafting: 'bedrock/agentcore/" + _AGENTCORE.format(region="evil.test/") + "'}}",
    "sources: [dam.md, {{kb: 'arn:aws:bedrock:evil.test/:123456789012:knowledge-base/ABCDEFGHIJ', query: x}}]",
    "sources: [dam.md, {{kb: 'arn:aws:bedrock:us-evil-1:123456789012:knowledge-base/ABCDEFGHIJ', query: x}}]",
    "sources: [dam.md, {{agent: 'evil.test/x', prompt: x}}]",
)
