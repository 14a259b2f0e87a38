# 本文件只是 hgz-report 命令的快捷方式；没有 make 时的等价命令见 CONTRIBUTING.md。
# GNU make 3.81 or newer (macOS ships 3.81); safe with -j.

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
# Isolated: neither a yaml.py that lies about here nor PYTHONPATH takes the place of a library.  UTF-8, whatever the locale:
# the path of this folder is read at the very start.
RUN := $(PY) -I -X utf8 -m hgz_report
# Candidates in order; PYTHON=/path/to/python names one.
PYTHON ?= python3.13 python3.12 python3.11 python3 python
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# Wheels only: nothing that is not in the lock runs while installing, and no compiler is needed.
PIP := $(PY) -I -X utf8 -m pip --disable-pip-version-check --no-input -qq
PEERS := build/peers
WHEELS := wheelhouse
INSTALL := $(PIP) install --require-hashes --only-binary :all: $(if $(wildcard $(WHEELS)),--no-index --find-links $(WHEELS))
SAID := $(VENV)/pip.txt
NOT_INSTALLED := { echo "软件包没有装上，经过记在 $(SAID)。没有网络的电脑：在有网络的、同样系统的电脑上运行 make wheelhouse，把 $(WHEELS)/ 拷到这里再试。" >&2; exit 1; }
# Somebody's settings for other work: where else to look for libraries, and where else to put them.
export PIP_USER := 0
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PIP_TARGET PIP_PREFIX PIP_ROOT PIP_DRY_RUN PIP_NO_DEPS PIP_PYTHON

.DEFAULT_GOAL := help
.PHONY: help report preview fonts gallery test-browser test check check-code check-all audit golden schema bench bench-peers lock wheelhouse clean
.DELETE_ON_ERROR:

##@ 做报告

report: $(VENV)/.run-stamp fonts/.tried ## 做本期全部报告，放在 reports/；试做几份：make report ONLY="成都 淄博"；另定期号：EDITION=2026-Q4；换字体是有意的：NEW_FONTS=1
	@$(RUN) build $(ONLY) $(if $(EDITION),--edition "$(EDITION)") $(if $(NEW_FONTS),--new-fonts)

fonts: $(VENV)/.run-stamp ## 取自由的仿宋、楷体等字体（Debian、Ubuntu；不需要管理员权限）
	@$(RUN) fonts --fetch

gallery: $(VENV)/.run-stamp fonts/.tried ## 画出每种图的样张，放在 docs/charts/（DOCX 一边要有 LibreOffice）
	@$(RUN) gallery

preview: $(VENV)/.preview-stamp fonts/.tried ## 在浏览器里看着改：存盘即见，点字知出处；先看哪一份：make preview ONLY=成都
	@$(RUN) preview $(ONLY)

##@ 检查

test-browser: $(VENV)/.dev-stamp ## 在 Chromium 里试预览：存盘、点字、改、报错；没有 chromium、node 就跳过
	@$(PY) -m tests.outside.browser $(ARGS)

check: $(VENV)/.run-stamp ## 检查配置、数据和模板；写法、类型一类程序的事，用 make check-code
	@$(RUN) check

check-code: $(VENV)/.dev-stamp ## 检查程序的写法和类型
	@echo "检查程序写法……"
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@echo "检查类型……"
	@$(PY) -m mypy --no-error-summary

check-all: check-code check ## 两样都检查：提交前

test: $(VENV)/.dev-stamp ## 运行全部测试；只跑一部分：make test ARGS="tests/edition/test_config.py"
	@$(PY) -m pytest $(if $(ARGS),$(ARGS),--numprocesses auto --dist worksteal)

audit: $(VENV)/.dev-stamp ## 核查最近一期：每个数有没有出处，再用本机有的工具检查文件（qpdf、poppler、LibreOffice、Open XML SDK 等）
	@$(RUN) audit --all
	@$(PY) -m tests.outside.audit

golden: $(VENV)/.dev-stamp ## 认可现在的输出为验收样本；之后用 git diff 逐处看过再提交
	@$(PY) -m pytest --accept-golden $(ARGS)

##@ 维护

schema: $(VENV)/.run-stamp ## 由模型重新生成 JSON Schema：数据文件的在 data/schema/，report.toml 的在 docs/schema/
	@$(PY) -I -X utf8 -m hgz_report.data.schema
	@$(PY) -I -X utf8 -m hgz_report.edition.config_schema

bench: $(VENV)/.dev-stamp ## 测量做报告的时间与内存，断行、排版、画图的速度（装了 typst 就并排比较）
	@$(PY) -m benchmarks.build
	@$(PY) -m benchmarks.typesetting
	@$(PY) -m benchmarks.layout
	@$(PY) -m benchmarks.charts

bench-peers: $(VENV)/.dev-stamp $(PEERS)/.stamp ## 同样的内容，和 Typst、docxtpl 加 matplotlib 交替做，印出用时之比（另装在 build/peers）
	@$(PY) -m benchmarks.peers $(PEERS)/$(notdir $(BIN))/python

