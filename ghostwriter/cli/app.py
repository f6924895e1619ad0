"""The command line: parse, call, print; and the program's one handler of errors."""

import os
import sys
from typing import Annotated, NoReturn, TextIO, cast

import typer

from ghostwriter.cli.commands import check, doctor, emulator, models, new, report, run
from ghostwriter.cli.signals import GO_ON, INTERRUPTED, listen
from ghostwriter.cli.streams import Withholding, widen
from ghostwriter.text.invisible import printable

MOST_LINES, LONGEST_LINE = 50, 2_000
"""Of an error, on the terminal; the rest was somebody's input."""

app = typer.Typer(
    name="ghostwriter",
    help="Turn a brief and a pile of sources into an article that you can sign, with the evidence for every claim.",
    epilog=("Examples: ghostwriter new my-article | ghostwriter run brief.md --offline | ghostwriter doctor"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for command in (run, new, check, report, models, doctor, emulator):
    app.command(name=command.__name__.rsplit(".", 1)[1], help=command.HELP, epilog=command.EXAMPLES)(command.main)


def _version(wanted: bool) -> None:  # noqa: FBT001  (a callback of Typer's)
    if wanted:
        from ghostwriter import __version__

        typer.echo(f"ghostwriter {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """Run the program; every way to end it is an exit code of the contract."""
    _open_what_is_closed()
    _withhold_secrets()
    listen()
    if "--debug" not in sys.argv:
        sys.unraisablehook = lambda _said: None  # what fails in a destructor ends nothing, and is nothing to act on
    try:
        # Outside its standalone mode Typer returns the code of an Exit, 130 for an interrupt among them.
        code = app(standalone_mode=False, prog_name="ghostwriter") or 0
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        _leave(1, "")
    except Exception as error:  # noqa: BLE001  (the one place where everything ends)
        _explain(error)
    if code == INTERRUPTED:
        _leave(code, GO_ON)
    if code:
        _leave(code, "")


def _explain(error: Exception) -> NoReturn:
    """Say what went wrong in a line or two, and end with the exit code of its kind."""
    if "--debug" in sys.argv:
        import traceback

        # No values of variables: they could be anything, secrets included.
        told = "".join(traceback.format_exception(error)).splitlines()
        print("\n".join(printable(line) for line in told), file=sys.stderr)
    if hasattr(error, "format_message"):  # Click's own: a usage error
        context = getattr(error, "ctx", None)
        hint = f" See: {context.command_path} --help" if context else ""
        _leave(2, f"{error.format_message()}{hint}")
    if (code := getattr(error, "exit_code", None)) is not None:
        _leave(code, "\n".join([str(error), *getattr(error, "__notes__", [])]))
    if isinstance(error, OSError | MemoryError):  # of no file in particular: no descriptors, memory or disk space left
        what = str(getattr(error, "strerror", "no memory is left") or error)
        where = f" ({name})" if (name := getattr(error, "filename", None)) else ""
        _leave(1, f"the system refuses: {what}{where}; what was finished is kept, run the same command again to go on")
    _leave(1, f"internal error: {type(error).__name__}: {error}; run again with --debug for the traceback")


def _open_what_is_closed() -> None:
    """Open the null device for each standard stream that was closed at the start.

    Else the next file that is opened gets the number of a standard stream, and what a library prints goes into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free, which is this one
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)


def _withhold_secrets() -> None:
    """Let nothing that is printed hold a secret: names of files and models, and errors of others, repeat what they were given."""
    from ghostwriter.config.environment_secrets import scanner_for_process

    for stream in (sys.stdout, sys.stderr):
        widen(stream)
    sys.stdout, sys.stderr = (
        cast("TextIO", Withholding(stream, scanner_for_process)) for stream in (sys.stdout, sys.stderr)
    )


def _leave(code: int, message: str) -> NoReturn:
    """End at once: worker threads may sit in calls that nobody is waiting for any more."""
    try:
        if message:
            lines = message.split("\n")[:MOST_LINES]
            print("\n".join(f"error: {printable(line[:LONGEST_LINE])}" for line in lines), file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, OSError):
        pass  # nobody listens any longer
    os._exit(code)
