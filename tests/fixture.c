/* SPDX-License-Identifier: EUPL-1.2 */
/* fixture.c — the people and the project of people.h: ROLE@example.org for each role; and the same
 * with what booked.h says.
 */
#include "tests/fixture.h"

#include "tests/booked.h"

enum rc fixture_make(struct cx *cx)
{
    struct people people;
    people_make(cx, &people);
    return RC_OK;
}

enum rc fixture_make_booked(struct cx *cx)
{
    struct booked b;
    booked_make(cx, &b);
    return RC_OK;
}
