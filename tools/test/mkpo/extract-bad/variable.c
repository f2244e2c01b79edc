/* SPDX-License-Identifier: EUPL-1.2 */
/* want: 3: error: T() takes literals only: expected `"` */
const char *a = T(name);
