"""A folder of prompts that a stranger has prepared: what it would like to do, file by file."""

SYSTEM, END = "{% block system %}x{% endblock %}{% block user %}", "{% endblock %}"


def saying(expression: str) -> str:
    return f"{SYSTEM}{{{{ {expression} }}}}{END}"


CODE: dict[str, str | bytes] = {
    "a global of Jinja's": saying("cycler.__init__.__globals__.os.popen('touch ../../outside/stolen').read()"),
    "the classes of a text": saying("''.__class__.__mro__[1].__subclasses__()"),
    "a function's globals": saying("fence.__wrapped__.__globals__"),
    "a filter": saying("'' | attr('__class__')"),
    "a filter over many": saying("[''] | map(attribute='__class__') | first"),
    "a format": saying("'{0.__class__.__init__.__globals__}'.format(fence)"),
    "a format of a mapping": saying("'{a.__globals__}'.format_map({'a': fence})"),
    "a frame": saying("(range(3) | map('string')).gi_frame.f_globals"),
    "a model's way to read files": saying("source.parse_file('../outside/secret.md')"),
    "a model's way to unpickle": saying("source.parse_raw('x', content_type='pickle', allow_pickle=True)"),
    "an undefined value": saying("nobody.__class__.__init__.__globals__"),
    "what it is given, changed": saying("brief.update({'title': 'x'})"),
}
OUTSIDE: dict[str, str | bytes] = {
    "a folder up": SYSTEM + "{% include '../brief.md' %}" + END,
    "a folder up and elsewhere": SYSTEM + "{% include '../../outside/secret.md' %}" + END,
    "an absolute path": SYSTEM + "{% include '/etc/passwd' %}" + END,
    "what it extends": "{% extends '/etc/hostname' %}",
    "what it imports": SYSTEM + "{% import '../brief.md' as b %}{{ b }}" + END,
    "a hidden file": SYSTEM + "{% include '.env' %}" + END,
}
TOO_MUCH: dict[str, str | bytes] = {
    "a text times a number": saying("'a' * 10**10"),
    "a number to a power": saying("10 ** (10 ** 10)"),
    "a wide column": saying("'a' | center(9999999999)"),
    "a wide format": saying("'%09999999999d' | format(1)"),
    "a text that is doubled": (
        SYSTEM
        + "{% set n = namespace(s='ab') %}{% for _ in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}{{ n.s }}"
        + END
    ),
    "a range": saying("range(10**9) | list"),
    "a macro that calls itself": SYSTEM + "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}" + END,
    "a template that includes itself": SYSTEM + "{% include 'extraction.md.j2' %}{{ self.user() }}" + END,
    "brackets": saying("(" * 20_000),
    "a long prompt": saying("'a' * 30000000"),
    "a large file": SYSTEM + "a" * 300_000 + END,
}
FOR_EVER = SYSTEM + "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}" + END
MISTAKES: dict[str, str | bytes] = {
    "no user block": "{% block system %}x{% endblock %}",
    "a loop that is not closed": SYSTEM + "{% for a in b %}" + END,
    "not UTF-8": b"\xff\xfe\x00",
    "a name that is not given": saying("nobody"),
}
