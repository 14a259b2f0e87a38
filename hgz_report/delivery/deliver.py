"""An edition to everybody who is to get it, each file once: what is in the ledger is not sent again, what is half done waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from hgz_report.delivery.clock import Clock
from hgz_report.delivery.consignments import Consignment, Ordered, packed, too_large
from hgz_report.delivery.dispatch_ledger import WAITING, DispatchLedger, DispatchState
from hgz_report.delivery.published_edition import SentEdition
from hgz_report.delivery.recipients import place_of
from hgz_report.delivery.ways import NoWay, PutOff, Refused, Unknown, Way

State = Literal["planned", "sent", "before", "later", "refused", "waiting", "changed", "lacking"]
"""`planned`: would be sent; `before`: went out earlier; `waiting`: a person has to say whether it arrived; `changed`: something
else of this edition went out already; `lacking`: papers that were withheld.
"""
WAITS = (2.0, 10.0)
"""Seconds before what a server puts off is tried again in the same run."""
HALF = "发到一半停了，不知道收到没有：问过收件的，再用 --resume 说明"
_OTHER = "这一期的 {} 已发过，现在的内容不一样：确实要再发，加 --changed；印发以后的改动，用更正"


class DeliveryResult(Struct, frozen=True):
    """What became of one parcel, or of all that somebody was to get; `files` by name in the edition's folder."""

    wanted: Ordered
    state: State
    files: tuple[str, ...] = ()
    size: int = 0
    why: str = ""

    @property
    def done(self) -> bool:
        """Nothing is left to do or to say."""
        return self.state in ("sent", "before")


