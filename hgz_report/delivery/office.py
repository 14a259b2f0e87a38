"""What delivery needs of a project: the configuration, the list, the edition, the ledger under its lock, the ways."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct

from hgz_report.cache.whole import sweep_beside
from hgz_report.data.recipient_file import WayName
from hgz_report.delivery.clearance import held_back
from hgz_report.delivery.clock import Clock
from hgz_report.delivery.consignments import wanted
from hgz_report.delivery.corrected import owed
from hgz_report.delivery.deliver import Delivery
from hgz_report.delivery.dispatch_ledger import FILE, TOLD, DispatchLedger
from hgz_report.delivery.mail import Letterhead
from hgz_report.delivery.published_edition import read_edition
from hgz_report.delivery.recipients import read_recipients
from hgz_report.delivery.smtp_way import BySmtp, Server
from hgz_report.delivery.ways import IntoFolder, IntoOutbox, Way
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.edition.config import ConfigFile, read_config
from hgz_report.edition.sending_config import DeliverySection
from hgz_report.problems import Locked, Problem, Problems, Where, os_reason

PASSWORD = "HGZ_SMTP_PASSWORD"
"""The environment variable of the password, where no file is named."""
OUTBOX = "outbox"
_MEGABYTE = 1024 * 1024


class Office(Struct, frozen=True):
    """`folder`: of the ledger and the outbox."""

    root: Path
    config: ConfigFile
    folder: Path

    @classmethod
    def of(cls, root: Path) -> Office:
        """Raises Problems for mistakes in report.toml."""
        config = read_config(root).model
        return cls(root, config, root / config.delivery.folder)

    @property
    def output(self) -> Path:
        """Where editions are published."""
        return self.root / self.config.output.folder

    def letterhead(self) -> Letterhead:
        """From whom mail comes."""
        said = self.config.delivery
        return Letterhead(said.sender, said.sender_name or self.config.masthead.issuer, self.config.masthead.series)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for this run.  Raises Locked when another one sends, Problems when it can't be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock", timeout=0)
            lock.acquire()
        except Timeout:
            raise Locked(str(self.folder)) from None
        except OSError as error:
            what, hint = f"投递的文件夹写不进去：{os_reason(error)}", "检查权限和磁盘空间，或改 [delivery] folder"
            raise Problems([Problem(Where(self.folder.as_posix()), what, hint)]) from None
        try:
            yield
        finally:
            lock.release()

    def ledger(self, now: Clock, *, new: bool, sending: bool) -> DispatchLedger:
        """The ledger; an empty one for a plan where none is kept yet.  Raises Problems."""
        if sending:
            sweep_beside(self.folder / FILE)
        if new and sending:
            return DispatchLedger.opened(self.folder, now())
        if not sending and not (self.folder / FILE).exists():
            return DispatchLedger(self.folder / FILE)
        return DispatchLedger.read(self.folder)

    def told(self, now: Clock) -> DispatchLedger:
        """What the editor was told; a new one where it is lost or damaged, for to be told twice is better than not at all.

        Raises Problems where it can't be written.
        """
        try:
            return DispatchLedger.read(self.folder, TOLD)
        except Problems:
            with suppress(OSError):
                (self.folder / TOLD).unlink()
            return DispatchLedger.opened(self.folder, now(), TOLD)

    def delivery(
        self, edition: str, ledger: DispatchLedger, now: Clock, sleep: Callable[[float], object], *, sending: bool
    ) -> Delivery:
        """An edition ready to go to everybody on the list.  Raises Problems: why it can't.  A plan needs no password."""
        published = read_edition(self.output, edition)
        if wrong := list(held_back(self.root, self.config, published.folder)):
            raise Problems(wrong)
        everybody = owed(published, ledger) if published.corrected else wanted(read_recipients(self.root), published)
        used = {one.recipient.way for one in everybody}
        return Delivery(published, everybody, ledger, self._ways(now, used, sending=sending), now, sleep, self.limits())

    def _ways(self, now: Clock, used: Collection[str], *, sending: bool) -> dict[str, Way]:
        """Those that are used.  Raises Problems where the configuration lacks what one needs."""
        made: dict[str, Callable[[], Way]] = {
            "邮件": lambda: BySmtp(self.server(sending=sending), self.letterhead(), now),
            "发件箱": lambda: IntoOutbox(self.folder / OUTBOX, self._signed(), now()),
            "文件夹": lambda: IntoFolder(self.root),
        }
        return {way: make() for way, make in made.items() if way in used}

    def unready(self, way: WayName) -> Iterator[Problem]:
        """What the configuration lacks for a way; whether there is a password is seen when one sends."""
        try:
            if way == "邮件":
                self.server(sending=False)
            elif way == "发件箱":
                self._signed()
        except Problems as lacking:
            yield from lacking.problems

    def limits(self) -> dict[str, int | None]:
        """Bytes of a parcel, by way; a folder takes any."""
        mail = self.config.delivery.max_mail * _MEGABYTE
        return {"邮件": mail, "发件箱": mail, "文件夹": None}

    def server(self, *, sending: bool) -> Server:
        """Where mail is handed over.  Raises Problems where that isn't configured, or the password to send with can't be had."""
        said = self.config.delivery
        if not said.server:
            hint = "在 report.toml 的 [delivery] 写 server 和 sender；没有邮件服务器的，改送“发件箱”或“文件夹”"
            raise Problems([Problem(Where(CONFIG), "有要发邮件的，没有写服务器", hint)])
        password = self._password(said) if said.user and sending else ""
        return Server(said.server, said.port, said.tls, self._path(said.certificates), said.user, password)

    def _signed(self) -> Letterhead:
        head = self.letterhead()
        if not head.address:
            hint = "在 report.toml 的 [delivery] 写 sender"
            raise Problems([Problem(Where(CONFIG), "有要写邮件的，没有写发件的地址", hint)])
        return head

    def _path(self, name: str) -> str:
        return str(self.root / Path(name).expanduser()) if name else ""

    def _password(self, said: DeliverySection) -> str:
        if said.password_file:
            password = _first_line(Path(self._path(said.password_file)), said.password_file)
        else:
            password = os.environ.get(PASSWORD, "")
        if not password:
            hint = f"设环境变量 {PASSWORD}，或者在 report.toml 的 [delivery] 写 password_file"
            raise Problems([Problem(Where(CONFIG), "写了用户名，没有密码", hint)])
        if not password.isascii():
            raise Problems(
                [
                    Problem(
                        Where(CONFIG), "密码里有汉字或全角字符，邮件服务器收不到", "核对密码；确实如此的，到服务器上改"
                    )
                ]
            )
        return password


def _first_line(path: Path, name: str) -> str:
    """A password.  Raises Problems where it can't be read, or where others can read it, too."""
    where = Where(name)
    try:
        with path.open(encoding="utf-8") as file:
            mode = os.fstat(file.fileno()).st_mode
            password = file.readline().rstrip("\r\n")
    except (OSError, ValueError):
        raise Problems([Problem(where, "密码文件读不出来", "核对路径和权限；密码写在第一行")]) from None
    if os.name != "nt" and stat.S_IMODE(mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise Problems([Problem(where, "密码文件别人也能读", f"改成只有自己能读：chmod 600 {name}")])
    if not password:
        raise Problems([Problem(where, "密码文件的第一行是空的", "把密码写在第一行")])
    return password
