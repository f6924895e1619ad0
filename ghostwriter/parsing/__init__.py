"""Parsers of formats that can be bombs: they run in a process of their own, with little memory and little time."""
