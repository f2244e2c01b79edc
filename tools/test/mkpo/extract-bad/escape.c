/* SPDX-License-Identifier: EUPL-1.2 */
/* want: 3: error: unknown escape in a text */
const char *a = T("\q");
