/* SPDX-License-Identifier: EUPL-1.2 */
/* form_value.h — one field: text to typed value with the sentence for what is wrong, and back. Used
 * by form.c and the OpenAPI writer only.
 */
#ifndef KOLO_WEB_FORM_VALUE_H
#define KOLO_WEB_FORM_VALUE_H

#include "web/form.h"

/** form_value_read(cx, f, name, text, at): ${text} (NULL: not sent) as field ${f} into ${at};
 * problems are named ${name}. Files are not text: form.c reads them. */
enum rc form_value_read(struct cx *cx, const struct form_field *f, const char *name,
                        const char *text, void *at) MUST_USE;
/** form_value_read_plain: the same for a program, which writes 1234.50 and 2027-03-31 and nothing
 * else: "1.234" is not for the language of its account to read as a thousand. */
enum rc form_value_read_plain(struct cx *cx, const struct form_field *f, const char *name,
                              const char *text, void *at) MUST_USE;
/** form_value_read_declared: the same of a file that says which decimal sign it has
 * (cx->locale): the other one is a mistake in it. */
enum rc form_value_read_declared(struct cx *cx, const struct form_field *f, const char *name,
                                 const char *text, void *at) MUST_USE;
/** form_value_text(cx, f, at): what an input begins with, "" for none: dates in machine form,
 * numbers with the reader's decimal sign. */
const char *form_value_text(struct cx *cx, const struct form_field *f, const void *at);
/** form_value_machine(cx, f, typed): what a person typed in the machine form of a date or month
 * input, or as typed when it is no such thing. */
const char *form_value_machine(struct cx *cx, const struct form_field *f, const char *typed);
/** form_value_max(f): the largest number of code points of a text field. */
int64_t form_value_max(const struct form_field *f);

#endif
