"""``python -m ghostwriter``."""

from ghostwriter.cli import main

if __name__ == "__main__":
    main()
