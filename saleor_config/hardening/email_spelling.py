"""One address is one account, however it is spelt.

Saleor compares addresses letter by letter, so `Li@…` beside `li@…` was a second
account. The database has a unique index on the lower-case address; this gives
whoever writes one the usual refusal instead of a fault of the database.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from saleor_config.compat.targets import mends, override


@mends("saleor.account.models")
def mend(module: ModuleType) -> None:
    from plugins.accounts.rules.emails import normalised

    user = module.User
    original = user.save

    def save(self: Any, *args: Any, **kwargs: Any) -> None:
        self.email = normalised(self.email)
        original(self, *args, **kwargs)

    def normalize_username(cls: Any, username: Any) -> Any:
        """Django calls it in `clean`, before it looks for duplicates."""
        return normalised(username) if isinstance(username, str) else username

    override(user, "save", save)
    override(user, "normalize_username", classmethod(normalize_username))
    override(
        module.UserManager, "normalize_email", classmethod(lambda cls, email: normalised(email))
    )
