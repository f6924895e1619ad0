"""OpenHands: conversations, tasks, and the file editor confined to the workspace."""
