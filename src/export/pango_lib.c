/* SPDX-License-Identifier: EUPL-1.2 */
/* pango_lib.c — finds the functions of cairo and pango in their shared libraries. They are never
 * unloaded: GLib cannot be.
 */
#define PANGO_LIB_PLAIN
#include "export/pango_lib.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

struct pango_lib pango_lib;
static const char *why;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

static const struct {
    const char *name;
    size_t offset;
} functions[] = {
#define PANGO_LIB_PLACE(name) { #name, offsetof(struct pango_lib, name) },
    PANGO_LIB_EACH(PANGO_LIB_PLACE)
#undef PANGO_LIB_PLACE
};

static void load(void)
{
    /* Its dependencies are searched too. */
    void *library = dlopen("libpangocairo-1.0.so.0", RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
    if (!library) {
        why = dlerror();
        return;
    }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void **field = (void **)(void *)((char *)&pango_lib + functions[i].offset);
        *field = dlsym(library, functions[i].name);
        if (!*field) {
            why = functions[i].name;
            return;
        }
    }
}

bool pango_lib_load(const char **trouble)
{
    pthread_once(&loaded, load);
    *trouble = why;
    return !why;
}

/* fontconfig and GLib keep what they have read for the life of the process; LeakSanitizer asks here
 * what is theirs. Nobody else calls it. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libpango\nleak:libcairo\nleak:libglib\nleak:libharfbuzz\n";
}
