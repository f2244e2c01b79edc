/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_fuzz.c — any bytes as a workbook: rows of good text, or a sentence. Bytes that begin "PK"
 * are the whole archive. Others become one part of a good one, chosen by the first byte, for a
 * fuzzer hardly ever gets a checksum right.
 */
#include "base/log.h"
#include "base/utf8.h"
#include "export/xlsx_read.h"
#include "export/zipout.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REL "<Relationship Type=\"/"
static const struct {
    const char *name, *xml;
} parts[] = {
    { "xl/worksheets/s.xml",
      "<worksheet><sheetData><row><c s=\"1\"><v>39172</v></c><c t=\"s\"><v>0</v>"
      "</c></row></sheetData></worksheet>" },
    { "xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>" },
    { "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
                       "</styleSheet>" },
    { "xl/workbook.xml", "<workbook><sheets><sheet name=\"A\" id=\"r1\"/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels",
      "<Relationships>" REL "worksheet\" Id=\"r1\" Target=\"worksheets/s.xml\"/>" REL
      "sharedStrings\" Id=\"r2\" Target=\"sharedStrings.xml\"/>" REL
      "styles\" Id=\"r3\" Target=\"styles.xml\"/></Relationships>" },
    { "_rels/.rels", "<Relationships>" REL
                     "officeDocument\" Id=\"r1\" Target=\"xl/workbook.xml\"/></Relationships>" },
};
enum { PARTS = sizeof parts / sizeof *parts };

static int spool(void)
{
    char path[] = "/tmp/kolo-fuzz-XXXXXX";
    int fd = mkstemp(path);
    MUST(fd >= 0);
    unlink(path);
    return fd;
}

static str archive(struct cx *cx, int fd, size_t chosen, str bytes)
{
    int64_t size;
    MUST(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
    struct zipout *z = zipout_open(cx, fd);
    for (size_t i = 0; i < PARTS; i++) {
        zipout_entry(z, parts[i].name);
        zipout_put(z, i == chosen ? bytes : str_of(parts[i].xml));
    }
    MUST(zipout_close(z, &size) == RC_OK);
    char *p = arena_alloc(cx->arena, (size_t)size);
    MUST(pread(fd, p, (size_t)size, 0) == size);
    return (str){ p, (size_t)size };
}

static enum rc look(void *p, const struct xlsx_row *row)
{
    int64_t *last = p;
    MUST(row->no > *last && row->n > 0 && row->cells[row->n - 1].n > 0);
    *last = row->no;
    for (size_t i = 0; i < row->n; i++) MUST(utf8_ok(row->cells[i]));
    return RC_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    static int fd = -1;
    struct cx cx;
    int64_t last = 0;
    if (size == 0) return 0;
    if (!arena) arena = arena_new();
    if (fd < 0) fd = spool();
    cx_init(&cx, arena);
    str bytes = { (const char *)data, size };
    if (!str_starts(bytes, "PK"))
        bytes = archive(&cx, fd, data[0] % PARTS, (str){ bytes.p + 1, size - 1 });
    enum rc rc = xlsx_read(&cx, bytes, NULL, look, &last);
    MUST(rc == RC_OK || (rc == RC_INVALID && cx.problems.n == 1));
    arena_reset(arena);
    return 0;
}
