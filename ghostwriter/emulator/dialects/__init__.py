"""Request formats beside Converse: Anthropic's messages, InvokeModel."""
