/* SPDX-License-Identifier: EUPL-1.2 */
/* quote_test.c — what people of the region's mail programs send, and what they wrote of it. */
#include "mail/quote.h"

#include "tests/t.h"

#include <string.h>

/* Each has "Yes, we agree.\n\nSecond." above what is cut. */
static const char *const cut[] = {
    "",
    "\n",
    "\n-- \nAna Kovač\nEHO, Novi Sad\n+381 21 000",
    "\n--\nAna",
    "\n> Do you agree?\n> Kolo\n",
    /* Gmail */
    "\nOn Mon, 3 May 2027 at 14:20, Kolo <reply+ab-cd-ef@kolo.example.org> wrote:\n\n> Do "
    "you?\n>\n> Kolo\n",
    "\nOn Mon, 3 May 2027 at 14:20, Kolo "
    "<reply+1a.2-x9y8z7-0123456789abcdef01234567@kolo.example.org>\nwrote:\n\n> Do you?\n",
    "\nпон, 3. мај 2027. у 14:20 Kolo <reply@kolo.example.org> је написао/ла:\n\n> Слажете "
    "ли се?\n",
    "\npon, 3. maj 2027. u 14:20 Kolo <reply@kolo.example.org> je napisao/la:\n\n> Slažete "
    "li se?\n",
    "\npon, 3. svi 2027. u 14:20 Kolo <reply@kolo.example.org> napisao je:\n\n> Slažete li se?\n",
    "\nНа пон., 3 мај 2027 г. во 14:20 Kolo <reply@kolo.example.org> напиша:\n\n> Се "
    "согласувате?\n",
    "\nMë hën, 3 maj 2027 në 14:20 Kolo <reply@kolo.example.org> shkroi:\n\n> A pajtoheni?\n",
    "\nV V pon., 3. maj 2027 ob 14:20 je oseba Kolo <reply@kolo.example.org> napisala:\n\n> "
    "Se strinjate?\n",
    "\nНа пн, 3.05.2027 г. в 14:20 Kolo <reply@kolo.example.org> написа:\n\n> Съгласни ли сте?\n",
    "\nÎn lun., 3 mai 2027 la 14:20, Kolo <reply@kolo.example.org> a scris:\n\n> Sunteți de "
    "acord?\n",
    "\nKolo <reply@kolo.example.org>, 3 May 2027 Pzt, 14:20 tarihinde şunu yazdı:\n\n> "
    "Katılıyor musunuz?\n",
    "\nLe lun. 3 mai 2027 à 14:20, Kolo <reply@kolo.example.org> a écrit :\n\n> D'accord ?\n",
    "\nAm Mo., 3. Mai 2027 um 14:20 Uhr schrieb Kolo <reply@kolo.example.org>:\n\n> "
    "Einverstanden?\n",
    /* Thunderbird, K-9, Apple */
    "\nDana 3.5.2027. 14:20, Kolo piše:\n> Slažete li se?\n",
    "\nДана 3.5.2027. у 14:20, Kolo пише:\n> Слажете ли се?\n",
    "\nOn 03/05/2027 14:20, Kolo wrote:\n> Do you?\n",
    "\n> On 3 May 2027, at 14:20, Kolo <reply@kolo.example.org> wrote:\n> \n> Do you?\n",
    "\n3. мај 2027. у 14:20, Kolo <reply@kolo.example.org> је написао:\n\n> Слажете ли се?\n",
    /* HTML without quotation marks */
    "\nOn Mon, 3 May 2027 at 14:20, Kolo <reply@kolo.example.org> wrote:\nDo you agree?\nKolo",
    /* Outlook */
    "\nFrom: Kolo <reply@kolo.example.org>\nSent: Monday, May 3, 2027 14:20\nTo: Ana "
    "Kovač\nSubject: Question\n\nDo you agree?",
    "\n________________________________\nFrom: Kolo <reply@kolo.example.org>\nSent: Monday, "
    "May 3, 2027 14:20\nTo: Ana Kovač <ana@eho.org>\nSubject: Question\n\nDo you?",
    "\n*From:* Kolo <reply@kolo.example.org>\n*Sent:* Monday, May 3, 2027\n*To:* Ana\n"
    "*Subject:* Question\n\nDo you?",
    "\nOd: Kolo <reply@kolo.example.org>\nPoslato: ponedeljak, 3. maj 2027. 14:20\nZa: Ana "
    "Kovač\nTema: Pitanje\n\nSlažete li se?",
    "\nШаље: Kolo <reply@kolo.example.org>\nДатум: понедељак, 3. мај 2027.\nПрима: Ана\n"
    "Предмет: Питање\n\nСлажете ли се?",
    "\nOd: Kolo\nPoslano: ponedjeljak, 3. svibnja 2027. 14:20\nPrima: Ana\nPredmet: "
    "Pitanje\n\nSlažete li se?",
    "\nОд: Kolo\nИспратено: понеделник, 3 мај 2027\nДо: Ана\nПредмет: Прашање\n\nСе согласувате?",
    "\nNga: Kolo\nDërguar: e hënë, 3 maj 2027\nPër: Ana\nSubjekti: Pyetje\n\nA pajtoheni?",
    "\nОт: Kolo\nИзпратено: понеделник, 3 май 2027\nДо: Ана\nОтносно: Въпрос\n\nСъгласни ли сте?",
    "\nDe la: Kolo\nTrimis: luni, 3 mai 2027\nCătre: Ana\nSubiect: Întrebare\n\nDe acord?",
    "\nKimden: Kolo\nGönderildi: 3 Mayıs 2027 Pazartesi\nKime: Ana\nKonu: Soru\n\nKatılıyor "
    "musunuz?",
    "\nVon: Kolo\nGesendet: Montag, 3. Mai 2027\nAn: Ana\nBetreff: Frage\n\nEinverstanden?",
    "\nDe : Kolo\nEnvoyé : lundi 3 mai 2027\nÀ : Ana\nObjet : Question\n\nD'accord ?",
    "\nOd: Kolo\nPoslano: ponedeljek, 3. maj 2027\nZa: Ana\nZadeva: Vprašanje\n\nSe strinjate?",
    "\n-----Original Message-----\nFrom: Kolo\nSent: Monday\nTo: Ana\n\nDo you?",
    "\n-----Izvorna poruka-----\nOd: Kolo\nPoslano: ponedjeljak\n\nSlažete li se?",
    "\n-------- Original message --------\nFrom: Kolo <reply@kolo.example.org>\nDate: "
    "03/05/2027 14:20 (GMT+01:00)\nTo: ana@eho.org\nSubject: Question\n\nDo you?",
    /* telephones */
    "\nSent from my iPhone",
    "\nPoslato sa mog iPhone-a\n\n> Slažete li se?",
    "\nПослато са мог iPhone-а",
    "\nTrimis de pe iPhone-ul meu",
    "\nDërguar nga iPhone im",
    "\nVon meinem iPhone gesendet",
    "\nEnvoyé de mon iPhone\n\nLe 3 mai 2027 à 14:20, Kolo <reply@kolo.example.org> a écrit "
    ":\n\n> D'accord ?",
    "\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: "
    "Kolo\nSent: Monday\nTo: Ana\nSubject: Q\n\nDo you?",
    "\nSent from Yahoo Mail on Android\n\n  On Mon, 3 May 2027 at 14:20, "
    "Kolo<reply@kolo.example.org> wrote:   Do you?",
};

