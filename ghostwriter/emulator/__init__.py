"""A Bedrock emulator on loopback: the wire protocol, the service's rules, and an author that needs no model."""
