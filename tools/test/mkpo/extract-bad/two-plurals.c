/* SPDX-License-Identifier: EUPL-1.2 */
/* want: 4: error: this singular has another plural elsewhere */
const char *a = T_N(n, "x", "y");
const char *b = T_N(n, "x", "z");
