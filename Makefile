# The two commands of a newcomer are `make demo` and `make test`; each does all set-up itself.
.PHONY: help demo test binary build nightly bench format install clean

help: ## Show the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

demo: binary ## Build a private cluster on the embedded AWS and look at it with kubectl
	@scripts/demo

test: build ## Run every test that fits into minutes
	@scripts/test release

binary: ## Install what is missing and build build/release/src/inland alone
	@scripts/setup
	@mkdir -p build
	@cmake --preset release > build/release.log 2>&1 || { cat build/release.log; exit 1; }
	@cmake --build --preset release --target inland

build: binary ## Build the tests and benchmarks too
	@cmake --build --preset release

nightly: build ## Run what is long: more worlds, more kills, both sanitizers, the benchmarks
	@scripts/nightly

bench: build ## Measure speed and memory against their bounds
	@scripts/bench

format: ## Rewrite the C++ files as clang-format-19 has them
	@scripts/check-format --fix

install: build ## Install the binary under /usr/local
	@cmake --install build/release

clean: ## Remove what was built
	@rm -rf build
