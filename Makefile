# The commands of the shop. PORT and SHOP_HOME work with every one of them:
#   make run PORT=9000 SHOP_HOME=/srv/shop

.DEFAULT_GOAL := help
PYTHON_IN_VENV := .venv/bin/python
SUPERVISOR := $(PYTHON_IN_VENV) -m saleor_config.supervisor
# pytest's arguments: make test ARGS="-k wechat"
ARGS ?=

.PHONY: help setup mini-shop clients run stop status test check audit fuzz bench bench-consoles bench-shop chaos demo-sale seed schema reset lock

help: ## 列出命令 Show the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## 安装依赖 Install what is missing
	@./bin/bootstrap

run: setup ## 启动商城 Run the shop (Ctrl-C stops it)
# Without Node or a registry it says what is missing, and the window stays at `/`.
	@$(PYTHON_IN_VENV) -m brand_theme.mini_shop.build || true
	@exec $(SUPERVISOR) run

stop: ## 停止商城 Stop the shop of this SHOP_HOME
	@if [ -x $(PYTHON_IN_VENV) ]; then exec $(SUPERVISOR) stop; else echo "商城没有在运行。 The shop was not running."; fi

status: setup ## 是否在运行 Whether the shop runs
	@exec $(SUPERVISOR) status

mini-shop: setup ## 构建小程序商城 Build the mini-shop (TARGET=mp-weixin for WeChat)
	@exec $(PYTHON_IN_VENV) -m brand_theme.mini_shop.build $(or $(TARGET),h5)

clients: setup ## 安装独立客户端 Install the WeChat Pay client by other hands (npm, for one test)
	@exec $(PYTHON_IN_VENV) -m tests.clients.install

test: setup ## 运行测试 Run the tests
	@./bin/browser --install >/dev/null || true
# Without a registry the tests that need the client or the mini-shop say so; the others run.
	@$(PYTHON_IN_VENV) -m tests.clients.install || true
	@$(PYTHON_IN_VENV) -m brand_theme.mini_shop.build || true
	@$(PYTHON_IN_VENV) -m brand_theme.mini_shop.build mp-weixin || true
# In several processes, four at most: ARGS=-n0 runs the tests one by one.
	@exec $(PYTHON_IN_VENV) -m tests.stages $(ARGS)

check: setup ## 静态检查 Lint, types, imports, migrations, schema
	@exec ./bin/check

audit: setup ## 供应链检查 Known weaknesses, licences, bill of materials (SBOM=path)
	@exec $(PYTHON_IN_VENV) -m saleor_config.supply_chain $(if $(SBOM),--sbom $(SBOM)) $(ARGS)

fuzz: setup ## 模糊测试 Ask every entry nonsense (FUZZ_SECONDS=600 FUZZ_SEED=… ARGS="-k pushes")
	@FUZZ_SECONDS=$${FUZZ_SECONDS:-600} $(PYTHON_IN_VENV) -m pytest tests/security/fuzz -x -q --capture=sys --show-capture=no $(ARGS)

bench: setup ## 性能基准 Measure shop and consoles (BENCH_SECONDS=8 PRODUCTS=1000 ENTERPRISES=50 ORDERS=10000)
	@SHOP_HOME=.shop-bench PORT=$${PORT:-8400} $(PYTHON_IN_VENV) -m saleor_config.bench
	@SHOP_HOME=.shop-bench-consoles PORT=$${PORT:-8400} $(PYTHON_IN_VENV) -m saleor_config.bench.consoles

bench-consoles: setup ## 工作台基准 Measure the consoles' pages only, the same variables (TIMES=9 PAGES=订单)
	@SHOP_HOME=$${SHOP_HOME:-.shop-bench-consoles} PORT=$${PORT:-8400} $(PYTHON_IN_VENV) -m saleor_config.bench.consoles

bench-shop: setup ## 商城体量 Measure a running shop on a slow phone (PORT=8000 TIMES=3 ONLY=sizes,paints,taps,scrolling,pictures,audits)
	@exec $(PYTHON_IN_VENV) -m brand_theme.mini_shop.bench

chaos: setup ## 混沌演练 Prove the money loop under faults (ORDERS=2000 SEED=1 KILLS=20)
	@SHOP_HOME=$${SHOP_HOME:-.shop-chaos} PORT=$${PORT:-8600} $(PYTHON_IN_VENV) -m saleor_config.chaos

demo-sale: setup ## 试买一单 A scripted customer buys something
	@exec $(PYTHON_IN_VENV) manage.py demo_sale $(ARGS)

seed: setup ## 载入商品目录 Load the catalogue
	@exec $(PYTHON_IN_VENV) manage.py seed $(ARGS)

schema: setup ## 写出接口定义 Write the printed schema and the documents' manifest
	@SHOP_HOME=.shop-test $(PYTHON_IN_VENV) manage.py schema

reset: setup ## 清空商城 Delete the shop's data (asks; FORCE=1 does not)
	@if [ "$(FORCE)" != 1 ]; then \
		printf '将删除 %s 的全部数据，输入 yes 确认 · This deletes all data, type yes: ' "$${SHOP_HOME:-.shop}"; \
		read -r answer && [ "$$answer" = yes ] || { echo '未删除。 Nothing deleted.'; exit 1; }; \
	fi; exec $(SUPERVISOR) reset

lock: setup ## 更新依赖锁 Resolve the dependencies anew
	@.venv/bin/uv lock --python 3.11
	@.venv/bin/uv export --frozen --all-groups --no-emit-project --no-header -o requirements.lock -q
	@.venv/bin/uv export --frozen --no-dev --no-emit-project --no-header -o requirements-production.lock -q
	@./bin/bootstrap
