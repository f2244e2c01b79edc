/* SPDX-License-Identifier: EUPL-1.2 */
/* quote.c — line by line: what is quoted, what introduces a quotation, what ends the mail. The
 * words are folded (utf8_fold), so that one list serves both scripts and people without diacritics.
 * In doubt a line stays: too much is a nuisance, too little is a contribution lost.
 */
#include "mail/quote.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <string.h>

struct line {
    str raw;          /* without blanks at its end */
    const char *fold; /* search key of what stands in it */
    bool quoted, gone;
};
struct lines {
    struct line *v;
    size_t n, cap;
};

static bool holds(const char *z, const char *const *words)
{
    for (; *words; words++)
        if (strstr(z, *words)) return true;
    return false;
}

static bool begins(const char *z, const char *const *words)
{
    for (; *words; words++)
        if (strncmp(z, *words, strlen(*words)) == 0) return true;
    return false;
}

static bool is_empty(const struct line *l) { return !str_trim(l->raw).n; }

static void read_lines(struct cx *cx, const char *z, struct lines *out)
{
    str rest = str_of(z);
    while (rest.n) {
        str one = str_cut(&rest, '\n');
        const str t = str_trim(one);
        while (one.n && (one.p[one.n - 1] == ' ' || one.p[one.n - 1] == '\t') &&
               !str_is(one, "-- "))
            one.n--;
        *vec_push(cx->arena, out) =
            (struct line){ .raw = one,
                           .fold = t.n < 400 ? utf8_fold(cx->arena, arena_str(cx->arena, t)) : "",
                           .quoted = t.n && *t.p == '>' };
    }
}

/* The next line that is not empty; n when there is none. */
static size_t next_of(const struct lines *l, size_t at)
{
    while (at < l->n && is_empty(&l->v[at])) at++;
    return at;
}

/* ---- "On 3 May 2027, Ana wrote:" ------------------------------------------------------------- */

static bool has_digit(const char *z) { return strpbrk(z, "0123456789") != NULL; }

/* 14:20, 14.20 Uhr: a time of day. */
static bool has_time(const char *z)
{
    for (; *z; z++)
        if (z[0] >= '0' && z[0] <= '9' && z[1] == ':' && z[2] >= '0' && z[2] <= '9') return true;
    return false;
}

/* Folded: Cyrillic is Latin, signs are bare. */
static bool says_wrote(const char *fold)
{
    static const char *const words[] = {
        "wrote",       " writes",   "napisao",    "napisala", "napisali", "je pisao",
        "je pisala",   "pise:",     " napisa",    "napisha",  "pisuva",   "shkroi",
        "ka shkruar",  "shkruajti", "je napisal", "a scris",  "a ecrit",  "schrieb",
        "geschrieben", "yazdi",     "ha scritto", "escribio", "escreveu", "schreef",
        "egrapse",     "irta",      "napsal",     "napisal",  "skrev",    NULL,
    };
    return holds(fold, words);
}

/* Yahoo goes on in the same line: "… Ana <ana@eho.org> wrote:   Do you agree?" */
static bool runs_on(const char *fold)
{
    const char *open = strchr(fold, '<'), *shut = open ? strchr(open, '>') : NULL;
    const size_t n = strlen(fold);
    return shut && fold[n - 1] != ':' && memchr(open, '@', (size_t)(shut - open)) &&
           strchr(shut, ':') && has_time(fold) && says_wrote(shut);
}

/* Does a line, or two or three that were one, introduce a quotation? How many lines it is. */
static size_t introduces(struct cx *cx, const struct lines *l, size_t at)
{
    const char *all = "";
    for (size_t k = 0; k < 3 && at + k < l->n; k++) {
        const struct line *one = &l->v[at + k];
        if (is_empty(one) || one->quoted || strlen(one->fold) > 300) return 0;
        all = arena_printf(cx->arena, "%s%s%s", all, k ? " " : "", one->fold);
        const str t = str_trim(one->raw);
        if (!k && runs_on(all)) return 1;
        if (!t.n || t.p[t.n - 1] != ':') continue;
        if (!says_wrote(all) || !has_digit(all)) return 0;
        const size_t next = next_of(l, at + k + 1);
        const bool quotes = next < l->n && l->v[next].quoted;
        return quotes || strchr(all, '@') || has_time(all) ? k + 1 : 0;
    }
    return 0;
}

/* ---- blocks of an older mail that no ">" marks ----------------------------------------------- */

enum { HEAD_FROM = 1, HEAD_DATE = 2, HEAD_TO = 4, HEAD_SUBJECT = 8 };

