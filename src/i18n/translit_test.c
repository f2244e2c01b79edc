/* SPDX-License-Identifier: EUPL-1.2 */
/* translit_test.c — the Cyrillic of a catalogue text, and what in it is not language. */
#include "tests/t.h"

#include "i18n/catalogue.h"
#include "i18n/i18n.h"

#include <string.h>

static void writes(const char *latin, const char *cyrillic)
{
    struct arena *a = arena_new();
    assert_string_equal(i18n_cyrillic(a, latin), cyrillic);
    arena_free(a);
}

static void writes_every_letter(void **state)
{
    (void)state;
    writes("a b c č ć d dž đ e f g h i j k l lj m n nj o p r s š t u v z ž",
           "а б ц ч ћ д џ ђ е ф г х и ј к л љ м н њ о п р с ш т у в з ж");
    writes("Aa Bb Čč Ćć Dždž Đđ Ljlj Njnj Šš Žž", "Аа Бб Чч Ћћ Џџ Ђђ Љљ Њњ Шш Жж");
    writes("LJUBAV ŽIVOT DŽEP", "LJUBAV ЖИВОТ ЏЕП"); /* ASCII capitals stay; marked letters tell */
    writes("ǆ ǅ Ǆ ǉ ǈ Ǉ ǌ ǋ Ǌ", "џ Џ Џ љ Љ Љ њ Њ Њ");
    writes("Četiri češka studenta „odlaze” — sutra.", "Четири чешка студента „одлазе” — сутра.");
    writes("Šabac 1.234,56", "Шабац 1.234,56");
    writes("", "");
}

static void parts_what_is_two_letters(void **state)
{
    (void)state;
    writes("injekcija Konjunktura konjugacija Tanjug vanjezički",
           "инјекција Конјунктура конјугација Танјуг ванјезички");
    writes("nadživeti podžanr Odžali predživot NADŽIVETI",
           "надживети поджанр Оджали предживот НАДЖИВЕТИ");
    writes("konj budžet podnožje njihov dodatnje odluke Budžetska ljudi učenje",
           "коњ буџет подножје њихов додатње одлуке Буџетска људи учење");
}

static void leaves_what_is_not_language(void **state)
{
    (void)state;
    writes("Red %s, kolona %s: %d%% od %.3s", "Ред %s, колона %s: %d%% од %.3s");
    writes("%2$s od %1$s, %lld dana, %-5d", "%2$s од %1$s, %lld дана, %-5d");
    writes("25 % između, 100%-ni", "25 % између, 100%-ни");
    writes("a&nbsp;b &amp; c &#39;d&#39;; e & f", "а&nbsp;б &amp; ц &#39;д&#39;; е & ф");
    writes("<a href=\"/p\">ovde</a> je < 5", "<a href=\"/p\">овде</a> је < 5");
    writes("Pišite na pomoc@primer.rs.", "Пишите на pomoc@primer.rs.");
    writes("Vidi https://kolo.rs/pomoc, pa www.primer.rs.",
           "Види https://kolo.rs/pomoc, па www.primer.rs.");
    writes("Datoteka budzet.csv, d.o.o., itd. npr. ovo.",
           "Датотека budzet.csv, д.о.о., итд. нпр. ово.");
    writes("Pokrenite `kolo serve` sa --format", "Покрените `kolo serve` са --format");
    writes("Stranica /help/design", "Страница /help/design");
    writes("{d}. {m}. {y}. godine", "{d}. {m}. {y}. године");
    writes("i/ili", "и/или");
}

static void leaves_foreign_words(void **state)
{
    (void)state;
    writes("CSV, XLSX i PDF u EUR, RSD", "CSV, XLSX и PDF у EUR, RSD");
    writes("PDF-a, CSV-om, EU-a", "PDF-а, CSV-ом, ЕУ-а");
    writes("kurs InforEuro iz LibreOffice", "курс InforEuro из LibreOffice");
    writes("Excel i Markdown, web", "Excel и Markdown, web");
    writes("EU, PDV, NVO", "ЕУ, ПДВ, НВО");
    writes("Aneks I i Aneks VI. I dalje", "Анекс I и Анекс VI. И даље");
    writes("UTF-8 i A4", "UTF-8 и A4");
}

/* What a person reads of the catalogue in Cyrillic keeps every directive of the Latin text. */
static void keeps_the_directives_of_the_catalogue(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t k = 0; catalogue_all[k]; k++)
        for (size_t i = 0; i < catalogue_all[k]->n; i++) {
            const char *latin = catalogue_all[k]->entries[i].text;
            const char *other = i18n_cyrillic(a, latin);
            for (const char *p = latin; (p = strchr(p, '%')) != NULL; p++) {
                const char *q = strchr(other, '%');
                assert_non_null(q);
                if (strchr("sd%", p[1]) && p[1]) assert_int_equal(q[1], p[1]);
                other = q + 1;
                if (p[1] == '%') p++, other += other[0] == '%';
            }
        }
    arena_free(a);
}

TESTS(translit, cmocka_unit_test(writes_every_letter), cmocka_unit_test(parts_what_is_two_letters),
      cmocka_unit_test(leaves_what_is_not_language), cmocka_unit_test(leaves_foreign_words),
      cmocka_unit_test(keeps_the_directives_of_the_catalogue));