static void every_program_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        struct arena *a = arena_new();
        struct cx cx;
        cx_init(&cx, a);
        const char *whole = arena_printf(a, "\nYes, we agree.\n\nSecond.\n%s", cut[i]);
        const char *out = quote_cut(&cx, whole);
        if (strcmp(out, "Yes, we agree.\n\nSecond.") != 0)
            fail_msg("number %zu: “%s” of “%s”", i, out, whole);
        arena_free(a);
    }
}

/* What looks like it and is not: nothing of these may go. */
static const char *const kept[] = {
    "I wrote on 3 May: we agree.\nMore.",
    "Points that we wrote down in 2027:\n- one\n- two",
    "From: our side nothing.\nTo: you, thanks.",
    "Od: sada ćemo pisati.\n\nDa.",
    "---\nA line below a rule",
    "Poslato je juče sve što treba.\n\nI još nešto.\n\nI još.\n\nPozdrav",
    "1 < 2 and 3 > 2",
    "Дана 3. маја смо написали писмо:\nево га.",
    "Për takimin: po.",
};

static void nothing_else_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct arena *a = arena_new();
        struct cx cx;
        cx_init(&cx, a);
        assert_string_equal(quote_cut(&cx, kept[i]), kept[i]);
        arena_free(a);
    }
}

static void answers_between_quotations_stay(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct cx cx;
    cx_init(&cx, a);
    assert_string_equal(quote_cut(&cx, "On 3 May 2027 at 14:20, Kolo wrote:\n> First?\n\nYes.\n\n"
                                       "> Second?\n\nNo.\n\n-- \nAna"),
                        "Yes.\n\nNo.");
    assert_string_equal(
        quote_cut(&cx, "On 3 May 2027 at 14:20, Kolo <reply@kolo.example.org> wrote:\n> First?\n\n"
                       "Yes.\n\n> Second?\n\nNo."),
        "Yes.\n\nNo.");
    /* Below what it answers, as older programs put it. */
    assert_string_equal(quote_cut(&cx, "> First?\nYes."), "Yes.");
    /* What is not one's own is no contribution. */
    assert_string_equal(quote_cut(&cx, "> First?\n> Second?"), "");
    assert_string_equal(quote_cut(&cx, "\nOn 3 May 2027, at 14:20, Kolo wrote:\n> Do you?"), "");
    assert_string_equal(quote_cut(&cx, ""), "");
    assert_string_equal(quote_cut(&cx, "Sent from my iPhone"), "");
    assert_string_equal(quote_cut(&cx, "-- \nAna"), "");
    arena_free(a);
}

TESTS(quote, cmocka_unit_test(every_program_is_cut), cmocka_unit_test(nothing_else_is),
      cmocka_unit_test(answers_between_quotations_stay));
