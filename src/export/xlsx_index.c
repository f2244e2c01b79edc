/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_index.c — relations, the list of sheets, shared strings, and which styles are dates. Parts
 * are found by their relation, as the standard says, for other programs name them as they like.
 */
#include "export/xlsx_index.h"

#include "base/utf8.h"
#include "i18n/i18n.h"

#include <string.h>

/* ---- names of parts ---- */

/* "worksheets/sheet1.xml" said by xl/workbook.xml, or "/xl/worksheets/sheet1.xml". */
static char *part_name(struct arena *a, const char *said_by, str target)
{
    if (str_starts(target, "/")) return arena_str(a, (str){ target.p + 1, target.n - 1 });
    const char *slash = strrchr(said_by, '/');
    size_t dir = slash ? (size_t)(slash - said_by) + 1 : 0;
    while (str_starts(target, "../") && dir) {
        target = (str){ target.p + 3, target.n - 3 };
        do dir--;
        while (dir && said_by[dir - 1] != '/');
    }
    return arena_printf(a, "%.*s%.*s", (int)dir, said_by, (int)target.n, target.p);
}

/* xl/workbook.xml → xl/_rels/workbook.xml.rels */
static char *rels_of(struct arena *a, const char *part)
{
    const char *slash = strrchr(part, '/');
    int dir = slash ? (int)(slash - part) + 1 : 0;
    return arena_printf(a, "%.*s_rels/%s.rels", dir, part, part + dir);
}

static bool ends_in(str s, const char *tail)
{
    size_t n = strlen(tail);
    return s.n >= n && memcmp(s.p + s.n - n, tail, n) == 0;
}

/* ---- relations ---- */

struct rels {
    struct arena *a;
    const char *said_by;
    const char *type; /* wanted: the end of the type … */
    str id;           /* … and, unless empty, the id */
    const char *found;
};

static enum rc rel_begin(void *p, const struct xlsx_element *e)
{
    struct rels *r = p;
    str id, type, target, mode;
    if (strcmp(e->name, "Relationship") != 0 || r->found) return RC_OK;
    if (!xlsx_zip_attribute(e, "Id", &id) || !xlsx_zip_attribute(e, "Type", &type) ||
        !xlsx_zip_attribute(e, "Target", &target))
        return RC_OK;
    if (xlsx_zip_attribute(e, "TargetMode", &mode) && str_is(mode, "External")) return RC_OK;
    if (ends_in(type, r->type) && (!r->id.n || str_eq(id, r->id)))
        r->found = part_name(r->a, r->said_by, target);
    return RC_OK;
}

/* The part that ${said_by} relates to as ${type} (and ${id}); NULL: none. */
static enum rc related(struct xlsx_index *ix, const char *said_by, const char *type, str id,
                       const char **out)
{
    static const struct xlsx_handler handler = { .begin = rel_begin };
    struct rels r = { ix->cx->arena, said_by, type, id, NULL };
    const char *part = *said_by ? rels_of(ix->cx->arena, said_by) : "_rels/.rels";
    *out = NULL;
    if (!xlsx_zip_has(ix->zip, part)) return RC_OK;
    enum rc rc = xlsx_zip_parse(ix->zip, part, &handler, &r);
    *out = r.found;
    return rc;
}

/* ---- the list of sheets ---- */

struct list {
    struct xlsx_index *ix;
    const char *wanted;
    char *id;         /* of the relation to the sheet; NULL: not found */
    struct buf names; /* for the sentence when not found */
};

/* libxml2 leaves & in attributes as &#38; where entities are not to be replaced. */
static char *sheet_name(struct arena *a, str name)
{
    char *z = arena_str(a, name);
    for (char *p = z; (p = strstr(p, "&#38;")) != NULL;) {
        p++;
        memmove(p, p + 4, strlen(p + 4) + 1);
    }
    return z;
}

static enum rc list_begin(void *p, const struct xlsx_element *e)
{
    struct list *l = p;
    struct arena *a = l->ix->cx->arena;
    str v, id, state = { 0 };
    if (strcmp(e->name, "workbookPr") == 0 && xlsx_zip_attribute(e, "date1904", &v))
        l->ix->from_1904 = str_is(v, "1") || str_is(v, "true");
    if (strcmp(e->name, "sheet") != 0) return RC_OK;
    if (!xlsx_zip_attribute(e, "name", &v) || !xlsx_zip_attribute(e, "id", &id)) return RC_OK;
    char *name = sheet_name(a, v);
    xlsx_zip_attribute(e, "state", &state);
    bool is_it =
        l->wanted ? str_is_nocase(str_of(l->wanted), name) : !state.n || str_is(state, "visible");
    if (is_it && !l->id) l->id = arena_str(a, id);
    buf_printf(&l->names, "%s“%s”", l->names.n ? ", " : "", name);
    return RC_OK;
}

static enum rc find_sheet(struct xlsx_index *ix, const char *field, const char *wanted,
                          const char *workbook)
{
    static const struct xlsx_handler handler = { .begin = list_begin };
    struct list l = { .ix = ix, .wanted = wanted };
    struct cx *cx = ix->cx;
    buf_init(&l.names, (size_t)64 * 1024);
    enum rc rc = xlsx_zip_parse(ix->zip, workbook, &handler, &l);
    if (!rc && !l.id)
        rc = wanted ? problem(cx, field, T("There is no sheet “%s”; this workbook has %s."), wanted,
                              l.names.p)
                    : xlsx_zip_damaged(ix->zip);
    buf_done(&l.names);
    if (rc) return rc;
    rc = related(ix, workbook, "/worksheet", str_of(l.id), &ix->sheet);
    if (!rc && !ix->sheet)
        rc = problem(cx, field, T("The sheet to be read is a chart, not a table."));
    return rc;
}

