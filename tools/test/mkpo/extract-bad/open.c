/* SPDX-License-Identifier: EUPL-1.2 */
/* want: 3: error: the string is not closed */
const char *a = T("x
);
