/* SPDX-License-Identifier: EUPL-1.2 */
/* translit.c — Serbian Latin to Cyrillic, so that one catalogue serves both scripts. Letter by
 * letter, but for lj, nj and dž, which are one letter each except in the words of a short list.
 * ICU's own transliterator knows neither those words nor what in a text is not language: printf
 * directives, HTML, addresses, code, foreign words and abbreviations. Those stay as they are.
 */
#include "i18n/i18n.h"

#include <string.h>

/* Of a..z, the small Cyrillic letter; q w x y have none. */
static const unsigned letters[26] = { 0x430, 0x431, 0x446, 0x434, 0x435, 0x444, 0x433, 0x445, 0x438,
                                      0x458, 0x43a, 0x43b, 0x43c, 0x43d, 0x43e, 0x43f, 0,     0x440,
                                      0x441, 0x442, 0x443, 0x432, 0,     0,     0,     0x437 };
enum { LJ = 0x459, NJ = 0x45a, DZH = 0x45f };

/* Where nj, dž or lj are two letters: the beginnings of words; '|' stands where the letters part.
 * Prefixes (nad-, pod-, od-, pred-) before ž, and foreign roots with n before j. */
static const char *const parted[] = {
    "in|jekci",  "in|jekto",   "in|jicira", "kon|jugac", "kon|jugov", "kon|junk",
    "kon|junkt", "kon|jektur", "tan|jug",   "van|jezič", "ad|junkt",  "nad|žive",
    "nad|živi",  "nad|življ",  "nad|žnje",  "nad|žup",   "nad|žanr",  "pod|žanr",
    "pod|žup",   "pod|žig",    "pod|žeg",   "od|žive",   "od|živi",   "od|življ",
    "od|žali",   "od|žal",     "od|žar",    "od|žvak",   "pred|žetv", "pred|živ",
};

/* In capitals, and yet Serbian. All other words in ASCII capitals stay Latin: currencies, file
 * formats, names of organizations, Roman numbers. */
static const char *const serbian_capitals[] = { "EU",   "PDV", "NVO", "OCD", "PIB",
                                                "JMBG", "SAD", "UN",  "BDP" };

/* ---- what is not language ---- */

#define SMALL "abcdefghijklmnopqrstuvwxyz"
#define LARGE "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define NUMBERS "0123456789"

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_ascii_letter(char c) { return is_upper(c) || is_lower(c); }
/* The first of the two bytes of a Latin letter with a mark (U+00C0..U+024F). */
static bool is_lead(char c) { return c >= '\xC3' && c <= '\xC9'; }

/* As texts use them; "25 % od", "100%-ni" are language. */
static size_t directive(str s)
{
    size_t n = 1;
    if (n + 1 < s.n && s.p[n] == '-' && is_digit(s.p[n + 1])) n++;
    while (n < s.n && (is_digit(s.p[n]) || strchr(".*$", s.p[n]))) n++;
    while (n < s.n && strchr("lzj", s.p[n])) n++;
    return n < s.n && strchr("dusx%", s.p[n]) ? n + 1 : 0;
}

/* From ${open} to ${close} with only what ${inside} allows between; 0: it is not one. */
static size_t enclosed(str s, char close, const char *inside)
{
    size_t n = 1;
    while (n < s.n && s.p[n] != close) {
        if (inside && !strchr(inside, s.p[n])) return 0;
        n++;
    }
    return n < s.n && n > 1 ? n + 1 : 0;
}

/* A tag begins "<a" or "</"; "< 5" is language. */
static size_t tag(str s)
{
    bool begins = s.n > 1 && (is_ascii_letter(s.p[1]) || s.p[1] == '/');
    return begins ? enclosed(s, '>', NULL) : 0;
}

/* The run at ${s} that stays as it is, told by its first character; 0: none. */
static size_t fixed_run(str s)
{
    switch (s.p[0]) {
    case '%': return directive(s);
    case '<': return tag(s);
    case '&': return enclosed(s, ';', SMALL LARGE NUMBERS "#");
    case '`': return enclosed(s, '`', NULL);
    case '{': return enclosed(s, '}', SMALL "_");
    default: return 0;
    }
}