@dataclass
class Delivery:
    """One run.  `limits`: of a parcel in bytes, by way; `changed`: what went out before may go again where it is another now."""

    edition: SentEdition
    wanted: tuple[Ordered, ...]
    ledger: DispatchLedger
    ways: Mapping[str, Way]
    now: Clock
    sleep: Callable[[float], object]
    limits: Mapping[str, int | None]
    changed: bool = False
    waits: Sequence[float] = WAITS
    shut: dict[str, str] = field(default_factory=dict)
    """Ways by which nothing goes in this run, and why."""
    _unanswered: bool = False

    def plan(self) -> list[DeliveryResult]:
        """What would be sent, and what would not."""
        return [result for one in self.wanted for result in self._each(one, self._planned, sending=False)]

    def send(self) -> Iterator[DeliveryResult]:
        """Send it.  Raises Problems, and sends nothing more, where the ledger can't be written or a file has changed."""
        try:
            for one in self.wanted:
                yield from self._each(one, self._sent, sending=True)
        finally:
            for way in self.ways.values():
                way.close()

    def resume(self, name: str, *, arrived: bool) -> int:
        """A person says of what waits whether it arrived, or may be tried again; how many entries that were.

        Raises Problems where the ledger can't be written.
        """
        entries = [
            one.entry
            for one in self.ledger.standing.values()
            if one.entry.name == name and one.entry.edition == self.edition.id and one.what in WAITING
        ]
        entries += [
            parcel.entry
            for one in self.wanted
            if one.recipient.name == name
            for parcel in self._parcels(one)
            if parcel.entry.key in self.ledger.doubtful
        ]
        for entry in entries:
            self.ledger.note(entry, "sent" if arrived else "again", self.now(), "由人说明")
        return len(entries)

    def _parcels(self, one: Ordered) -> tuple[Consignment, ...]:
        """What has not gone out yet."""
        before = self.ledger.sent_to(place_of(one.recipient), self.edition.id)
        fresh = [(paper, file) for paper, file in one.files if file.sha256 not in before.get(file.name, ())]
        return packed(one.recipient, fresh, self.edition.id, self.limits.get(one.recipient.way))

    def _each(
        self, one: Ordered, act: Callable[[Ordered, Consignment], DeliveryResult], *, sending: bool
    ) -> Iterator[DeliveryResult]:
        """DeliveryResult by result: what is known from the ledger, else what `act` makes of each parcel."""
        place = place_of(one.recipient)
        if one.lacking:
            yield DeliveryResult(one, "lacking", why="；".join(one.lacking))
        for stuck in self.ledger.waiting(place, self.edition.id):
            if not self._arrived(one, stuck):
                yield DeliveryResult(one, "waiting", tuple(stuck.entry.files), why=stuck.why or HALF)
                return
            if sending:
                self.ledger.note(stuck.entry, "sent", self.now(), "看到已在那里")
        before = self.ledger.sent_to(place, self.edition.id)
        old = [file for _, file in one.files if file.sha256 in before.get(file.name, ())]
        if old:
            yield DeliveryResult(one, "before", tuple(file.name for file in old), sum(file.size for file in old))
        parcels = self._parcels(one)
        others = [file.name for parcel in parcels for _, file in parcel.files if file.name in before]
        if others and not self.changed:
            yield DeliveryResult(one, "changed", tuple(others), why=_OTHER.format("、".join(others[:3])))
            return
        held = ""
        for parcel in parcels:
            result = _result(one, parcel, "later", held) if held else act(one, parcel)
            held = held or ("" if result.state in ("planned", "sent") else "前一封没有发出")
            yield result

    def _planned(self, one: Ordered, parcel: Consignment) -> DeliveryResult:
        if too_large(parcel, self.limits.get(parcel.recipient.way)):
            name = parcel.files[0][1].name
            return _result(
                one, parcel, "refused", f"{name} 一个文件就超过一封邮件的上限：改大 [delivery] max_mail，或者改送文件夹"
            )
        if parcel.entry.key in self.ledger.doubtful:
            return _result(one, parcel, "waiting", HALF)
        return _result(one, parcel, "planned")

    def _sent(self, one: Ordered, parcel: Consignment) -> DeliveryResult:
        """Hand it over, again where it is only put off for a moment."""
        planned = self._planned(one, parcel)
        if planned.state != "planned":
            return planned
        contents = [self.edition.bytes_of(file) for _, file in parcel.files]
        for wait in self.waits:
            result, again = self._tried(one, parcel, contents)
            if not again:
                return result
            self.sleep(wait)
        result, _ = self._tried(one, parcel, contents)
        if result.state == "later" and self._unanswered:
            self.shut[parcel.recipient.way] = result.why
        return result

    def _tried(self, one: Ordered, parcel: Consignment, contents: Sequence[bytes]) -> tuple[DeliveryResult, bool]:
        """What came of it, as the ledger has it; whether it is worth trying in a moment."""
        way, entry = parcel.recipient.way, parcel.entry
        if way in self.shut:
            return _result(one, parcel, "later", self.shut[way]), False
        state: State = "sent"
        why, again = "", False
        try:
            self.ways[way].hand_over(parcel, contents, lambda: self.ledger.note(entry, "begun", self.now()))
            self.ledger.note(entry, "sent", self.now())
        except PutOff as put_off:
            state, why, again = "later", str(put_off), put_off.again
            self._unanswered = put_off.unanswered
        except NoWay as none:
            state, why = "later", str(none)
            self.shut[way] = why
        except Refused as refused:
            state, why = "refused", str(refused)
            self.ledger.note(entry, "refused", self.now(), why)
        except Unknown as unknown:
            state, why = "waiting", f"{unknown}：{HALF}"
            self.ledger.note(entry, "begun", self.now(), why)
        known = self.ledger.standing.get(entry.key)
        if state == "later" and known is not None and known.what == "begun":
            self.ledger.note(entry, "later", self.now(), why)
        return _result(one, parcel, state, why), again

    def _arrived(self, one: Ordered, stuck: DispatchState) -> bool:
        """Whether what was begun is seen to be there: in a folder, not in a mailbox."""
        files = [(paper, file) for paper, file in one.files if stuck.entry.files.get(file.name) == file.sha256]
        if (
            stuck.what != "begun"
            or len(files) != len(stuck.entry.files)
            or stuck.entry.place != place_of(one.recipient)
        ):
            return False
        parcel = Consignment(stuck.entry, one.recipient, tuple(files))
        return self.ways[one.recipient.way].arrived(parcel, [self.edition.bytes_of(file) for _, file in files])


def _result(one: Ordered, parcel: Consignment, state: State, why: str = "") -> DeliveryResult:
    return DeliveryResult(one, state, tuple(file.name for _, file in parcel.files), parcel.size, why)
