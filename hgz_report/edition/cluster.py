"""Jobs done on a Dask cluster (`dask.distributed`, the extra `cluster`): the same files as at home."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from hgz_report.cache.stamp import program_stamp
from hgz_report.edition.do_jobs import JobResult, Step
from hgz_report.edition.job import Job
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.parcel import Parcel, do_parcel
from hgz_report.problems import Problem, Problems

_PATIENCE = 10
"""Seconds after which a scheduler that does not answer is not there."""
_AGAIN = 2
"""How often a job is tried again whose worker died."""


class OnCluster(Struct, frozen=True):
    """Does jobs on the workers of the scheduler at `address` (tcp://host:8786)."""

    address: str
    root: Path

    def __call__(self, jobs: Sequence[Job], kept: KeptJobs) -> Iterator[Step]:
        """Raises Problems where the cluster can't be used."""
        client, as_completed = self._client()
        try:
            self._same_program(client)
            (parcel,) = client.scatter([Parcel.of(kept.materials, self.root)], broadcast=True)
            waiting = {client.submit(do_parcel, parcel, job, pure=False, retries=_AGAIN): job for job in jobs}
            left = {job.report.slug: job.report.title for job in jobs}
            for future in as_completed(list(waiting)):
                job = waiting[future]
                del left[job.report.slug]
                yield job, self._taken(future, job, kept), tuple(left.values())
                future.release()
        finally:
            client.close()

    def _taken(self, future: Any, job: Job, kept: KeptJobs) -> JobResult:
        """What came back, its files on the shelf."""
        try:
            delivered = future.result()
        except Exception as error:  # whatever went wrong there, the report is named
            what = f"{job.report.slug} 在集群上没有做成：{type(error).__name__}"
            return JobResult(
                None, (Problem(None, what, f"看那里的日志；或者不用 --cluster，就在本机做（{error}）"),), {}
            )
        for data in delivered.files.values():
            kept.shelf.put(data)
        result: JobResult = delivered.result
        return result

    def _client(self) -> tuple[Any, Any]:
        try:
            from distributed import Client, as_completed
        except ImportError:
            hint = '装上它：pip install "hgz-report[cluster]"；没有集群就用 --jobs'
            raise Problems([Problem(None, "没有装 dask.distributed，不能用 --cluster", hint)]) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said by us
        try:
            return Client(self.address, timeout=_PATIENCE), as_completed
        except (OSError, ValueError, TimeoutError) as error:
            hint = "检查地址、端口和网络，调度器开着没有：dask scheduler；没有集群就用 --jobs"
            raise Problems([Problem(None, f"连不上集群 {self.address}：{type(error).__name__}", hint)]) from None

    def _same_program(self, client: Any) -> None:
        """Refuse workers of another program, Python or libraries: they would make other bytes."""
        stamps = client.run(program_stamp)
        if not stamps:
            raise Problems(
                [Problem(None, f"集群 {self.address} 上没有工作进程", f"在各台机器上运行 dask worker {self.address}")]
            )
        if strange := sorted(worker for worker, stamp in stamps.items() if stamp != program_stamp()):
            what = f"集群上 {'、'.join(strange)} 的程序、Python 或软件包和这里的不一样"
            raise Problems([Problem(None, what, "在每台机器上按 requirements/ 里的锁定文件装同一版")])
