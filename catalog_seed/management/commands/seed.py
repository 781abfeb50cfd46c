"""`manage.py seed`: check the catalogue's files and load them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress
from rich.table import Column, Table

from catalog_seed.pictures import Pictures, pictures_of
from catalog_seed.selectors import target_counts
from catalog_seed.services.brand_office_load import brand_office_load
from catalog_seed.services.catalogue_load import LoadReport, Overrule, catalogue_load
from catalog_seed.services.regional_brand import regional_brand
from catalog_seed.services.showcase_cards import showcase_begin
from catalog_seed.tables import DATA_DIR, Catalogue, SeedInvalid, catalogue_from
from catalog_seed.tables.brand_office import brand_office_from
from plugins.kernel.errors import DomainError
from plugins.listings.public import listings_adopt
from plugins.search.public import index_rebuild

TABLES_ZH = {
    "attributes": "属性",
    "attribute_values": "属性值",
    "trades": "行业",
    "categories": "分类",
    "category_banners": "分类横幅",
    "shipping_zones": "配送区",
    "shipping_methods": "配送方式",
    "shipping_prices": "运费",
    "warehouses": "仓库",
    "products": "产品",
    "product_attributes": "产品属性",
    "variants": "规格",
    "prices": "价格",
    "stocks": "库存",
    "product_pictures": "产品图片",
    "collections": "专辑",
    "collection_products": "专辑产品",
    "collection_pictures": "专辑图片",
    "pages": "页面",
    "menus": "菜单",
    "shop": "店铺",
}


class Command(BaseCommand):
    help = "检查并载入商品目录 · Check the catalogue's files and load them."
    # Those of the URLs build the whole schema, which loading data does not need.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="只检查文件 · only check the files"
        )
        parser.add_argument(
            "--report",
            action="store_true",
            help="只看方案目标的完成数 · only count towards the targets",
        )
        parser.add_argument(
            "--all", action="store_true", help="不论有无改动都重新写入 · write every row again"
        )
        parser.add_argument(
            "--reset-prices", action="store_true", help="价格改回文件中的 · prices as in the files"
        )
        parser.add_argument(
            "--reset-stock", action="store_true", help="库存改回文件中的 · stock as in the files"
        )
        parser.add_argument(
            "--without-pictures", action="store_true", help="不处理图片 · leave pictures alone"
        )
        parser.add_argument(
            "--without-licences",
            action="store_true",
            help="不载入演示企业与授权,商品须另行授权后才上架 · leave the demonstration's enterprises"
            " and licences out; goods are sold once licensed",
        )
        parser.add_argument(
            "--data", type=Path, default=DATA_DIR, help="数据文件夹 · folder of the files"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.console = Console(file=self.stdout, highlight=False, markup=False)
        try:
            catalogue = catalogue_from(options["data"])
            if options["check"]:
                self.console.print(
                    f"目录数据无误,共 {catalogue.size} 行。 The catalogue is sound: {catalogue.size} rows."
                )
            elif options["report"]:
                self._print_targets(catalogue)
            else:
                self._print_report(self._load(catalogue, options))
                if not options["without_licences"]:
                    self._load_brand_office(catalogue, options["data"])
                self._print_targets(catalogue)
        except SeedInvalid as error:
            self._print_problems(error)
            raise CommandError(error.message_zh + " " + error.message_en) from error
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _load(self, catalogue: Catalogue, options: dict[str, Any]) -> LoadReport:
        with _progress(self.console) as track:
            pictures = Pictures()
            if not options["without_pictures"]:
                cache = settings.SHOP_HOME.root / "art"
                pictures = pictures_of(catalogue, cache=cache, progress=track)
            report = catalogue_load(
                catalogue=catalogue,
                pictures=pictures,
                host=urlsplit(settings.PUBLIC_ADDRESS).netloc,
                now=timezone.now(),
                progress=track,
                overrule=Overrule(
                    everything=options["all"],
                    prices=options["reset_prices"],
                    stock=options["reset_stock"],
                ),
            )
        if report.changed:
            # Names of brands and towns reach the index only by rebuilding it.
            index_rebuild()
        return report

    def _load_brand_office(self, catalogue: Catalogue, folder: Path) -> None:
        facts, marks = regional_brand(catalogue)
        made = brand_office_load(
            office=brand_office_from(folder),
            facts=facts,
            marks=marks,
            towns={town.slug: town.name for town in catalogue.towns},
            now=timezone.now(),
        )
        listings_adopt(actor="system:seed", now=timezone.now())
        cards = showcase_begin(now=timezone.now())
        if cards:
            self.console.print(f"首页陈列 {cards} 张。 First page: {cards} cards.")
        if made.total():
            self.console.print(
                "品牌办：企业 {enterprises}、商品归属 {makers}、授权 {licences}、续期 {renewed}、"
                "演示件 {cases}。 Brand office: {enterprises} enterprises, {makers} makers of goods,"
                " {licences} licences, {renewed} renewals, {cases} cases.".format_map(made)
            )

    def _print_problems(self, error: SeedInvalid) -> None:
        table = Table(
            "位置 · place", "代码 · code", "原因与办法 · cause and remedy", show_lines=True
        )
        for problem in error.problems:
            table.add_row(
                problem.place, problem.code, f"{problem.message_zh}\n{problem.message_en}"
            )
        self.console.print(table)

    def _print_report(self, report: LoadReport) -> None:
        if not report.changed:
            self.console.print(
                f"没有改动,{report.unchanged.total()} 项已是最新。"
                f" Nothing changed: {report.unchanged.total()} pieces are up to date."
            )
        else:
            table = Table("表 · table", "新增 · new", "更新 · changed", "未变 · same")
            for name, label in TABLES_ZH.items():
                counts = (report.created[name], report.updated[name], report.unchanged[name])
                if any(counts):
                    table.add_row(f"{label} {name}", *map(str, counts))
            self.console.print(table)
        for name in report.left:
            self.console.print(
                f"文件中已无 {name},店里保留。 {name} is no longer in the files and stays in the shop."
            )

    def _print_targets(self, catalogue: Catalogue) -> None:
        table = Table(
            "方案目标 · target", "目标", "已有", "还差", Column("出处 · source", overflow="fold")
        )
        for count in target_counts(targets=catalogue.targets):
            table.add_row(
                count.name, str(count.target), str(count.reached), str(count.missing), count.source
            )
        self.console.print(table)


@contextmanager
def _progress(console: Console) -> Iterator[Any]:
    """Bars on a terminal; silence in a log file."""
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:

        def track(items: Iterable[Any], total: int, label: str) -> Iterable[Any]:
            return bars.track(items, total=total, description=label)

        yield track
