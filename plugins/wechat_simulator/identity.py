"""Who the merchant and WeChat are in this simulation: numbers, secrets, keys.

Everything is made once per folder and kept:

    identity.json       numbers and secrets, WeChat's own copy
    wechat/             WeChat's private keys and its platform certificate
    shop/               what the shop holds: its key, its certificate and the
                        keys it verifies WeChat with
    shop.env.json       the settings the shop reads
    ledger.sqlite3      see `ledger`
"""

import fcntl
import json
import os
import secrets
import string
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.x509.oid import NameOID

from .push_envelope import PushKeys

CERTIFICATE_YEARS = 20


@dataclass(frozen=True, slots=True)
class Identity:
    """The simulated mini-program and official account, their merchant, WeChat's keys."""

    appid: str
    secret: str
    official_appid: str
    official_secret: str
    mchid: str
    apiv3_key: str
    merchant_serial: str
    merchant_public_key: RSAPublicKey
    platform_serial: str
    platform_certificate: str
    public_key_id: str
    signing_keys: dict[str, RSAPrivateKey]
    push_keys: PushKeys

    @property
    def appids(self) -> tuple[str, str]:
        """Those that the merchant is bound to."""
        return self.appid, self.official_appid

    def signer(self, asked_serial: str) -> tuple[str, RSAPrivateKey]:
        """Return serial and key to answer with: the asked one, else the platform's."""
        serial = asked_serial if asked_serial in self.signing_keys else self.platform_serial
        return serial, self.signing_keys[serial]


