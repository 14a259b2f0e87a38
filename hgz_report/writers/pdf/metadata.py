"""What a PDF says about itself: title, author, dates, conformance (XMP, PDF/A-2 6.6, PDF/UA-1 5)."""

from __future__ import annotations

from html import escape
from typing import Any

from hgz_report import __version__
from hgz_report.document.blocks import Document

CREATOR = f"hgz_report {__version__}"
PRODUCER = "ReportLab PDF Library"
LANGUAGE = "zh-CN"

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{optional}<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def xmp(document: Document) -> bytes:
    """The metadata packet; the extension schema declares `pdfuaid`, which PDF/A-2 does not know (6.6.2.3)."""
    about = document.properties
    optional = []
    if about.author:
        optional.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>")
    if about.subject:
        subject = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(about.subject)}</rdf:li></rdf:Alt>'
        optional.append(f"<dc:description>{subject}</dc:description>")
    if about.keywords:
        words = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in about.keywords)
        optional.append(f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>")
        optional.append(f"<pdf:Keywords>{escape(_keywords(document))}</pdf:Keywords>")
    return XMP.format(
        title=escape(document.title),
        language=LANGUAGE,
        optional="".join(line + "\n" for line in optional),
        producer=PRODUCER,
        creator=CREATOR,
        date=about.date,
    ).encode("utf-8")


def _keywords(document: Document) -> str:
    return "; ".join(document.properties.keywords)


def set_info(pdf: Any, document: Document) -> None:
    """Fill the information dictionary of a reportlab document with the same values as the XMP packet."""
    about = document.properties
    stamp = f"D:{about.date.replace('-', '')}000000Z"
    pdf.setTitle(document.title)
    pdf.setAuthor(about.author)
    pdf.setSubject(about.subject)
    pdf.setKeywords(_keywords(document))
    pdf.setCreator(CREATOR)
    pdf.setProducer(PRODUCER)
    pdf.setDateFormatter(lambda *_: stamp)
