"""What may go wrong, said so that a person can act on it.

```
DomainError            expected: the caller is told, nothing was changed
├─ NotAllowed          the caller may not do this
├─ NotFound            no such object for this caller
├─ Conflict            the state of things forbids it
└─ InvalidInput        what was sent cannot be used
GatewayError           a remote system failed; retry unless `permanent`
anything else          a bug: it surfaces and is collected
```
"""

from __future__ import annotations

from typing import Any, ClassVar


class DomainError(Exception):
    """An expected refusal, in Chinese and English, with its remedy.

    Subclasses set the class attributes; texts may use `{params}`.

    Attributes:
        code: what clients branch on, e.g. `SOLD_OUT`; never changes.
        zh, en: the cause in one sentence.
        remedy_zh, remedy_en: what the reader can do about it.
        field: the input it belongs to, or None.
        params: the facts behind the texts.
    """

    code: ClassVar[str] = "REFUSED"
    zh: ClassVar[str] = "无法完成此操作。"
    en: ClassVar[str] = "This cannot be done."
    remedy_zh: ClassVar[str] = "请检查后重试。"
    remedy_en: ClassVar[str] = "Check and try again."

    def __init__(self, *, field: str | None = None, **params: Any):
        self.field = field
        self.params = params
        super().__init__(f"{self.message_zh} {self.message_en}")

    @property
    def message_zh(self) -> str:
        return f"{self.zh}{self.remedy_zh}".format(**self.params)

    @property
    def message_en(self) -> str:
        return f"{self.en} {self.remedy_en}".format(**self.params)


class NotAllowed(DomainError):
    code = "NOT_ALLOWED"
    zh = "您没有权限。"
    en = "You may not do this."
    remedy_zh = "请登录有权限的账号。"
    remedy_en = "Log in with an account that may."


class LoginRequired(NotAllowed):
    code = "LOGIN_REQUIRED"
    zh = "请先登录。"
    en = "You are not logged in."
    remedy_zh = "登录后再试。"
    remedy_en = "Log in and try again."


class TokenRefused(NotAllowed):
    code = "TOKEN_REFUSED"
    zh = "登录已过期或无效。"
    en = "The access token is expired or invalid."
    remedy_zh = "请重新登录。"
    remedy_en = "Log in again."


class NotFound(DomainError):
    code = "NOT_FOUND"
    zh = "没有找到。"
    en = "Nothing was found."
    remedy_zh = "请刷新后重试。"
    remedy_en = "Refresh and try again."


class Conflict(DomainError):
    code = "CONFLICT"


class InvalidInput(DomainError):
    code = "INVALID_INPUT"
    zh = "填写的内容有误。"
    en = "The input cannot be used."


class GatewayError(Exception):
    """A remote system refused or failed.

    Attributes:
        permanent: retrying the same call will not help.
        code: the remote system's own code, for the log and the operator.
    """

    permanent: bool = False

    def __init__(self, message: str, *, code: str = "", permanent: bool | None = None):
        self.code = code
        if permanent is not None:
            self.permanent = permanent
        super().__init__(message)
