/* SPDX-License-Identifier: EUPL-1.2 */
/* narrative_post_web.c — the texts of a report come as one form, so that saving one loses nothing
 * that was typed in another. Each box brings the version and a mark of the text that it began with:
 * a box that says the same as then was not touched, is not saved, and is in nobody's way.
 */
#include "base/rand.h"
#include "i18n/i18n.h"
#include "report/narrative_view.h"
#include "report/report.h"
#include "report/report_pages.h"
#include "web/route.h"

struct narrative_form {
    const char *at, *preview;
};
static const struct form_field narrative_fields[] = {
    FIELD_OF(narrative_form, at, FORM_TEXT, N_("Text"), .hidden = true, .act = true),
    FIELD_OF(narrative_form, preview, FORM_TEXT, N_("Preview"), .hidden = true, .act = true),
};
const struct form report_narrative_form = FORM(narrative_form, narrative_fields);

struct narrative_row {
    const char *question, *body, *was;
    int64_t activity, version;
};
static const struct form_field row_fields[] = {
    FIELD_OF(narrative_row, question, FORM_TEXT, N_("Text"), .required = true, .hidden = true,
             .max = 60),
    FIELD_OF(narrative_row, activity, FORM_ID, N_("Activity"), .hidden = true),
    FIELD_OF(narrative_row, version, FORM_INT, N_("Version"), .hidden = true, .max = 1000000000),
    FIELD_OF(narrative_row, body, FORM_LONG, N_("Text")),
    FIELD_OF(narrative_row, was, FORM_TEXT, N_("Text"), .hidden = true, .act = true),
};
const struct form report_text_form = FORM(narrative_row, row_fields);

/* As a browser gives a text back that nobody touched: its line ends and the blanks around it may be
 * others. */
const char *narrative_mark(struct cx *cx, const char *body)
{
    char hex[HEX32];
    char *made = arena_str(cx->arena, str_trim(str_of(body))), *at = made;
    for (const char *c = made; *c; c++)
        if (c[0] != '\r' || c[1] != '\n') *at++ = *c == '\r' ? '\n' : *c;
    *at = '\0';
    sha256_hex(str_of(made), hex);
    return arena_printf(cx->arena, "%.16s", hex);
}

static bool untouched(struct cx *cx, const char *was, const char *body)
{
    return was && z_eq(was, narrative_mark(cx, body ? body : ""));
}

/* ---- shown again ----------------------------------------------------------------------------- */

static const char *cell(struct cx *cx, const struct request *rq, int64_t no, const char *field)
{
    return request_field(rq, arena_printf(cx->arena, "text.%lld.%s", (long long)no, field));
}

/* Under which number this box was sent, or -1. */
static int64_t sent_as(struct cx *cx, const struct request *rq, const struct narrative_block *b)
{
    for (size_t i = 0; i < rq->fields.n; i++) {
        str rest = str_of(rq->fields.v[i].name);
        int64_t no, activity = 0;
        if (!z_eq(rq->fields.v[i].value, b->key) || !str_is(str_cut(&rest, '.'), "text")) continue;
        if (!str_int64(str_cut(&rest, '.'), &no) || no < 0 || !str_is(rest, "question")) continue;
        const char *of = cell(cx, rq, no, "activity");
        if (of && *of && !str_int64(str_of(of), &activity)) continue;
        if (activity == b->activity) return no;
    }
    return -1;
}

/* A box in which something was typed shows it: in a preview, or after a refusal of any of them. */
void narrative_typed(struct cx *cx, const struct request *rq, struct narrative_block *b)
{
    int64_t no = rq->method == METHOD_POST ? sent_as(cx, rq, b) : -1, based = 0;
    if (no < 0) return;
    const char *body = cell(cx, rq, no, "body"), *version = cell(cx, rq, no, "version"),
               *preview = request_field(rq, "preview");
    bool asked = preview && z_eq(preview, b->anchor);
    b->open = asked;
    if (asked) b->preview = body ? body : "";
    if (untouched(cx, cell(cx, rq, no, "was"), body)) return;
    b->open = b->unsaved = true;
    b->typed = body ? body : "";
    b->problem = problem_of(cx, arena_printf(cx->arena, "text.%lld.body", (long long)no));
    if (version && *version && !str_int64(str_of(version), &based)) return;
    if (b->problem && based != b->version)
        b->other = b->stored ? b->stored->body : "";
    else
        b->version = based;
}

/* ---- saved ----------------------------------------------------------------------------------- */

/* Back to the box whose button was pressed. */
static struct url back(struct cx *cx, const struct request *rq, const struct narrative_row *row,
                       size_t n)
{
    const struct narrative_form *f = rq->form;
    for (size_t i = 0; f->at && i < n; i++)
        if (z_eq(f->at, report_block_anchor(cx, row[i].question, row[i].activity)))
            return url_path(cx, "/report/%lld/narrative#%s", (long long)rq->id[0], f->at);
    return url_path(cx, "/report/%lld/narrative", (long long)rq->id[0]);
}

enum rc report_post_narrative(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct narrative_form *f = rq->form;
    void *rows;
    int *numbers;
    size_t n, changed = 0;
    if (f->preview) return report_narrative(cx, rq, rs);
    enum rc rc = form_read_rows(cx, rq, &report_text_form, "text", &rows, &numbers, &n);
    if (!rc && !n) rc = problem(cx, "", T("No text was sent."));
    if (rc) return rc;
    const struct narrative_row *row = rows;
    struct report_text *t = arena_array(cx->arena, struct report_text, n);
    for (size_t i = 0; i < n; i++) {
        const char *body = row[i].body ? row[i].body : "";
        if (untouched(cx, row[i].was, body)) continue;
        t[changed++] = (struct report_text){ row[i].question, row[i].activity, row[i].version, body,
                                             arena_printf(cx->arena, "text.%d.body", numbers[i]) };
    }
    rc = report_write_texts(cx, rq->id[0], t, changed);
    return rc ? rc : reply_see_other(cx, rq, rs, back(cx, rq, row, n), T("The texts are saved."));
}
