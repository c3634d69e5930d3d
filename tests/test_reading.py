"""Reading: every encoding that converters write, and one clear line for what cannot be read."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from findings_graph.errors import FindingsError, UnreadableInput
from findings_graph.reading.reader import read_source
from report_text import report


def written(folder: Path, data: bytes, name: str = "report.txt") -> Path:
    """Return the path of a file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_reading_gives_one_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    """The encoding does not show in the text, nor in its hash."""
    text = report(imprint="Acknowledgements\n\n“It’s – well – fine”, said Zoë.\n")
    source = read_source(written(tmp_path, text.encode(encoding)))
    assert source.text == text
    assert source == read_source(written(tmp_path, text.encode()))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_reading_writes_line_ends_as_lf(tmp_path: Path, end: str) -> None:
    """Other line ends are LF in the text; a form feed stays."""
    data = f"one{end}two\f{end}three".encode()
    assert read_source(written(tmp_path, data)).text == "one\ntwo\f\nthree"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n\f", "the file is empty"),
        (b"%PDF-1.7 \xe2\xe3", "a PDF is not read directly"),
        (b"PK\x03\x04word", "an office document or archive"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old office document"),
        (b"{\\rtf1 text}", "rich text is not read directly"),
        (b"\x1f\x8b\x08", "a compressed file"),
        ("Probation".encode("utf-16-le"), "byte 1 is NUL"),
        (b"\xff\xfeP\x00\x00\xd8", "byte 4 is no UTF-16"),
        (b"caf\x81", "byte 3 is neither UTF-8 nor Windows-1252"),
        (b"a\x01b\x02c\x03d\x04", "4 control characters"),
        (random.Random(7).randbytes(4000), "NUL"),  # noqa: S311 (no secret)
    ],
)
def test_reading_refuses_what_is_no_text(tmp_path: Path, data: bytes, reason: str) -> None:
    """One line names the file and the reason."""
    path = written(tmp_path, data)
    with pytest.raises(UnreadableInput) as caught:
        read_source(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert reason in message
    assert "\n" not in message


def test_reading_lets_a_few_control_characters_through(tmp_path: Path) -> None:
    """Converters leave one here and there."""
    assert read_source(written(tmp_path, b"a\x01b\x02")).text == "a\x01b\x02"


def test_reading_refuses_a_missing_file(tmp_path: Path) -> None:
    """A path that leads to nothing."""
    with pytest.raises(UnreadableInput, match="there is no such file"):
        read_source(tmp_path / "none.txt")


def test_reading_refuses_a_dangling_link(tmp_path: Path) -> None:
    """A link whose target is gone."""
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone.txt")
    with pytest.raises(UnreadableInput, match="the link leads nowhere"):
        read_source(link)


def test_reading_refuses_a_link_to_itself(tmp_path: Path) -> None:
    """A loop of links is an error of the file, not of the program."""
    link = tmp_path / "loop.txt"
    link.symlink_to(link)
    with pytest.raises(UnreadableInput):
        read_source(link)


def test_reading_refuses_a_folder(tmp_path: Path) -> None:
    """Reports are named one by one."""
    with pytest.raises(UnreadableInput, match="not a regular file"):
        read_source(tmp_path)


def test_reading_refuses_a_pipe(tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableInput, match="not a regular file"):
        read_source(tmp_path / "pipe.txt")


def test_reading_refuses_a_huge_file_unread(tmp_path: Path) -> None:
    """Twenty million characters are no report."""
    with pytest.raises(UnreadableInput, match="20,000,000 bytes"):
        read_source(written(tmp_path, b"a" * 20_000_000))


def test_reading_raises_only_our_errors(tmp_path: Path) -> None:
    """Whatever the bytes, the file is read or refused."""
    chance = random.Random(11)  # noqa: S311 (no secret)
    for size in (1, 2, 3, 10, 100, 1000):
        for _ in range(20):
            path = written(tmp_path, chance.randbytes(size))
            try:
                source = read_source(path)
            except FindingsError:
                continue
            source.text.encode()
