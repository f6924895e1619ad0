"""The command line: the app, one file a command, progress, the doctor, the sandbox around a run."""
