/* SPDX-License-Identifier: EUPL-1.2 */
/* rank_web.c — the lists in which options are put in order: of an open round and of a secret one.
 */
#include "base/vec.h"
#include "consult/consult_web.h"

const int64_t *consult_places(struct cx *cx, const struct request *rq, size_t n,
                              const char *ranking)
{
    struct ballot b = { 0 };
    int64_t *place = arena_array(cx->arena, int64_t, n + 1);
    for (size_t i = 0; rq && i < n; i++) {
        const char *z = request_field(rq, arena_printf(cx->arena, "rank.%zu", i + 1));
        if (z) (void)str_int64(str_of(z), &place[i]);
    }
    if (rq) return place;
    position_ranking(cx, ranking, &b);
    for (size_t i = 0; i < b.n_ranking; i++)
        if ((size_t)b.ranking[i] < n) place[b.ranking[i]] = (int64_t)i + 1;
    return place;
}

const char *consult_ranking_posted(struct cx *cx, const struct request *rq)
{
    int at[CONSULT_OPTIONS + 1] = { 0 };
    const char *all = "";
    for (int i = 1; i <= CONSULT_OPTIONS; i++) {
        int64_t place;
        const char *z = request_field(rq, arena_printf(cx->arena, "rank.%d", i));
        if (!z || !*z) continue;
        if (!str_int64(str_of(z), &place) || place < 1 || place > CONSULT_OPTIONS || at[place])
            return "";
        at[place] = i;
    }
    for (int p = 1; p <= CONSULT_OPTIONS; p++)
        if (at[p]) all = arena_printf(cx->arena, "%s%s%d", all, *all ? "," : "", at[p]);
    return all;
}