/* ---- shared strings ---- */

struct strings {
    struct xlsx_index *ix;
    struct buf text;
    bool in_t, in_phonetic;
};

static enum rc string_begin(void *p, const struct xlsx_element *e)
{
    struct strings *s = p;
    if (strcmp(e->name, "si") == 0) buf_clear(&s->text);
    if (strcmp(e->name, "rPh") == 0) s->in_phonetic = true;
    if (strcmp(e->name, "t") == 0) s->in_t = !s->in_phonetic;
    return RC_OK;
}

static void string_text(void *p, str text)
{
    struct strings *s = p;
    if (s->in_t) buf_str(&s->text, text);
}

static enum rc string_end(void *p, const char *name)
{
    struct strings *s = p;
    struct arena *a = s->ix->cx->arena;
    if (strcmp(name, "t") == 0) s->in_t = false;
    if (strcmp(name, "rPh") == 0) s->in_phonetic = false;
    if (strcmp(name, "si") != 0) return RC_OK;
    /* Excel's own limit is 32,767 characters; past the buffer's the file is not from a spreadsheet.
     */
    if (!buf_ok(&s->text) || s->ix->strings.n >= 4000000) return xlsx_zip_damaged(s->ix->zip);
    str text = xlsx_index_text(a, buf_slice(&s->text));
    *vec_push(a, &s->ix->strings) = (str){ arena_str(a, text), text.n };
    return RC_OK;
}

static enum rc read_strings(struct xlsx_index *ix, const char *part)
{
    static const struct xlsx_handler handler = { string_begin, string_end, string_text };
    struct strings s = { .ix = ix };
    buf_init(&s.text, (size_t)512 * 1024);
    enum rc rc = xlsx_zip_parse(ix->zip, part, &handler, &s);
    buf_done(&s.text);
    return rc;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* The character of "_x000D_" at ${p}; -1 when there is none. */
static int32_t escaped(const char *p, size_t n)
{
    int32_t c = 0;
    if (n < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_') return -1;
    for (int i = 2; i < 6; i++) {
        if (hex(p[i]) < 0) return -1;
        c = c * 16 + hex(p[i]);
    }
    return c >= 0xd800 && c <= 0xdfff ? -1 : c;
}

str xlsx_index_text(struct arena *a, str s)
{
    if (s.n < 7 || !memchr(s.p, '_', s.n)) return s;
    char *out = arena_alloc(a, s.n + 1), *to = out;
    for (size_t i = 0; i < s.n;) {
        int32_t c = escaped(s.p + i, s.n - i);
        if (c < 0) {
            *to++ = s.p[i++];
            continue;
        }
        char one[5];
        utf8_put(c, one);
        size_t n = c ? strlen(one) : 1;
        memcpy(to, one, n);
        to += n;
        i += 7;
    }
    return (str){ out, (size_t)(to - out) };
}

/* ---- styles ---- */

struct styles {
    struct xlsx_index *ix;
    bool in_cells;
    VEC(struct {
        int64_t id;
        enum xlsx_clock clock;
    })
    own;
};

static enum xlsx_clock clock_of(const struct styles *s, int64_t id)
{
    for (size_t i = 0; i < s->own.n; i++)
        if (s->own.v[i].id == id) return s->own.v[i].clock;
    return xlsx_clock_builtin(id);
}

static enum rc style_begin(void *p, const struct xlsx_element *e)
{
    struct styles *s = p;
    struct arena *a = s->ix->cx->arena;
    str v, code;
    int64_t id;
    if (strcmp(e->name, "cellXfs") == 0) s->in_cells = true;
    if (!xlsx_zip_attribute(e, "numFmtId", &v) || !str_int64(v, &id)) id = 0;
    if (strcmp(e->name, "numFmt") == 0 && s->own.n < 4096 &&
        xlsx_zip_attribute(e, "formatCode", &code)) {
        void *added = vec_push(a, &s->own);
        (void)added;
        s->own.v[s->own.n - 1].id = id;
        s->own.v[s->own.n - 1].clock = xlsx_clock_of(code);
    }
    if (strcmp(e->name, "xf") == 0 && s->in_cells && s->ix->styles.n < 65536)
        *vec_push(a, &s->ix->styles) = clock_of(s, id);
    return RC_OK;
}

static enum rc style_end(void *p, const char *name)
{
    struct styles *s = p;
    if (strcmp(name, "cellXfs") == 0) s->in_cells = false;
    return RC_OK;
}

static enum rc read_styles(struct xlsx_index *ix, const char *part)
{
    static const struct xlsx_handler handler = { style_begin, style_end, NULL };
    struct styles s = { .ix = ix };
    return xlsx_zip_parse(ix->zip, part, &handler, &s);
}

/* ---- all of it ---- */

enum rc xlsx_index_read(struct xlsx_index *ix, const char *field, const char *sheet)
{
    const char *workbook, *part;
    str any = { 0 };
    enum rc rc = related(ix, "", "/officeDocument", any, &workbook);
    if (!rc && !workbook) rc = xlsx_zip_damaged(ix->zip);
    if (!rc) rc = find_sheet(ix, field, sheet, workbook);
    if (!rc) rc = related(ix, workbook, "/sharedStrings", any, &part);
    if (!rc && part) rc = read_strings(ix, part);
    if (!rc) rc = related(ix, workbook, "/styles", any, &part);
    if (!rc && part) rc = read_styles(ix, part);
    return rc;
}
