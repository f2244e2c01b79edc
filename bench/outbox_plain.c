/* SPDX-License-Identifier: EUPL-1.2 */
/* outbox_plain.c — what bench/outbox.sh measures the outbox against: plain libcurl, one connection
 * that is kept, messages read into memory before the clock starts.
 *
 *   outbox_plain smtp://127.0.0.1:PORT FILE…      each as smtp-sink -d keeps it; prints seconds
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct message {
    char from[200], to[200];
    char *text;
    size_t n, at;
};

static char *whole(const char *path)
{
    FILE *f = fopen(path, "r");
    char *room = f ? malloc(1 << 16) : NULL;
    if (!room) exit(1);
    room[fread(room, 1, (1 << 16) - 1, f)] = 0;
    fclose(f);
    return room;
}

static void take(char *to, size_t size, const char *text, const char *name)
{
    const char *p = strstr(text, name);
    p = p ? strchr(p, '<') : NULL;
    if (!p) exit(1);
    snprintf(to, size, "%.*s", (int)strcspn(p + 1, ">"), p + 1);
}

/* The sink's own lines go; lines end with CR LF again. */
static struct message message_of(const char *path)
{
    struct message m = { .n = 0 };
    char *file = whole(path);
    take(m.from, sizeof m.from, file, "X-Mail-Args:");
    take(m.to, sizeof m.to, file, "X-Rcpt-Args:");
    const char *p = strstr(file, "\nDate: ");
    m.text = malloc(1 << 17);
    if (!p || !m.text) exit(1);
    for (p++; *p; p++) {
        if (*p == '\n') m.text[m.n++] = '\r';
        m.text[m.n++] = *p;
    }
    free(file);
    m.text = realloc(m.text, m.n);
    if (!m.text) exit(1);
    return m;
}

static size_t give(char *to, size_t size, size_t n, void *arg)
{
    struct message *m = arg;
    size_t k = size * n < m->n - m->at ? size * n : m->n - m->at;
    memcpy(to, m->text + m->at, k);
    m->at += k;
    return k;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int send_one(CURL *curl, struct message *m)
{
    char from[210], to[210];
    snprintf(from, sizeof from, "<%s>", m->from);
    snprintf(to, sizeof to, "<%s>", m->to);
    struct curl_slist *list = curl_slist_append(NULL, to);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, list);
    curl_easy_setopt(curl, CURLOPT_READDATA, m);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)m->n);
    CURLcode r = curl_easy_perform(curl);
    curl_slist_free_all(list);
    if (r) fprintf(stderr, "%s: %s\n", m->to, curl_easy_strerror(r));
    return r != CURLE_OK;
}

int main(int argc, char **argv)
{
    CURL *curl = curl_easy_init();
    struct message *m = calloc((size_t)argc, sizeof *m);
    int bad = 0;
    if (!curl || !m || argc < 3) return 2;
    for (int i = 2; i < argc; i++) m[i] = message_of(argv[i]);
    curl_easy_setopt(curl, CURLOPT_URL, argv[1]);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    const double began = now();
    for (int i = 2; i < argc; i++) bad += send_one(curl, &m[i]);
    printf("%.3f\n", now() - began);
    curl_easy_cleanup(curl);
    return bad != 0;
}
