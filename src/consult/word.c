/* SPDX-License-Identifier: EUPL-1.2 */
/* word.c — the words by which a position is given in a mail. A word stands once; both sides are
 * folded (utf8_fold), so that ЗА, za and Za are one, and so are за and za of two languages.
 */
#include "consult/word.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "consult/position.h"
#include "i18n/i18n.h"

#include <string.h>

/* clang-format off */
static const struct position_word words[] = {
    { CHOICE_SUPPORT, "en", "support" },        { CHOICE_SUPPORT, "en", "i support" },
    { CHOICE_SUPPORT, "en", "we support" },     { CHOICE_SUPPORT, "en", "supported" },
    { CHOICE_SUPPORT, "en", "agree" },          { CHOICE_SUPPORT, "en", "i agree" },
    { CHOICE_SUPPORT, "en", "we agree" },       { CHOICE_SUPPORT, "en", "agreed" },
    { CHOICE_SUPPORT, "en", "yes" },            { CHOICE_SUPPORT, "en", "in favour" },
    { CHOICE_SUPPORT, "en", "for" },            { CHOICE_SUPPORT, "en", "approve" },
    { CHOICE_SUPPORT, "sr hr bs sl mk bg", "za" },
    { CHOICE_SUPPORT, "sr hr bs sl mk bg ro", "da" },
    { CHOICE_SUPPORT, "sr hr bs", "podržavam" },{ CHOICE_SUPPORT, "sr hr bs", "podržavamo" },
    { CHOICE_SUPPORT, "sr hr bs", "slažem se" },{ CHOICE_SUPPORT, "sr hr bs", "slažemo se" },
    { CHOICE_SUPPORT, "sr hr bs", "saglasan" }, { CHOICE_SUPPORT, "sr hr bs", "saglasna" },
    { CHOICE_SUPPORT, "sr hr bs", "saglasni" }, { CHOICE_SUPPORT, "sr hr bs", "suglasan" },
    { CHOICE_SUPPORT, "sr hr bs", "suglasni" }, { CHOICE_SUPPORT, "sr sl", "potvrđujem" },
    { CHOICE_SUPPORT, "mk", "потврдувам" },     { CHOICE_SUPPORT, "bg", "потвърждавам" },
    { CHOICE_SUPPORT, "mk", "поддржувам" },     { CHOICE_SUPPORT, "mk", "подржувам" },
    { CHOICE_SUPPORT, "mk", "поддржуваме" },    { CHOICE_SUPPORT, "mk", "се согласувам" },
    { CHOICE_SUPPORT, "mk", "се согласуваме" }, { CHOICE_SUPPORT, "mk", "согласен" },
    { CHOICE_SUPPORT, "mk", "согласна" },       { CHOICE_SUPPORT, "mk", "согласни" },
    { CHOICE_SUPPORT, "bg", "подкрепям" },      { CHOICE_SUPPORT, "bg", "съгласен" },
    { CHOICE_SUPPORT, "bg", "съгласна" },       { CHOICE_SUPPORT, "bg", "съгласни" },
    { CHOICE_SUPPORT, "sl", "strinjam se" },    { CHOICE_SUPPORT, "sl", "strinjamo se" },
    { CHOICE_SUPPORT, "sl", "podpiram" },       { CHOICE_SUPPORT, "sl", "podpiramo" },
    { CHOICE_SUPPORT, "sl", "soglašam" },       { CHOICE_SUPPORT, "sq", "po" },
    { CHOICE_SUPPORT, "sq sl de", "pro" },      { CHOICE_SUPPORT, "sq", "dakord" },
    { CHOICE_SUPPORT, "sq", "jam dakord" },     { CHOICE_SUPPORT, "sq", "jemi dakord" },
    { CHOICE_SUPPORT, "sq", "pajtohem" },       { CHOICE_SUPPORT, "sq", "pajtohemi" },
    { CHOICE_SUPPORT, "sq", "mbështes" },       { CHOICE_SUPPORT, "sq", "e mbështes" },
    { CHOICE_SUPPORT, "sq", "mbështesim" },     { CHOICE_SUPPORT, "ro", "de acord" },
    { CHOICE_SUPPORT, "ro", "sunt de acord" },  { CHOICE_SUPPORT, "ro", "suntem de acord" },
    { CHOICE_SUPPORT, "ro", "pentru" },         { CHOICE_SUPPORT, "ro", "sprijin" },
    { CHOICE_SUPPORT, "fr", "oui" },            { CHOICE_SUPPORT, "fr", "pour" },
    { CHOICE_SUPPORT, "fr", "d’accord" },       { CHOICE_SUPPORT, "fr", "d'accord" },
    { CHOICE_SUPPORT, "fr", "je suis d'accord" },
    { CHOICE_SUPPORT, "nl de", "ja" },          { CHOICE_SUPPORT, "nl", "voor" },
    { CHOICE_SUPPORT, "nl", "akkoord" },        { CHOICE_SUPPORT, "", "+1" },

    { CHOICE_CHANGES, "en", "support with changes" },
    { CHOICE_CHANGES, "en", "agree with changes" },
    { CHOICE_CHANGES, "en", "yes with changes" },
    { CHOICE_CHANGES, "en", "with changes" },
    { CHOICE_CHANGES, "sr", "za uz izmene" },   { CHOICE_CHANGES, "hr bs", "za uz izmjene" },
    { CHOICE_CHANGES, "sr", "da uz izmene" },   { CHOICE_CHANGES, "hr bs", "da uz izmjene" },
    { CHOICE_CHANGES, "sr", "uz izmene" },      { CHOICE_CHANGES, "hr bs", "uz izmjene" },
    { CHOICE_CHANGES, "sr", "za sa izmenama" }, { CHOICE_CHANGES, "sr", "sa izmenama" },
    { CHOICE_CHANGES, "sr", "podržavam uz izmene" },
    { CHOICE_CHANGES, "hr bs", "podržavam uz izmjene" },
    { CHOICE_CHANGES, "mk", "за со измени" },   { CHOICE_CHANGES, "mk", "да со измени" },
    { CHOICE_CHANGES, "mk", "со измени" },      { CHOICE_CHANGES, "bg", "за с промени" },
    { CHOICE_CHANGES, "bg", "да с промени" },   { CHOICE_CHANGES, "bg", "с промени" },
    { CHOICE_CHANGES, "sl", "za s spremembami" },
    { CHOICE_CHANGES, "sl", "da s spremembami" },
    { CHOICE_CHANGES, "sl", "s spremembami" },  { CHOICE_CHANGES, "sq", "po me ndryshime" },
    { CHOICE_CHANGES, "sq", "pro me ndryshime" },
    { CHOICE_CHANGES, "sq", "dakord me ndryshime" },
    { CHOICE_CHANGES, "sq", "me ndryshime" },   { CHOICE_CHANGES, "ro", "da cu modificări" },
    { CHOICE_CHANGES, "ro", "cu modificări" },  { CHOICE_CHANGES, "fr", "pour avec modifications" },
    { CHOICE_CHANGES, "fr", "oui avec modifications" },
    { CHOICE_CHANGES, "nl", "voor met wijzigingen" },

    { CHOICE_ABSTAIN, "en", "abstain" },        { CHOICE_ABSTAIN, "en", "i abstain" },
    { CHOICE_ABSTAIN, "en", "we abstain" },     { CHOICE_ABSTAIN, "en", "abstention" },
    { CHOICE_ABSTAIN, "sr hr bs", "uzdržan" },  { CHOICE_ABSTAIN, "sr hr bs", "uzdržana" },
    { CHOICE_ABSTAIN, "sr hr bs", "uzdržani" }, { CHOICE_ABSTAIN, "sr hr bs", "uzdržavam se" },
    { CHOICE_ABSTAIN, "sr hr bs", "uzdržavamo se" },
    { CHOICE_ABSTAIN, "hr", "suzdržan" },       { CHOICE_ABSTAIN, "mk", "воздржан" },
    { CHOICE_ABSTAIN, "mk", "воздржана" },      { CHOICE_ABSTAIN, "mk", "воздржани" },
    { CHOICE_ABSTAIN, "mk", "се воздржувам" },  { CHOICE_ABSTAIN, "mk", "се воздржуваме" },
    { CHOICE_ABSTAIN, "bg", "въздържам се" },   { CHOICE_ABSTAIN, "bg", "въздържал се" },
    { CHOICE_ABSTAIN, "sl", "vzdržan" },        { CHOICE_ABSTAIN, "sl", "vzdržim se" },
    { CHOICE_ABSTAIN, "sq", "abstenoj" },       { CHOICE_ABSTAIN, "sq", "abstenojmë" },
    { CHOICE_ABSTAIN, "sq", "abstenim" },       { CHOICE_ABSTAIN, "ro", "mă abțin" },
    { CHOICE_ABSTAIN, "ro", "ne abținem" },     { CHOICE_ABSTAIN, "ro", "abținere" },
    { CHOICE_ABSTAIN, "fr", "je m'abstiens" },  { CHOICE_ABSTAIN, "nl", "onthouding" },

    { CHOICE_OBJECT, "en", "object" },          { CHOICE_OBJECT, "en", "i object" },
    { CHOICE_OBJECT, "en", "we object" },       { CHOICE_OBJECT, "en", "objection" },
    { CHOICE_OBJECT, "en", "against" },         { CHOICE_OBJECT, "en", "no" },
    { CHOICE_OBJECT, "en", "disagree" },        { CHOICE_OBJECT, "en", "i disagree" },
    { CHOICE_OBJECT, "en", "we disagree" },     { CHOICE_OBJECT, "sr hr bs mk", "protiv" },
    { CHOICE_OBJECT, "sr hr bs sl mk bg", "ne" },
    { CHOICE_OBJECT, "sr hr bs", "ne slažem se" },
    { CHOICE_OBJECT, "sr hr bs", "ne slažemo se" },
    { CHOICE_OBJECT, "sr hr bs", "prigovor" },  { CHOICE_OBJECT, "sr hr bs", "ne podržavam" },
    { CHOICE_OBJECT, "sr hr bs", "nisam saglasan" },
    { CHOICE_OBJECT, "mk", "не се согласувам" },{ CHOICE_OBJECT, "mk", "не поддржувам" },
    { CHOICE_OBJECT, "mk", "приговор" },        { CHOICE_OBJECT, "bg", "против" },
    { CHOICE_OBJECT, "bg", "не съм съгласен" }, { CHOICE_OBJECT, "bg", "възразявам" },
    { CHOICE_OBJECT, "sl", "proti" },           { CHOICE_OBJECT, "sl", "ne strinjam se" },
    { CHOICE_OBJECT, "sl", "se ne strinjam" },  { CHOICE_OBJECT, "sl", "ugovor" },
    { CHOICE_OBJECT, "sq", "kundër" },          { CHOICE_OBJECT, "sq", "kundërshtoj" },
    { CHOICE_OBJECT, "sq", "jo" },              { CHOICE_OBJECT, "sq", "nuk jam dakord" },
    { CHOICE_OBJECT, "sq", "nuk pajtohem" },    { CHOICE_OBJECT, "ro", "nu" },
    { CHOICE_OBJECT, "ro", "împotrivă" },       { CHOICE_OBJECT, "ro", "obiectez" },
    { CHOICE_OBJECT, "ro", "nu sunt de acord" },{ CHOICE_OBJECT, "fr", "non" },
    { CHOICE_OBJECT, "fr", "contre" },          { CHOICE_OBJECT, "nl", "nee" },
    { CHOICE_OBJECT, "nl", "tegen" },           { CHOICE_OBJECT, "sr hr bs de", "kontra" },

    { CHOICE_BLOCK, "en", "block" },            { CHOICE_BLOCK, "en", "i block" },
    { CHOICE_BLOCK, "en", "veto" },             { CHOICE_BLOCK, "sr hr bs", "blokiram" },
    { CHOICE_BLOCK, "mk", "блокирам" },         { CHOICE_BLOCK, "sq", "bllokoj" },
    { CHOICE_BLOCK, "ro", "blochez" },          { CHOICE_BLOCK, "fr", "je bloque" },
};
/* clang-format on */

