/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_parts.c — the XML around the cells: styles, workbook, relations, and each sheet's frame. The
 * order of elements is that of ECMA-376 part 1; Excel repairs, or refuses, a file with another one.
 */
#include "export/xlsx_inside.h"

#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELS "http://schemas.openxmlformats.org/package/2006/relationships"
#define TYPES "http://schemas.openxmlformats.org/package/2006/content-types"
#define SHEETS "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* In SpreadsheetML _x000D_ is a carriage return: a text that looks so needs its own escape. */
static bool looks_escaped(const char *z, size_t n)
{
    if (n < 7 || z[1] != 'x' || z[6] != '_') return false;
    return strspn(z + 2, "0123456789abcdefABCDEF") >= 4;
}

static void escape_one(struct buf *b, const char *z, size_t n)
{
    unsigned char c = (unsigned char)*z;
    switch (c) {
    case '&': buf_text(b, "&amp;"); return;
    case '<': buf_text(b, "&lt;"); return;
    case '>': buf_text(b, "&gt;"); return;
    case '"': buf_text(b, "&quot;"); return;
    case '_': buf_text(b, looks_escaped(z, n) ? "_x005F_" : "_"); return;
    default: break;
    }
    if (c < 0x20 && c != '\t' && c != '\n')
        buf_printf(b, "_x%04X_", c);
    else
        buf_char(b, (char)c);
}

void xlsx_escape(struct buf *b, const char *z, size_t n)
{
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)z[i];
        if (c >= 0x20 && !strchr("&<>\"_", c)) continue;
        buf_put(b, z + from, i - from);
        escape_one(b, z + i, n - i);
        from = i + 1;
    }
    buf_put(b, z + from, n - from);
}

/* ---- styles: one format for each pair of look and form ---- */

static const struct {
    unsigned font, fill, border;
    bool wrap, unlocked;
} looks[XLSX_LOOKS] = {
    [XLSX_BODY] = { 0, 0, 0, false, false }, [XLSX_BOLD] = { 1, 0, 0, false, false },
    [XLSX_HEAD] = { 1, 2, 1, true, false },  [XLSX_TITLE] = { 2, 0, 0, false, false },
    [XLSX_NOTE] = { 3, 0, 0, true, false },  [XLSX_TOTAL] = { 1, 0, 2, false, false },
    [XLSX_WRAP] = { 0, 0, 3, true, false },  [XLSX_INPUT] = { 0, 3, 3, true, true },
};
/* Below 164 Excel's own; General for units, for no pattern shows "2" and "2.5" as they are. */
static const unsigned formats[XLSX_FORMS] = {
    [XLSX_TEXT] = 0,   [XLSX_INT] = 1,      [XLSX_AMOUNT] = 4, [XLSX_UNITS] = 0,
    [XLSX_RATE] = 164, [XLSX_PERCENT] = 10, [XLSX_DATE] = 165
};

static void cell_format(struct buf *b, unsigned look, unsigned form)
{
    bool left = form == XLSX_TEXT || form == XLSX_DATE || look == XLSX_WRAP;
    buf_printf(b,
               "<xf numFmtId=\"%u\" fontId=\"%u\" fillId=\"%u\" borderId=\"%u\" xfId=\"0\" "
               "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" "
               "applyAlignment=\"1\" applyProtection=\"1\">"
               "<alignment horizontal=\"%s\" vertical=\"top\"%s/><protection locked=\"%d\"/></xf>",
               formats[form], looks[look].font, looks[look].fill, looks[look].border,
               left ? "left" : "right", looks[look].wrap ? " wrapText=\"1\"" : "",
               !looks[look].unlocked);
}

void xlsx_part_styles(struct buf *b)
{
    buf_text(b, HEAD "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"2\">"
                     "<numFmt numFmtId=\"164\" formatCode=\"0.0000######\"/>"
                     "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>");
    buf_text(b,
             "<fonts count=\"4\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
             "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font>"
             "<font><b/><sz val=\"16\"/><name val=\"Calibri\"/></font>"
             "<font><sz val=\"9\"/><color rgb=\"FF5A6472\"/><name val=\"Calibri\"/></font></fonts>"
             "<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>"
             "<fill><patternFill patternType=\"gray125\"/></fill>"
             "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE6ECF5\"/></patternFill>"
             "</fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFF8DB\"/>"
             "</patternFill></fill></fills>");
    buf_text(b,
             "<borders count=\"4\"><border><left/><right/><top/><bottom/><diagonal/></border>"
             "<border><left/><right/><top/><bottom style=\"thin\"/><diagonal/></border>"
             "<border><left/><right/><top style=\"thin\"/><bottom/><diagonal/></border>"
             "<border><left/><right/><top/><bottom style=\"hair\"/><diagonal/></border></borders>"
             "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>");
    buf_printf(b, "<cellXfs count=\"%d\">", XLSX_LOOKS * XLSX_FORMS);
    for (unsigned look = 0; look < XLSX_LOOKS; look++)
        for (unsigned form = 0; form < XLSX_FORMS; form++) cell_format(b, look, form);
    buf_text(b, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
                "builtinId=\"0\"/></cellStyles></styleSheet>");
}

/* ---- the parts that name the others ---- */

