/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_docx_parts.c — styles, header, footer, relations of a DOCX. Headings have the names that
 * Word's own have in every language, so that its navigation, its table of contents and screen
 * readers know them. The order of elements is that of ECMA-376; Word refuses another one.
 */
#include "export/paper_docx.h"
#include "i18n/i18n.h"

#include <string.h>

#define HEAD DOCX_HEAD
#define RELS "http://schemas.openxmlformats.org/package/2006/relationships"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define PACKAGE "application/vnd.openxmlformats-package."

void docx_escape(struct buf *b, const char *z)
{
    for (; *z; z++) switch (*z) {
        case '&': buf_text(b, "&amp;"); break;
        case '<': buf_text(b, "&lt;"); break;
        case '>': buf_text(b, "&gt;"); break;
        case '"': buf_text(b, "&quot;"); break;
        case '\r': break;
        default: buf_char(b, *z);
        }
}

const char *docx_language(const char *locale)
{
    static const char *const of[][2] = {
        { "sr-Cyrl", "sr-Cyrl-RS" }, { "sr", "sr-Latn-RS" }, { "mk", "mk-MK" }, { "sq", "sq-AL" },
        { "sl", "sl-SI" },           { "hr", "hr-HR" },      { "bg", "bg-BG" }, { "ro", "ro-RO" },
        { "fr", "fr-BE" },           { "en", "en-GB" },
    };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (z_eq(of[i][0], locale)) return of[i][1];
    return locale;
}

/* ---- styles ---- */

static const struct {
    const char *id, *name, *next, *paragraph, *run;
} styles[] = {
    { "Title", "Title", "Subtitle", "<w:spacing w:before=\"0\" w:after=\"60\"/>",
      "<w:b/><w:color w:val=\"1C1D1F\"/><w:sz w:val=\"40\"/>" },
    { "Subtitle", "Subtitle", "Normal", "<w:spacing w:after=\"280\"/>",
      "<w:color w:val=\"5B5E62\"/>" },
    { "Heading1", "heading 1", "Normal",
      "<w:keepNext/><w:spacing w:before=\"360\" w:after=\"100\"/><w:outlineLvl w:val=\"0\"/>",
      "<w:b/><w:color w:val=\"1D4A94\"/><w:sz w:val=\"30\"/>" },
    { "Heading2", "heading 2", "Normal",
      "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"100\"/><w:outlineLvl w:val=\"1\"/>",
      "<w:b/><w:sz w:val=\"24\"/>" },
    { "Heading3", "heading 3", "Normal",
      "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/><w:outlineLvl w:val=\"2\"/>",
      "<w:b/><w:sz w:val=\"21\"/>" },
    { "ListParagraph", "List Paragraph", NULL, "<w:spacing w:after=\"60\"/>", "" },
    { "Quote", "Quote", NULL,
      "<w:pBdr><w:left w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"DED9CE\"/></w:pBdr>",
      "<w:color w:val=\"5B5E62\"/>" },
    { "Code", "Code", NULL, "<w:spacing w:after=\"120\"/>",
      "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>"
      "<w:sz w:val=\"18\"/>" },
    { "Fact", "Fact", NULL, "<w:spacing w:after=\"40\"/>", "" },
    { "Cell", "Cell", NULL,
      "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" "
      "w:lineRule=\"auto\"/>",
      "<w:sz w:val=\"18\"/>" },
    { "Header", "header", NULL,
      "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"DED9CE\"/></w:pBdr>",
      "<w:color w:val=\"5B5E62\"/><w:sz w:val=\"17\"/>" },
    { "Footer", "footer", NULL, "<w:jc w:val=\"right\"/>",
      "<w:color w:val=\"5B5E62\"/><w:sz w:val=\"17\"/>" },
};

static void table_style(struct buf *b)
{
    buf_text(b, "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
                "<w:name w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar>"
                "<w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/>"
                "</w:tblCellMar></w:tblPr></w:style>"
                "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Kolo\">"
                "<w:name w:val=\"Kolo\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr>"
                "<w:tblStyleRowBandSize w:val=\"1\"/><w:tblBorders>"
                "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"DED9CE\"/>"
                "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"DED9CE\"/>"
                "</w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr>"
                "<w:tcPr><w:tcBorders><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" "
                "w:color=\"87847C\"/></w:tcBorders></w:tcPr></w:tblStylePr>"
                "<w:tblStylePr w:type=\"band2Horz\"><w:tcPr><w:shd w:val=\"clear\" "
                "w:color=\"auto\" w:fill=\"F9F7F3\"/></w:tcPr></w:tblStylePr></w:style>");
}

