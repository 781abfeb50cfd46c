"""Devices and addresses as their owner recognises them, and nobody else."""

from __future__ import annotations

import ipaddress
import re

UNKNOWN = "未知设备"
#: First match wins: browsers name each other.
PROGRAMS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "鸿蒙"),
    ("OpenHarmony", "鸿蒙"),
    ("Android", "安卓"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
LONGEST = 60


def device_name(user_agent: str) -> str:
    """Return `Chrome · Windows`; of an unknown program its first word."""
    program = next((name for mark, name in PROGRAMS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if not program and not system:
        first = re.match(r"[A-Za-z][\w.+-]{0,29}", user_agent)
        return first.group() if first else UNKNOWN
    return " · ".join(filter(None, (program, system)))[:LONGEST]


def address_masked(address: str) -> str:
    """Return the network without the host: `61.183.*.*`, `2408:8400:*`."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return address_masked(str(parsed.ipv4_mapped))
        groups = parsed.exploded.split(":")
        return f"{groups[0].lstrip('0') or '0'}:{groups[1].lstrip('0') or '0'}:*"
    first, second, *_ = address.split(".")
    return f"{first}.{second}.*.*"
