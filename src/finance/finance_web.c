/* SPDX-License-Identifier: EUPL-1.2 */
/* finance_web.c — what the pages about money share, and their routes. */
#include "finance/finance_web.h"

#include "account/viewer.h"
#include "finance/expenditure_grid_view.h"
#include "finance/expenditure_line_sql.h"
#include "finance/expenditure_list_sql.h"
#include "finance/expenditure_sheet_sql.h"
#include "finance/expenditure_web.h"
#include "i18n/i18n.h"

void finance_tabs(struct cx *cx, struct page *pg, int64_t project, const char *here)
{
    static const struct {
        const char *key, *text;
    } tabs[] = {
        { "budget", N_("Budget") },
        { "expenditure", N_("Expenditure") },
        { "rates", N_("Rates") },
    };
    for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++) {
        if (z_eq(tabs[i].key, "expenditure") && !viewer_can(cx, MAY_READ_EXPENDITURE, project, 0))
            continue;
        page_tab(cx, pg, i18n_text(cx, NULL, tabs[i].text),
                 url_path(cx, "/p/%lld/%s", (long long)project, tabs[i].key),
                 z_eq(tabs[i].key, here));
    }
}

const struct route expenditure_routes[] = {
    { METHOD_GET, "/p/{project}/expenditure", expenditure_list, .may = MAY_READ_EXPENDITURE,
      .of = OF_PROJECT, .kept = true, .title = N_("Expenditure"), .rows = &expenditure_page_meta },
    { METHOD_GET, "/report/{report}/expenditure", expenditure_grid, .may = MAY_READ_EXPENDITURE,
      .of = OF_REPORT, .title = N_("Lines of a report"), .rows = &expenditure_sheet_meta },
    { METHOD_POST, "/report/{report}/expenditure", expenditure_grid_save,
      .may = MAY_EDIT_EXPENDITURE, .of = OF_REPORT, .grid = &expenditure_grid_form,
      .grid_name = "line", .again = expenditure_grid_again, .max = MB,
      .title = N_("Save lines of a report: line.N.amount and its like, rows by number") },
    { METHOD_POST, "/report/{report}/line/{line}/restore", expenditure_line_restore,
      .may = MAY_EDIT_EXPENDITURE, .of = OF_REPORT, .title = N_("Bring a removed line back") },
    { METHOD_GET, "/report/{report}/import", expenditure_upload, .may = MAY_EDIT_EXPENDITURE,
      .of = OF_REPORT, .title = N_("Upload a file of lines") },
    { METHOD_POST, "/report/{report}/import", expenditure_upload_add, .may = MAY_EDIT_EXPENDITURE,
      .of = OF_REPORT, .form = &expenditure_upload_form, .again = expenditure_upload,
      .max = 64 * MB, .title = N_("Give a file of lines; nothing is saved yet") },
    { METHOD_GET, "/report/{report}/import/{file}", expenditure_import_look,
      .may = MAY_EDIT_EXPENDITURE, .of = OF_REPORT, .rows = &expenditure_problem_meta,
      .title = N_("What a file would do; its bad cells") },
    { METHOD_POST, "/report/{report}/import/{file}", expenditure_import_take,
      .may = MAY_EDIT_EXPENDITURE, .of = OF_REPORT, .again = expenditure_import_look,
      .title = N_("Save the lines of a file") },
    { METHOD_POST, "/report/{report}/import/{file}/discard", expenditure_import_discard,
      .may = MAY_EDIT_EXPENDITURE, .of = OF_REPORT, .title = N_("Throw an uploaded file away") },
    { METHOD_GET, "/expenditure/{expenditure}", expenditure_line_show, .may = MAY_READ_EXPENDITURE,
      .of = OF_EXPENDITURE, .title = N_("A line of expenditure"), .rows = &expenditure_line_meta },
    { METHOD_POST, "/expenditure/{expenditure}", expenditure_line_save, .may = MAY_EDIT_EXPENDITURE,
      .of = OF_EXPENDITURE, .form = &expenditure_line_form, .again = expenditure_line_again,
      .title = N_("Change a line") },
    { METHOD_POST, "/expenditure/{expenditure}/remove", expenditure_line_remove,
      .may = MAY_EDIT_EXPENDITURE, .of = OF_EXPENDITURE, .again = expenditure_line_show,
      .title = N_("Remove a line") },
    { METHOD_POST, "/expenditure/{expenditure}/documents", expenditure_documents_add,
      .may = MAY_EDIT_EXPENDITURE, .of = OF_EXPENDITURE, .again = expenditure_line_show,
      .max = 64 * MB, .title = N_("Attach documents: files named file") },
    { METHOD_POST, "/attachment/{attachment}/remove", expenditure_attachment_remove,
      .may = MAY_EDIT_EXPENDITURE, .of = OF_ATTACHMENT, .title = N_("Take a document off") },
    { 0 },
};
