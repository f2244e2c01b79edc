/* SPDX-License-Identifier: EUPL-1.2 */
/* link_web.c — the page behind a link in a mail: it says what a press of its button will do, and
 * looking at it does nothing. It serves one person, one seat and one position until the round
 * closes, whether they are signed in or not.
 */
#include "account/session.h"
#include "consult/consult_web.h"
#include "consult/matrix_html.h"
#include "consult/word.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"

struct link_form {
    const char *reason;
};
static const struct form_field link_fields[] = {
    FIELD_OF(link_form, reason, FORM_LONG, N_("Reason"), .max = 20000),
};
static const struct form link_form = FORM(link_form, link_fields);

/* Acting is whoever the mail went to; what they may, their roles say still. Who has no account is
 * the contact of the seat, and reads the document here while the link serves. */
static enum rc find(struct cx *cx, const struct request *rq, struct position_link *l,
                    struct consult_get_row *c, struct consult_count *k,
                    const struct consult_seats_row **s, bool *over, bool *moved)
{
    struct seat_where_row at;
    const struct viewer *they;
    bool found;
    enum rc rc = consult_link_read(cx, rq->word, l);
    *over = *moved = false;
    if (rc && rc != RC_STALE) return RC_MISSING;
    if (l->account) {
        if ((rc = session_viewer_of(cx, l->account, &they)) || !they) return rc ? rc : RC_MISSING;
        cx->viewer = they;
    }
    rc = seat_where(cx, l->seat, &at, &found);
    if (rc || !found || at.round != l->round) return rc ? rc : RC_MISSING;
    l->until = at.closes_at; /* the round's, which may have been given more time */
    *moved = !l->account && l->contact_no != at.contact_no;
    if (!l->account) cx->zone = zone_of_country(at.country);
    *over |= *moved;
    if ((rc = consult_get(cx, at.consultation, c)) || (rc = consult_count(cx, c, k))) return rc;
    *over |= k->round.id != l->round || k->round.closed_at || k->round.closes_at <= cx->now ||
             !z_eq(c->state, "open");
    *s = NULL;
    for (size_t i = 0; i < k->seats.n; i++)
        if (k->seats.v[i].id == l->seat) *s = &k->seats.v[i];
    if (*over) return RC_OK;
    if (!*s) return RC_MISSING;
    const bool speaks = l->account ? seat_speaks(cx, c->project, *s, &k->seats) != SPEAKS_NOT
                                   : *(*s)->contact_email != '\0';
    return speaks ? RC_OK : RC_MISSING;
}

static const char *moved_text(struct cx *cx)
{
    return T("Your organisation is asked at another address now; by this link nothing can be said "
             "any more.");
}

static enum rc put_document(struct cx *cx, const struct consult_get_row *c,
                            struct consult_link_view *v)
{
    struct consult_text_at_row text;
    bool found;
    enum rc rc = consult_text_at(cx, c->id, 0, &text, &found);
    if (rc || !found) return rc;
    v->text = markdown(cx, text.body);
    v->text_title = arena_printf(cx->arena, T("Document, version %d of %s"), (int)text.no,
                                 i18n_date(cx, date_of_stamp(text.written_at)));
    return RC_OK;
}

static enum rc link_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct position_link l;
    struct consult_get_row c;
    struct consult_count k;
    const struct consult_seats_row *s;
    const struct viewer *was = cx->viewer;
    bool over, moved;
    enum rc rc = find(cx, rq, &l, &c, &k, &s, &over, &moved);
    cx->viewer = was;
    if (rc) return rc;
    struct consult_link_view v = {
        .title = c.title,
        .choice = consult_choice_mark(cx, choice_name(l.choice)),
        .to = url_path(cx, "/position/%s", rq->word),
        .needs_reason = l.choice == CHOICE_OBJECT || l.choice == CHOICE_BLOCK,
        .typed = rq->method == METHOD_POST ? request_field(rq, "reason") : NULL,
        .problem = cx->problems.first ? cx->problems.first->text : NULL,
    };
    if (moved) {
        v.over = moved_text(cx);
    } else if (over) {
        v.over = arena_printf(cx->arena,
                              T("This round closed on %s; by this link nothing can be said any "
                                "more."),
                              i18n_stamp(cx, l.until));
    } else {
        v.question = c.question;
        v.lead = arena_printf(cx->arena, T("%s, until %s"), s->organisation_name,
                              i18n_stamp(cx, c.closes_at));
    }
    if (l.account)
        v.open = consult_url(cx, c.id);
    else if (!over && (rc = put_document(cx, &c, &v)))
        return rc;
    struct page *pg = page_begin(cx, rq, c.title, AREA_NONE);
    pg->problem = NULL;
    consult_link_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc take(struct cx *cx, const struct request *rq, struct position_link *l)
{
    struct consult_get_row c;
    struct consult_count k;
    const struct consult_seats_row *s;
    const struct link_form *f = rq->form;
    bool over, moved;
    enum rc rc = find(cx, rq, l, &c, &k, &s, &over, &moved);
    if (rc) return rc;
    if (moved) return refuse(cx, RC_CONFLICT, "%s", moved_text(cx));
    if (over)
        return refuse(cx, RC_CONFLICT,
                      T("This round is closed; by this link nothing can be said any more."));
    const struct position_input in = { .consultation = c.id,
                                       .seat = l->seat,
                                       .choice = choice_name(l->choice),
                                       .reason = f->reason,
                                       .via = "link",
                                       .contact = !l->account };
    return position_take(cx, &in, NULL);
}

static enum rc link_post(struct cx *cx, struct request *rq, struct response *rs)
{
    struct position_link l;
    const struct viewer *was = cx->viewer;
    enum rc rc = take(cx, rq, &l);
    cx->viewer = was;
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/position/%s", rq->word),
                                arena_printf(cx->arena,
                                             T("Taken: %s. You can press another link "
                                               "of the mail until the round closes."),
                                             consult_choice_mark(cx, choice_name(l.choice)).word));
}

const struct route consult_link_routes[] = {
    { METHOD_GET, "/position/{word}", link_page, .may = ROUTE_PUBLIC, .no_api = true,
      .title = N_("A position by a link of a mail") },
    { METHOD_POST, "/position/{word}", link_post, .may = ROUTE_PUBLIC, .no_api = true,
      .form = &link_form, .again = link_page, .title = N_("Confirm a position") },
    { 0 },
};
