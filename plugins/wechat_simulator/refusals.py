"""How API v3 refuses."""


class PayError(Exception):
    """A refusal in the form API v3 answers it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status = status
        self.code = code
        self.message = message
        super().__init__(f"{status} {code} {message}")


def bad(name: str) -> PayError:
    return PayError(400, "PARAM_ERROR", f"参数错误：{name}")