const struct position_word *word_at(size_t i)
{
    return i < sizeof words / sizeof *words ? &words[i] : NULL;
}

static bool is_mark(char c) { return c == ',' || c == '.' || c == ':' || c == ';' || c == '!'; }

/* What stands behind the word at the beginning of ${line}: NULL when the word is not alone. "No
 * doubt" and "Da li …?" begin with words of the table and mean something else. */
static const char *behind(struct cx *cx, str line, const char *folded)
{
    for (size_t n = 1; n <= line.n; n++) {
        if (n < line.n && (line.p[n] & 0xc0) == 0x80) continue;
        str head = { line.p, n };
        if (!z_eq(utf8_fold(cx->arena, arena_str(cx->arena, head)), folded)) continue;
        str rest = str_trim((str){ line.p + n, line.n - n });
        bool dash = str_starts(rest, "- ") || str_starts(rest, "– ") || str_starts(rest, "— ");
        if (rest.n && !is_mark(rest.p[0]) && !dash) continue;
        while (rest.n && is_mark(rest.p[0])) rest.p++, rest.n--;
        if (dash) (void)str_cut(&rest, ' ');
        return arena_str(cx->arena, str_trim(rest));
    }
    return NULL;
}

/* Numbers of options with commas, blanks or > between: "2, 1, 3". */
static const char *ranking_of(struct cx *cx, str line, size_t n_options)
{
    const char *all = "";
    int64_t no = 0;
    for (size_t i = 0; i <= line.n; i++) {
        char c = i < line.n ? line.p[i] : ' ';
        if (c >= '0' && c <= '9' && no < 100) {
            no = no * 10 + (c - '0');
            continue;
        }
        if (!strchr(" ,>.;", c)) return NULL;
        if (no > (int64_t)n_options) return NULL;
        if (no) all = arena_printf(cx->arena, "%s%s%d", all, *all ? "," : "", (int)no);
        no = 0;
    }
    return *all ? all : NULL;
}

