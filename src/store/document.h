/* SPDX-License-Identifier: EUPL-1.2 */
/* document.h — files inside the database, in chunks of 256 KiB, addressed by the SHA-256 of their
 * bytes.
 *
 * The same bytes are stored once. Written in the caller's transaction: cut in the middle, nothing
 * remains. What a document belongs to is an attachment: (object_type, object_id) → document, with
 * the name the person gave it.
 */
#ifndef KOLO_STORE_DOCUMENT_H
#define KOLO_STORE_DOCUMENT_H

#include "base/buf.h"
#include "base/cx.h"

#define DOCUMENT_CHUNK (256 * 1024)

/** document_put(cx, bytes, name, id): inside a write transaction; sniffs the type (libmagic; the
 * end of ${name} only tells apart what a CSV or an office file is among texts and archives), stores
 * new content, or finds the same content. ${bytes} may be an mmap of a spooled upload. RC_INVALID
 * with a sentence for an empty file. */
enum rc document_put(struct cx *cx, str bytes, const char *name, int64_t *id) MUST_USE;
/** document_get(cx, id, each, p): its bytes in order; what ${each} takes from cx->arena is gone
 * when it returns, and what it returns but RC_OK ends it. RC_MISSING when unknown; RC_FAIL, after
 * the last chunk, when the bytes do not match their hash. */
enum rc document_get(struct cx *cx, int64_t id, enum rc (*each)(void *p, str chunk),
                     void *p) MUST_USE;
/** document_spool(cx, id, fd): an unlinked temporary file with its bytes, position 0; the caller
 * closes it. Nothing is given out that does not match its hash. */
enum rc document_spool(struct cx *cx, int64_t id, int *fd) MUST_USE;
/** document_attach(cx, document, type, object, name, out): links it under ${name} without the
 * folders a browser may have sent along; the same document twice on one object is RC_CONFLICT, and
 * the transaction can go on. */
enum rc document_attach(struct cx *cx, int64_t document, const char *object_type, int64_t object_id,
                        const char *name, int64_t *attachment) MUST_USE;
/** document_detach(cx, attachment): takes the link away; the last link to a document takes the
 * document with it. RC_MISSING when there is none. */
enum rc document_detach(struct cx *cx, int64_t attachment) MUST_USE;
/** document_verify(cx, count, bad): reads all of them; *bad is the first that does not match its
 * hash or has lost a piece, 0 when all are whole. */
enum rc document_verify(struct cx *cx, int64_t *count, int64_t *bad) MUST_USE;
/** document_safe_inline(mime): may a browser show it, or must it download? Only PDF, PNG, JPEG,
 * GIF, WebP and plain text show. */
bool document_safe_inline(const char *mime);

#endif
