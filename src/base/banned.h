/* SPDX-License-Identifier: EUPL-1.2 */
/* banned.h — C functions that Kolo does without. Calling one does not compile, and the error names
 * what to use.
 *
 * str.h includes this, so it reaches every file. The system headers come first: a macro must not
 * meet a declaration. What may be called in some folders only (malloc, sqlite3_*, PQ*, MHD_*) is
 * checked by make lint.
 */
#ifndef KOLO_BASE_BANNED_H
#define KOLO_BASE_BANNED_H

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* No bounds, or a length that says nothing about the end of the text. */
#undef strcpy
#define strcpy(...) banned_strcpy_use_arena_dup_or_buf_text
#undef strcat
#define strcat(...) banned_strcat_use_buf_text
#undef strncpy
#define strncpy(...) banned_strncpy_use_arena_str
#undef strncat
#define strncat(...) banned_strncat_use_buf_put
#undef sprintf
#define sprintf(...) banned_sprintf_use_snprintf_or_buf_printf
#undef vsprintf
#define vsprintf(...) banned_vsprintf_use_vsnprintf_or_buf_vprintf

/* Take wrong input for right, or keep hidden state. */
#undef strtok
#define strtok(...) banned_strtok_use_str_cut
#undef atoi
#define atoi(...) banned_atoi_use_str_int64
#undef atol
#define atol(...) banned_atol_use_str_int64
#undef atof
#define atof(...) banned_atof_money_is_no_float
#undef sscanf
#define sscanf(...) banned_sscanf_use_str_int64_or_str_cut
#undef rand
#define rand(...) banned_rand_use_rand_bytes_or_seeded_next
#undef srand
#define srand(...) banned_srand_use_struct_seeded

/* Depend on the zone or the language of the process, which is not the reader's. */
#undef gmtime
#define gmtime(...) banned_gmtime_use_date_parts
#undef localtime
#define localtime(...) banned_localtime_use_date_h
#undef localtime_r
#define localtime_r(...) banned_localtime_r_use_date_h
#undef mktime
#define mktime(...) banned_mktime_use_date_make
#undef ctime
#define ctime(...) banned_ctime_use_stamp_text
#undef asctime
#define asctime(...) banned_asctime_use_stamp_text
#undef setlocale
#define setlocale(...) banned_setlocale_use_i18n

/* A shell between us and a program. */
#undef system
#define system(...) banned_system_use_posix_spawn

#endif
