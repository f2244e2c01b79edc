/* SPDX-License-Identifier: EUPL-1.2 */
/* want: 3: error: T_C() takes literals only: expected `"` */
const char *a = T_C(c, "x");
