/* The pages of a reference, as Markdown. Each function appends one. */
#pragma once

#include "tm.h"

G_BEGIN_DECLS

/* Where a picture is, seen from a page: "img/S01-hit.svg". Free it. */
char *tm_docs_picture_name(const TmThreatType *type, const char *what);

/* The file of the page of a frame: "communication-security.md". Free it. */
char *tm_docs_frame_name(const char *frame);

/* The frames of a template in the order of their first mitigations: const char. */
GPtrArray *tm_docs_frames(const TmTemplate *template);

/* @pictures: whether they are drawn. */
void tm_docs_type(const TmTemplate *template, const TmThreatType *type, gboolean pictures,
                  GString *out);
void tm_docs_control(const TmTemplate *template, const TmControl *control, GString *out);
void tm_docs_frame(const TmTemplate *template, const char *frame, GString *out);
void tm_docs_index(const TmTemplate *template, GString *out);

G_END_DECLS
