#!/usr/bin/env python3
"""Write the example reports and their expected answers from `source/*.toml`.

usage: python tests/examples/write_examples.py [--swap] [--out FOLDER]

Without arguments the committed files beside this script are written anew. `--swap` writes every report
under other names, with other numbers, bullets and heading style: the facts must follow.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from example_content import Content
from example_expected import as_csv, expected
from example_hard import hard
from example_markdown import mdpdf
from example_paged import layout, pdftotext
from example_pandoc import pandoc
from example_plain import markdown, plain, web

HERE = Path(__file__).resolve().parent
LAYOUTS: dict[str, Callable[[Content], str]] = {
    "plain": plain,
    "web": web,
    "markdown": markdown,
    "pdftotext": pdftotext,
    "layout": layout,
    "hard": hard,
    "mdpdf": mdpdf,
    "pandoc": pandoc,
}
CONVERTED = (
    "pellbridge-and-morrowdale-2024.toml"  # the report that is also written in other conversions
)
CONVERSIONS = {
    "hard": "broken.txt",
    "layout": "pdftotext-layout.txt",
    "markdown": "markdown-tables.txt",
    "pandoc": "pandoc-plain.txt",
    "pdftotext": "pdftotext.txt",
    "web": "web-page.txt",
}


def write(folder: Path, *, swap: bool = False) -> list[Path]:
    """Write every report and its expected answers under a folder.

    Args:
        folder: where `reports` (the text files stand in it directly), `expected` and `conversions` go.
        swap: under the other names and numbers of each source.

    Returns:
        The report files written.
    """
    written = []
    for source in sorted((HERE / "source").glob("*.toml")):
        content = Content.read(source, swap=swap)
        path = folder / content.raw["file"]
        save(path, LAYOUTS[content.raw["layout"]](content))
        written.append(path)
        for question, rows in expected(content).items():
            save(
                folder / "expected" / content.raw["name"] / f"{question}.csv",
                as_csv(question, rows),
            )
        if source.name == CONVERTED:
            for layout, name in CONVERSIONS.items():
                save(
                    folder / "conversions" / name, LAYOUTS[layout](Content.read(source, swap=swap))
                )
    return written


def save(path: Path, text: str) -> None:
    """Write a text with the very line ends it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf8"))


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--swap", action="store_true", help="other names, numbers, bullets and headings"
    )
    parser.add_argument("--out", type=Path, default=HERE, help="the folder to write to")
    arguments = parser.parse_args()
    if arguments.swap and arguments.out == HERE:
        parser.error("--swap needs --out: the committed examples keep their names")
    write(arguments.out, swap=arguments.swap)


if __name__ == "__main__":
    main()
