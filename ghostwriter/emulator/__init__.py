"""A loopback Bedrock Runtime: its wire protocol, its refusals, and an author that needs no model."""
