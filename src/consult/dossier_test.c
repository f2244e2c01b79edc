/* SPDX-License-Identifier: EUPL-1.2 */
/* dossier_test.c — the archive is opened by libzip, and every byte of it is what it says. */
#include "base/rand.h"
#include "consult/consult_write.h"
#include "store/db.h"
#include "store/document.h"
#include "talk/comment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/office.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>
#include <unistd.h>
#include <zip.h>

static str bytes_of(struct cx *cx, const struct answer *a)
{
    struct buf b;
    char part[65536];
    ssize_t n;
    buf_init(&b, (size_t)1 << 26);
    if (a->rs->file >= 0)
        for (off_t at = 0; (n = pread(a->rs->file, part, sizeof part, at)) > 0; at += n)
            buf_put(&b, part, (size_t)n);
    str out = { arena_str(cx->arena, buf_slice(&b)), b.n };
    buf_done(&b);
    return out;
}

static zip_t *archive(str bytes)
{
    zip_error_t e;
    zip_source_t *s = zip_source_buffer_create(bytes.p, bytes.n, 0, &e);
    assert_non_null(s);
    zip_t *z = zip_open_from_source(s, ZIP_RDONLY | ZIP_CHECKCONS, &e);
    assert_non_null(z);
    return z;
}

static str part(struct cx *cx, zip_t *z, const char *name)
{
    zip_stat_t st;
    if (zip_stat(z, name, 0, &st) != 0) fail_msg("there is no %s", name);
    char *p = arena_alloc(cx->arena, st.size + 1);
    zip_file_t *f = zip_fopen(z, name, 0);
    assert_non_null(f);
    assert_int_equal(zip_fread(f, p, st.size), st.size);
    zip_fclose(f);
    return (str){ p, st.size };
}

/* Each line of the list is true, and each entry is in it. */
static void sums_are_right(struct cx *cx, zip_t *z)
{
    int64_t lines = 0;
    char sha[HEX32];
    for (str rest = part(cx, z, "SHA256SUMS"); rest.n > 0; lines++) {
        str line = str_cut(&rest, '\n');
        str said = str_cut(&line, ' ');
        const char *name = arena_str(cx->arena, str_trim(line));
        sha256_hex(part(cx, z, name), sha);
        if (!str_is(said, sha)) fail_msg("%s is not what the list says", name);
    }
    assert_int_equal(lines + 1, zip_get_num_entries(z, 0));
}

static void make(struct cx *cx, struct consult_try *t)
{
    static const char body[] = "Why not in Шабац?";
    int64_t id;
    const struct comment_file file = { "../mapa.txt", STR("a map of Šabac\n") };
    try_make(cx, t, "consent");
    try_open(cx, t);
    assert_int_equal(try_say(cx, t, TRY_EHO, "object", "Too far for us."), RC_OK);
    assert_int_equal(try_say(cx, t, TRY_EHO, "support", NULL), RC_OK);
    try_as(cx, t, TRY_DA);
    assert_int_equal(db_begin(cx), RC_OK);
    enum rc rc = comment_add(cx,
                             &(struct comment_input){ .type = "consultation",
                                                      .object = t->id,
                                                      .body = body,
                                                      .via = "web",
                                                      .file = &file,
                                                      .n_files = 1 },
                             &id);
    assert_int_equal(db_end(cx, rc), RC_OK);
    cx->viewer = NULL;
}

static void whole(struct cx *cx)
{
    struct consult_try t;
    struct browser chair = { 0 };
    make(cx, &t);
    site_sign_in(cx, &chair, t.person[TRY_CHAIR]);
    const char *path = arena_printf(cx->arena, "/consultation/%lld/dossier", (long long)t.id);
    struct answer a = site_get(cx, &chair, path);
    assert_int_equal(a.status, 200);
    zip_t *z = archive(bytes_of(cx, &a));
    sums_are_right(cx, z);
    str positions = part(cx, z, "positions.csv");
    assert_non_null(strstr(positions.p, "Too far for us."));
    assert_non_null(strstr(positions.p, "support"));
    assert_non_null(strstr(part(cx, z, "comments-and-answers.csv").p, "Why not in Шабац?"));
    assert_string_equal(part(cx, z, "documents/001-mapa.txt").p, "a map of Šabac\n");
    str text = office_pdf(cx, "pdftotext", "-layout", part(cx, z, "consultation.pdf"));
    assert_non_null(strstr(text.p, "Too far for us."));
    assert_non_null(strstr(text.p, "Why not in Шабац?"));
    zip_discard(z);
}

static void is_whole(void **state)
{
    (void)state;
    site_setup();
    test_on_engines(whole);
}

static void closed(struct cx *cx)
{
    struct consult_try t;
    struct browser eho = { 0 };
    try_make(cx, &t, "consent"); /* a draft is its chair's */
    cx->viewer = NULL;
    site_sign_in(cx, &eho, t.person[TRY_EHO]);
    const char *path = arena_printf(cx->arena, "/consultation/%lld/dossier", (long long)t.id);
    assert_int_equal(site_get(cx, &eho, path).status, 404);
}

static void is_for_those_who_may_read(void **state)
{
    (void)state;
    site_setup();
    test_on_engines(closed);
}

TESTS(dossier, cmocka_unit_test(is_whole), cmocka_unit_test(is_for_those_who_may_read));