/* Which header a line looks like; they may be bold: "*From:* Ana". */
static unsigned head_of(const struct line *l)
{
    static const char *const from[] = { "from:",     "od:",          "nga:",        "de:",
                                        "de la:",    "von:",         "kimden:",     "gonderen:",
                                        "ot:",       "posiljatelj:", "posiljalac:", "expediteur:",
                                        "derguesi:", "isprakjac:",   "isprakac:",   "van:",
                                        "da:",       "salje:",       NULL };
    static const char *const sent[] = { "sent:",
                                        "date:",
                                        "poslato:",
                                        "poslano:",
                                        "datum:",
                                        "data:",
                                        "derguar:",
                                        "me:",
                                        "trimis:",
                                        "envoye:",
                                        "gesendet:",
                                        "gonderildi:",
                                        "gonderme tarihi:",
                                        "tarih:",
                                        "izprateno:",
                                        "isprateno:",
                                        "verzonden:",
                                        "inviato:",
                                        "vreme:",
                                        NULL };
    static const char *const to[] = { "to:",        "za:",   "prima:",  "per:",       "catre:",
                                      "a:",         "an:",   "kime:",   "do:",        "kome:",
                                      "aan:",       "pour:", "alici:",  "prejemnik:", "primalac:",
                                      "primatelj:", "cc:",   "kopija:", NULL };
    static const char *const subject[] = { "subject:", "predmet:",   "naslov:",  "tema:",
                                           "subiect:", "objet:",     "betreff:", "konu:",
                                           "lenda:",   "onderwerp:", "oggetto:", "otnosno:",
                                           "titulli:", "subjekti:",  NULL };
    const char *z = l->fold;
    char room[32];
    size_t n = 0;
    while (*z == '*' || *z == '_') z++;
    for (; *z && *z != ':' && n < sizeof room - 2; z++)
        if (*z != '*' && *z != '_') room[n++] = *z;
    if (*z != ':') return 0;
    while (n && room[n - 1] == ' ') n--;
    room[n] = ':';
    room[n + 1] = 0;
    return begins(room, from)      ? HEAD_FROM
           : begins(room, sent)    ? HEAD_DATE
           : begins(room, to)      ? HEAD_TO
           : begins(room, subject) ? HEAD_SUBJECT
                                   : 0;
}

/* From and two more headers in a row begin an older mail. */
static bool is_block(const struct lines *l, size_t at)
{
    unsigned seen = 0, n = 0;
    if (head_of(&l->v[at]) != HEAD_FROM) return false;
    for (size_t i = at; i < l->n && i < at + 6; i++) {
        const unsigned one = head_of(&l->v[i]);
        if (!one && !is_empty(&l->v[i])) break;
        if (one && !(seen & one)) n++;
        seen |= one;
    }
    return n >= 3;
}

static bool only(str s, char c, size_t least)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++, n++)
        if (s.p[i] != c) return false;
    return n >= least;
}

/* "-----Original Message-----" and its kin, which headers follow. */
static bool is_rule(const struct lines *l, size_t at)
{
    static const char *const words[] = { "origin",  "izvorn",  "forward",   "prosled",
                                         "proslij", "poruk",   "messag",    "mesaj",
                                         "mesazh",  "sporoc",  "nachricht", "s'obsht",
                                         "saobst",  "sobsten", "ileti",     NULL };
    const str t = str_trim(l->v[at].raw);
    const size_t next = next_of(l, at + 1);
    if (only(t, '_', 10)) return next < l->n && is_block(l, next);
    if (t.n < 8 || t.n > 120 || strncmp(t.p, "---", 3) != 0 ||
        strncmp(t.p + t.n - 3, "---", 3) != 0)
        return false;
    return holds(l->v[at].fold, words) && next < l->n && head_of(&l->v[next]);
}

/* ---- signatures ------------------------------------------------------------------------------ */

static bool is_phone(const char *fold)
{
    static const char *const words[] = {
        "sent from my ",
        "sent from outlook",
        "sent from mail for",
        "sent from yahoo",
        "sent with proton",
        "sent from proton",
        "get outlook for",
        "sent via ",
        "poslato sa ",
        "poslato iz ",
        "poslato s ",
        "poslato pomocu ",
        "poslano sa ",
        "poslano s ",
        "poslano iz ",
        "preuzmite outlook",
        "derguar nga ",
        "derguar prej ",
        "trimis de pe ",
        "trimis din ",
        "trimis de la ",
        "envoye de mon ",
        "envoye depuis ",
        "envoye a partir ",
        "von meinem ",
        "gesendet von ",
        "gesendet mit ",
        "isprateno od ",
        "izprateno ot ",
        "prateno od ",
        "iphone'umdan",
        "iphone'dan",
        "samsung cihaz",
        "diese nachricht wurde von meinem",
        "verzonden vanaf",
        "inviato da",
        NULL,
    };
    return strlen(fold) < 90 && begins(fold, words);
}

static size_t end_of(const struct lines *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (str_is(l->v[i].raw, "-- ") || str_is(l->v[i].raw, "--")) return i;
    return l->n;
}

static void cut_phone(struct lines *l)
{
    for (size_t i = l->n, seen = 0; i-- > 0 && seen < 3;) {
        if (l->v[i].gone || is_empty(&l->v[i])) continue;
        seen++;
        if (is_phone(l->v[i].fold)) l->v[i].gone = true;
    }
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void cut_from(struct lines *l, size_t at)
{
    for (; at < l->n; at++) l->v[at].gone = true;
}

static void mark(struct cx *cx, struct lines *l)
{
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].quoted) {
            l->v[i].gone = true;
            continue;
        }
        if (is_rule(l, i) || is_block(l, i)) {
            cut_from(l, i);
            return;
        }
        const size_t n = introduces(cx, l, i);
        if (!n) continue;
        for (size_t k = 0; k < n; k++) l->v[i + k].gone = true;
        const size_t next = next_of(l, i + n);
        if (runs_on(l->v[i].fold) || (next < l->n && !l->v[next].quoted)) {
            cut_from(l, i);
            return;
        }
        i += n - 1;
    }
}

static const char *kept(struct cx *cx, const struct lines *l)
{
    struct buf b;
    size_t empty = 0;
    buf_init(&b, (size_t)4 << 20);
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].gone || is_empty(&l->v[i])) {
            empty++;
            continue;
        }
        if (b.n) buf_text(&b, empty ? "\n\n" : "\n");
        empty = 0;
        buf_str(&b, l->v[i].raw);
    }
    const char *out = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}

const char *quote_cut(struct cx *cx, const char *whole)
{
    struct lines l = { 0 };
    read_lines(cx, whole, &l);
    l.n = end_of(&l);
    mark(cx, &l);
    cut_phone(&l);
    return kept(cx, &l);
}
