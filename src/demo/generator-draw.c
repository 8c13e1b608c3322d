/* generator-draw.c: chance that is the same on every machine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/generator-draw.h"

#include <math.h>

static guint64
mix (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

void
copil_draw_init (CopilDraw          *self,
                 guint64             seed,
                 const char * const *names)
{
  guint64 hash = seed ^ G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; names[i]; i++)
    {
      for (const char *c = names[i]; *c; c++)
        hash = (hash ^ (guchar) *c) * G_GUINT64_CONSTANT (0x100000001b3);
      hash = (hash ^ 0xff) * G_GUINT64_CONSTANT (0x100000001b3);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++)
    self->state[i] = mix (&hash);
}

static inline guint64
rotate (guint64 x,
        int     bits)
{
  return x << bits | x >> (64 - bits);
}

guint64
copil_draw_next (CopilDraw *self)
{
  guint64 *s = self->state;
  guint64 result = rotate (s[1] * 5, 7) * 9, t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);
  return result;
}

double
copil_draw_uniform (CopilDraw *self)
{
  return (copil_draw_next (self) >> 11) * 0x1p-53;
}

double
copil_draw_normal (CopilDraw *self)
{
  guint64 a = copil_draw_next (self), b = copil_draw_next (self);
  guint sum = 0;

  for (int i = 0; i < 64; i += 16)
    sum += (a >> i & 0xffff) + (b >> i & 0xffff);
  /* Eight uniforms on 0 .. 65535: mean 4 x 65535, variance 8 x (2^32 - 1) / 12. */
  return (sum - 4.0 * 65535) / 53509.8;
}

/* The smallest count whose cumulated probability reaches @u; @p at most one half. */
static double
invert (double n,
        double p,
        double u)
{
  double mass = exp (n * log1p (-p)), sum = mass, odds = p / (1 - p);
  double count = 0;

  while (sum < u && count < n && mass > 0)
    {
      mass *= (n - count) / (count + 1) * odds;
      sum += mass;
      count++;
    }
  return count;
}

double
copil_draw_binomial (double n,
                     double p,
                     double z)
{
  double variance = n * p * (1 - p);

  if (n <= 0 || p <= 0)
    return 0;
  if (p >= 1)
    return n;
  if (variance > 9)
    return CLAMP (floor (n * p + sqrt (variance) * z + 0.5), 0, n);
  if (p <= 0.5)
    return invert (n, p, 0.5 * erfc (-z * G_SQRT2 / 2));
  return n - invert (n, 1 - p, 0.5 * erfc (z * G_SQRT2 / 2));
}
