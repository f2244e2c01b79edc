/* SPDX-License-Identifier: EUPL-1.2 */
/* account.c — the life of an account: invited, active, locked. It refuses to know what a role is
 * for (grant.c and role.c do) and never writes a password or a token anywhere but into its column,
 * as a digest.
 */
#include "account/account.h"

#include "account/password.h"
#include "account/throttle.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "store/db.h"

#include <string.h>

enum { TEXT_MOST = 200 };

const char *account_key(struct cx *cx, const char *email)
{
    char *key = arena_str(cx->arena, str_trim(str_of(email)));
    for (char *c = key; *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
    return key;
}

static const char *sort_key(struct cx *cx, const char *name, const char *email_key)
{
    return arena_printf(cx->arena, "%s %s", utf8_fold(cx->arena, name), email_key);
}

static enum rc check_name(struct cx *cx, const char *name, const char *lang)
{
    enum rc rc = RC_OK;
    if (!name || !*name)
        rc = problem(cx, "name", T("Write the person's name."));
    else if (utf8_count(str_of(name)) > TEXT_MOST)
        rc = problem(cx, "name", T("A name has at most %d characters."), TEXT_MOST);
    if (!lang || !i18n_locale(lang))
        rc = problem(cx, "lang", T("Choose one of the languages of the list."));
    return rc;
}

bool account_email_good(const char *key)
{
    const char *at = strchr(key, '@');
    return at && at > key && strchr(at, '.') && at[1] != '.' && !strchr(at + 1, '@') &&
           key[strlen(key) - 1] != '.' && strlen(key) <= TEXT_MOST && !strpbrk(key, " \t\r\n<>,");
}

static enum rc check_email(struct cx *cx, const char *key)
{
    return account_email_good(key)
               ? RC_OK
               : problem(cx, "email",
                         T("This is no e-mail address; it looks like name@place.org."));
}

static enum rc audited(struct cx *cx, const char *action, const struct account_by_id_row *before,
                       const struct account_by_id_row *after)
{
    // cppcheck-suppress nullPointer ; one of the two is given
    return audit_change(cx, action, "account", (after ? after : before)->id, 0, &account_by_id_meta,
                        before, after);
}

enum rc account_create(struct cx *cx, const struct account_new *n, int64_t *id)
{
    struct account_by_id_row row;
    bool found;
    const char *email = arena_str(cx->arena, str_trim(str_of(n->email)));
    const char *key = account_key(cx, n->email);
    enum rc rc = check_name(cx, n->name, n->lang), bad = check_email(cx, key);
    if (rc || bad) return RC_INVALID;
    if ((rc = account_by_key(cx, key, &row, &found))) return rc;
    if (found) {
        (void)problem(cx, "email", T("There is an account with this e-mail address already."));
        return RC_CONFLICT;
    }
    row = (struct account_by_id_row){ .name = n->name,
                                      .email = email,
                                      .lang = n->lang,
                                      .state = n->demo ? "active" : "invited",
                                      .is_demo = n->demo };
    const struct account_insert_in in = { .email = email,
                                          .email_key = key,
                                          .name = n->name,
                                          .sort_key = sort_key(cx, n->name, key),
                                          .lang = n->lang,
                                          .state = row.state,
                                          .is_demo = n->demo,
                                          .created_at = cx->now };
    if ((rc = account_insert(cx, &in, id))) return rc;
    row.id = *id;
    return audited(cx, "account.create", NULL, &row);
}

/* For LIKE with ESCAPE '!'. */
static const char *pattern(struct cx *cx, const char *q)
{
    const char *folded = utf8_fold(cx->arena, q);
    char *out = arena_alloc(cx->arena, 2 * strlen(folded) + 3), *to = out;
    *to++ = '%';
    for (const char *p = folded; *p; p++) {
        if (strchr("%_!", *p)) *to++ = '!';
        *to++ = *p;
    }
    *to = '%';
    return out;
}

enum rc account_list(struct cx *cx, const char *q, const char *state,
                     const struct account_listed_row *after, int64_t count,
                     struct account_listed_rows *out)
{
    return account_listed(cx, q && *q ? pattern(cx, q) : NULL, state && *state ? state : NULL,
                          after ? after->sort_key : "", after ? after->id : 0, count, out);
}

/* ---- the administrator's work ---------------------------------------------------------------- */

static enum rc administrators_left(struct cx *cx, int64_t account)
{
    struct account_role_of_rows roles;
    struct account_other_administrators_row others;
    bool is_one = false;
    enum rc rc = account_role_of(cx, account, &roles);
    if (!rc) rc = account_other_administrators(cx, account, &others);
    if (rc) return rc;
    for (size_t i = 0; i < roles.n; i++)
        is_one = is_one || z_eq(roles.v[i].role, role_name(ROLE_ADMINISTRATOR));
    if (!is_one || others.n > 0) return RC_OK;
    return refuse(cx, RC_CONFLICT,
                  T("This is the only administrator. Make somebody else one first."));
}

static enum rc set_state(struct cx *cx, const char *action, const struct account_by_id_row *before,
                         const char *state)
{
    struct account_by_id_row after = *before;
    after.state = state;
    enum rc rc = account_set_state(cx, before->id, state);
    return rc ? rc : audited(cx, action, before, &after);
}

static enum rc lock(struct cx *cx, int64_t account)
{
    struct account_by_id_row who;
    enum rc rc = account_by_id(cx, account, &who);
    if (rc) return rc;
    if (str_is(str_of(who.state), "locked")) return RC_OK;
    if (account == viewer_is(cx))
        return refuse(cx, RC_CONFLICT, T("You cannot lock your own account."));
    rc = administrators_left(cx, account);
    if (!rc) rc = set_state(cx, "account.lock", &who, "locked");
    return rc ? rc : session_end_all(cx, account, 0);
}

enum rc account_lock(struct cx *cx, int64_t account)
{
    enum rc rc = viewer_may(cx, MAY_ADMINISTER, 0, 0);
    if (!rc) rc = db_begin(cx);
    return rc ? rc : db_end(cx, lock(cx, account));
}

static enum rc unlock(struct cx *cx, int64_t account)
{
    struct account_by_id_row who;
    struct account_secret_row secret = { 0 };
    enum rc rc = account_by_id(cx, account, &who);
    if (!rc) rc = account_secret_of(cx, account, &secret);
    if (rc || !str_is(str_of(who.state), "locked")) return rc;
    bool used = secret.password_hash || who.is_demo;
    return set_state(cx, "account.unlock", &who, used ? "active" : "invited");
}

enum rc account_unlock(struct cx *cx, int64_t account)
{
    enum rc rc = viewer_may(cx, MAY_ADMINISTER, 0, 0);
    if (!rc) rc = db_begin(cx);
    return rc ? rc : db_end(cx, unlock(cx, account));
}

static enum rc make_link(struct cx *cx, int64_t account, struct invitation_new *out)
{
    struct account_by_id_row who;
    enum rc rc = account_by_id(cx, account, &who);
    if (rc) return rc;
    if (str_is(str_of(who.state), "locked"))
        return refuse(cx, RC_CONFLICT, T("This account is locked. Unlock it first."));
    return invitation_make(cx, account, out);
}

enum rc account_link(struct cx *cx, int64_t account, struct invitation_new *out)
{
    enum rc rc = viewer_may(cx, MAY_ADMINISTER, 0, 0);
    if (!rc) rc = db_begin(cx);
    return rc ? rc : db_end(cx, make_link(cx, account, out));
}

enum rc account_end_sessions(struct cx *cx, int64_t account)
{
    struct account_by_id_row who;
    enum rc rc = viewer_may(cx, MAY_ADMINISTER, 0, 0);
    if (!rc) rc = db_begin(cx);
    if (rc) return rc;
    rc = account_by_id(cx, account, &who);
    return db_end(cx, rc ? rc : session_end_all(cx, account, 0));
}

/* ---- one's own account ----------------------------------------------------------------------- */

static enum rc set_own(struct cx *cx, const char *name, const char *lang)
{
    struct account_by_id_row before, after;
    enum rc rc = account_by_id(cx, viewer_is(cx), &before);
    if (rc) return rc;
    after = before;
    if (name) after.name = name;
    after.lang = lang;
    if (z_eq(after.name, before.name) && z_eq(after.lang, before.lang)) return RC_OK;
    rc = account_set_profile(cx, before.id, after.name,
                             sort_key(cx, after.name, account_key(cx, before.email)), after.lang);
    return rc ? rc : audited(cx, "account.change", &before, &after);
}

enum rc account_set_own(struct cx *cx, const char *name, const char *lang)
{
    if (!viewer_is(cx)) return RC_LOGIN;
    enum rc rc = check_name(cx, name, lang);
    if (!rc) rc = db_begin(cx);
    return rc ? rc : db_end(cx, set_own(cx, name, lang));
}

enum rc account_set_language(struct cx *cx, const char *lang)
{
    if (!viewer_is(cx)) return RC_LOGIN;
    enum rc rc = check_name(cx, "-", lang);
    if (!rc) rc = db_begin(cx);
    return rc ? rc : db_end(cx, set_own(cx, NULL, lang));
}

static enum rc put_password(struct cx *cx, int64_t account, const char *hash, int64_t kept)
{
    enum rc rc = account_set_password(cx, account, hash, "active");
    if (!rc) rc = session_end_all(cx, account, kept);
    if (rc) return rc;
    const struct audit_entry e = { .action = "account.password",
                                   .object_type = "account",
                                   .object_id = account };
    return audit_add(cx, &e);
}

static enum rc check_current(struct cx *cx, const char *current, const char *address,
                             struct attempt *attempt)
{
    struct account_secret_row who;
    bool right;
    const char *key = account_key(cx, cx->viewer->email);
    enum rc rc = throttle_enter(cx, key, address, attempt);
    if (!rc) rc = account_secret_of(cx, viewer_is(cx), &who);
    if (!rc) rc = password_check(cx, who.password_hash, current, &right);
    if (rc || right) return rc;
    return problem(cx, "password", T("This is not your present password."));
}

enum rc account_change_password(struct cx *cx, const char *current, const char *password,
                                const struct session_place *place, int64_t session,
                                struct session_new *rotated)
{
    struct attempt attempt;
    const char *hash = NULL;
    if (!viewer_is(cx)) return RC_LOGIN;
    enum rc rc = password_good(cx, "new_password", password, cx->viewer->email);
    if (!rc) rc = check_current(cx, current, place->address, &attempt);
    if (!rc) rc = password_hash(cx, password, &hash);
    if (!rc) rc = db_begin(cx);
    if (rc) return rc;
    rc = throttle_forgive(cx, &attempt);
    if (!rc) rc = put_password(cx, viewer_is(cx), hash, session);
    return db_end(cx, rc ? rc : session_rotate(cx, session, rotated));
}

enum rc account_sign_out_elsewhere(struct cx *cx, int64_t session)
{
    if (!viewer_is(cx)) return RC_LOGIN;
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, session_end_all(cx, viewer_is(cx), session));
}

enum rc account_set_password_by_hand(struct cx *cx, int64_t account, const char *password)
{
    struct account_by_id_row who;
    const char *hash = NULL;
    enum rc rc = viewer_may(cx, MAY_ADMINISTER, 0, 0);
    if (!rc) rc = account_by_id(cx, account, &who);
    if (!rc) rc = password_good(cx, "password", password, who.email);
    if (!rc) rc = password_hash(cx, password, &hash);
    if (!rc) rc = db_begin(cx);
    if (rc) return rc;
    rc = put_password(cx, account, hash, 0);
    return db_end(cx, rc ? rc : invitation_void(cx, account, cx->now));
}
