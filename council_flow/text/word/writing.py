"""Writing a text as a Word file: real numbers, footnotes, tracked changes, comments in threads. Pure.

The file names the case, the version and the language among its custom properties, so that what comes back is laid on the
version that it was made from. The same text gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from council_flow.text.blocks import Body
from council_flow.text.exchange.exporting import Noted
from council_flow.text.inline import runs
from council_flow.text.word.body import BodyXml, Lists
from council_flow.text.word.fixed import (
    CONTENT_TYPES,
    DOCUMENT_RELATIONS,
    NAMESPACES,
    PACKAGE_RELATIONS,
    SETTINGS,
    XML,
    numbering,
    styles,
)
from council_flow.text.word.plan import Plan
from council_flow.text.word.remarks import thread_id
from council_flow.text.word.runs import Runs, said

_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Heading:
    """What stands at the head of each page, and what the file says of itself."""

    symbol: str
    version: int
    revision: str
    """Symbol of the revision, or the same symbol again."""


def write_word(body: Body, language: str, heading: Heading, notes: Sequence[Noted] = ()) -> bytes:
    """Return a text in one language as a Word file, with comments and suggestions on it."""
    footnotes = [block for block in body.blocks if block.kind == "footnote" and block.texts.get(language)]
    writer = Runs(language, {block.key: block.texts[language] for block in footnotes})
    made = BodyXml(body, language, Plan(body, language, notes), writer)
    inner = made.xml()
    right = "<w:bidi/>" if writer.right else ""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" '
        f'w:footer="709" w:gutter="0"/>{right}</w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONS,
        "word/document.xml": f"{XML}<w:document {NAMESPACES}><w:body>{inner}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/styles.xml": styles(language),
        "word/numbering.xml": numbering(language, made.lists.made, Lists.HEADINGS),
        "word/settings.xml": SETTINGS,
        "word/footnotes.xml": _footnotes(made, writer),
        "word/header1.xml": _header(heading, writer),
        "word/footer1.xml": _footer(writer),
        "word/comments.xml": _comments(writer),
        "word/commentsExtended.xml": _threads(writer),
        "docProps/core.xml": _core(body.title(language)),
        "docProps/custom.xml": _custom(heading, language),
    }
    return _zipped(parts)


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())
    return out.getvalue()


def _footnotes(made: BodyXml, writer: Runs) -> str:
    out = [
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    ]
    writer.in_bold = False
    for key, number in writer.numbered.items():
        mark = f"<w:r>{writer.properties(style='FootnoteReference')}<w:footnoteRef/></w:r>"
        space = f'<w:r>{writer.properties()}<w:t xml:space="preserve"> </w:t></w:r>'
        words = writer.line([run for run in runs(writer.notes[key]) if run.text])
        properties = made.paragraph_properties("FootnoteText")
        out.append(f'<w:footnote w:id="{number}"><w:p>{properties}{mark}{space}{words}</w:p></w:footnote>')
    return f"{XML}<w:footnotes {NAMESPACES}>{''.join(out)}</w:footnotes>"


def _comments(writer: Runs) -> str:
    out = []
    for number, remark in writer.comments:
        lines = remark.text.split("\n")
        paragraphs = "".join(
            f'<w:p w14:paraId="{thread_id(number, remark.reason, None if n == len(lines) - 1 else n)}">'
            f'<w:r><w:t xml:space="preserve">{said(line)}</w:t></w:r></w:p>'
            for n, line in enumerate(lines)
        )
        initials = "".join(word[0] for word in remark.note.author.replace(",", " ").split())[:4]
        out.append(
            f'<w:comment w:id="{number}" w:author="{said(remark.note.author)}" w:date="{said(remark.note.at)}" '
            f'w:initials="{said(initials)}">{paragraphs}</w:comment>'
        )
    return f"{XML}<w:comments {NAMESPACES}>{''.join(out)}</w:comments>"


def _threads(writer: Runs) -> str:
    out = []
    ids = {number: thread_id(number, remark.reason) for number, remark in writer.comments}
    for number, remark in writer.comments:
        parent = writer.parents.get(number)
        of = f' w15:paraIdParent="{ids[parent]}"' if parent is not None else ""
        done = int(remark.note.done if parent is None else False)
        out.append(f'<w15:commentEx w15:paraId="{ids[number]}"{of} w15:done="{done}"/>')
    return f"{XML}<w15:commentsEx {NAMESPACES}>{''.join(out)}</w15:commentsEx>"


def _header(heading: Heading, writer: Runs) -> str:
    words = f"{heading.revision} \u00b7 v{heading.version}"
    right = "<w:bidi/>" if writer.right else ""
    run = f'<w:r><w:t xml:space="preserve">{said(words)}</w:t></w:r>'
    return f'{XML}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/>{right}</w:pPr>{run}</w:p></w:hdr>'


def _footer(writer: Runs) -> str:
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>',
        )
    )  # fmt: skip
    properties = '<w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>'
    return f"{XML}<w:ftr {NAMESPACES}><w:p>{properties}{field}</w:p></w:ftr>"


def _core(title: str) -> str:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{said(title)}</dc:title></cp:coreProperties>'
    )


def _custom(heading: Heading, language: str) -> str:
    said_there = {"file": heading.symbol, "version": str(heading.version), "language": language}
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="council_flow {name}">'
        f"<vt:lpwstr>{said(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(said_there.items(), 2)
    )
    return (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{properties}</Properties>'
    )
