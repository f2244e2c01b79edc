/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8_fold.c — one spelling for what people write in several: the key that searches and duplicate
 * checks compare.
 *
 * A letter becomes the Latin letters it is written with when diacritics are left out: č is c, ш is
 * s, ë is e. Letters whose Latin form is two letters keep both (љ lj, џ dz, щ st), and so do those
 * that people spell with two (đ, ђ and dj; ѓ, ǵ and gj; ќ, ḱ and kj). Cyrillic is read the Serbian
 * and Macedonian way, Bulgarian letters in the scholarly one (ъ a, ь j, ю ju, я ja), since the text
 * does not say its language. So the official Bulgarian Latin (Tsvetelina) has another key than
 * Цветелина; nothing here guesses. Letters of other scripts stay as they are.
 * A key is never shown and never put back into a text. No form is longer than what it stands for.
 */
#include "base/utf8.h"

/* What the code points from C0, 1E00 and 400 on become; "" is no letter that we fold: it stays. */
/* clang-format off */
static const char latin[][3] = {
    /* 00C0 */ "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    /* 00D0 */ "d", "n", "o", "o", "o", "o", "o", "x", "o", "u", "u", "u", "u", "y", "th", "ss",
    /* 00E0 */ "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    /* 00F0 */ "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y",
    /* 0100 */ "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",
    /* 0110 */ "dj", "dj", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
    /* 0120 */ "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
    /* 0130 */ "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
    /* 0140 */ "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",
    /* 0150 */ "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
    /* 0160 */ "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",
    /* 0170 */ "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
    /* 0180 */ "", "", "", "", "", "", "", "", "", "", "", "", "", "", "e", "e",
    /* 0190 */ "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
    /* 01A0 */ "o", "o", "", "", "", "", "", "", "", "", "", "", "", "", "", "u",
    /* 01B0 */ "u", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
    /* 01C0 */ "", "", "", "", "dz", "dz", "dz", "lj", "lj", "lj", "nj", "nj", "nj", "a", "a", "i",
    /* 01D0 */ "i", "o", "o", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "e", "a", "a",
    /* 01E0 */ "a", "a", "ae", "ae", "", "", "g", "g", "k", "k", "o", "o", "o", "o", "", "",
    /* 01F0 */ "j", "dz", "dz", "dz", "gj", "gj", "", "", "n", "n", "a", "a", "ae", "ae", "o", "o",
    /* 0200 */ "a", "a", "a", "a", "e", "e", "e", "e", "i", "i", "i", "i", "o", "o", "o", "o",
    /* 0210 */ "r", "r", "r", "r", "u", "u", "u", "u", "s", "s", "t", "t", "", "", "h", "h",
    /* 0220 */ "", "", "", "", "", "", "a", "a", "e", "e", "o", "o", "o", "o", "o", "o",
    /* 0230 */ "o", "o", "y", "y", "", "", "", "", "", "", "", "", "", "", "", "",
    /* 0240 */ "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
};

static const char latin_more[][3] = {
    /* 1E00 */ "a", "a", "b", "b", "b", "b", "b", "b", "c", "c", "d", "d", "d", "d", "d", "d",
    /* 1E10 */ "d", "d", "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "f", "f",
    /* 1E20 */ "g", "g", "h", "h", "h", "h", "h", "h", "h", "h", "h", "h", "i", "i", "i", "i",
    /* 1E30 */ "kj", "kj", "k", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l", "l", "m", "m",
    /* 1E40 */ "m", "m", "m", "m", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",
    /* 1E50 */ "o", "o", "o", "o", "p", "p", "p", "p", "r", "r", "r", "r", "r", "r", "r", "r",
    /* 1E60 */ "s", "s", "s", "s", "s", "s", "s", "s", "s", "s", "t", "t", "t", "t", "t", "t",
    /* 1E70 */ "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "v", "v", "v", "v",
    /* 1E80 */ "w", "w", "w", "w", "w", "w", "w", "w", "w", "w", "x", "x", "x", "x", "y", "y",
    /* 1E90 */ "z", "z", "z", "z", "z", "z", "h", "t", "w", "y", "", "s", "", "", "ss", "",
    /* 1EA0 */ "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a",
    /* 1EB0 */ "a", "a", "a", "a", "a", "a", "a", "a", "e", "e", "e", "e", "e", "e", "e", "e",
    /* 1EC0 */ "e", "e", "e", "e", "e", "e", "e", "e", "i", "i", "i", "i", "o", "o", "o", "o",
    /* 1ED0 */ "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o",
    /* 1EE0 */ "o", "o", "o", "o", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u",
    /* 1EF0 */ "u", "u", "y", "y", "y", "y", "y", "y", "y", "y", "", "", "", "", "", "",
};

