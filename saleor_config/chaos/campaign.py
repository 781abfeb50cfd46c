"""One campaign: storm, dust, checks. Django has been set up."""

from __future__ import annotations

import threading
import time
from collections import Counter as Tally
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from rich.console import Console

from saleor_config.chaos import book_keeping, premises, report
from saleor_config.chaos.buyers import Buyers, key_of
from saleor_config.chaos.checks import CHECKS
from saleor_config.chaos.counter import Counter
from saleor_config.chaos.crowd import Crowd
from saleor_config.chaos.diary import Diary
from saleor_config.chaos.dust import Dust, scripts_by_key
from saleor_config.chaos.fates import Fates
from saleor_config.chaos.killer import Killer, plan
from saleor_config.chaos.options import Size
from saleor_config.chaos.phone import document_ids
from saleor_config.chaos.scripts import script_of, stock_for
from saleor_config.chaos.shop import Shop
from saleor_config.chaos.wechat import Wechat

#: WeChat's own waiting is halved: still longer than the shop's time-outs at times.
STORM_HASTE = 2
#: Most of those under way wait: for a deadline, for their money.
UNDER_WAY_PER_BUYER = 6
SAY_SECONDS = 10.0


@dataclass
class Campaign:
    """Everything one run needs, and what it gathers."""

    size: Size
    shop: Shop
    console: Console
    diary: Diary = field(default_factory=Diary)
    faults: list[dict[str, Any]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.scripts = [
            script_of(seed=self.size.seed, index=index) for index in range(self.size.orders)
        ]
        self.wechat = Wechat(self.shop.simulator_port, self.diary)
        self.counter = Counter(self.diary)
        self.fates = Fates(self.counter)
        self.premises = premises.furnish(
            seed=self.size.seed,
            stock=stock_for(self.scripts),
            # Saleor keeps one cart for each user, so nobody orders twice at once.
            buyers=self.size.orders,
            wechat=self.wechat,
        )

    def run(self) -> bool:
        """Return whether every check held."""
        started_at = timezone.now()
        stranded = self._storm()
        by_key = scripts_by_key(self.scripts, seed=self.size.seed)
        Dust(
            seed=self.size.seed,
            scripts=by_key,
            fates=self.fates,
            wechat=self.wechat,
            diary=self.diary,
            say=self.say,
        ).settle(calm=self.size.calm)
        self.say("核对 · checking …")
        ledger = self.wechat.ledger()
        books = book_keeping.read(
            scripts=by_key,
            goods=self.premises.goods,
            ledger=ledger,
            promised=self.counter.promised,
            stranded=stranded,
            began=started_at,
        )
        found = [(check, list(check.find(books))) for check in CHECKS]
        size, faults = self.size, Tally(fault["name"] for fault in self.faults)
        report.show(
            self.console,
            books=books,
            found=found,
            diary=self.diary,
            faults=faults,
            title=f"ORDERS={size.orders} SEED={size.seed} KILLS={size.kills}",
        )
        report.keep(
            self.shop.options.home.logs / "chaos.json",
            size=size,
            books=books,
            found=found,
            diary=self.diary,
            faults=faults,
        )
        self._tell_shortest(report.shortest(found, self.diary), ledger)
        self.say("完成 · done")
        return not any(offences for _, offences in found)

    def _storm(self) -> list[int]:
        """Let everybody act; return who was left without an order."""
        self.wechat.hasten(STORM_HASTE)
        self._blow(turn=0)
        buyers = self._buyers()
        crowd = Crowd(
            (buyers.story(script) for script in self.scripts),
            most=UNDER_WAY_PER_BUYER * self.size.buyers,
        )
        killer = Killer(
            shop=self.shop,
            kills=plan(
                seed=self.size.seed,
                orders=self.size.orders,
                kills=self.size.kills,
                own_database=not self.shop.options.database_url,
            ),
            arrived=lambda: buyers.arrived,
            before=self._before_kill,
            after=self._after_kill,
            on_failure=crowd.give_up,
            diary=self.diary,
        )
        over = threading.Event()
        speaker = threading.Thread(target=self._speak, args=(over, crowd), daemon=True)
        killer.start()
        speaker.start()
        try:
            crowd.play(self.size.buyers)
            killer.finish()
        finally:
            killer.give_up()
            over.set()
            speaker.join()
        self._remember_faults()
        return buyers.stranded

    def _buyers(self) -> Buyers:
        return Buyers(
            seed=self.size.seed,
            port=self.shop.port,
            premises=self.premises,
            wechat=self.wechat,
            counter=self.counter,
            fates=self.fates,
            diary=self.diary,
            documents=document_ids(),
        )

    def _speak(self, over: threading.Event, crowd: Crowd) -> None:
        while not over.wait(SAY_SECONDS):
            kills = sum(n for name, n in self.diary.counts.items() if name.startswith("killed"))
            self.say(
                f"下单 {crowd.begun}/{self.size.orders} begun, {crowd.finished} 完 ended,"
                f" {kills}/{self.size.kills} 次杀 kills"
            )

    # The simulator's faults live in its memory: with the supervisor it dies, too.

    def _blow(self, *, turn: int) -> None:
        self.wechat.storm(seed=self.size.seed + 1_000_000 * turn, rate=self.size.rate)

    def _before_kill(self, target: str) -> None:
        if target == "supervisor":
            self._remember_faults()

    def _after_kill(self, target: str) -> None:
        self.say(f"[yellow]杀死 killed {target}[/]")
        if target == "supervisor":
            self.wechat.hasten(STORM_HASTE)
            self._blow(turn=1)

    def _remember_faults(self) -> None:
        self.faults += self.wechat.history()

    def _tell_shortest(self, index: int | None, ledger: dict[str, Any]) -> None:
        if index is None:
            return
        lines = report.history(
            index,
            key=key_of(self.size.seed, index),
            diary=self.diary,
            ledger=ledger,
            faults=self.faults,
        )
        report.tell(self.console, index, lines)

    def say(self, what: str) -> None:
        seconds = int(time.monotonic() - self.began)
        self.console.print(f"[dim]{seconds // 60:02d}:{seconds % 60:02d}[/] {what}")
