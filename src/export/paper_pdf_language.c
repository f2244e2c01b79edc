/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_pdf_language.c — says in a finished PDF what language it is in. cairo 1.16 has no way to,
 * and a screen reader would guess; so the catalogue is written once more behind the end, as PDF
 * allows every program to do (ISO 32000-1, 7.5.6).
 */
#include "export/paper_pdf.h"

#include <string.h>

/* The last place of ${what} at or behind ${from}. */
static const char *last(const struct buf *b, size_t from, const char *what)
{
    size_t n = strlen(what);
    for (size_t at = b->n - n; at > from; at--)
        if (memcmp(b->p + at, what, n) == 0) return b->p + at;
    return NULL;
}

static bool number_after(const char *at, const char *what, int64_t *n)
{
    if (!at) return false;
    str digits = { at + strlen(what), 0 };
    while (*digits.p == ' ' || *digits.p == '\n') digits.p++;
    while (digits.p[digits.n] >= '0' && digits.p[digits.n] <= '9') digits.n++;
    return str_int64(digits, n);
}

void paper_pdf_language(struct buf *out, size_t from, const char *tag)
{
    int64_t xref, root, size;
    if (!number_after(last(out, from, "startxref"), "startxref", &xref) ||
        !number_after(last(out, from, "/Root "), "/Root", &root) ||
        !number_after(last(out, from, "/Size "), "/Size", &size))
        return;
    char object[32];
    int n = snprintf(object, sizeof object, "\n%lld 0 obj\n", (long long)root);
    const char *catalogue = n > 0 ? last(out, from, object) : NULL;
    const char *end = catalogue ? strstr(catalogue, "\nendobj") : NULL;
    const char *inside = catalogue ? strstr(catalogue, "<<") : NULL;
    if (!end || !inside || inside > end) return;
    struct buf more;
    buf_init(&more, 65536);
    buf_put(&more, catalogue + 1, (size_t)(inside + 2 - catalogue - 1));
    buf_printf(&more, " /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >>", tag);
    buf_put(&more, inside + 2, (size_t)(end - inside - 2));
    buf_text(&more, "\nendobj\n");
    size_t at = out->n - from, table = at + more.n;
    buf_printf(&more, "xref\n%lld 1\n%010zu 00000 n \n", (long long)root, at);
    const char *info = last(out, from, "/Info ");
    int64_t info_no = 0;
    buf_printf(&more, "trailer\n<< /Size %lld /Root %lld 0 R", (long long)size, (long long)root);
    if (number_after(info, "/Info", &info_no))
        buf_printf(&more, " /Info %lld 0 R", (long long)info_no);
    buf_printf(&more, " /Prev %lld >>\nstartxref\n%zu\n%%%%EOF\n", (long long)xref, table);
    if (buf_ok(&more)) buf_str(out, buf_slice(&more));
    buf_done(&more);
}