static void part_styles(struct docx *d)
{
    struct buf *b = &d->out;
    docx_part(d, "word/styles.xml");
    buf_printf(b,
               HEAD "<w:styles xmlns:w=\"" DOCX_W "\"><w:docDefaults><w:rPrDefault><w:rPr>"
                    "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" "
                    "w:cs=\"Calibri\"/><w:color w:val=\"1C1D1F\"/><w:sz w:val=\"21\"/>"
                    "<w:szCs w:val=\"21\"/><w:lang w:val=\"%s\"/></w:rPr></w:rPrDefault>"
                    "<w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"269\" "
                    "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
                    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
                    "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
                    "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name "
                    "w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"1D4A94\"/><w:u "
                    "w:val=\"single\"/></w:rPr></w:style>",
               docx_language(d->cx->locale ? d->cx->locale->tag : "en"));
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        buf_printf(b,
                   "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/>"
                   "<w:basedOn w:val=\"Normal\"/>%s%s%s<w:qFormat/><w:pPr>%s</w:pPr>"
                   "<w:rPr>%s</w:rPr></w:style>",
                   styles[i].id, styles[i].name, styles[i].next ? "<w:next w:val=\"" : "",
                   styles[i].next ? styles[i].next : "", styles[i].next ? "\"/>" : "",
                   styles[i].paragraph, styles[i].run);
    table_style(b);
    buf_text(b, "</w:styles>");
}

/* ---- header, footer ---- */

static void field(struct buf *b, const char *what)
{
    buf_printf(b,
               "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
               "xml:space=\"preserve\"> %s </w:instrText></w:r><w:r><w:fldChar "
               "w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar "
               "w:fldCharType=\"end\"/></w:r>",
               what);
}

static void part_header(struct docx *d)
{
    docx_part(d, "word/header1.xml");
    buf_text(&d->out, HEAD "<w:hdr xmlns:w=\"" DOCX_W "\"><w:p><w:pPr><w:pStyle "
                           "w:val=\"Header\"/></w:pPr><w:r><w:t>");
    docx_escape(&d->out, d->paper->head);
    buf_text(&d->out, "</w:t></w:r></w:p></w:hdr>");
    docx_part(d, "word/footer1.xml");
    buf_text(&d->out, HEAD "<w:ftr xmlns:w=\"" DOCX_W "\"><w:p><w:pPr><w:pStyle "
                           "w:val=\"Footer\"/></w:pPr>");
    field(&d->out, "PAGE");
    buf_text(&d->out, "<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>");
    field(&d->out, "NUMPAGES");
    buf_text(&d->out, "</w:p></w:ftr>");
}

/* ---- what names the others ---- */

static void part_properties(struct docx *d)
{
    char when[STAMP_TEXT];
    docx_part(d, "docProps/core.xml");
    buf_text(&d->out, HEAD "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/"
                           "package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/"
                           "dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    docx_escape(&d->out, d->paper->title);
    buf_text(&d->out, "</dc:title><dc:creator>");
    docx_escape(&d->out, d->paper->head);
    buf_printf(&d->out,
               "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">%s</dcterms:created>"
               "<dc:language>%s</dc:language></cp:coreProperties>",
               stamp_text(d->cx->now, when),
               docx_language(d->cx->locale ? d->cx->locale->tag : "en"));
}

void docx_parts(struct docx *d)
{
    docx_part(d, "[Content_Types].xml");
    buf_text(&d->out,
             HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                  "<Default Extension=\"rels\" ContentType=\"" PACKAGE "relationships+xml\"/>"
                  "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                  "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD
                  "document.main+xml\"/><Override PartName=\"/word/styles.xml\" "
                  "ContentType=\"" WORD "styles+xml\"/><Override PartName=\"/word/header1.xml\" "
                  "ContentType=\"" WORD "header+xml\"/><Override PartName=\"/word/footer1.xml\" "
                  "ContentType=\"" WORD "footer+xml\"/><Override PartName=\"/docProps/core.xml\" "
                  "ContentType=\"" PACKAGE "core-properties+xml\"/></Types>");
    docx_part(d, "_rels/.rels");
    buf_text(&d->out,
             HEAD "<Relationships xmlns=\"" RELS "\"><Relationship Id=\"rId1\" Type=\"" DOCX_R
                  "/officeDocument\" Target=\"word/document.xml\"/>"
                  "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/"
                  "package/2006/relationships/metadata/core-properties\" "
                  "Target=\"docProps/core.xml\"/></Relationships>");
    part_properties(d);
    part_styles(d);
    part_header(d);
}

void docx_relations(struct docx *d)
{
    docx_part(d, "word/_rels/document.xml.rels");
    buf_text(&d->out, HEAD "<Relationships xmlns=\"" RELS "\">"
                           "<Relationship Id=\"rId1\" Type=\"" DOCX_R
                           "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" "
                           "Type=\"" DOCX_R "/header\" Target=\"header1.xml\"/><Relationship "
                           "Id=\"rId3\" Type=\"" DOCX_R "/footer\" Target=\"footer1.xml\"/>");
    for (size_t i = 0; i < d->links.n; i++) {
        buf_printf(&d->out, "<Relationship Id=\"rId%zu\" Type=\"" DOCX_R "/hyperlink\" Target=\"",
                   10 + i);
        docx_escape(&d->out, d->links.v[i]);
        buf_text(&d->out, "\" TargetMode=\"External\"/>");
    }
    buf_text(&d->out, "</Relationships>");
}
