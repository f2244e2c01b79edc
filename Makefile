# SPDX-License-Identifier: EUPL-1.2
# One makefile for the whole house, non-recursive. Sources are found by wildcard: a new file needs
# no line here.
#   make            build/debug/kolo and its tests    make V=asan CC=clang  any variant and compiler
#   make check      unit tests under ASan and UBSan   make lint stats       the project's own rules
#   make help       all targets                           V1=1                   show whole commands

SHELL := /bin/bash
.SHELLFLAGS := -euc
MAKEFLAGS += --no-builtin-rules --no-builtin-variables
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

# ---- variant and compiler ------------------------------------------------------------------------
# A goal that only makes sense in one variant selects it; V= on the command line wins.
goal_variant := check:asan check-pg:asan check-tsan:tsan faults:release release:release cov:cov \
                fuzz:fuzz
variant_of = $(or $(patsubst $1:%,%,$(filter $1:%,$(goal_variant))),$(if $(filter fuzz-%,$1),fuzz))
wanted := $(sort $(foreach g,$(MAKECMDGOALS),$(call variant_of,$g)))
ifneq ($(word 2,$(wanted)),)
$(error these goals want different variants ($(wanted)): run make once for each)
endif
V ?= $(or $(wanted),debug)

ifneq ($(filter default undefined,$(origin CC)),)
CC := gcc
endif
ifneq ($(filter fuzz cov,$(V)),)
override CC := clang
endif
clang := $(findstring clang,$(CC))
ifeq ($(CC),clang)
override CC := $(if $(shell command -v clang-14),clang-14,clang)
endif
HOSTCC ?= gcc
B := build/$(V)$(if $(filter-out fuzz cov,$(V)),$(if $(clang),-clang))
G := build/gen
T := build/tools

Q := $(if $(V1),,@)
say = $(if $(V1),,@printf '%-5s %s\n' '$(1)' '$(2)';)

# ---- flags ---------------------------------------------------------------------------------------
PACKAGES := libmicrohttpd sqlite3 libpq jansson libsodium libcurl libzip libxml-2.0 icu-i18n \
            libcmark-gfm zlib gmime-3.0 libical
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wformat=2 -Wvla -Wswitch-enum -Wundef -Werror
HARDEN := -fstack-protector-strong -fPIE
FORTIFY := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# GCC's maybe-uninitialized guesses wrong once sanitizers have rearranged the code; debug and
# release still say it.
GUESS := $(if $(clang),,-Wno-maybe-uninitialized)

mode_debug   := -Og -g $(FORTIFY)
mode_asan    := -O1 -g $(SANITIZE) $(GUESS)
mode_tsan    := -O1 -g -fsanitize=thread $(GUESS)
mode_release := -O2 -g1 $(FORTIFY) -flto$(if $(clang),=thin,=auto) -ffunction-sections \
                -fdata-sections
mode_cov     := -O0 -g -fprofile-instr-generate -fcoverage-mapping
mode_fuzz    := -O1 -g -fsanitize=fuzzer-no-link $(SANITIZE)
ifndef mode_$(V)
$(error V=$(V): there is no such variant; use debug asan tsan release cov fuzz)
endif

ifeq ($(filter clean help dist,$(MAKECMDGOALS)),)
PC_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES)))
# pangocairo is compiled against and loaded when it is needed: src/export/pango_lib.h
PC_CFLAGS += $(patsubst -I%,-isystem %,$(shell pkg-config --cflags pangocairo))
PC_LIBS := $(shell pkg-config --libs $(PACKAGES)) -lcmark-gfm-extensions -lmagic -lm -pthread
CMOCKA_LIBS = $(shell pkg-config --libs cmocka)
endif
CPPFLAGS := -Isrc -I$(G) -D_POSIX_C_SOURCE=200809L $(PC_CFLAGS)
CFLAGS := -std=c17 $(WARN) $(HARDEN) $(mode_$(V)) -pthread $(EXTRA_CFLAGS)
COMPILE = $(CC) $(CPPFLAGS) $(CFLAGS)
link_release := -Wl,--gc-sections -Wl,-O1
LDFLAGS := -pie -Werror -Wl,-z,relro,-z,now -Wl,--as-needed $(mode_$(V)) $(link_$(V))

