/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_zip.c — the only file that sees libzip and libxml2's parser. It reads as a stream, counts
 * every unpacked byte itself (an archive's own sizes may lie), and stops at a document type:
 * without one there are no entities to expand and nothing to fetch. Knows nothing of sheets.
 */
#include "export/xlsx_zip.h"

#include "base/log.h"
#include "i18n/i18n.h"

#include <libxml/parser.h>
#include <pthread.h>
#include <string.h>
#include <zip.h>

#define MIB ((size_t)1024 * 1024)
enum { PIECE = 64 * 1024, MAX_ENTRIES = 4096 };
#define MAX_PART (256 * MIB) /* a sheet of 100,000 rows of 20 cells is 150 MiB */
#define MAX_TOTAL (320 * MIB)

struct xlsx_zip {
    struct cx *cx;
    const char *field;
    zip_t *archive;
    size_t unpacked;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void close_archive(void *p) { zip_discard(((struct xlsx_zip *)p)->archive); }

/* ---- what kind of file ---- */

static enum rc other_file(struct cx *cx, const char *field, str bytes)
{
    if (str_starts(bytes, "\xD0\xCF\x11\xE0"))
        return problem(
            cx, field,
            T("This is an old .xls file, or a workbook with a password. Save it as .xlsx "
              "without a password."));
    if (str_starts(bytes, "%PDF"))
        return problem(cx, field, T("This is a PDF. Upload the table as .xlsx or CSV."));
    return problem(cx, field, T("This is not a workbook. Upload an .xlsx or CSV file."));
}

static enum rc check_entries(struct xlsx_zip *z)
{
    struct cx *cx = z->cx;
    zip_int64_t n = zip_get_num_entries(z->archive, 0);
    if (n > MAX_ENTRIES)
        return problem(cx, z->field, T("This archive has too many parts to be a workbook."));
    for (zip_int64_t i = 0; i < n; i++) {
        zip_stat_t st;
        if (zip_stat_index(z->archive, (zip_uint64_t)i, 0, &st)) return xlsx_zip_damaged(z);
        if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
            return problem(cx, z->field, T("This workbook has a password. Save it without one."));
    }
    if (xlsx_zip_has(z, "_rels/.rels")) return RC_OK;
    if (xlsx_zip_has(z, "META-INF/manifest.xml"))
        return problem(cx, z->field, T("This is an OpenDocument file. Save it as .xlsx or CSV."));
    return other_file(cx, z->field, (str){ 0 });
}

enum rc xlsx_zip_open(struct cx *cx, const char *field, str bytes, struct xlsx_zip **out)
{
    *out = NULL;
    if (!str_starts(bytes, "PK")) return other_file(cx, field, bytes);
    pthread_once(&once, xmlInitParser);
    struct xlsx_zip *z = arena_alloc(cx->arena, sizeof *z);
    z->cx = cx;
    z->field = field;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
    z->archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (source && !z->archive) zip_source_free(source);
    zip_error_fini(&error);
    if (!z->archive) return xlsx_zip_damaged(z);
    arena_defer(cx->arena, close_archive, z);
    *out = z;
    return check_entries(z);
}

bool xlsx_zip_has(struct xlsx_zip *z, const char *part)
{
    return zip_name_locate(z->archive, part, ZIP_FL_NOCASE) >= 0;
}

enum rc xlsx_zip_damaged(struct xlsx_zip *z)
{
    struct cx *cx = z->cx;
    return problem(cx, z->field,
                   T("This workbook is damaged. Open it in a spreadsheet, save it as .xlsx and "
                     "upload it again."));
}

/* ---- parsing ---- */

struct parse {
    struct xlsx_zip *zip;
    const struct xlsx_handler *handler;
    void *p;
    xmlParserCtxt *parser;
    enum rc rc;
};

static void stop(struct parse *s, enum rc rc)
{
    if (!rc) return;
    if (!s->rc) s->rc = rc;
    xmlStopParser(s->parser);
}

static void on_begin(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    struct parse *s = ctx;
    (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    if (s->rc) return;
    struct xlsx_element e = { (const char *)name, attributes, n_attributes };
    stop(s, s->handler->begin(s->p, &e));
}

static void on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct parse *s = ctx;
    (void)prefix, (void)uri;
    if (!s->rc && s->handler->end) stop(s, s->handler->end(s->p, (const char *)name));
}

static void on_text(void *ctx, const xmlChar *text, int n)
{
    struct parse *s = ctx;
    if (!s->rc && s->handler->text) s->handler->text(s->p, (str){ (const char *)text, (size_t)n });
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
    struct parse *s = ctx;
    (void)name, (void)id, (void)system;
    stop(s, xlsx_zip_damaged(s->zip));
}

static void on_error(void *ctx, xmlError *error) { (void)ctx, (void)error; }

static enum rc feed(struct parse *s, zip_file_t *file)
{
    char piece[PIECE];
    size_t size = 0;
    struct cx *cx = s->zip->cx;
    for (;;) {
        zip_int64_t n = zip_fread(file, piece, sizeof piece);
        if (n < 0) return xlsx_zip_damaged(s->zip);
        size += (size_t)n;
        s->zip->unpacked += (size_t)n;
        if (size > MAX_PART || s->zip->unpacked > MAX_TOTAL)
            return problem(cx, s->zip->field,
                           T("This workbook unpacks into more than %s MiB. Split the table, or "
                             "upload it as CSV."),
                           i18n_int(cx, MAX_PART / MIB));
        int error = xmlParseChunk(s->parser, piece, (int)n, n == 0);
        if (s->rc) return s->rc;
        if (error) return xlsx_zip_damaged(s->zip);
        if (n == 0) return RC_OK;
    }
}

enum rc xlsx_zip_parse(struct xlsx_zip *z, const char *part, const struct xlsx_handler *handler,
                       void *p)
{
    xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
                          .startElementNs = on_begin,
                          .endElementNs = on_end,
                          .characters = on_text,
                          .ignorableWhitespace = on_text,
                          .cdataBlock = on_text,
                          .internalSubset = on_doctype,
                          .serror = on_error };
    struct parse s = { .zip = z, .handler = handler, .p = p };
    zip_file_t *file = zip_fopen(z->archive, part, ZIP_FL_NOCASE);
    if (!file) return xlsx_zip_damaged(z);
    s.parser = xmlCreatePushParserCtxt(&sax, &s, NULL, 0, NULL);
    MUST(s.parser);
    xmlCtxtUseOptions(s.parser, XML_PARSE_NONET);
    enum rc rc = feed(&s, file);
    xmlFreeDoc(s.parser->myDoc);
    xmlFreeParserCtxt(s.parser);
    zip_fclose(file);
    return rc;
}

/* libxml2 gives five pointers for each: local name, prefix, namespace, value, end of value. */
bool xlsx_zip_attribute(const struct xlsx_element *e, const char *name, str *out)
{
    const xmlChar *const *a = e->attributes;
    for (int i = 0; i < e->n_attributes; i++, a += 5) {
        if (strcmp((const char *)a[0], name) != 0) continue;
        *out = (str){ (const char *)a[3], (size_t)(a[4] - a[3]) };
        return true;
    }
    return false;
}