/* ---- addresses ---- */

/* Letters on both sides of a dot, two or more: "primer.rs", "budzet.csv"; not "d.o.o.", "itd.". */
static bool has_dotted_name(str run)
{
    for (size_t i = 2; i + 2 < run.n; i++)
        if (run.p[i] == '.' && is_ascii_letter(run.p[i - 2]) && is_ascii_letter(run.p[i - 1]) &&
            is_ascii_letter(run.p[i + 1]) && is_ascii_letter(run.p[i + 2]))
            return true;
    return false;
}

static bool is_address(str run)
{
    if (memchr(run.p, '@', run.n) && run.n > 2) return true;
    if (str_starts(run, "/") && run.n > 2) return true;
    if (str_starts(run, "--") && run.n > 3) return true;
    for (size_t i = 0; i + 3 < run.n; i++)
        if (memcmp(run.p + i, "://", 3) == 0) return true;
    return has_dotted_name(run);
}

/* An address begins where a blank, a bracket or a quotation mark ended; how long is it? 0: none. */
static size_t address(str s)
{
    size_t n = 0;
    while (n < s.n && !strchr(" \t\n<>()\"`,;", s.p[n])) n++;
    while (n && strchr(".:!?", s.p[n - 1])) n--; /* the end of the sentence */
    return n && is_address((str){ s.p, n }) ? n : 0;
}

/* ---- words ---- */

static size_t word_length(str s)
{
    size_t n = 0;
    while (n < s.n) {
        if (is_lead(s.p[n]) && n + 1 < s.n)
            n += 2;
        else if (is_ascii_letter(s.p[n]) || (n && is_digit(s.p[n])))
            n++;
        else
            break;
    }
    return n;
}

static bool is_serbian_capitals(str word)
{
    for (size_t i = 0; i < sizeof serbian_capitals / sizeof *serbian_capitals; i++)
        if (str_is(word, serbian_capitals[i])) return true;
    return false;
}

/* Capitals and digits only; a letter Serbian does not have; a capital inside (InforEuro). */
static bool is_foreign(str word)
{
    size_t upper = 0;
    bool only = true;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (strchr("qwxyQWXY", c)) return true;
        if (i && is_upper(c) && is_lower(word.p[i - 1])) return true;
        upper += is_upper(c);
        only = only && (is_upper(c) || is_digit(c));
    }
    return only && word.n > 1 && upper && !is_serbian_capitals(word);
}

/* The Roman one: a capital I after a small letter ("Aneks I"); as a conjunction it would be small.
 */
static bool is_roman(str word, const char *before, const char *from)
{
    if (word.n != 1 || !strchr("IV", word.p[0])) return false;
    if (word.p[0] == 'V') return true;
    return before > from + 1 && before[-1] == ' ' && is_lower(before[-2]);
}

static char ascii_small(char c) { return is_upper(c) ? (char)(c + 32) : c; }

/* Do the letters at ${at} part here? Compares the word's beginning with the list, case ignored: the
 * bytes of Ž (C5 BD) and ž (C5 BE) are told apart only by the last bit but one. */
static bool parts_here(str word, size_t at)
{
    for (size_t i = 0; i < sizeof parted / sizeof *parted; i++) {
        const char *p = parted[i];
        size_t n = 0, cut = 0;
        while (*p && n < word.n) {
            if (*p == '|') {
                cut = n;
                p++;
                continue;
            }
            char c = ascii_small(word.p[n]);
            if (n && word.p[n - 1] == '\xC5' && c == '\xBD') c = '\xBE';
            if (n && word.p[n - 1] == '\xC4' && c == '\x8C') c = '\x8D';
            if (c != *p) break;
            p++;
            n++;
        }
        if (!*p && cut == at) return true;
    }
    return false;
}