# ---- what there is -------------------------------------------------------------------------------
have = $(wildcard tools/$(1).c)
SQL  := $(if $(call have,mksql),$(filter-out %.pg.sql %.sqlite.sql,$(sort $(wildcard src/*/*.sql))))
HTML := $(if $(call have,mktpl),$(sort $(wildcard src/*/*.html)))
PO   := $(if $(call have,mkpo),$(sort $(wildcard src/i18n/po/*.po)))
SCHEMA := $(if $(call have,embed),$(sort $(wildcard src/store/schema/*.sql)))
RULES  := $(if $(call have,embed),$(sort $(wildcard data/rules/*.json)))
HELP   := $(if $(call have,embed),$(sort $(wildcard doc/help/*/*.md)))
# Assets by their served name: ours, and the few npm files that are really used.
NPM_ASSETS := node_modules/htmx.org/dist/htmx.min.js
CSS := $(sort $(wildcard src/web/css/*.css))
SCRIPTS := $(patsubst src/%,$(G)/%,$(subst /js/,/,$(sort $(wildcard src/web/js/*.js))))
ASSETS := $(if $(call have,embed),$(sort $(wildcard src/web/static/*)) \
          $(if $(CSS),$(G)/web/app.css $(SCRIPTS)) \
          $(if $(wildcard src/web/static/*),$(NPM_ASSETS)))

GEN_SQL  := $(patsubst src/%.sql,$(G)/%_sql.c,$(SQL))
GEN_HTML := $(patsubst src/%.html,$(G)/%_html.c,$(HTML))
GEN_C := $(GEN_SQL) $(GEN_HTML) $(if $(SQL),$(G)/statements.c) $(if $(PO),$(G)/i18n/catalogues.c) \
         $(if $(ASSETS),$(G)/web/assets.c) $(if $(SCHEMA),$(G)/store/migrations.c) \
         $(if $(RULES),$(G)/project/rules.c) $(if $(HELP),$(G)/web/help.c)
GEN_H := $(GEN_SQL:.c=.h) $(GEN_HTML:.c=.h)

SRC   := $(filter-out %_test.c,$(sort $(wildcard src/*/*.c)))
TESTC := $(sort $(wildcard src/*/*_test.c tests/*.c))
MAIN  := $(wildcard src/app/main.c)
FUZZC := $(sort $(wildcard fuzz/*_fuzz.c))
FUZZERS := $(patsubst fuzz/%_fuzz.c,%,$(FUZZC))

OBJ      := $(SRC:%.c=$(B)/%.o) $(GEN_C:build/%.c=$(B)/%.o)
LIB      := $(B)/libkolo.a
LIB_OBJ  := $(filter-out $(B)/src/app/main.o,$(OBJ))
TEST_OBJ := $(TESTC:%.c=$(B)/%.o)
FUZZ_OBJ := $(FUZZC:%.c=$(B)/%.o)

KOLO := $(if $(MAIN),$(B)/kolo)
KOLO_TEST := $(if $(wildcard tests/t.c),$(B)/kolo-test)

# ---- building ------------------------------------------------------------------------------------
.PHONY: all tests release run demo check check-pg check-all check-tsan check-tools faults bless \
        lint lint-src lint-format lint-words lint-po lint-cpp fmt stats fuzz fuzz-replay cov dist \
        pot clean compdb help FORCE
all: $(OBJ) $(KOLO) $(if $(filter-out release,$(V)),$(KOLO_TEST))
tests: $(KOLO_TEST)

# Objects depend on the command that makes them, not on this file: editing a recipe rebuilds
# nothing.
$(B)/flags: FORCE
	@mkdir -p $(@D); new='$(COMPILE)'; [ "$$new" = "$$(cat $@ 2>/dev/null)" ] || echo "$$new" > $@

# Generated headers exist before anything is compiled; afterwards the .d files know who needs which.
$(OBJ) $(TEST_OBJ) $(FUZZ_OBJ): | $(GEN_H)

$(B)/src/%.o: src/%.c $(B)/flags
	$(call say,CC,$<) mkdir -p $(@D); $(COMPILE) -MMD -MP -c -o $@ $<
$(B)/tests/%.o: tests/%.c $(B)/flags
	$(call say,CC,$<) mkdir -p $(@D); $(COMPILE) -I. -MMD -MP -c -o $@ $<
$(B)/fuzz/%.o: fuzz/%.c $(B)/flags
	$(call say,CC,$<) mkdir -p $(@D); $(COMPILE) -I. -MMD -MP -c -o $@ $<
$(B)/gen/%.o: $(G)/%.c $(B)/flags
	$(call say,CC,$<) mkdir -p $(@D); \
	$(COMPILE) -Wno-overlength-strings -Wno-string-concatenation -MMD -MP -c -o $@ $<
$(filter %_test.o,$(TEST_OBJ)): CPPFLAGS += -I.

# Through an archive, a program takes only the parts it uses, and a part may land before what will
# use it.
$(B)/objects: FORCE
	@mkdir -p $(@D); new='$(LIB_OBJ)'; [ "$$new" = "$$(cat $@ 2>/dev/null)" ] || echo "$$new" > $@
$(LIB): $(LIB_OBJ) $(B)/objects
	@rm -f $@; $(if $(clang),llvm-ar-14,gcc-ar) rcsT $@ $(LIB_OBJ)
strip_release = ; cp $@ $@.debug; strip $@
$(B)/kolo: $(B)/src/app/main.o $(LIB)
	$(call say,LD,$@) $(CC) $(LDFLAGS) -o $@ $^ $(PC_LIBS)$(strip_$(V))
$(B)/kolo-test: $(TEST_OBJ) $(LIB)
	$(call say,LD,$@) $(CC) $(LDFLAGS) -o $@ $(TEST_OBJ) $(LIB) $(PC_LIBS) $(CMOCKA_LIBS)

# ---- generators and what they write --------------------------------------------------------------
# A tool is X.c, its parts X_*.c, and source.c which all share.
.SECONDEXPANSION:
$(T)/%: tools/%.c $$(wildcard tools/$$*_*.c) tools/source.c $(wildcard tools/*.h)
	$(call say,TOOL,$<) mkdir -p $(@D); \
	$(HOSTCC) -std=c17 $(WARN) -O1 -g -Itools -o $@ $(filter %.c,$^) -lz

# mksql reads all files at once and writes what has changed, so that one changed query recompiles
# one file and its readers.
$(G)/sql.stamp: $(T)/mksql $(SQL)
	$(call say,SQL,$(words $(SQL)) files) mkdir -p $(G); $(T)/mksql $(G) $(SQL); touch $@
$(GEN_SQL) $(GEN_SQL:.c=.h) $(G)/statements.c: $(G)/sql.stamp
	@:

# tests/mksql_test.c runs the statements that the tests of mksql are made of.
$(G)/selftest/statements.c: $(wildcard tools/test/mksql/src/demo/*.sql) $(T)/mksql
	$(call say,SQL,$@) mkdir -p $(@D); $(T)/mksql $(@D) $(filter %.sql,$^); touch $@
$(B)/tests/mksql_test.o: CPPFLAGS += -I$(G)/selftest
$(B)/tests/mksql_test.o: $(G)/selftest/statements.c

# Like mksql, mktpl leaves a file alone whose content stays the same; the stamp says that it ran.
$(G)/%_html.stamp: src/%.html $(T)/mktpl
	$(call say,TPL,$<) mkdir -p $(@D); $(T)/mktpl $< $(G)/$*_html.h $(G)/$*_html.c; touch $@
$(GEN_HTML): %.c: %.stamp
	@:
$(GEN_HTML:.c=.h): %.h: %.stamp
	@:

$(G)/i18n/catalogues.c: $(PO) $(T)/mkpo
	$(call say,PO,$(PO)) mkdir -p $(@D); $(T)/mkpo $@ $(PO)
$(NPM_ASSETS): package-lock.json
	$(call say,NPM,ci) script/npm; touch -c $@
# One style sheet from its parts, and our scripts: without indentation and without comments that
# stand on lines of their own.
$(G)/web/app.css: $(CSS)
	$(call say,CSS,$@) mkdir -p $(@D); sed -e '/^ *\/\*.*\*\/$$/d' -e 's/^ *//' -e '/^$$/d' $(CSS) > $@
$(SCRIPTS): $(G)/web/%: src/web/js/%
	$(call say,JS,$@) mkdir -p $(@D); sed -e '/^ *\/\//d' -e 's/^ *//' -e '/^$$/d' $< > $@
# make pot collects all texts and brings every catalogue up to them.
pot: $(T)/mkpo
	$(T)/mkpo --extract $(SRC) $(sort $(wildcard src/*/*.h src/*/*.html data/*/*.json)) \
	    > build/kolo.pot
	for f in $(wildcard src/i18n/po/*.po); do $(T)/mkpo --merge $$f build/kolo.pot; done
$(G)/web/assets.c: $(ASSETS) $(T)/embed
	$(call say,EMBED,$@) mkdir -p $(@D); $(T)/embed $@ $(foreach f,$(ASSETS),$(notdir $f)=$f)
$(G)/store/migrations.c: $(SCHEMA) $(T)/embed
	$(call say,EMBED,$@) mkdir -p $(@D); \
	$(T)/embed --text $@ migration_table $(foreach f,$(SCHEMA),$(basename $(notdir $f))=$f)
$(G)/project/rules.c: $(RULES) $(T)/embed
	$(call say,EMBED,$@) mkdir -p $(@D); \
	$(T)/embed --text $@ rules_table $(foreach f,$(RULES),$(basename $(notdir $f))=$f)
$(G)/web/help.c: $(HELP) $(T)/embed
	$(call say,EMBED,$@) mkdir -p $(@D); \
	$(T)/embed --text $@ help_table $(foreach f,$(HELP),$(subst /,.,$(f:doc/help/%.md=%))=$f)

# ---- using it ------------------------------------------------------------------------------------
release: $(B)/kolo
	@size=$$(stat -c %s $(B)/kolo); [ $$size -le 6291456 ] || \
	    { echo "$(B)/kolo: $$size bytes, more than 6 MiB" >&2; exit 1; }

demo: $(B)/kolo
	@mkdir -p var; [ -e var/kolo.db ] || KOLO_DB=sqlite:var/kolo.db $(B)/kolo demo
run: demo
	KOLO_DB=sqlite:var/kolo.db exec $(B)/kolo serve

# ---- proving it ----------------------------------------------------------------------------------
# TESTS="money* audit.walks*" runs only those groups or tests.
check: check-tools $(KOLO_TEST)
	$(if $(KOLO_TEST),$(KOLO_TEST) $(TESTS))
check-tools: $(T)/checksrc $(T)/mksql $(T)/mktpl $(T)/mkpo $(T)/embed
	tools/test/checksrc.sh $(T)/checksrc
	@tools/test/run.sh $(T) > $(T)/test.log || { grep -vE '^ok' $(T)/test.log; exit 1; }; \
	tail -n 1 $(T)/test.log
check-pg: $(KOLO_TEST)
	@url=$$(script/pg-private start build/pg); trap 'script/pg-private stop build/pg' EXIT; \
	KOLO_TEST_PG="$$url" $(KOLO_TEST) $(TESTS)
check-tsan: $(KOLO_TEST)
	$(KOLO_TEST) $(TESTS)
# Kills, cuts and fills fifty times on both engines: some minutes. PARTS="kill postgres" FAULTS=3
# make it shorter.
faults: $(B)/kolo
	KOLO_RELEASE=$(B)/kolo node tests/faults/run.mjs $(PARTS)
# Texts that people have agreed to (the permission matrices) are written anew, to be read before
# the commit.
bless: $(KOLO_TEST)
	KOLO_BLESS=1 $(KOLO_TEST) $(TESTS) > /dev/null; git diff --stat
check-all:
	$(MAKE) V=asan check-tools check-pg
	$(MAKE) V=tsan check-tsan
	$(MAKE) V=asan CC=clang all

# make fuzz-NAME FUZZ_SECONDS=600 looks for new inputs and adds them to fuzz/corpus/NAME;
# fuzz-replay, part of script/test, runs every kept input and looks for new ones for a moment.
FUZZ_SECONDS ?= 60
$(B)/fuzz-%: $(B)/fuzz/%_fuzz.o $(LIB)
	$(call say,LD,$@) $(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(PC_LIBS)
.SECONDARY: $(FUZZ_OBJ)
fuzz: $(FUZZERS:%=$(B)/fuzz-%)
$(FUZZERS:%=fuzz-%): fuzz-%: $(B)/fuzz-%
	mkdir -p fuzz/corpus/$*
	$< -max_total_time=$(FUZZ_SECONDS) -timeout=10 -artifact_prefix=$(B)/$*- fuzz/corpus/$*
fuzz-replay: fuzz
	@script/fuzz-replay $(B) $(FUZZERS)

# ---- the rules -----------------------------------------------------------------------------------
# Git refuses a folder that is somebody else's, as a mounted one may be; an archive has no git.
FILES = $(or $(wildcard $(shell git -c safe.directory='*' ls-files -co --exclude-standard \
             2> /dev/null)), \
             $(shell find . -type f -not -path './.*' -not -path './build/*' \
                 -not -path './node_modules/*' -not -path './var/*' | sed 's,^\./,,'))
C_FILES = $(filter-out tools/test/%,$(filter %.c %.h,$(FILES)))
# Another language has other words.
WORDS = $(filter-out doc/help/sr/%,$(filter %.c %.h %.html %.sql %.md script/%,$(FILES)))
lint: lint-src lint-format lint-words lint-po lint-cpp
lint-src: $(T)/checksrc
	$(call say,LINT,checksrc) $(T)/checksrc $(filter-out fuzz/corpus/%,$(FILES))
lint-format:
	$(call say,LINT,clang-format) clang-format --dry-run --Werror $(C_FILES) || \
	    { echo 'make fmt lays it out' >&2; exit 1; }
lint-words:
	$(call say,LINT,codespell) codespell -I .codespell $(WORDS)
# Every text of the sources is in every catalogue, translated: what make pot would leave empty or
# fuzzy is a defect.
lint-po: $(T)/mkpo
	$(call say,LINT,po) $(T)/mkpo --extract $(SRC) \
	    $(sort $(wildcard src/*/*.h src/*/*.html data/*/*.json)) > build/lint.pot; \
	for f in $(wildcard src/i18n/po/*.po); do cp $$f build/lint.po; \
	    $(T)/mkpo --merge build/lint.po build/lint.pot; \
	    awk -v f=$$f 'BEGIN { RS = ""; FS = "\n" } NR > 1 && !/^#~/ && \
	        (/\n#, fuzzy/ || /\nmsgstr(\[[0-9]\])? ""(\n[^"]|$$)/) \
	        { print f ": not translated:\n" $$0; bad = 1 } END { exit bad }' build/lint.po \
	    || { echo 'make pot brings the catalogue up to the texts' >&2; exit 1; }; done
lint-cpp: | $(GEN_H)
	$(call say,LINT,cppcheck) mkdir -p build/cppcheck; \
	cppcheck -q --std=c11 -j2 --enable=warning,performance,portability --error-exitcode=1 \
	    --inline-suppr --suppressions-list=.cppcheck --cppcheck-build-dir=build/cppcheck \
	    '-D_Noreturn=__attribute__((noreturn))' --template='{file}:{line}: {message} [{id}]' \
	    -Isrc -I$(G) -Itools -I. $(filter %.c,$(C_FILES))
fmt:
	clang-format -i $(C_FILES)
stats: $(T)/checksrc
	@$(T)/checksrc --stats $(FILES)

cov: $(KOLO_TEST)
	@rm -f $(B)/*.profraw; LLVM_PROFILE_FILE=$(B)/%p.profraw $(KOLO_TEST) $(TESTS) > $(B)/test.log || \
	    { tail -30 $(B)/test.log; exit 1; }
	@llvm-profdata-14 merge -o $(B)/all.profdata $(B)/*.profraw
	@llvm-cov-14 report $(KOLO_TEST) -instr-profile=$(B)/all.profdata $(SRC)

dist:
	@mkdir -p build; v=kolo-$$(git describe --tags --always); \
	git archive --prefix=$$v/ -o build/$$v.tar.gz HEAD; echo build/$$v.tar.gz
clean:
	rm -rf build
compdb: $(GEN_H)
	@for f in $(SRC) $(TESTC) $(FUZZC); do printf '{"directory":"%s","file":"%s","command":"%s"}\n' \
	    "$$PWD" "$$f" '$(COMPILE) -I. -c '"$$f"; done | sed '1s/^/[/; $$!s/$$/,/; $$s/$$/]/' \
	    > compile_commands.json
help:
	@sed -n 's/^#   //p' Makefile
	@grep -oE '^[a-z-]+:' Makefile | sort -u | tr -d '\n' | sed 's/:/ /g'; echo
FORCE:

-include $(OBJ:.o=.d) $(TEST_OBJ:.o=.d) $(FUZZ_OBJ:.o=.d)
