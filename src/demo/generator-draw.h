/* generator-draw.h: chance that is the same on every machine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* xoshiro256**: 256 bits of state, seeded from names, so that a stream belongs to what it is
 * drawn for and not to the order of drawing. */
typedef struct
{
  guint64 state[4];
} CopilDraw;

/* @names: NULL-terminated; the same seed and names give the same stream. */
void    copil_draw_init     (CopilDraw          *self,
                             guint64             seed,
                             const char * const *names);
guint64 copil_draw_next     (CopilDraw          *self);
/* [0, 1) */
double  copil_draw_uniform  (CopilDraw          *self);
/* Mean 0, deviation 1, at most 4.9 in size: a sum of eight uniforms, hence no logarithm. */
double  copil_draw_normal   (CopilDraw          *self);

/* How many of @n at probability @p, where @z says how lucky they are (a normal deviate): the
 * quantile of the binomial law, so that a persistent @z gives a persistent luck. */
double  copil_draw_binomial (double              n,
                             double              p,
                             double              z);

G_END_DECLS
