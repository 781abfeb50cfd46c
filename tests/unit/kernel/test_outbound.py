"""Only public machines are called, at the address that was looked at, within bounds."""

from __future__ import annotations

import http.server
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from plugins.kernel import outbound
from plugins.kernel.outbound import CallFailed, TargetRefused

NAME = "hooks.example"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.100.100.200", "168.63.129.16", "198.18.0.1", "192.0.0.192", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::",
        "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_no_address_of_this_network_is_public(address):
    assert not outbound.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "119.29.29.29", "2400:3200::1", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address):
    assert outbound.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/", "ftp://hooks.example/", "file:///etc/passwd", "//hooks.example",
        "https://", "https://a:b@hooks.example/", "https://hooks.example:22/",
        "https://hooks.example:99999/", "https://[::1", "https://hooks.example/\r\nX: 1",
        f"https://{'a' * 70}.example/", "https://hooks..example/", "https://\u202e.example/",
    ],
)  # fmt: skip
def test_addresses_that_are_no_plain_https_are_refused(url):
    with pytest.raises(TargetRefused):
        outbound.target_of(url)


def test_one_private_address_among_public_ones_refuses_the_name():
    with pytest.raises(TargetRefused, match="not on the public internet"):
        outbound.refuse_target(f"https://{NAME}/", lambda *_: ["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
def test_other_spellings_of_this_machine_are_refused(host):
    """The system's look-up reads them as 127.0.0.1."""
    with pytest.raises(TargetRefused):
        outbound.refuse_target(f"https://{host}/")


def test_an_unknown_name_is_refused():
    def look(*_):
        raise OSError("no such name")

    with pytest.raises(TargetRefused, match="name is unknown"):
        outbound.refuse_target(f"https://{NAME}/", look)


class Server(http.server.ThreadingHTTPServer):
    """Answers over TLS as told, and remembers what it was sent."""

    def __init__(self, context, answer):
        super().__init__(("127.0.0.1", 0), Handler)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.answer, self.seen = answer, []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers), body))
        self.server.answer(self)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(NAME)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(pem)
    )
    return path


@pytest.fixture
def receiver(certificate, monkeypatch):
    """Start a receiver on this machine: `receiver(answer)` → (server, url, call)."""
    started = []

    def start(answer):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server = Server(context, answer)
        started.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        monkeypatch.setattr(outbound, "PORTS", (443, port))
        trust = ssl.create_default_context(cafile=str(certificate))

        def call(host=NAME, **options):
            return outbound.post(
                f"https://{host}:{port}/in?x=1",
                content=b"{}",
                headers={"X-Said": "yes"},
                trust=trust,
                **{"find": lambda *_: "127.0.0.1", **options},
            )

        return server, call

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def answer_with(status, headers=(), body=b""):
    def answer(request):
        request.send_response(status)
        for name, value in headers:
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def test_the_name_is_kept_in_host_and_certificate_while_the_address_is_pinned(receiver):
    server, call = receiver(answer_with(204))

    assert call() == 204

    [(path, headers, body)] = server.seen
    assert (path, body, headers["X-Said"]) == ("/in?x=1", b"{}", "yes")
    assert headers["Host"] == f"{NAME}:{server.server_address[1]}"


def test_a_certificate_for_another_name_is_refused(receiver):
    server, call = receiver(answer_with(204))

    with pytest.raises(CallFailed):
        call("other.example")
    assert server.seen == []


def test_redirects_are_not_followed(receiver):
    server, call = receiver(answer_with(302, [("Location", "/elsewhere")]))

    assert call() == 302
    assert len(server.seen) == 1


def test_a_name_that_changes_after_the_look_is_looked_up_once(receiver):
    """DNS rebinding: public when it is checked, this machine when it is called."""
    server, call = receiver(answer_with(204))
    answers = iter([["127.0.0.1"], ["8.8.8.8"]])
    asked = []

    def look(host, port):
        asked.append(host)
        return next(answers)

    with pytest.raises(TargetRefused):
        call(find=lambda host, port: outbound.public_address(host, port, look))
    assert (asked, server.seen) == ([NAME], [])


def test_an_endless_answer_is_cut_off(receiver):
    def endless(request):
        request.send_response(200)
        request.end_headers()
        for _ in range(64):
            request.wfile.write(b"x" * 65536)

    _, call = receiver(endless)

    with pytest.raises(CallFailed, match="too large"):
        call()


def test_a_trickle_does_not_prolong_the_time(receiver):
    def trickle(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            request.wfile.write(b"X-%d: 1\r\n" % number)
            request.wfile.flush()
            time.sleep(0.05)

    _, call = receiver(trickle)
    began = time.monotonic()

    with pytest.raises(CallFailed):
        call(seconds=0.5)
    assert time.monotonic() - began < 2


def test_public_addresses_are_read_as_such():
    assert ip_address(outbound.public_address(NAME, 443, lambda *_: ["8.8.8.8"])).is_global
