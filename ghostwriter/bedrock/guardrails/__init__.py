"""Guardrails: the findings of a call, and checks of the finished article."""
