/* SPDX-License-Identifier: EUPL-1.2 */
/* metrics_test.c — what Prometheus reads, held against the rules of its text form (0.0.4): a family
 * stands together behind its HELP and TYPE, no sample twice, buckets only grow up to the count.
 */
#include "web/web_test.h"

#include <string.h>

struct family {
    str name, kind;
    bool helped;
};
struct read {
    struct family now;
    const char *seen; /* names of families, and samples, each between blanks and line ends */
    size_t families, samples;
    str series; /* of the buckets at this moment: labels without le */
    int64_t bucket, infinite;
};

static bool name_char(char c, bool first)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           (!first && c >= '0' && c <= '9');
}

static str name_of(str *rest)
{
    size_t n = 0;
    while (n < rest->n && name_char(rest->p[n], n == 0)) n++;
    str name = { rest->p, n };
    *rest = (str){ rest->p + n, rest->n - n };
    return name;
}

static void new_to_us(struct read *r, str what)
{
    const char *line = arena_printf(try_arena(), "\n%.*s\n", (int)what.n, what.p);
    if (strstr(r->seen, line)) fail_msg("stands twice: %s", line);
    r->seen = arena_printf(try_arena(), "%s%s", r->seen, line);
}

static void comment(struct read *r, str line)
{
    str rest = { line.p + 7, line.n - 7 };
    str name = str_cut(&rest, ' ');
    assert_true(rest.n > 0);
    if (str_starts(line, "# HELP ")) {
        new_to_us(r, (str){ line.p, (size_t)(name.p + name.n - line.p) });
        r->now = (struct family){ .name = name, .helped = true };
        r->families++;
        return;
    }
    assert_true(str_starts(line, "# TYPE "));
    assert_true(r->now.helped && str_eq(name, r->now.name) && !r->now.kind.n);
    assert_true(str_is(rest, "counter") || str_is(rest, "gauge") || str_is(rest, "histogram"));
    if (str_is(rest, "counter"))
        assert_true(name.n > 6 && !memcmp(name.p + name.n - 6, "_total", 6));
    r->now.kind = rest;
}

/* {name="value",…}; the value of le goes to *le. */
static str labels(str *rest, str *le)
{
    str all = *rest;
    if (!rest->n || rest->p[0] != '{') return (str){ "", 0 };
    do {
        *rest = (str){ rest->p + 1, rest->n - 1 };
        str name = name_of(rest);
        assert_true(name.n && str_starts(*rest, "=\""));
        *rest = (str){ rest->p + 2, rest->n - 2 };
        const char *end = memchr(rest->p, '"', rest->n);
        assert_non_null(end);
        str value = { rest->p, (size_t)(end - rest->p) };
        assert_null(memchr(value.p, '\\', value.n));
        if (str_is(name, "le")) *le = value;
        *rest = (str){ end + 1, rest->n - value.n - 1 };
    } while (str_starts(*rest, ","));
    assert_true(str_starts(*rest, "}"));
    *rest = (str){ rest->p + 1, rest->n - 1 };
    return (str){ all.p, (size_t)(rest->p - all.p) };
}

/* Buckets of one series follow one another and grow; then come sum and count. */
static void histogram(struct read *r, str suffix, str le, str value)
{
    int64_t n = 0;
    if (str_is(suffix, "_sum")) return;
    assert_true(str_int64(value, &n));
    if (str_is(suffix, "_count")) {
        assert_int_equal(n, r->infinite);
        r->bucket = 0;
        return;
    }
    assert_true(str_is(suffix, "_bucket") && le.n);
    assert_true(n >= r->bucket);
    r->bucket = n;
    if (str_is(le, "+Inf")) r->infinite = n;
}

static void sample(struct read *r, str line)
{
    str rest = line, le = { NULL, 0 };
    str name = name_of(&rest);
    str all = labels(&rest, &le);
    new_to_us(r, (str){ line.p, name.n + all.n });
    assert_true(str_starts(rest, " "));
    rest = (str){ rest.p + 1, rest.n - 1 };
    assert_int_equal(strspn(rest.p, "0123456789."), rest.n);
    assert_true(r->now.kind.n && str_starts(name, arena_str(try_arena(), r->now.name)));
    str suffix = { name.p + r->now.name.n, name.n - r->now.name.n };
    if (str_is(r->now.kind, "histogram"))
        histogram(r, suffix, le, rest);
    else
        assert_int_equal(suffix.n, 0);
    r->samples++;
}

static void prometheus_reads_it(void **state)
{
    struct read r = { .seen = "" };
    struct buf b;
    (void)state;
    try_setup();
    (void)try_get("/", "ana");
    (void)try_get("/nowhere", NULL);
    (void)try_get("/p/3/things", "rea");
    (void)try_post("/visit", NULL, "a=b");
    buf_init(&b, MB);
    metrics_write(&b);
    assert_true(b.n && b.p[b.n - 1] == '\n');
    str rest = buf_slice(&b);
    while (rest.n) {
        str line = str_cut(&rest, '\n');
        if (str_starts(line, "#"))
            comment(&r, line);
        else
            sample(&r, line);
    }
    assert_true(r.families >= 8 && r.samples > 40);
    buf_done(&b);
}

TESTS(metrics, cmocka_unit_test(prometheus_reads_it));
