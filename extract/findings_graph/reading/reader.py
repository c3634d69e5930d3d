"""Reads a report file into its normalised text, or says why it cannot."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from findings_graph.errors import UnreadableInput
from findings_graph.reading.source import SourceText

_LARGEST = 8_000_000
"""Bytes; the longest report seen has under 100,000."""
_CONVERT = "convert it to text first, for instance with `pdftotext` (PDF) or `pandoc -t plain` (DOCX, HTML)"
_SIGNATURES = {
    b"%PDF": f"a PDF is not read directly; {_CONVERT}",
    b"PK\x03\x04": f"an office document or archive is not read directly; {_CONVERT}",
    b"\xd0\xcf\x11\xe0": f"an old office document is not read directly; {_CONVERT}",
    b"{\\rtf": f"rich text is not read directly; {_CONVERT}",
    b"\x1f\x8b": "a compressed file is not read directly; unpack it first",
}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL_SHARE = 0.001
"""The share of control characters that text may have; converters leave a few."""


def read_source(path: Path) -> SourceText:
    """Return the normalised text of a file.

    UTF-8 is read with or without a byte-order mark, UTF-16 with one; what is neither is read as
    Windows-1252, the other encoding that converters write, if that decodes every byte.

    Raises:
        UnreadableInput: the file is missing, no regular file, empty, too large, binary or undecodable.
    """
    shown = str(path)
    try:
        if not path.exists():
            reason = "the link leads nowhere" if path.is_symlink() else "there is no such file"
            message = f"{shown}: {reason}; check the path"
            raise UnreadableInput(message)
        if not path.is_file():
            message = f"{shown}: not a regular file; name the report files themselves"
            raise UnreadableInput(message)
        size = path.stat().st_size
        if size > _LARGEST:
            message = (
                f"{shown}: {size:,} bytes, and no inspection report has more than {_LARGEST:,}; "
                "give one report a file, as text"
            )
            raise UnreadableInput(message)
        data = path.read_bytes()
    except OSError as error:
        message = f"{shown}: cannot be read ({error.strerror}); check the file and its permissions"
        raise UnreadableInput(message) from error
    return SourceText.from_text(_decode(data, shown), name=path.name)


def _decode(data: bytes, shown: str) -> str:
    if not data.strip(b"\xef\xbb\xbf \t\r\n\f"):
        message = f"{shown}: the file is empty; convert the report again"
        raise UnreadableInput(message)
    for signature, reason in _SIGNATURES.items():
        if data.startswith(signature):
            message = f"{shown}: {reason}"
            raise UnreadableInput(message)
    text = _decode_text(data, shown)
    controls = sum(char < " " and char not in "\t\n\r\f\v" for char in text)
    if controls > max(2, len(text) * _CONTROL_SHARE):
        message = f"{shown}: {controls:,} control characters, so this is no text; {_CONVERT}"
        raise UnreadableInput(message)
    return text


def _decode_text(data: bytes, shown: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        message = f"{shown}: byte {data.index(0):,} is NUL, so this is no text; {_CONVERT}"
        raise UnreadableInput(message)
    else:
        encodings = ["utf-8", "cp1252"]
    place = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            place = error.start
    named = "no UTF-16" if encodings == ["utf-16"] else "neither UTF-8 nor Windows-1252"
    message = f"{shown}: byte {place:,} is {named}; save the text as UTF-8"
    raise UnreadableInput(message)
