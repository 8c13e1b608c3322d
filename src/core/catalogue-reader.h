/* catalogue-reader.h: the fields of one JSON object, the first fault kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "core/indicator.h"

G_BEGIN_DECLS

/**
 * CopilReader:
 * @where: names the entry: "indicators[3] « first-appointment »"
 * @error: the first fault met; later calls then do nothing and return a neutral value
 *
 * A document is read straight on, and asked once at the end whether all was well.
 */
typedef struct
{
  JsonObject *object;
  char       *where;
  GError    **error;
  gboolean    failed;
} CopilReader;

typedef struct
{
  const char *word;
  int         value;
} CopilWord;

/* The document, whose root is an object; or NULL with an error. */
JsonParser  *copil_reader_load    (const char         *json,
                                   gssize              length,
                                   GError            **error);

void         copil_reader_init    (CopilReader        *self,
                                   JsonNode           *node,
                                   const char         *list,
                                   guint               rank,
                                   GError            **error);
void         copil_reader_clear   (CopilReader        *self);
void         copil_reader_fail    (CopilReader        *self,
                                   int                 code,
                                   const char         *field,
                                   const char         *problem);

/* A field that is not in @allowed (NULL-terminated) is a misspelling. */
void         copil_reader_only    (CopilReader        *self,
                                   const char * const *allowed);
gboolean     copil_reader_has     (CopilReader        *self,
                                   const char         *field);
/* (transfer full): never NULL; @fallback NULL: the field is required and not empty. */
char        *copil_reader_text    (CopilReader        *self,
                                   const char         *field,
                                   const char         *fallback);
double       copil_reader_number  (CopilReader        *self,
                                   const char         *field,
                                   double              fallback,
                                   double              low,
                                   double              high);
int          copil_reader_int     (CopilReader        *self,
                                   const char         *field,
                                   int                 fallback,
                                   int                 low,
                                   int                 high);
gboolean     copil_reader_bool    (CopilReader        *self,
                                   const char         *field,
                                   gboolean            fallback);
/* @fallback: a word, or NULL when required. @words ends with a NULL word. */
int          copil_reader_word    (CopilReader        *self,
                                   const char         *field,
                                   const CopilWord    *words,
                                   const char         *fallback);
/* Bits (1 << value) of a list of words. */
guint        copil_reader_flags   (CopilReader        *self,
                                   const char         *field,
                                   const CopilWord    *words);
CopilPeriod  copil_reader_period  (CopilReader        *self,
                                   const char         *field,
                                   CopilRhythm         rhythm);
/* NULL when absent. */
JsonArray   *copil_reader_array   (CopilReader        *self,
                                   const char         *field);
JsonNode    *copil_reader_node    (CopilReader        *self,
                                   const char         *field);

G_END_DECLS
