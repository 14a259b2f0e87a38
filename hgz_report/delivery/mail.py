"""A parcel as a mail: one address in its head, Chinese names of people and files as every program reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from msgspec import Struct

from hgz_report.delivery.consignments import Consignment, file_name

_TYPES = {
    "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "html": ("text", "html"),
}
_ANY = ("application", "octet-stream")
_LISTED = 12
"""Papers that a mail names one by one."""


class Letterhead(Struct, frozen=True):
    """From whom: an address, a name, and what the bulletin is called."""

    address: str
    name: str
    series: str


def letter(parcel: Consignment, contents: Sequence[bytes], head: Letterhead, at: datetime) -> EmailMessage:
    """The mail of a parcel; `contents`: its files, in their order."""
    edition = parcel.entry.edition
    turn = f"（第 {parcel.number} 封，共 {parcel.count} 封）" if parcel.count > 1 else ""
    titles = list(dict.fromkeys(paper.title for paper, _ in parcel.files))
    subject = f"{head.series} {edition}：{titles[0]}" + (f"等 {len(titles)} 份" if len(titles) > 1 else "") + turn
    listed = "\n".join(f"  {number}．{title}" for number, title in enumerate(titles[:_LISTED], 1))
    more = f"\n  …… 共 {len(titles)} 份" if len(titles) > _LISTED else ""
    opening = f"{parcel.recipient.name}：\n\n附上《{head.series}》{edition} 的 {len(titles)} 份报告{turn}：\n\n"
    text = f"{opening}{listed}{more}\n\n{head.name}\n"
    message = _message(head, parcel.recipient.name, parcel.recipient.to, subject, text, parcel.entry.key, at)
    for (paper, file), data in zip(parcel.files, contents, strict=True):
        main, sub = _TYPES.get(file.format, _ANY)
        name = file_name(paper, file, edition)
        message.add_attachment(data, maintype=main, subtype=sub, filename=name, cte="base64")
    message.set_boundary(f"=_{parcel.entry.key[:40]}")
    return message


def notice(head: Letterhead, to: str, subject: str, text: str, at: datetime) -> EmailMessage:
    """A mail to the editor."""
    key = sha256(f"{to}\n{subject}\n{text}".encode()).hexdigest()
    return _message(head, "", to, subject, text, key, at)


def _message(head: Letterhead, name: str, to: str, subject: str, text: str, key: str, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=head.name, addr_spec=head.address)
    message["To"] = Address(display_name=name, addr_spec=to)
    message["Subject"] = subject
    message["Date"] = at
    message["Message-ID"] = f"<{key[:40]}@{head.address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    return message
