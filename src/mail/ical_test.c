/* SPDX-License-Identifier: EUPL-1.2 */
/* ical_test.c — invitations as other programs must read them, and answers as they write them. */
#include "mail/ical.h"

#include "tests/t.h"

#include <string.h>

static void with(void (*fn)(struct cx *cx))
{
    struct arena *a = arena_new();
    struct cx cx;
    cx_init(&cx, a);
    assert_true(stamp_iso(STR("2008-02-25T09:00:00Z"), &cx.now));
    fn(&cx);
    arena_free(a);
}

static stamp at(const char *z)
{
    stamp s;
    assert_true(stamp_iso(str_of(z), &s));
    return s;
}

/* Folded lines as one, so that a value can be looked for. */
static const char *unfolded(struct cx *cx, const char *text)
{
    char *out = arena_dup(cx->arena, text), *to = out;
    for (const char *c = text; *c; c++) {
        if (c[0] == '\r' && c[1] == '\n' && (c[2] == ' ' || c[2] == '\t')) {
            c += 2;
            continue;
        }
        *to++ = *c;
    }
    *to = '\0';
    return out;
}

static void has(struct cx *cx, const char *text, const char *part)
{
    if (!strstr(unfolded(cx, text), part)) fail_msg("no “%s” in\n%s", part, text);
}

static void invites(struct cx *cx)
{
    const struct ical_person people[] = {
        { "Ana \"Anči\" Kovač", "ana@example.org", "", true, false },
        { "Šaban; Šaulić, d.o.o.", "saban@example.org", "accepted", false, true },
    };
    const struct ical_event e = { .uid = "meeting-7@kolo",
                                  .sequence = 3,
                                  .starts = at("2008-03-30T09:00:00Z"),
                                  .ends = at("2008-03-30T10:30:00Z"),
                                  .summary = "Steering group, spring; budget",
                                  .description = "1. Opening\n2. Budget",
                                  .place = "Novi Sad, Ćirpanova 3",
                                  .organizer_name = "Kolo",
                                  .organizer_address = "reply@example.org",
                                  .person = people,
                                  .n = 2 };
    const char *text;
    assert_int_equal(ical_write(cx, "REQUEST", NULL, &e, 1, &text), RC_OK);
    has(cx, text, "METHOD:REQUEST\r\n");
    has(cx, text, "UID:meeting-7@kolo\r\n");
    has(cx, text, "SEQUENCE:3\r\n");
    has(cx, text, "DTSTART:20080330T090000Z\r\n");
    has(cx, text, "DTEND:20080330T103000Z\r\n");
    has(cx, text, "DTSTAMP:20080225T090000Z\r\n");
    has(cx, text, "SUMMARY:Steering group\\, spring\\; budget\r\n");
    has(cx, text, "DESCRIPTION:1. Opening\\n2. Budget\r\n");
    has(cx, text, "LOCATION:Novi Sad\\, Ćirpanova 3\r\n");
    has(cx, text, "ORGANIZER;CN=Kolo:mailto:reply@example.org\r\n");
    has(cx, text,
        "CN=Ana 'Anči' Kovač;ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:"
        "mailto:ana@example.org\r\n");
    has(cx, text, "CN=\"Šaban; Šaulić, d.o.o.\";ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED");
    for (const char *line = text; *line;) {
        const char *end = strstr(line, "\r\n");
        assert_non_null(end);
        if (end - line > 75) fail_msg("a line of %zu bytes: %s", (size_t)(end - line), line);
        line = end + 2;
    }
}

static void it_invites(void **state)
{
    (void)state;
    with(invites);
}

static void readdresses(struct cx *cx)
{
    const struct ical_event e = { .uid = "u",
                                  .starts = at("2008-03-30T09:00:00Z"),
                                  .ends = at("2008-03-30T10:00:00Z"),
                                  .summary = "S",
                                  .organizer_name = "Kolo",
                                  .organizer_address = "kolo@kolo.invalid" };
    const char *text, *sent;
    assert_int_equal(ical_write(cx, "REQUEST", NULL, &e, 1, &text), RC_OK);
    ical_organizer(cx, text, "reply+abc@example.org", &sent);
    has(cx, sent, "ORGANIZER;CN=Kolo:mailto:reply+abc@example.org\r\n");
    has(cx, sent, "METHOD:REQUEST\r\n");
    ical_organizer(cx, "no calendar", "reply+abc@example.org", &sent);
    assert_string_equal(sent, "no calendar");
}

static void it_readdresses(void **state)
{
    (void)state;
    with(readdresses);
}

#define REPLY(method, rest)                                                         \
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:" method "\r\n" \
    "BEGIN:VEVENT\r\n" rest "END:VEVENT\r\nEND:VCALENDAR\r\n"

static void reads(struct cx *cx)
{
    struct ical_reply r;
    const char *good =
        REPLY("REPLY", "UID:meeting-7@kolo\r\nSEQUENCE:2\r\nDTSTAMP:20080226T101500Z\r\n"
                       "DTSTART:20080330T090000Z\r\nORGANIZER:mailto:reply@example.org\r\n"
                       "ATTENDEE;CN=Ana;PARTSTAT=ACCEP\r\n TED:MAILTO:Ana@example.org\r\n"
                       "COMMENT:Ich komme\\, aber später\r\n");
    assert_int_equal(ical_read_reply(cx, str_of(good), &r), RC_OK);
    assert_string_equal(r.uid, "meeting-7@kolo");
    assert_int_equal(r.sequence, 2);
    assert_true(r.at == at("2008-02-26T10:15:00Z"));
    assert_string_equal(r.address, "Ana@example.org");
    assert_string_equal(r.answer, "accepted");
    assert_string_equal(r.comment, "Ich komme, aber später");
    const char *bare = REPLY("REPLY", "UID:u\r\nATTENDEE;PARTSTAT=DELEGATED:mailto:a@b.org\r\n");
    assert_int_equal(ical_read_reply(cx, str_of(bare), &r), RC_OK);
    assert_string_equal(r.answer, "");
    assert_true(r.at == 0);
    assert_true(r.sequence == 0);
}

static void it_reads(void **state)
{
    (void)state;
    with(reads);
}

static void refuses(struct cx *cx)
{
    const char *const bad[] = {
        "",
        "Yes, I come.",
        REPLY("REQUEST", "UID:u\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.org\r\n"),
        REPLY("REPLY", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.org\r\n"),
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
        "BEGIN:VEVENT\r\nUID:u\r\nEND:VEVENT\r\n",
        "UID:\xff\xfe",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ical_reply r;
        cx->problems = (struct problems){ 0 };
        if (ical_read_reply(cx, str_of(bad[i]), &r) != RC_INVALID) fail_msg("taken: %s", bad[i]);
        assert_int_equal(cx->problems.n, 1);
    }
}

static void it_refuses(void **state)
{
    (void)state;
    with(refuses);
}

TESTS(ical, cmocka_unit_test(it_invites), cmocka_unit_test(it_readdresses),
      cmocka_unit_test(it_reads), cmocka_unit_test(it_refuses));
