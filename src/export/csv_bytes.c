/* SPDX-License-Identifier: EUPL-1.2 */
/* csv_bytes.c — is this text, and in which encoding. Windows-1250 and -1251 are what spreadsheets
 * of the region wrote for decades; they are converted when the person says so, never on a guess:
 * read in the wrong one, "Živković" becomes another name and nobody notices.
 */
#include "export/csv_bytes.h"

#include "base/utf8.h"
#include "i18n/i18n.h"

#include <string.h>
#include <unicode/ucnv.h>

/* The first line that is not good UTF-8, and its number; empty when all are. */
static str bad_line(str text, int64_t *no)
{
    *no = 0;
    while (text.n) {
        ++*no;
        str line = str_cut(&text, '\n');
        if (!utf8_ok(line)) return line;
    }
    return (str){ 0 };
}

static bool is_control(unsigned char c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

/* Cyrillic in Windows-1251 is words of high letters side by side; in Windows-1250 a high letter
 * stands among ASCII ones. */
static const char *likely_encoding(str text)
{
    size_t high = 0, beside = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool is_high = (unsigned char)text.p[i] >= 0x80;
        high += is_high;
        beside += is_high && i > 0 && (unsigned char)text.p[i - 1] >= 0x80;
    }
    return beside * 2 > high ? "Windows-1251" : "Windows-1250";
}

static enum rc not_text(struct cx *cx, const char *field, str text)
{
    int64_t no;
    str line = bad_line(text, &no);
    for (size_t i = 0; i < line.n; i++)
        if (is_control((unsigned char)line.p[i]))
            return problem(cx, field,
                           T("Line %s holds a control character (code %d), so this is not a CSV "
                             "file. Save the table as CSV UTF-8 or XLSX."),
                           i18n_int(cx, no), (unsigned char)line.p[i]);
    return problem(
        cx, field,
        T("Line %s is not UTF-8; it looks like %s. Choose that encoding beside the file, "
          "or save the table as CSV UTF-8 or XLSX."),
        i18n_int(cx, no), likely_encoding(text));
}

static enum rc convert(struct cx *cx, const char *field, enum csv_encoding encoding, str *bytes)
{
    const char *name = encoding == CSV_WINDOWS_1251 ? "windows-1251" : "windows-1250";
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &error);
    if (U_FAILURE(error)) return fail(cx, "converter %s: %s", name, u_errorName(error));
    if (bytes->n > INT32_MAX / 3) {
        ucnv_close(converter);
        return problem(cx, field,
                       T("The file is too large to be converted. Save it as CSV UTF-8."));
    }
    /* No letter of these code pages takes more than three bytes. */
    size_t room = bytes->n * 3 + 1;
    char *out = arena_alloc(cx->arena, room);
    int32_t n = ucnv_toAlgorithmic(UCNV_UTF8, converter, out, (int32_t)room, bytes->p,
                                   (int32_t)bytes->n, &error);
    ucnv_close(converter);
    if (U_FAILURE(error)) return fail(cx, "converting from %s: %s", name, u_errorName(error));
    str text = { out, (size_t)n };
    /* A byte without a letter in the code page comes out as a control character or as U+FFFD. */
    if (!utf8_ok(text) || strstr(out, "\xEF\xBF\xBD"))
        return problem(
            cx, field,
            T("The file holds bytes that %s does not have, so it is in another encoding. "
              "Save the table as CSV UTF-8 or XLSX."),
            encoding == CSV_WINDOWS_1251 ? "Windows-1251" : "Windows-1250");
    *bytes = text;
    return RC_OK;
}

enum rc csv_bytes_text(struct cx *cx, const char *field, enum csv_encoding encoding, str *bytes)
{
    if (str_starts(*bytes, "\xFF\xFE") || str_starts(*bytes, "\xFE\xFF"))
        return problem(cx, field,
                       T("The file is UTF-16 (“Unicode text”). Save the table as CSV UTF-8 or "
                         "XLSX."));
    if (str_starts(*bytes, "\xEF\xBB\xBF")) *bytes = (str){ bytes->p + 3, bytes->n - 3 };
    if (utf8_ok(*bytes)) return RC_OK;
    if (encoding != CSV_UTF8 && !memchr(bytes->p, 0, bytes->n))
        return convert(cx, field, encoding, bytes);
    return not_text(cx, field, *bytes);
}
