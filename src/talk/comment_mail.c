/* SPDX-License-Identifier: EUPL-1.2 */
/* comment_mail.c — what was written by mail stands in the thread as if it had been written there.
 */
#include "talk/comment_mail.h"

#include "i18n/i18n.h"
#include "talk/comment.h"
#include "talk/comment_sql.h"

static struct comment_input input_of(struct cx *cx, const struct reply *r)
{
    struct comment_file *files = arena_array(cx->arena, struct comment_file, r->n_files + 1);
    for (size_t i = 0; i < r->n_files; i++)
        files[i] = (struct comment_file){ r->file[i].name, r->file[i].bytes };
    return (struct comment_input){ .type = r->type,
                                   .object = r->id,
                                   .body = r->text,
                                   .via = "mail",
                                   .message_id = r->message_id,
                                   .file = files,
                                   .n_files = r->n_files };
}

enum rc comment_of_mail(struct cx *cx, const struct reply *r)
{
    struct comment_input in = input_of(cx, r);
    int64_t id;
    if (z_eq(r->type, "comment")) {
        struct object about;
        enum rc rc = comment_object(cx, r->id, &about);
        if (rc) return rc;
        in.parent = r->id;
        in.type = about.type;
        in.object = about.id;
    }
    return comment_add(cx, &in, &id);
}

enum rc comment_thing(struct cx *cx, const char *type, int64_t id, struct reply_thing *out)
{
    struct comment_get_row c = { .object_type = type, .object = id };
    struct object o;
    bool found = true;
    const bool comment = z_eq(type, "comment");
    enum rc rc = comment ? comment_get(cx, id, &c, &found) : RC_OK;
    if (!rc) rc = found ? object_there(cx, c.object_type, c.object, &o) : RC_MISSING;
    if (rc) return rc;
    const struct object_kind *k = object_kind_of(o.type);
    out->project = o.project;
    out->title = o.label;
    out->kind = comment ? T("Comment") : i18n_text(cx, NULL, k->word);
    return RC_OK;
}

enum rc comment_of_guest(struct cx *cx, const struct reply *r, const char *name,
                         const char *organisation)
{
    struct comment_input in = input_of(cx, r);
    int64_t id;
    in.name = name;
    in.organisation = organisation;
    return comment_add(cx, &in, &id);
}
