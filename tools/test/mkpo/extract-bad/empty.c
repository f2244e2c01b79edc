/* SPDX-License-Identifier: EUPL-1.2 */
/* want: 3: error: an empty text */
const char *a = T("");
