/* load.h: libraries that are loaded when one of their functions is first called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loading and relocating them takes a third of the time of the first frame, and most windows
 * never call them. src/later/NAME.list names a library and the functions that Copil calls; a
 * file that includes "later/NAME.h", made of it by tools/later.py, calls them as ever. A function
 * missing from the list is one the linker does not find.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char        *file;      /* soname */
  const char *const *names;     /* of functions, NULL at the end */
  gpointer          *functions; /* of the same ranks */
} CopilLater;

/* Loads @later for good. Ends the program, as the loader of the system would, when the library
 * or one of the functions is not there. */
void copil_later_load (const CopilLater *later);

G_END_DECLS