static char *put_run(char *to, str run)
{
    memcpy(to, run.p, run.n);
    return to + run.n;
}

/* а..ш are 32 above А..Ш; ђ ј љ њ ћ џ are 80 above theirs. All take two bytes. */
static char *put_letter(char *to, unsigned small, bool upper)
{
    unsigned c = !upper ? small : small >= 0x450 ? small - 80 : small - 32;
    *to++ = (char)(0xc0 | c >> 6);
    *to++ = (char)(0x80 | (c & 0x3f));
    return to;
}

/* č ć đ š ž and the code points for lj, nj, dž, by the two bytes of UTF-8; 0: another letter. */
static unsigned marked(const char *p, bool *upper)
{
    static const struct {
        unsigned char lead, small, large, title;
        unsigned cyrillic;
    } table[] = {
        { 0xc4, 0x8d, 0x8c, 0, 0x447 }, { 0xc4, 0x87, 0x86, 0, 0x45b },
        { 0xc4, 0x91, 0x90, 0, 0x452 }, { 0xc5, 0xa1, 0xa0, 0, 0x448 },
        { 0xc5, 0xbe, 0xbd, 0, 0x436 }, { 0xc7, 0x86, 0x84, 0x85, DZH },
        { 0xc7, 0x89, 0x87, 0x88, LJ }, { 0xc7, 0x8c, 0x8a, 0x8b, NJ },
    };
    unsigned char lead = (unsigned char)p[0], trail = (unsigned char)p[1];
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].lead != lead) continue;
        *upper = trail == table[i].large || trail == table[i].title;
        if (*upper || trail == table[i].small) return table[i].cyrillic;
    }
    return 0;
}

/* The one letter of lj, nj, dž at ${at}, and how many bytes of Latin it takes; 0: there is none. */
static unsigned pair(str word, size_t at, size_t *n)
{
    const char *p = word.p + at;
    size_t left = word.n - at;
    char c = ascii_small(p[0]);
    bool before_j = (c == 'l' || c == 'n') && left > 1 && ascii_small(p[1]) == 'j';
    bool before_z = c == 'd' && left > 2 && p[1] == '\xC5' && (p[2] == '\xBE' || p[2] == '\xBD');
    if ((!before_j && !before_z) || parts_here(word, at + 1)) return 0;
    *n = before_j ? 2 : 3;
    return c == 'l' ? LJ : c == 'n' ? NJ : DZH;
}

static char *put_word(char *to, str word, const char *from)
{
    if (is_foreign(word) || is_roman(word, word.p, from)) return put_run(to, word);
    for (size_t at = 0, n; at < word.n; at += n) {
        const char *p = word.p + at;
        bool upper = is_upper(*p);
        unsigned letter = pair(word, at, &n);
        if (!letter) {
            n = is_lead(*p) ? 2 : 1;
            letter = n == 2                ? marked(p, &upper)
                     : is_ascii_letter(*p) ? letters[ascii_small(*p) - 'a']
                                           : 0;
        }
        to = letter ? put_letter(to, letter, upper) : put_run(to, (str){ p, n });
    }
    return to;
}

/* May an address begin here? */
static bool at_border(const char *p, const char *from)
{
    return p == from || strchr(" \t\n()\"<>", p[-1]);
}

char *i18n_cyrillic(struct arena *a, const char *z)
{
    str rest = str_of(z);
    char *out = arena_alloc(a, 2 * rest.n + 1),
         *to = out; /* a letter takes at most twice the bytes */
    while (rest.n) {
        size_t n = fixed_run(rest);
        if (!n && at_border(rest.p, z)) n = address(rest);
        if (n) {
            to = put_run(to, (str){ rest.p, n });
        } else if ((n = word_length(rest)) > 0) {
            to = put_word(to, (str){ rest.p, n }, z);
        } else {
            *to++ = rest.p[0];
            n = 1;
        }
        rest.p += n;
        rest.n -= n;
    }
    return out;
}
