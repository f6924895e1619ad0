"""The deterministic layer: quotes, claims, checks and verdicts that no model can talk its way around."""
