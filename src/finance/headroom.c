/* SPDX-License-Identifier: EUPL-1.2 */
/* headroom.c — how far each heading may still move without an addendum. Pure: amounts in, sentences
 * out.
 *
 * Rule (field.md §1.4): a unilateral change is allowed while, for every heading concerned, |current
 * − base| is at most the threshold of base, where base is the amount of the contract or of the last
 * addendum; changes add up. Compared cross-multiplied, so no rounding can tip the scale: |current −
 * base| × 10000 <= threshold_e2 × base. Headings of NODE_INPUT (reserve, indirect costs) may not
 * move at all.
 */
#include "base/log.h"
#include "finance/budget.h"
#include "i18n/i18n.h"

/* The largest change in cents that the threshold allows, rounded down: at 15 % of 0.09 nothing may
 * move. */
static int64_t room_of(int64_t base, int64_t threshold_e2)
{
    MUST(base >= 0 && base <= MONEY_MAX * 1000 && threshold_e2 <= 10000);
    return base / 10000 * threshold_e2 + base % 10000 * threshold_e2 / 10000;
}

static const char *why_locked(struct cx *cx, const struct headroom *h,
                              const struct budget_node *node)
{
    if (!h->breached) {
        return arena_printf(
            cx->arena, T("Heading %s may not be moved without an addendum, whatever the size."),
            h->code);
    }
    return arena_printf(
        cx->arena,
        T("Heading %s, %s, may not be moved without an addendum: %s in the contract, %s now. "
          "Source: %s."),
        h->code, i18n_text(cx, NULL, node->title), i18n_money(cx, h->base),
        i18n_money(cx, h->current), node->source);
}

static const char *why_breached(struct cx *cx, const struct headroom *h, const struct rules *rules,
                                int64_t threshold_e2)
{
    if (h->base.minor == 0) {
        return arena_printf(
            cx->arena,
            T("Heading %s has nothing in the contract, so anything moved into it needs an "
              "addendum."),
            h->code);
    }
    return arena_printf(
        cx->arena,
        T("Heading %s, %s, would be %s; without an addendum it may be between %s and %s, which is "
          "%s either "
          "way of %s, all changes together. Source: %s."),
        h->code, h->title, i18n_money(cx, h->current), i18n_money(cx, h->low),
        i18n_money(cx, h->high), i18n_percent_e2(cx, threshold_e2), i18n_money(cx, h->base),
        rules_source(rules, "heading_transfer_e2"));
}

enum rc headroom_compute(struct cx *cx, const struct rules *rules, size_t n, const money *base,
                         const money *current, struct headroom *out)
{
    int64_t threshold_e2 = rules_number(rules, "heading_transfer_e2");
    MUST(threshold_e2 >= 0);
    size_t at = 0;
    for (size_t i = 0; i < rules->set->node_count; i++) {
        const struct budget_node *node = &rules->set->nodes[i];
        if (node->kind == NODE_SUM) continue;
        MUST(at < n);
        struct headroom *h = &out[at];
        int64_t was = base[at].minor, now = current[at].minor;
        int64_t room = node->transferable ? room_of(was, threshold_e2) : 0;
        *h = (struct headroom){
            .code = node->code,
            .title = i18n_text(cx, NULL, node->title),
            .locked = !node->transferable,
            .base = base[at],
            .current = current[at],
            .low = eur(was - room),
            .high = eur(was + room),
            .breached = now < was - room || now > was + room,
        };
        h->up = eur(h->breached ? 0 : h->high.minor - now);
        h->down = eur(h->breached ? 0 : now - h->low.minor);
        if (h->locked)
            h->sentence = why_locked(cx, h, node);
        else if (h->breached)
            h->sentence = why_breached(cx, h, rules, threshold_e2);
        at++;
    }
    MUST(at == n);
    return RC_OK;
}

money budget_claimable(const struct rules *rules, const struct budget_node *node, money budget,
                       money budget_of, money spent_of)
{
    int64_t of = budget_of.minor;
    money share = eur(of > 0 ? money_muldiv(spent_of.minor, budget.minor, of) : 0);
    money cap = money_ppm(spent_of, rules_number(rules, node->cap) * 100);
    return money_cmp(share, cap) < 0 ? share : cap;
}

enum rc budget_node_value(const struct ruleset *set, const char *code, const money *by_node,
                          money *out)
{
    for (size_t i = 0; i < set->node_count; i++) {
        const struct budget_node *node = &set->nodes[i];
        if (!z_eq(node->code, code)) continue;
        if (node->kind != NODE_SUM) {
            *out = by_node[i];
            return RC_OK;
        }
        *out = eur(0);
        for (const char *const *ref = node->refs; *ref; ref++) {
            money part;
            enum rc rc = budget_node_value(set, *ref, by_node, &part);
            if (rc) return rc;
            *out = money_add(*out, part);
        }
        return RC_OK;
    }
    return RC_MISSING;
}
