# xianshen: what can be made. `make help` lists it.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

STAMPS := .cache
RUST := $(shell find src spreadsheet/src -type f) spreadsheet/Cargo.toml rules.json Cargo.toml Cargo.lock
PKG := $(shell find pkg/src docs examples -type f 2>/dev/null) pkg/build.mjs pkg/package.json pkg/tsconfig.json \
       $(wildcard README*.md LICENSE-*)
SITE := $(shell find www -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
say = @printf '\033[1m· %s\033[0m\n' '$(1)'

.PHONY: help setup setup-browsers demo build test lint test-rust test-wasm test-package test-browser \
        eval bench fuzz package coverage-of-clauses rules clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-22s %s\n", $$1, $$2}'

setup: $(STAMPS)/tools $(STAMPS)/npm-pkg $(STAMPS)/npm-www $(STAMPS)/npm-tests ## install what building needs (wasm target and tools, npm packages)

setup-browsers: $(STAMPS)/browsers ## install what the page tests need (Chromium, its driver, a Chinese font)

demo: build $(STAMPS)/npm-www ## set up, build, and serve the site on 127.0.0.1
	$(call say,building the site)
	@$(MAKE) www/dist/.built
	@node www/serve.mjs

build: $(STAMPS)/tools $(STAMPS)/npm-pkg ## build the WebAssembly and the npm package
	@$(MAKE) pkg/dist/.built

test: setup setup-browsers lint test-rust build test-wasm test-package test-browser ## set up and run every test
	$(call say,every test passed)

lint: $(STAMPS)/npm-pkg $(STAMPS)/npm-tests pkg/wasm/.built ## formatting, lints and types of Rust and TypeScript
	$(call say,rustfmt and clippy)
	@cargo fmt --all --check
	@cargo clippy -q --workspace --all-targets --all-features -- -D warnings
	@cargo clippy -q --workspace --target wasm32-unknown-unknown -- -D warnings
	$(call say,eslint, prettier and tsc)
	@cd pkg && npm run -s lint && npm run -s check

test-rust: ## Rust tests
	$(call say,Rust tests)
	@cargo test -q --workspace --all-features

test-wasm: $(STAMPS)/tools $(STAMPS)/browsers ## WebAssembly tests, headless in Chromium
	$(call say,WebAssembly tests in Chromium)
	@scripts/wasm-test.sh

test-package: build $(STAMPS)/npm-tests ## package tests in Node
	$(call say,package tests in Node)
	@node --test --test-reporter=dot tests/package/*.test.mjs

test-browser: build $(STAMPS)/npm-tests $(STAMPS)/npm-www $(STAMPS)/browsers ## page tests in Chromium and Firefox ESR
	@$(MAKE) www/dist/.built
	$(call say,page tests in Chromium and Firefox ESR)
	@node --test --test-reporter=dot --test-concurrency=2 tests/browser/editors/*.test.mjs tests/browser/site/*.test.mjs tests/browser/gate/*.test.mjs tests/browser/examples/*.test.mjs

eval: build $(STAMPS)/npm-benches ## what is found in the cases and in clean text, by the kit and by its peers
	@node benches/eval/run.mjs

bench: build $(STAMPS)/npm-benches $(STAMPS)/npm-tests $(STAMPS)/browsers ## measurements beside peers, with the targets (ratios within one run)
	@node benches/run.mjs
	@node benches/register.mjs
	@node benches/editors.mjs

fuzz: ## fuzz targets for FUZZ_SECONDS each, 60 unless told (needs a C++ compiler; no part of `make test`)
	@scripts/fuzz.sh

package: build ## pack the npm tarball
	@cd pkg && npm pack --silent

coverage-of-clauses: ## print how many clauses are enforced, per jurisdiction and area
	@cargo test -q --test cases every_enforced_clause -- --nocapture | grep -E '^(jurisdiction|all|[a-z]+ +[a-z]+ +[0-9])'

rules: ## write rules.json in canonical form, its schema and the generated tables anew
	@UPDATE_GENERATED=1 cargo test -q --all-features --test rules --test generated

clean: ## remove everything that was built (not the tools)
	@cargo clean -q
	@rm -rf pkg/wasm pkg/dist pkg/docs pkg/examples pkg/README* pkg/LICENSE* www/dist tests/out $(STAMPS) {pkg,www,tests,benches}/node_modules

# --- set-up, each once ---------------------------------------------------------------------------------------------

$(STAMPS)/tools: scripts/tools.sh Cargo.toml
	@scripts/tools.sh install
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/browsers: scripts/browsers.sh
	@scripts/browsers.sh
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/npm-%: %/package-lock.json
	$(call say,npm packages of $*)
	@scripts/npm-ci.sh $*
	@mkdir -p $(STAMPS) && touch $@

# The site takes the package from ../pkg by link.
$(STAMPS)/npm-www: pkg/package.json

# --- what is built -------------------------------------------------------------------------------------------------

pkg/wasm/.built: $(RUST) $(STAMPS)/tools $(STAMPS)/npm-pkg
	$(call say,WebAssembly)
	@scripts/wasm.sh
	@touch $@

pkg/dist/.built: pkg/wasm/.built $(PKG) $(STAMPS)/npm-pkg
	$(call say,npm package)
	@cd pkg && npm run -s build
	@touch $@

www/dist/.built: pkg/dist/.built $(SITE) $(STAMPS)/npm-www
	@cd www && npm run -s build
	@touch $@
