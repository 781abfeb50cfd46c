"""When a licence gives the right to sell: the rule behind the table and behind the QR page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class CertificateStatus(Enum):
    """What the public is told of a certificate."""

    VALID = "valid"  # 有效
    NOT_YET = "not_yet"  # 未生效
    SUSPENDED = "suspended"  # 已停用
    EXPIRED = "expired"  # 已过期
    REVOKED = "revoked"  # 已撤销
    WITHDRAWN = "withdrawn"  # 已退出
    UNKNOWN = "unknown"  # 查无此证


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What of licence and enterprise decides about selling.

    Attributes:
        ended_as: `REVOKED` or `WITHDRAWN` when the licence is over for good.
        is_in_force: licensed, or mending defects until `rectify_by`.
    """

    is_in_force: bool
    is_enterprise_suspended: bool
    verify_by: datetime | None
    rectify_by: datetime | None
    ended_as: CertificateStatus | None = None

    def sells_until(self) -> datetime | None:
        """Return when the right to sell ends, whatever certificates say; None: it has."""
        if not self.is_in_force or self.is_enterprise_suspended or self.verify_by is None:
            return None
        return min(self.verify_by, self.rectify_by or self.verify_by)


def certificate_status(
    standing: Standing, *, starts_at: datetime, ends_at: datetime, at: datetime
) -> CertificateStatus:
    """Say how a certificate stands at `at`. It is VALID exactly while its goods may be sold."""
    if standing.ended_as is not None:
        return standing.ended_as
    if at >= ends_at:
        return CertificateStatus.EXPIRED
    until = standing.sells_until()
    if until is None or at >= until:
        return CertificateStatus.SUSPENDED
    return CertificateStatus.VALID if at >= starts_at else CertificateStatus.NOT_YET
