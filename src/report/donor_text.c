/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_text.c — writing the words of a donor report while it is a draft. */
#include "report/donor_text.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "report/donor_sql.h"
#include "store/audit.h"
#include "store/db.h"

enum { TEXT_MOST = 60000, NOTE_MOST = 2000 };

static enum rc draft(struct cx *cx, int64_t id, struct donor_get_row *out)
{
    enum rc rc = donor_get(cx, id, out);
    if (rc || z_eq(out->state, "draft")) return rc;
    return refuse(cx, RC_CONFLICT, T("The report is frozen, so its words are final."));
}

static enum rc write_in(struct cx *cx, int64_t id, int64_t version, const char *text)
{
    struct donor_get_row before, after;
    if (utf8_count(str_of(text)) > TEXT_MOST)
        return problem(cx, "narrative", T("The text is longer than %d characters."), TEXT_MOST);
    enum rc rc = draft(cx, id, &before);
    if (!rc && before.version != version) {
        rc = refuse(cx, RC_STALE,
                    T("Somebody changed the report since you opened it. Your text is "
                      "still here; compare and save again."));
    }
    if (!rc) rc = donor_set_narrative(cx, id, version, text ? text : "");
    if (!rc) rc = donor_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, "donor_report.write", "donor_report", id, after.project,
                             &donor_get_meta, &before, &after);
}

enum rc donor_write(struct cx *cx, int64_t id, int64_t version, const char *text)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, write_in(cx, id, version, text));
}

static enum rc note_in(struct cx *cx, int64_t id, int64_t line, const char *body)
{
    struct donor_get_row r;
    bool gone = !body || !str_trim(str_of(body)).n;
    if (!gone && utf8_count(str_of(body)) > NOTE_MOST)
        return problem(cx, "body", T("The text is longer than %d characters."), NOTE_MOST);
    enum rc rc = draft(cx, id, &r);
    if (!rc)
        rc = gone ? variation_note_delete(cx, id, line) : variation_note_set(cx, id, line, body);
    if (rc) return rc == RC_STALE ? RC_MISSING : rc; /* no line of this project */
    struct buf b;
    struct json j;
    buf_init(&b, (size_t)64 << 10);
    json_init(&j, &b);
    json_open(&j, NULL, '{');
    json_int(&j, "line", line);
    json_text(&j, "note", gone ? NULL : body);
    json_close(&j, '}');
    struct audit_entry e = { .action = "donor_report.note",
                             .object_type = "donor_report",
                             .object_id = id,
                             .project_id = r.project,
                             .after = arena_str(cx->arena, buf_slice(&b)) };
    buf_done(&b);
    return audit_add(cx, &e);
}

enum rc donor_note(struct cx *cx, int64_t id, int64_t line, const char *body)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, note_in(cx, id, line, body));
}
