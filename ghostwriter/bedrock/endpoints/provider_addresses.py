"""The addresses of providers other than Bedrock, as LiteLLM knows them."""

from collections.abc import Mapping

ADDRESSES: Mapping[str, str] = {
    "anthropic": "https://api.anthropic.com",
    "cerebras": "https://api.cerebras.ai",
    "cohere": "https://api.cohere.com",
    "deepseek": "https://api.deepseek.com",
    "fireworks_ai": "https://api.fireworks.ai",
    "gemini": "https://generativelanguage.googleapis.com",
    "groq": "https://api.groq.com",
    "mistral": "https://api.mistral.ai",
    "openai": "https://api.openai.com",
    "openrouter": "https://openrouter.ai",
    "perplexity": "https://api.perplexity.ai",
    "together_ai": "https://api.together.ai",
    "xai": "https://api.x.ai",
}
"""Where LiteLLM sends a provider's requests if nothing else is said; a test asks LiteLLM."""
