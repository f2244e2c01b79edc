/* SPDX-License-Identifier: EUPL-1.2 */
/* contact_out_test.c — who takes part without an account stands everywhere with name and
 * organisation; the address is in nothing that goes out to those who do not keep it.
 */
#include "consult/consult_write.h"
#include "consult/mail.h"
#include "consult/response.h"
#include "consult/word.h"
#include "mail/inbound.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "network/segment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/office.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>
#include <unistd.h>
#include <zip.h>

static const struct inbound_config cfg = { .address = "reply@kolo.local",
                                           .from = "kolo@kolo.local",
                                           .list = "kolo.local" };
/* Before the correction and after it; the name is found in any script. */
#define OLD "old.address@cnvos.local"
#define NEW "new.address@cnvos.local"
#define NAME "Tina Divjak"

static void answer(struct cx *cx, const char *text)
{
    static int no;
    struct inbound_end end;
    const char *to;
    const int64_t mail = test_count(cx, "SELECT MAX(id) FROM mail WHERE address = '" NEW "'");
    const struct signed_word word = { .purpose = MAIL_REPLY, .number = { mail }, .n = 1 };
    assert_int_equal(sign_address(cx, cfg.address, &word, &to), RC_OK);
    const char *raw = arena_printf(cx->arena,
                                   "From: Tina <" NEW ">\r\nTo: <%s>\r\nSubject: Re\r\n"
                                   "Message-ID: <out%d@away.local>\r\nContent-Type: text/plain;"
                                   " charset=utf-8\r\n\r\n%s\r\n",
                                   to, ++no, text);
    cx->viewer = NULL;
    assert_int_equal(inbound_take(cx, &cfg, str_of(raw), (int64_t)strlen(raw), INBOUND_PIPE, &end),
                     RC_OK);
}

/* CNVOS objects by mail and comments by mail; its contact was corrected; then it is decided. */
static void make(struct cx *cx, struct consult_try *t)
{
    static const int64_t eho = ORG_EHO;
    const struct segment_input segment = { .name = "Slovenia and EHO",
                                           .country = (const char *const[]){ "SI" },
                                           .n_countries = 1,
                                           .in = &eho,
                                           .n_in = 1 };
    struct consult_input in = { .title = "The letter",
                                .question = "Do we sign it?",
                                .kind = "document",
                                .text = "We ask.",
                                .rule = "simple_majority" };
    int64_t decision;
    try_make(cx, t, "consent");
    test_script(cx, "UPDATE organisation SET country = 'SI', contact_name = 'Borut',"
                    " contact_email = '" OLD "', contact_lang = 'en' WHERE id = 4");
    in.closes_at = t->closes_at;
    try_as(cx, t, TRY_CHAIR);
    assert_int_equal(segment_add(cx, &segment, &in.segment), RC_OK);
    assert_int_equal(consult_add(cx, PROJECT, &in, &t->id), RC_OK);
    try_open(cx, t);
    const struct seat_contact_input contact = { NAME, NEW, "en" };
    assert_int_equal(seat_contact_change(cx, try_seat(cx, t, ORG_CNVOS), 1, &contact), RC_OK);
    answer(cx, "object\r\n\r\nToo weak for us.");
    answer(cx, "Could it be shorter?");
    assert_int_equal(try_say(cx, t, TRY_EHO, "support", NULL), RC_OK);
    try_due(cx, t->closes_at + 60);
    try_as(cx, t, TRY_CHAIR);
    const int64_t comment = test_count(cx, "SELECT MAX(id) FROM comment");
    assert_int_equal(response_give(cx, comment, -1, "rejected", "It is short."), RC_OK);
    const struct consult_decision d = { .decided = "We wait.", .why_open = "It stands." };
    assert_int_equal(consult_decide(cx, t->id, 0, &d, &decision), RC_OK);
}

/* ---- what goes out, as words ----------------------------------------------------------------- */

static void unpack(struct cx *cx, str bytes, struct buf *out);

static void words(struct cx *cx, str bytes, struct buf *out)
{
    if (bytes.n > 2 && memcmp(bytes.p, "PK", 2) == 0) {
        unpack(cx, bytes, out);
    } else if (bytes.n > 4 && memcmp(bytes.p, "%PDF", 4) == 0) {
        const str text = office_pdf(cx, "pdftotext", "-raw", bytes);
        buf_put(out, text.p, text.n);
    } else {
        buf_put(out, bytes.p, bytes.n);
    }
    buf_char(out, '\n');
}

static void unpack(struct cx *cx, str bytes, struct buf *out)
{
    zip_error_t e;
    zip_t *z = zip_open_from_source(zip_source_buffer_create(bytes.p, bytes.n, 0, &e), 0, &e);
    assert_non_null(z);
    const zip_int64_t n = zip_get_num_entries(z, 0);
    for (zip_int64_t i = 0; i < n; i++) {
        zip_stat_t st;
        assert_int_equal(zip_stat_index(z, (zip_uint64_t)i, 0, &st), 0);
        char *p = arena_alloc(cx->arena, st.size + 1);
        zip_file_t *f = zip_fopen_index(z, (zip_uint64_t)i, 0);
        assert_non_null(f);
        assert_int_equal(zip_fread(f, p, st.size), st.size);
        zip_fclose(f);
        words(cx, (str){ p, st.size }, out);
    }
    zip_discard(z);
}

