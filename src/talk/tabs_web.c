/* SPDX-License-Identifier: EUPL-1.2 */
/* tabs_web.c — the tabs of the area Consult. */
#include "i18n/i18n.h"
#include "talk/talk_web.h"

static const struct {
    const char *key, *text;
} tabs[] = {
    { "consultations", N_("Consultations") },
    { "meetings", N_("Meetings") },
    { "decisions", N_("Decisions") },
    { "tasks", N_("Tasks") },
    { "bodies", N_("Bodies") },
};

void talk_tabs(struct cx *cx, struct page *pg, int64_t project, const char *here)
{
    for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++)
        page_tab(cx, pg, i18n_text(cx, NULL, tabs[i].text),
                 url_path(cx, "/p/%lld/%s", (long long)project, tabs[i].key),
                 z_eq(tabs[i].key, here));
}
