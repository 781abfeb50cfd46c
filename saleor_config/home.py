"""Where a shop keeps what it must not lose: the data folder `SHOP_HOME`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
DEFAULT_HOME = REPOSITORY / ".shop"


@dataclass(frozen=True)
class ShopHome:
    """The folders of one shop. Two shops in two folders never meet."""

    root: Path

    @classmethod
    def from_environment(cls) -> ShopHome:
        """Read `SHOP_HOME`; a relative path counts from the current folder."""
        configured = os.environ.get("SHOP_HOME", "").strip()
        return cls(Path(configured).expanduser().resolve() if configured else DEFAULT_HOME)

    @property
    def database(self) -> Path:
        return self.root / "database"

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def static(self) -> Path:
        return self.root / "static"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        """Pid files, locks and stamps: may be deleted while nothing runs."""
        return self.root / "run"

    @property
    def broker(self) -> Path:
        """Queue of the laptop's file broker; unused when `REDIS_URL` is set."""
        return self.root / "broker"

    @property
    def cache(self) -> Path:
        """Shared cache of the laptop; unused when `REDIS_URL` is set."""
        return self.root / "cache"

    @property
    def wechat(self) -> Path:
        """Keys and ledger of the WeChat simulator."""
        return self.root / "wechat"

    @property
    def bills(self) -> Path:
        """WeChat's daily bills: they name buyers, so no web server may show them."""
        return self.root / "bills"

    @property
    def evidence(self) -> Path:
        """Pictures of after-sales cases: seen by buyer and staff only."""
        return self.root / "evidence"

    @property
    def submissions(self) -> Path:
        """Pictures of goods that are not approved yet: seen by their enterprise and the office."""
        return self.root / "submissions"

    @property
    def reviews(self) -> Path:
        """Pictures of reviews: everybody sees one while its review is shown."""
        return self.root / "reviews"

    @property
    def documents(self) -> Path:
        """The brand office's cabinet: papers of enterprises, never served as media."""
        return self.root / "documents"

    @property
    def art(self) -> Path:
        """Drawn pictures, kept so that seeding again need not draw them again."""
        return self.root / "art"

    def folders(self) -> tuple[Path, ...]:
        """Everything a shop keeps: what a reset deletes, and nothing besides."""
        return (
            self.database,
            self.media,
            self.static,
            self.secrets,
            self.logs,
            self.run,
            self.broker,
            self.cache,
            self.wechat,
            self.bills,
            self.evidence,
            self.submissions,
            self.reviews,
            self.documents,
            self.art,
        )

    def create(self) -> ShopHome:
        """Create every folder that is missing; private ones are for the owner only."""
        for folder in (self.media, self.static, self.logs, self.run, self.broker, self.cache):
            folder.mkdir(parents=True, exist_ok=True)
        private = (
            self.secrets,
            self.evidence,
            self.documents,
            self.bills,
            self.submissions,
            self.reviews,
        )
        for folder in private:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self