def ensure_identity(home: Path) -> Identity:
    """Load the identity of a folder, making what is missing."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    record = home / "identity.json"
    # The supervisor's `init` and a `serve` started by hand may race: two sets
    # of keys in one folder would fit neither shop nor simulator.
    with (home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = json.loads(record.read_text()) if record.exists() else _new_identity(home)
        # A folder of an earlier version lacks what came later, and keeps the rest.
        whole = {**_new_push_keys(), **_new_official(), **known}
        if not record.exists() or whole != known:
            _write_private(record, json.dumps(whole, indent=2).encode())
    return load_identity(home)


def load_identity(home: Path) -> Identity:
    known = json.loads((home / "identity.json").read_text())
    merchant = x509.load_pem_x509_certificate((home / "shop/merchant_cert.pem").read_bytes())
    merchant_key = merchant.public_key()
    assert isinstance(merchant_key, RSAPublicKey)  # noqa: S101 - made below
    return Identity(
        appid=known["appid"],
        secret=known["secret"],
        official_appid=known["official_appid"],
        official_secret=known["official_secret"],
        mchid=known["mchid"],
        apiv3_key=known["apiv3_key"],
        merchant_serial=known["merchant_serial"],
        merchant_public_key=merchant_key,
        platform_serial=known["platform_serial"],
        platform_certificate=(home / "wechat/platform_cert.pem").read_text(),
        public_key_id=known["public_key_id"],
        signing_keys={
            known["platform_serial"]: _load_key(home / "wechat/platform_key.pem"),
            known["public_key_id"]: _load_key(home / "wechat/public_key_private.pem"),
        },
        push_keys=PushKeys(
            token=known["push_token"],
            aes_key=known["push_aes_key"],
            appid=known["appid"],
            original_id=known["original_id"],
        ),
    )


def write_shop_settings(home: Path, identity: Identity, *, port: int, notify_url: str) -> Path:
    """Write `shop.env.json`: exactly the settings a shop needs to talk to us."""
    address = f"http://127.0.0.1:{port}"
    settings = {
        "WECHAT_APPID": identity.appid,
        "WECHAT_SECRET": identity.secret,
        "WECHAT_OFFICIAL_APPID": identity.official_appid,
        "WECHAT_OFFICIAL_SECRET": identity.official_secret,
        "WECHAT_API_BASE": address,
        "WECHAT_PAY_BASE": address,
        "WECHAT_OPEN_BASE": address,
        "WECHAT_PAY_MCHID": identity.mchid,
        "WECHAT_PAY_CERT_SERIAL": identity.merchant_serial,
        "WECHAT_PAY_PRIVATE_KEY_FILE": str(home.resolve() / "shop/merchant_key.pem"),
        "WECHAT_PAY_APIV3_KEY": identity.apiv3_key,
        "WECHAT_PAY_VERIFY_KEYS_DIR": str(home.resolve() / "shop/verify"),
        "WECHAT_PAY_PREFERRED_SERIAL": identity.public_key_id,
        "WECHAT_PAY_NOTIFY_URL": notify_url,
        "WECHAT_PUSH_TOKEN": identity.push_keys.token,
        "WECHAT_PUSH_AES_KEY": identity.push_keys.aes_key,
    }
    path = home / "shop.env.json"
    text = json.dumps(settings, indent=2).encode() + b"\n"
    if not path.exists() or path.read_bytes() != text:
        _write_private(path, text)
    return path


def _new_identity(home: Path) -> dict[str, str]:
    for folder in ("wechat", "shop", "shop/verify"):
        (home / folder).mkdir(mode=0o700, exist_ok=True)
    mchid = "19" + _digits(8)
    merchant_key, platform_key, public_key = (_new_key() for _ in range(3))
    merchant_cert = _new_certificate(merchant_key, f"模拟商户 {mchid}")
    platform_cert = _new_certificate(platform_key, "模拟微信支付平台")
    platform_serial = f"{platform_cert.serial_number:X}"
    public_key_id = f"PUB_KEY_ID_01{mchid}{datetime.now(UTC):%Y%m%d}{_digits(8)}"

    _write_private(home / "shop/merchant_key.pem", _pem_private(merchant_key))
    _write_private(home / "shop/merchant_cert.pem", _pem_certificate(merchant_cert))
    _write_private(home / "wechat/platform_key.pem", _pem_private(platform_key))
    _write_private(home / "wechat/platform_cert.pem", _pem_certificate(platform_cert))
    _write_private(home / "wechat/public_key_private.pem", _pem_private(public_key))
    _write_private(home / f"shop/verify/{platform_serial}.pem", _pem_certificate(platform_cert))
    _write_private(home / f"shop/verify/{public_key_id}.pem", _pem_public(public_key))
    return {
        "appid": f"wx{secrets.token_hex(8)}",
        "secret": secrets.token_hex(16),
        "mchid": mchid,
        "apiv3_key": secrets.token_hex(16),
        "merchant_serial": f"{merchant_cert.serial_number:X}",
        "platform_serial": platform_serial,
        "public_key_id": public_key_id,
    }


def _new_official() -> dict[str, str]:
    return {
        "official_appid": f"wx{secrets.token_hex(8)}",
        "official_secret": secrets.token_hex(16),
    }


def _new_push_keys() -> dict[str, str]:
    return {
        "push_token": secrets.token_hex(16),
        "push_aes_key": _new_aes_key(),
        "original_id": f"gh_{secrets.token_hex(6)}",
    }


def _new_aes_key() -> str:
    """Return 43 letters and digits, which as base64 stand for 32 bytes, like the console's."""
    letters = string.ascii_letters + string.digits
    # The last character carries four bits only; the two others must be zero.
    return "".join(secrets.choice(letters) for _ in range(42)) + secrets.choice("AEIMQUYcgkosw048")


def _digits(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(count))


def _new_key() -> RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _new_certificate(key: RSAPrivateKey, common_name: str) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * CERTIFICATE_YEARS))
        .sign(key, hashes.SHA256())
    )


def _pem_private(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _pem_public(key: RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _pem_certificate(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _load_key(path: Path) -> RSAPrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, RSAPrivateKey)  # noqa: S101 - made above
    return key


def _write_private(path: Path, content: bytes) -> None:
    """Put `content` in place at once, readable by the owner alone."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)
