"""Calls to addresses that people typed in: public machines only, by https, bounded.

A name is looked up once, every address it has must be public, and the connection is
made to the address that was looked at: what the name says a moment later does not
matter. The certificate is still checked against the name. Redirects are not followed.

The hosts of WeChat and Stripe come from the deployment's settings and are not called
through this.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore

from plugins.kernel.errors import GatewayError, InvalidInput

PORTS = (443, 8443)
SECONDS = 10.0
LARGEST_ANSWER = 64 * 1024

#: What Python's `is_global` lets through, or let through in some release.
CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # carriers' own; one cloud keeps its metadata here
        "168.63.129.16/32",  # a cloud's metadata on a public address
        "192.0.0.0/24",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "::/96",  # IPv4 written as IPv6
        "64:ff9b::/96",  # the same through NAT64
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo carries an IPv4 address
        "2002::/16",  # 6to4 as well
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)

Look = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class TargetRefused(InvalidInput):
    code = "TARGET_REFUSED"
    zh = "不能连接该地址：{cause_zh}。"
    en = "This address cannot be called: {cause_en}."
    remedy_zh = "请填写公网上以 https:// 开头的地址。"
    remedy_en = "Name an address on the public internet that begins with https://."


class CallFailed(GatewayError):
    """The other side could not be reached, was too slow, or did not answer properly."""


@dataclass(frozen=True)
class Target:
    """An https address, taken apart."""

    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == 443 else f"{host}:{self.port}"


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name, in the order to try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet and to one machine."""
    parsed: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    closed = any(parsed in network for network in CLOSED if network.version == parsed.version)
    return parsed.is_global and not parsed.is_multicast and not closed


def target_of(url: str) -> Target:
    """Take an address apart without looking its name up.

    Raises:
        TargetRefused: not https, another port, or carrying a name and password.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError as error:
        raise _refused("不是有效的网址", "it is no address") from error
    if parts.scheme != "https":
        raise _refused("不是 https 地址", "it is not https")
    if not host or any(sign.isspace() or ord(sign) < 32 for sign in url):
        raise _refused("不是有效的网址", "it is no address")
    if parts.username is not None or parts.password is not None:
        raise _refused("网址里带有用户名或密码", "it carries a name or a password")
    if port not in PORTS:
        raise _refused(f"端口 {port} 不在允许之列", f"port {port} is not allowed")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        host = host.encode("idna").decode() if ":" not in host else host
    except UnicodeError as error:  # a label that is empty, too long, or no letters
        raise _refused("不是有效的网址", "it is no address") from error
    return Target(host=host, port=port, path=path)


def public_address(host: str, port: int, look: Look = look_up) -> str:
    """Return the address to connect to.

    Raises:
        TargetRefused: the name is unknown, or any of its addresses is not public.
    """
    try:
        addresses = look(host, port)
    except (OSError, UnicodeError) as error:
        raise _refused("域名无法解析", "its name is unknown") from error
    if not addresses or not all(is_public(address) for address in addresses):
        raise _refused("它不在公网上", "it is not on the public internet")
    return addresses[0]


def refuse_target(url: str, look: Look = look_up) -> None:
    """Say already when an address is typed in that it will not be called.

    Raises:
        TargetRefused
    """
    target = target_of(url)
    public_address(target.host, target.port, look)


def post(
    url: str,
    *,
    content: bytes,
    headers: Mapping[str, str],
    find: Callable[[str, int], str] = public_address,
    trust: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
) -> int:
    """Send one POST and return the status; the body of the answer is thrown away.

    Args:
        find: from name and port to the address to connect to; tests put their own.
        trust: the certificates that are believed; the system's by default.
        seconds: for everything together, from the look-up to the last byte.

    Raises:
        TargetRefused: the address may not be called.
        CallFailed: no proper answer in time, or one that is too large.
    """
    target = target_of(url)
    backend = _Pinned(find, ends=time.monotonic() + seconds)
    context = trust or ssl.create_default_context()
    sent = [(b"Host", target.authority.encode())]
    sent += [(name.encode(), value.encode()) for name, value in headers.items()]
    address = httpcore.URL(
        scheme=b"https", host=target.host.encode(), port=target.port, target=target.path.encode()
    )
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=context, network_backend=backend, retries=0
            ) as pool,
            pool.stream("POST", address, headers=sent, content=content) as response,
        ):
            _read_bounded(response.iter_stream())
            return int(response.status)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise CallFailed(f"{target.host}: {type(error).__name__}") from error


def _read_bounded(parts: Iterable[bytes]) -> None:
    size = 0
    for part in parts:
        size += len(part)
        if size > LARGEST_ANSWER:
            raise CallFailed("the answer is too large")


def _refused(zh: str, en: str) -> TargetRefused:
    return TargetRefused(field="targetUrl", cause_zh=zh, cause_en=en)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the address that was looked at, and to no other.

    httpcore hands over the name that it will check the certificate against; it is
    looked up here and never again.
    """

    def __init__(self, find: Callable[[str, int], str], *, ends: float):
        self.find, self.ends = find, ends
        self.plain = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        options = {name: value for name, value in kwargs.items() if name == "socket_options"}
        address = self.find(host, port)
        stream = self.plain.connect_tcp(address, port, timeout=_left(self.ends), **options)
        return _Timed(stream, ends=self.ends)

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> Any:
        raise _refused("它不在公网上", "it is not on the public internet")


class _Timed(httpcore.NetworkStream):
    """A stream whose every step shares one span of time: a trickle does not prolong it."""

    def __init__(self, stream: httpcore.NetworkStream, *, ends: float):
        self.stream, self.ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, timeout=_left(self.ends))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, timeout=_left(self.ends))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, timeout=_left(self.ends))
        return _Timed(secured, ends=self.ends)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this call is over")
    return left
