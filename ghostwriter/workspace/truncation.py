"""What a power cut leaves of a file, told from what a hand has made of it."""


def is_torn(found: bytes, written: bytes) -> bool:
    """Whether ``found`` is a remnant of ``written``: nothing, a beginning that breaks off, or a stretch of zeros.

    A text that ends earlier, but where one of its lines ends, may well be somebody's edit, and is none; an object of JSON
    that ends earlier is always one.
    """
    if found == written:
        return False
    if b"\0" in found:
        return b"\0" not in written
    breaks_off = not found.endswith(b"\n") or written.lstrip()[:1] in {b"{", b"["}
    return breaks_off and written.startswith(found)
