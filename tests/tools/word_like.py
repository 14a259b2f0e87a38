"""A .docx as Word leaves it when it was opened and saved: the same words in other runs, marks of its own, long numbers."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import count

_RUN = re.compile(r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: xml:space="preserve")?>([^<&]{8,})</w:t></w:r>')
_VALUE = re.compile(r"(<c:numCache>.*?</c:numCache>)", re.DOTALL)
_DECIMAL = re.compile(r"<c:v>(-?\d+\.\d+)</c:v>")


def saved_by_word(data: bytes) -> bytes:
    """Runs cut in two with marks of the spelling between them, revision numbers, page breaks as rendered, 17 digits."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "word/document.xml":
                part = _body(part.decode()).encode()
            elif re.fullmatch(r"word/charts/chart\d+\.xml", name):
                part = _VALUE.sub(lambda m: _DECIMAL.sub(_long, m[0]), part.decode()).encode()
            out.writestr(name, part)
    return buffer.getvalue()


def _body(xml: str) -> str:
    numbers = count(1)
    cut = _RUN.sub(_in_two, xml)
    marked = re.sub("<w:p>", lambda _: f'<w:p w:rsidR="00A{next(numbers):05}" w:rsidRDefault="00B00001">', cut)
    return marked.replace("<w:t", "<w:lastRenderedPageBreak/><w:t", 1)


def _in_two(run: re.Match[str]) -> str:
    look, text = run[1] or "", run[2]
    half = len(text) // 2
    parts = [
        f'<w:r w:rsidRPr="00C00001">{look}<w:t xml:space="preserve">{part}</w:t></w:r>'
        for part in (text[:half], text[half:])
    ]
    return '<w:proofErr w:type="spellStart"/>'.join(parts) + '<w:proofErr w:type="spellEnd"/>'


def _long(value: re.Match[str]) -> str:
    """Word writes the double that is nearest."""
    return f"<c:v>{float(value[1]):.17g}</c:v>"
