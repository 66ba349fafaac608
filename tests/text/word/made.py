"""Word files made by hand, part by part, for what no program writes on demand."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WHO = 'w:id="1" w:author="A. Petrov" w:date="2026-03-05T10:00:00Z"'
OTHER = 'w:id="2" w:author="M. Karimova" w:date="2026-03-06T10:00:00Z"'


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def ins(words: str, who: str = WHO) -> str:
    return f"<w:ins {who}>{run(words)}</w:ins>"


def gone(words: str, who: str = WHO) -> str:
    return f'<w:del {who}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def para(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def mark(change: str, who: str = WHO) -> str:
    """Return the properties of a paragraph whose end was inserted (``ins``) or taken out (``del``)."""
    return f"<w:rPr><w:{change} {who}/></w:rPr>"


def word(*paragraphs: str, parts: dict[str, str] | None = None, prolog: str = "") -> bytes:
    """Return a Word file with a title and these paragraphs, and with further parts such as ``comments``."""
    body = para(run("Title of it")) + "".join(paragraphs)
    extra = parts or {}
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for n, name in enumerate(extra)
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
        **{f"word/{name}.xml": f"<w:{name} {W}>{inner}</w:{name}>" for name, inner in extra.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()