void xlsx_part_rels(struct buf *b)
{
    buf_text(b, HEAD "<Relationships xmlns=\"" RELS "\"><Relationship Id=\"rId1\" Type=\"" OFFICE
                     "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
}

void xlsx_part_types(struct buf *b, size_t n_sheets)
{
    buf_text(b, HEAD "<Types xmlns=\"" TYPES "\"><Default Extension=\"rels\" ContentType=\""
                     "application/vnd.openxmlformats-package.relationships+xml\"/>"
                     "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                     "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEETS
                     "sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEETS
                     "styles+xml\"/>");
    for (size_t i = 1; i <= n_sheets; i++)
        buf_printf(b,
                   "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" SHEETS
                   "worksheet+xml\"/>",
                   i);
    buf_text(b, "</Types>");
}

void xlsx_part_workbook_rels(struct buf *b, size_t n_sheets)
{
    buf_text(b, HEAD "<Relationships xmlns=\"" RELS "\">");
    for (size_t i = 1; i <= n_sheets; i++)
        buf_printf(b,
                   "<Relationship Id=\"rId%zu\" Type=\"" OFFICE
                   "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                   i, i);
    buf_printf(b,
               "<Relationship Id=\"rId%zu\" Type=\"" OFFICE
               "/styles\" Target=\"styles.xml\"/></Relationships>",
               n_sheets + 1);
}

/* 'Partner''s costs'! : a sheet's name in a formula. */
static void quoted_name(struct buf *b, const char *name)
{
    buf_char(b, '\'');
    for (const char *p = name; *p; p++) {
        if (*p == '\'') buf_char(b, '\'');
        xlsx_escape(b, p, 1);
    }
    buf_text(b, "'!");
}

static void defined_names(struct buf *b, const struct xlsx_done *d, size_t i)
{
    char last[XLSX_REF];
    if (d->filter_row) {
        buf_printf(
            b, "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" hidden=\"1\">", i);
        quoted_name(b, d->name);
        xlsx_ref(last, d->columns, d->last_row);
        size_t letters = strcspn(last, "0123456789");
        buf_printf(b, "$A$%u:$%.*s$%s</definedName>", d->filter_row, (int)letters, last,
                   last + letters);
    }
    if (d->repeat_rows) {
        buf_printf(b, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">", i);
        quoted_name(b, d->name);
        buf_printf(b, "$%u:$%u</definedName>", d->repeat_from ? d->repeat_from : 1, d->repeat_rows);
    }
}

void xlsx_part_workbook(struct buf *b, const struct xlsx_done *sheets, size_t n)
{
    bool names = false;
    buf_text(b, HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets>");
    for (size_t i = 0; i < n; i++) {
        buf_text(b, "<sheet name=\"");
        xlsx_escape(b, sheets[i].name, strlen(sheets[i].name));
        buf_printf(b, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
        names = names || sheets[i].filter_row || sheets[i].repeat_rows;
    }
    buf_text(b, "</sheets>");
    if (names) buf_text(b, "<definedNames>");
    for (size_t i = 0; i < n; i++) defined_names(b, &sheets[i], i);
    if (names) buf_text(b, "</definedNames>");
    buf_text(b, "<calcPr fullCalcOnLoad=\"1\"/></workbook>");
}

/* ---- the frame of a sheet ---- */

static void freeze(struct buf *b, const struct xlsx_layout *l)
{
    char ref[XLSX_REF];
    unsigned rows = l->freeze_rows, columns = l->freeze_columns;
    if (!rows && !columns) return;
    const char *pane = !columns ? "bottomLeft" : rows ? "bottomRight" : "topRight";
    buf_text(b, "<pane");
    if (columns) buf_printf(b, " xSplit=\"%u\"", columns);
    if (rows) buf_printf(b, " ySplit=\"%u\"", rows);
    buf_printf(b,
               " topLeftCell=\"%s\" activePane=\"%s\" state=\"frozen\"/><selection pane=\"%s\"/>",
               xlsx_ref(ref, columns + 1, rows + 1), pane, pane);
}

void xlsx_part_sheet_head(struct buf *b, const struct xlsx_layout *l)
{
    buf_text(b, HEAD "<worksheet xmlns=\"" MAIN "\">");
    if (l->fit_width) buf_text(b, "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
    buf_text(b, "<sheetViews><sheetView workbookViewId=\"0\">");
    freeze(b, l);
    buf_text(b, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
    bool any = false;
    for (size_t i = 0; i < l->n_widths; i++) {
        if (!l->widths[i]) continue;
        if (!any) buf_text(b, "<cols>");
        any = true;
        buf_printf(b, "<col min=\"%zu\" max=\"%zu\" width=\"%u\" customWidth=\"1\"/>", i + 1, i + 1,
                   l->widths[i]);
    }
    if (any) buf_text(b, "</cols>");
    buf_text(b, "<sheetData>");
}

static void print_line(struct buf *b, const char *tag, const char *z)
{
    if (!z) return;
    buf_printf(b, "<%s>&amp;C", tag);
    xlsx_escape(b, z, strlen(z));
    buf_printf(b, "</%s>", tag);
}

void xlsx_part_sheet_foot(struct buf *b, const struct xlsx_layout *l, const struct xlsx_done *d)
{
    char last[XLSX_REF];
    buf_text(b, "</sheetData>");
    if (l->protect)
        buf_text(b, "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" "
                    "formatColumns=\"0\" formatRows=\"0\" sort=\"0\" autoFilter=\"0\"/>");
    if (d->filter_row)
        buf_printf(b, "<autoFilter ref=\"A%u:%s\"/>", d->filter_row,
                   xlsx_ref(last, d->columns, d->last_row));
    buf_text(b, "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.7\" bottom=\"0.7\" "
                "header=\"0.3\" footer=\"0.3\"/>");
    buf_printf(b, "<pageSetup paperSize=\"9\" orientation=\"%s\"%s/>",
               l->landscape ? "landscape" : "portrait", l->fit_width ? " fitToHeight=\"0\"" : "");
    if (l->print_head || l->print_foot) {
        buf_text(b, "<headerFooter>");
        print_line(b, "oddHeader", l->print_head);
        print_line(b, "oddFooter", l->print_foot);
        buf_text(b, "</headerFooter>");
    }
    buf_text(b, "</worksheet>");
}
