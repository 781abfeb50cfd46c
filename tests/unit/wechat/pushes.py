"""Pushes as WeChat seals them, written anew from its documentation."""

import base64
import hashlib
import json
import os
import time

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

TOKEN = "push-token-of-the-tests"
AES_KEY = base64.b64encode(bytes(range(32))).decode()[:43]
APPID = "wx00000000000000aa"


def signed(*parts):
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def sealed(plaintext, *, appid=APPID, aes_key=AES_KEY, padding=None):
    key = base64.b64decode(aes_key + "=")
    content = os.urandom(16) + len(plaintext).to_bytes(4, "big") + plaintext + appid.encode()
    size = 32 - len(content) % 32
    content += bytes([size]) * size if padding is None else padding(size)
    cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(cipher.update(content) + cipher.finalize()).decode()


def push(content, *, token=TOKEN, at=None, nonce="n1", **seal):
    """Return the query and the body of one push."""
    plaintext = content if isinstance(content, bytes) else json.dumps(content).encode()
    encrypted = sealed(plaintext, **seal)
    timestamp = str(int(time.time() if at is None else at))
    query = {
        "signature": signed(token, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
        "openid": "o-li",
        "encrypt_type": "aes",
        "msg_signature": signed(token, timestamp, nonce, encrypted),
    }
    return query, json.dumps({"ToUserName": "gh_1", "Encrypt": encrypted}).encode()


def reminder(**changes):
    return {
        "ToUserName": "gh_1",
        "FromUserName": "o-li",
        "CreateTime": 1764000000,
        "MsgType": "event",
        "Event": "trade_manage_remind_shipping",
        "transaction_id": "4200000000000000000000000001",
        "merchant_id": "1900000001",
        "merchant_trade_no": "m1",
        "pay_time": 1764000000,
        "msg": "请尽快发货",
        **changes,
    }
