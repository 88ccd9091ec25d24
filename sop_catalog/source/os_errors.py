"""What the operating system refused, in words an office understands."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "disk penuh",
    errno.EDQUOT: "jatah disk sudah habis",
    errno.EFBIG: "berkas melebihi batas ukuran pada disk itu",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "disk itu hanya dapat dibaca",
    errno.ENOENT: "tidak ada",
    errno.ENOTDIR: "salah satu bagian jalurnya berkas, bukan folder",
    errno.EISDIR: "itu folder, bukan berkas",
    errno.EEXIST: "sudah ada",
    errno.ENOTEMPTY: "foldernya tidak kosong",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.ELOOP: "tautannya melingkar atau tidak boleh diikuti",
    errno.EIO: "disk atau jaringannya bermasalah",
    errno.ENODEV: "perangkatnya tidak ada",
    errno.ENXIO: "perangkatnya tidak ada",
    errno.EBUSY: "sedang dipakai program lain",
    errno.ETXTBSY: "sedang dipakai program lain",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.ENFILE: "terlalu banyak berkas terbuka",
    errno.ENOMEM: "memori tidak cukup",
    errno.ETIMEDOUT: "tidak ada jawaban dari jaringan",
    errno.ESTALE: "folder bersama terputus; sambungkan lagi",
    errno.EHOSTDOWN: "komputer tujuan tidak menjawab",
    errno.EHOSTUNREACH: "komputer tujuan tidak terjangkau",
    errno.ENOTCONN: "folder bersama terputus; sambungkan lagi",
    errno.EINVAL: "namanya tidak diterima disk itu",
}


def describe_os_error(error: OSError) -> str:
    """Why something could not be read or written, such as "disk penuh"; the system's own words where we have none."""
    reason = _REASONS.get(error.errno or 0)
    return reason or error.strerror or str(error) or type(error).__name__
