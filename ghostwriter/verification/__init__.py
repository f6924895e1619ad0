"""Verification by code: quotes, claims, evidence, verdicts."""