lock: ## 按 pyproject.toml 重写 requirements/ 里的锁定版本（需要 uv）；全部升级：make lock UPGRADE=1
	@uv=$$(command -v uv || command -v "$(BIN)/uv") || { echo "没有找到 uv：先运行 $(PY) -m pip install uv" >&2; exit 1; }; \
	compile() { "$$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade) pyproject.toml "$$@"; }; \
	echo "锁定版本……" && \
	compile --extra build --output-file requirements/run.lock && \
	compile --extra build --extra preview --extra dev --constraint requirements/run.lock --output-file requirements/dev.lock && \
	compile --extra build --extra cluster --constraint requirements/run.lock --output-file requirements/cluster.lock && \
	compile --extra build --extra preview --constraint requirements/run.lock --output-file requirements/preview.lock

wheelhouse: $(VENV)/.made ## 把要装的软件包下载到 wheelhouse/，拷给没有网络的电脑用
	@mkdir -p $(WHEELS)
	@for lock in run dev preview; do \
	  $(PIP) download --require-hashes --only-binary :all: --dest $(WHEELS) -r requirements/$$lock.lock >$(SAID) 2>&1 || { \
	    echo "没有下载成，经过记在 $(SAID)。检查网络和磁盘空间，再试；下好了的不用重下。" >&2; exit 1; }; \
	done
	@echo "下载好了：把 $(WHEELS)/ 拷到那台电脑上本项目的文件夹里，再运行 make report。"

clean: ## 删除缓存和测试的输出；不动 reports/ 里的各期报告，也不动 .venv 和 fonts/
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .cache build dist tests/actual
	@find . -name __pycache__ -type d -not -path "./$(VENV)/*" -prune -exec rm -rf {} +

help: ## 显示这份说明
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo

# 以下是运行环境。A stamp is touched last, so that an interrupted installation is taken up again.

$(VENV)/.made:
	@if $(PY) -I -c "$(NEW_ENOUGH)" 2>/dev/null; then :; else \
	  python=; for candidate in $(PYTHON); do \
	    if "$$candidate" -I -c "$(NEW_ENOUGH)" 2>/dev/null; then python=$$candidate; break; fi; \
	  done; \
	  if [ -z "$$python" ]; then \
	    echo "没有找到 Python 3.11 或更新的版本（找过：$(PYTHON)）。" >&2; \
	    echo "提示：从 python.org 或系统的软件源安装；已装在别处的，写 make $(MAKECMDGOALS) PYTHON=/路径/python3。" >&2; \
	    exit 1; \
	  fi; \
	  if ! "$$python" -I -c "import venv, ensurepip" 2>/dev/null; then \
	    echo "$$python 缺少 venv 模块，不能建立运行环境。" >&2; \
	    echo "提示：Debian、Ubuntu 上运行 sudo apt install python3-venv。" >&2; \
	    exit 1; \
	  fi; \
	  if ! mkdir -p $(VENV) 2>/dev/null || ! [ -w $(VENV) ]; then \
	    echo "这个文件夹不能写，运行环境没有地方放：$(CURDIR)" >&2; \
	    echo "提示：拷到自己能写的文件夹里再试。" >&2; \
	    exit 1; \
	  fi; \
	  echo "正在准备运行环境（首次约一两分钟）……"; \
	  "$$python" -I -m venv --clear $(VENV) || exit 1; \
	fi
	@$(PY) -I -m pip --version >/dev/null 2>&1 || $(PY) -I -m ensurepip >/dev/null
	@touch $@

# pyproject.toml too: it names the command and the package.
$(VENV)/.run-stamp: requirements/run.lock pyproject.toml $(VENV)/.made
	@echo "安装运行所需的软件包……"
	@$(INSTALL) -r requirements/run.lock >$(SAID) 2>&1 || $(NOT_INSTALLED)
	@$(PIP) install --no-deps --no-build-isolation -e . >$(SAID) 2>&1 || $(NOT_INSTALLED)
	@touch $@

$(VENV)/.dev-stamp: requirements/dev.lock $(VENV)/.run-stamp
	@echo "安装测试和检查所需的软件包……"
	@$(INSTALL) -r requirements/dev.lock >$(SAID) 2>&1 || $(NOT_INSTALLED)
	@touch $@

$(VENV)/.preview-stamp: requirements/preview.lock $(VENV)/.run-stamp
	@echo "安装预览所需的软件包……"
	@$(INSTALL) -r requirements/preview.lock >$(SAID) 2>&1 || $(NOT_INSTALLED)
	@touch $@

# Until they are there: without these fonts, or without network, reports are set in the free ones that are installed above.
# Who doesn't want them puts an empty file of that name there.
fonts/.tried: | $(VENV)/.run-stamp
	@if $(RUN) fonts --fetch; then touch $@; \
	else echo "下次再取；不想再取，就建一个空文件 fonts/.tried。" >&2; fi

# The programs we are measured beside, apart from ours.
$(PEERS)/.stamp: benchmarks/peers/requirements.txt $(VENV)/.made
	@echo "安装用来比较的软件包……"
	@$(PY) -I -m venv --clear $(PEERS)
	@$(PEERS)/$(notdir $(BIN))/python -I -m pip --disable-pip-version-check --no-input -qq install --only-binary :all: -r $<
	@touch $@
