"""``ghostwriter emulator``: the loopback Bedrock on its own."""

import os
import threading
from pathlib import Path
from typing import Annotated

import typer

HELP = "Run the loopback Bedrock on its own, for tests and for trying clients; Ctrl-C ends it."
EXAMPLES = """Examples:

    ghostwriter emulator --port 8321

    ghostwriter emulator --script faults.json --record calls.jsonl

    ghostwriter emulator --knowledge-base ABCDEFGHIJ=notes --agent AGENT12345/ALIAS12345=notes
"""


def main(
    port: Annotated[
        int, typer.Option(help="Where to listen on 127.0.0.1; 0 for any free port.", min=0, max=65535)
    ] = 8321,
    script: Annotated[Path | None, typer.Option(help="A JSON list of answers and faults to play first.")] = None,
    record: Annotated[Path | None, typer.Option(help="Append each answered request to this file.")] = None,
    knowledge_base: Annotated[
        list[str] | None, typer.Option(help="ID=FOLDER: serve a folder of documents as a knowledge base.")
    ] = None,
    agent: Annotated[
        list[str] | None, typer.Option(help="ID/ALIAS=FOLDER: serve an agent that answers from a folder.")
    ] = None,
) -> None:
    """Serve until interrupted; see HELP."""
    from ghostwriter.emulator.server import Emulator, load_script

    entries = load_script(script) if script else None
    bases, agents = _folders(knowledge_base), _folders(agent)
    with Emulator(
        script=entries, port=port, record=record, env=os.environ, knowledge_bases=bases, agents=agents
    ) as running:
        typer.echo(f"export AWS_BEDROCK_RUNTIME_ENDPOINT={running.url}")
        if bases or agents:
            typer.echo(f"export AWS_BEDROCK_AGENT_RUNTIME_ENDPOINT={running.url}")
        typer.echo(f"export AWS_BEARER_TOKEN_BEDROCK={running.bearer_token}")
        typer.echo(f"# or: AWS_ACCESS_KEY_ID={running.access_key_id} AWS_SECRET_ACCESS_KEY={running.secret_access_key}")
        typer.echo("Bedrock is emulated here until you press Ctrl-C; no language model answers.", err=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


def _folders(given: list[str] | None) -> dict[str, Path]:
    """The folder of each id."""
    pairs = [one.partition("=") for one in given or ()]
    for name, equals, folder in pairs:
        if not (name and equals and folder):
            raise typer.BadParameter(f"{name!r}: expected an id, '=', and a folder.")
    return {name: Path(folder) for name, _, folder in pairs}
