/* SPDX-License-Identifier: EUPL-1.2 */
/* thread_view.h — what the thread at the end of a page shows: talk/thread.html draws it. A page
 * that includes it calls talk_thread_of (talk_web.h), may add to the remarks what became of a
 * suggestion, and ends with {% call talk_thread(pg, &v->talk) %}.
 */
#ifndef KOLO_TALK_THREAD_VIEW_H
#define KOLO_TALK_THREAD_VIEW_H

#include "base/words.h"
#include "talk/object.h"
#include "web/parts.h"

struct talk_file {
    const char *name, *size;
    struct url url;
};
/** One thing said. */
struct talk_remark {
    int64_t id, root;       /* root: the first of its branch; its own id for a first one */
    const char *who, *from; /* as they were called; organisation, "" none */
    stamp at;
    struct html text;
    const char *passage;          /* "" none */
    const struct words_run *runs; /* passage against suggested wording; NULL none */
    size_t n_runs;
    const struct talk_file *files;
    size_t n_files;
    bool reply, removed, changed, by_mail, from_outside, suggests;
    bool ends;       /* the last of its branch: behind it stands the form to answer it */
    struct url mail; /* the whole mail that it came by; p NULL: none, or not theirs to read */
    struct url link, edit, remove; /* edit, remove: p NULL where it may not be */
    /* What became of it: for whoever leads the thing to fill in (consult). ${respond}: the address
     * that takes state, reply and version; p NULL: not theirs, or not now. */
    struct mark response;
    const char *response_who; /* "EHO, 12 Mar 2027"; NULL none */
    struct html response_text;
    struct url respond;
    const struct form_choice *respond_choices; /* of field "state", in the reader's language */
    const char *respond_typed;
    int64_t respond_version;
};
/** The form with which something is added; ${parent} 0: to the thread as a whole. */
struct talk_form {
    int64_t parent;
    const char *id;                              /* tells the forms of a page apart */
    const char *body, *passage, *wording, *once; /* as typed */
    const char *body_problem, *passage_problem, *wording_problem, *file_problem, *problem;
    bool about_passage; /* that part stands open */
};
struct talk_view {
    struct object object;
    struct talk_remark *v;
    size_t n;
    const char *heading; /* "Thread"; a page may say it otherwise; NULL: no heading */
    bool alone;          /* the page is the thread's own */
    bool wordings;       /* offers to speak of a passage and to suggest a wording */
    bool may_write;
    const char *why_not; /* a sentence beside the disabled form; NULL: nothing is said */
    struct url post, mute;
    bool muted, may_mute;
    struct talk_form form;            /* for the thread */
    const struct form_choice *people; /* who can be named, for those who type @ */
};

#endif
