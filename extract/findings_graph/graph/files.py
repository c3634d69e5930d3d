"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from findings_graph.errors import UnwritableOutput


def write_file(path: Path, text: str) -> None:
    """Write a text file as UTF-8 with LF: beside its place first, then moved there.

    Raises:
        UnwritableOutput: the file or its folder cannot be written.
    """
    written = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".writing-", delete=False
        ) as file:
            written = file.name
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(written, 0o666 & ~mask)  # noqa: PTH101  a temporary file is its owner's alone
        os.replace(written, path)  # noqa: PTH105  the atomic one, by name
    except OSError as error:
        if written:
            Path(written).unlink(missing_ok=True)
        message = f"{path}: cannot be written ({error.strerror}); give another place"
        raise UnwritableOutput(message) from error


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder, made if missing.

    Raises:
        UnwritableOutput: the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder}: cannot be made ({error.strerror}); give another folder"
        raise UnwritableOutput(message) from error
    for name, text in files.items():
        write_file(folder / name, text)