static const char *read_out(struct cx *cx, struct browser *b, const char *path)
{
    struct buf file, out;
    struct answer a = site_get(cx, b, path);
    char part[65536];
    ssize_t n;
    if (a.status != 200) fail_msg("%s: %d", path, a.status);
    buf_init(&file, (size_t)1 << 26);
    buf_init(&out, (size_t)1 << 26);
    if (a.rs->file >= 0)
        for (off_t at = 0; (n = pread(a.rs->file, part, sizeof part, at)) > 0; at += n)
            buf_put(&file, part, (size_t)n);
    else
        buf_put(&file, a.rs->body.p, a.rs->body.n);
    words(cx, buf_slice(&file), &out);
    const char *all = arena_str(cx->arena, buf_slice(&out));
    buf_done(&file);
    buf_done(&out);
    return all;
}

/* ---- by whom --------------------------------------------------------------------------------- */

/* With the id of the consultation where there is a %lld; what must stand in it. */
static const struct {
    const char *path, *name, *organisation;
} places[] = {
    { "/consultation/%lld", NAME, "CNVOS" },
    { "/consultation/%lld.csv", NULL, NULL },
    { "/consultation/%lld.xlsx", NAME, "CNVOS" },
    { "/api/v1/consultation/%lld", NAME, "CNVOS" },
    { "/consultation/%lld/responses", NAME, "CNVOS" },
    { "/consultation/%lld/responses.csv", NAME, "CNVOS" },
    { "/consultation/%lld/responses.xlsx", NAME, "CNVOS" },
    { "/api/v1/consultation/%lld/responses", NAME, "CNVOS" },
    { "/consultation/%lld/paper/responses.pdf", NAME, "CNVOS" },
    { "/consultation/%lld/paper/responses.docx", NAME, "CNVOS" },
    { "/consultation/%lld/history", NAME, "CNVOS" },
    { "/consultation/%lld/history.csv", NAME, "CNVOS" },
    { "/consultation/%lld/history.xlsx", NAME, "CNVOS" },
    { "/api/v1/consultation/%lld/history", NAME, "CNVOS" },
    { "/consultation/%lld/dossier", NAME, "CNVOS" },
    { "/p/1/consultations", NULL, NULL },
    { "/p/1/consultations.csv", NULL, NULL },
    { "/p/1/decisions.csv", NULL, NULL },
    { "/decision/1", NULL, "CNVOS" },
    { "/api/v1/decision/1", NULL, "CNVOS" },
    { "/decision/1/pdf", NULL, "CNVOS" },
    { "/decision/1/docx", NULL, "CNVOS" },
    { "/segment/1", NULL, "CNVOS" },
    { "/segment/1.xlsx", NULL, "CNVOS" },
    { "/api/v1/segment/1", NULL, "CNVOS" },
    { "/segments.xlsx", NULL, NULL },
    { "/organisation/4", NULL, "CNVOS" },
    { "/api/v1/organisation/4", NULL, "CNVOS" },
    { "/organisations.xlsx", NULL, "CNVOS" },
    { "/p/1/search?q=Tina", NULL, NULL },
    { "/p/1/search?q=cnvos", NULL, NULL },
    { "/p/1/search?q=address", NULL, NULL },
};

static void by(struct cx *cx, const struct consult_try *t, int64_t account, const char *whose)
{
    struct browser b = { 0 };
    cx->viewer = NULL;
    site_sign_in(cx, &b, account);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *path = places[i].path, *at = strstr(path, "%lld");
        if (at)
            path = arena_printf(cx->arena, "%.*s%lld%s", (int)(at - path), path, (long long)t->id,
                                at + 4);
        const char *all = read_out(cx, &b, path);
        if (strstr(all, ".address@")) fail_msg("%s reads the address in %s", whose, path);
        if (places[i].name && !strstr(all, places[i].name)) fail_msg("no name in %s", path);
        if (places[i].organisation && !strstr(all, places[i].organisation))
            fail_msg("no organisation in %s", path);
    }
}

static void in_no_output(struct cx *cx)
{
    struct consult_try t;
    make(cx, &t);
    by(cx, &t, t.person[TRY_EHO], "EHO");
    struct browser b = { 0 };
    site_sign_in(cx, &b, t.person[TRY_CHAIR]);
    const char *dossier = arena_printf(cx->arena, "/consultation/%lld/dossier", (long long)t.id);
    assert_non_null(strstr(read_out(cx, &b, dossier), "Slovenia and EHO")); /* who was asked */
    cx->viewer = NULL;
    by(cx, &t, t.person[TRY_FINANCE], "EHO's finance officer");
    by(cx, &t, t.people.account[ROLE_LEAD_FINANCE], "the lead's finance officer");
}

static void addresses(void **state)
{
    (void)state;
    test_on_engines(in_no_output);
}

TESTS(consult_contact_out, cmocka_unit_test(addresses));