static const char cyrillic[][3] = {
    /* 0400 */ "e", "e", "dj", "gj", "e", "dz", "i", "ji", "j", "lj", "nj", "c", "kj", "i", "u",
    "dz",
    /* 0410 */ "a", "b", "v", "g", "d", "e", "z", "z", "i", "j", "k", "l", "m", "n", "o", "p",
    /* 0420 */ "r", "s", "t", "u", "f", "h", "c", "c", "s", "st", "a", "y", "j", "e", "ju", "ja",
    /* 0430 */ "a", "b", "v", "g", "d", "e", "z", "z", "i", "j", "k", "l", "m", "n", "o", "p",
    /* 0440 */ "r", "s", "t", "u", "f", "h", "c", "c", "s", "st", "a", "y", "j", "e", "ju", "ja",
    /* 0450 */ "e", "e", "dj", "gj", "e", "dz", "i", "ji", "j", "lj", "nj", "c", "kj", "i", "u",
    "dz",
};
/* clang-format on */

/* joined: the letters that a base and a combining mark make and that are more than the base without
 * its mark. */
static const char *joined(int32_t base, int32_t mark)
{
    bool acute = mark == 0x301;
    if (acute && (base == 0x413 || base == 0x433 || base == 'G' || base == 'g')) return "gj";
    if (acute && (base == 0x41a || base == 0x43a || base == 'K' || base == 'k')) return "kj";
    if (mark == 0x306 && (base == 0x418 || base == 0x438)) return "j"; /* и with breve is й */
    return NULL;
}

static bool is_space(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) ||
           c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static bool is_mark(int32_t c) { return c >= 0x300 && c <= 0x36f; }

/* is_unseen: soft hyphen, zero-width characters, byte order mark. */
static bool is_unseen(int32_t c)
{
    return c == 0xad || (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff;
}

static const char *punctuation(int32_t c)
{
    if (c == 0x2018 || c == 0x2019 || c == 0x201a || c == 0x2bc) return "'";
    if (c == 0xab || c == 0xbb || (c >= 0x201c && c <= 0x201e)) return "\"";
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return "-";
    return "";
}

/* letters: what ${c} becomes; "" when it stays as it is. */
static const char *letters(int32_t c)
{
    if (c >= 0xc0 && c <= 0x24f) return latin[c - 0xc0];
    if (c >= 0x400 && c <= 0x45f) return cyrillic[c - 0x400];
    if (c >= 0x1e00 && c <= 0x1eff) return latin_more[c - 0x1e00];
    if (c == 0x490 || c == 0x491) return "g"; /* ґ, in Rusyn */
    if (c == 0x259) return "e";
    return punctuation(c);
}

enum { MARK_LEAD = 0xcc }; /* the first byte of U+0301 and U+0306, which joined() knows */

/* fold_other: the form of ${c}, which is neither space nor unseen, with the mark that may follow it
 * in ${rest}. A form has one or two letters. */
static size_t fold_other(int32_t c, str *rest, char out[5])
{
    const char *form = NULL;
    if (rest->n > 0 && (unsigned char)rest->p[0] == MARK_LEAD) {
        str after = *rest;
        form = joined(c, utf8_next(&after));
        if (form) *rest = after;
    }
    if (!form && c < 0x80) {
        out[0] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        return 1;
    }
    if (!form) form = letters(c);
    if (!*form) {
        utf8_put(c, out);
        return strlen(out);
    }
    out[0] = form[0];
    out[1] = form[1];
    return form[1] ? 2 : 1;
}

char *utf8_fold(struct arena *a, const char *z)
{
    if (!z) return NULL;
    str rest = str_of(z);
    char *key =
        arena_alloc(a, rest.n + 5); /* utf8_put ends with NUL: a little more than the text */
    char *to = key;
    bool space = false;
    while (rest.n > 0) {
        int32_t c = utf8_next(&rest);
        if (is_space(c)) {
            space = true;
        } else if (!is_mark(c) && !is_unseen(c)) {
            if (space && to != key) *to++ = ' ';
            space = false;
            to += fold_other(c, &rest, to);
        }
    }
    *to = '\0';
    return key;
}

char *utf8_pattern(struct arena *a, const char *z)
{
    if (!z || !*z) return NULL;
    const char *folded = utf8_fold(a, z);
    char *out = arena_alloc(a, 2 * str_of(folded).n + 1), *at = out;
    for (; *folded; folded++) {
        if (*folded == '!' || *folded == '%' || *folded == '_') *at++ = '!';
        *at++ = *folded;
    }
    *at = '\0';
    return out;
}
