"""Elements of HTML of which nobody sees the words, whatever style they have."""

CODE = frozenset({"script", "style", "link"})
NOT_SHOWN = frozenset(
    {"noscript", "template", "noframes", "noembed", "datalist", "dialog", "annotation", "annotation-xml", "mphantom"}
)
NO_TEXT = frozenset(
    {
        "svg", "canvas", "iframe", "object", "embed", "video", "audio", "map", "img", "button", "select", "input", "textarea",
        "progress", "meter",
    }
)  # fmt: skip
"""Not hidden, and no text to read either."""
WITHOUT_END = frozenset(
    {"img", "input", "embed", "link", "br", "hr", "meta", "col", "source", "track", "wbr", "area", "base"}
)
