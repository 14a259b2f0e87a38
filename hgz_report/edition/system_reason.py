"""Why the system refuses to read or write, in Chinese."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", -1): "用完了分给的磁盘空间",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.ENOTDIR: "路径中有一段是文件而不是文件夹",
    errno.EEXIST: "同名文件已存在",
    errno.ENOENT: "刚写好的文件或文件夹不见了",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "路径太长",
    errno.EBUSY: "有程序占着它",
}


def system_reason(error: OSError) -> str:
    """Why, in a few words."""
    return _REASONS.get(error.errno or 0, f"系统不许（错误 {error.errno}）")