static str bare(str s)
{
    s = str_trim(s);
    while (s.n && strchr("*_\"'>", s.p[0])) s.p++, s.n--;
    while (s.n && strchr("*_\"'", s.p[s.n - 1])) s.n--;
    return str_trim(s);
}

struct word_found word_read(struct cx *cx, const char *text, size_t n_options)
{
    enum { LINE = 400 };
    struct word_found out = { .choice = CHOICE_NONE, .rest = text };
    str rest = str_of(text), line = { "", 0 };
    while (rest.n && !line.n) line = bare(str_cut(&rest, '\n'));
    const char *ranking = n_options ? ranking_of(cx, line, n_options) : NULL, *said = NULL;
    if (ranking) return (struct word_found){ CHOICE_RANKED, ranking, arena_str(cx->arena, rest) };
    if (line.n > LINE) line.n = LINE;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *more = behind(cx, line, utf8_fold(cx->arena, words[i].word));
        /* Of several the longest: "za uz izmene" is not "za". It leaves the least behind. */
        if (!more || (said && strlen(more) >= strlen(said))) continue;
        said = more;
        out.choice = words[i].choice;
    }
    if (!said) return out;
    const char *below = arena_str(cx->arena, str_trim(rest));
    out.rest = arena_printf(cx->arena, "%s%s%s", said, *said && *below ? "\n" : "", below);
    return out;
}

const char *word_how(struct cx *cx, enum decision_rule rule, bool block_allowed)
{
    if (rule == RULE_RANKED_CHOICE)
        return T("Answer this mail with the numbers of the options on the first line, the best "
                 "first: 2, 1, 3. What you write below is your reason.");
    if (block_allowed)
        return T("Answer this mail with one of these on the first line: support, support with "
                 "changes, abstain, object, block. What you write below is your reason; to object "
                 "or to block needs one.");
    return T("Answer this mail with one of these on the first line: support, support with changes, "
             "abstain, object. What you write below is your reason; to object needs one.");
}
