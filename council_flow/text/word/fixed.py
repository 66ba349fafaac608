"""The parts of a Word file that are the same for every text of a language: styles, numbers, relations. Pure.

Numbers follow the practice of each language as ``numbering.py`` has it, so that Word counts what the product counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from council_flow.text.word.runs import LANGUAGE_TAGS
from council_flow.text.word.styles import STYLES

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = (
    ("styles", "styles", _OFFICE), ("numbering", "numbering", _OFFICE), ("settings", "settings", _OFFICE),
    ("footnotes", "footnotes", _OFFICE), ("comments", "comments", _OFFICE), ("header1", "header", _OFFICE),
    ("footer1", "footer", _OFFICE),
    ("commentsExtended", "commentsExtended", "http://schemas.microsoft.com/office/2011/relationships"),
)  # fmt: skip
CONTENT_TYPES = (
    f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind, _ in _PARTS)
    + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/custom.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
PACKAGE_RELATIONS = (
    f'{XML}<Relationships xmlns="{_RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONSHIPS}/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
)
DOCUMENT_RELATIONS = (
    f'{XML}<Relationships xmlns="{_RELATIONSHIPS}">'
    + "".join(
        f'<Relationship Id="rId{n}" Type="{base}/{kind}" Target="{name}.xml"/>'
        for n, (name, kind, base) in enumerate(_PARTS, 1)
    )
    + "</Relationships>"
)
SETTINGS = (
    f'{XML}<w:settings {NAMESPACES}><w:defaultTabStop w:val="567"/><w:footnotePr><w:footnote w:id="-1"/>'
    '<w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
_LEVELS = {
    "ru": (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3)"), ("lowerLetter", "%4.")),
    "ar": (("decimal", "%1 -"), ("arabicAbjad", "(%2)"), ("decimal", "‘%3’"), ("arabicAbjad", "%4 -")),
}
_OTHER_LEVELS = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"), ("lowerLetter", "%4."))
_STYLE_OF_LEVEL = ("CouncilOperative", "CouncilSub1", "CouncilSub2", "CouncilSub3")


def numbering(language: str, made: Sequence[tuple[int, int]], headings: int) -> str:
    """Return the lists: one for paragraphs, one for headings, and those that begin anew.

    Args:
        language: of the text.
        made: for each further list whose levels it shares, and the level at which it begins anew.
        headings: id of the list of headings.
    """
    levels = "".join(
        _level(depth, form, text, _STYLE_OF_LEVEL[depth], 567 * (depth + 1))
        for depth, (form, text) in enumerate(_LEVELS.get(language, _OTHER_LEVELS))
    )
    form = ("decimal", "%1 -") if language == "ar" else ("upperRoman", "%1.")
    heading = _level(0, *form, "Heading1", 567)
    out = (
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="{headings}"><w:multiLevelType w:val="multilevel"/>{heading}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="{headings}"><w:abstractNumId w:val="{headings}"/></w:num>'
    )
    out += "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{of}"/>'
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n, (of, level) in enumerate(made, 3)
    )
    return f"{XML}<w:numbering {NAMESPACES}>{out}</w:numbering>"


def _level(depth: int, form: str, text: str, style: str, indent: int) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:hanging="567"/></w:pPr></w:lvl>'
    )


_LOOKS = {
    "Title": ('<w:spacing w:before="240" w:after="360"/><w:jc w:val="center"/>', '<w:b/><w:bCs/><w:sz w:val="30"/><w:szCs w:val="30"/>'),
    "Heading1": ('<w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr><w:spacing w:before="360" w:after="160"/>'
                 '<w:outlineLvl w:val="0"/>', '<w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/>'),
    "Heading2": ('<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/>', "<w:b/><w:bCs/>"),
    "CouncilAnnex": ('<w:keepNext/><w:spacing w:after="300"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
                     '<w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/>'),
    "CouncilPreambular": ('<w:spacing w:after="160"/><w:ind w:firstLine="567"/>', ""),
    "CouncilOperative": ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="160"/>', ""),
    "CouncilSub1": ('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="120"/>', ""),
    "CouncilSub2": ('<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="120"/>', ""),
    "CouncilSub3": ('<w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="120"/>', ""),
    "CouncilNote": ('<w:spacing w:before="120" w:after="160"/><w:ind w:left="567" w:right="567"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    "CouncilAnnexNumber": ('<w:keepNext/><w:pageBreakBefore/><w:spacing w:after="120"/><w:jc w:val="center"/>', "<w:b/><w:bCs/>"),
    "CouncilSkip": ('<w:keepNext/><w:spacing w:before="300" w:after="80"/>', '<w:b/><w:bCs/><w:sz w:val="22"/><w:szCs w:val="22"/>'),
}  # fmt: skip
"""How each style looks: properties of its paragraphs and of its letters."""


def styles(language: str) -> str:
    """Return the styles of a language."""
    tag = LANGUAGE_TAGS[language]
    said = f'<w:lang w:val="en-GB" w:bidi="{tag}"/>' if language == "ar" else f'<w:lang w:val="{tag}"/>'
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>'
    out = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="24"/><w:szCs w:val="24"/>{said}</w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
    )
    for ident, (name, _, _) in STYLES.items():
        out += _style("paragraph", ident, name, *_LOOKS[ident])
    small = '<w:sz w:val="20"/><w:szCs w:val="20"/>'
    out += _style(
        "paragraph",
        "CouncilCell",
        "Council cell",
        '<w:spacing w:after="40"/>',
        '<w:sz w:val="22"/><w:szCs w:val="22"/>',
    )
    out += _style("paragraph", "FootnoteText", "footnote text", '<w:spacing w:after="40"/>', small)
    out += _style("paragraph", "Header", "header", "", small) + _style("paragraph", "Footer", "footer", "", small)
    out += _style("character", "FootnoteReference", "footnote reference", "", '<w:vertAlign w:val="superscript"/>')
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    out += (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr></w:style>"
    )
    return f"{XML}<w:styles {NAMESPACES}>{out}</w:styles>"


def _style(kind: str, ident: str, name: str, paragraph: str, letters: str) -> str:
    based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" else ""
    inner = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{letters}</w:rPr>" if letters else "")
    return f'<w:style w:type="{kind}" w:customStyle="{int(ident.startswith("Council"))}" w:styleId="{ident}"><w:name w:val="{name}"/>{based}<w:qFormat/>{inner}</w:style>'
