/* reading.h: numbers, words of absence and periods, as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/cell.h"
#include "core/period.h"

G_BEGIN_DECLS

/**
 * CopilDecimal:
 * @COPIL_DECIMAL_UNKNOWN: the column does not tell: "12.500" alone is refused as ambiguous
 * @COPIL_DECIMAL_POINT: 12.500 is twelve and a half
 * @COPIL_DECIMAL_COMMA: 12.500 is twelve thousand five hundred
 */
typedef enum
{
  COPIL_DECIMAL_UNKNOWN,
  COPIL_DECIMAL_POINT,
  COPIL_DECIMAL_COMMA,
} CopilDecimal;

typedef enum
{
  COPIL_READ_NUMBER,
  COPIL_READ_ABSENT,    /* a word of absence: see the status */
  COPIL_READ_AMBIGUOUS, /* "1,234" with nothing to tell its mark */
  COPIL_READ_REFUSED,   /* neither a number nor a word we know */
} CopilReadOutcome;

/* A number with spaces or marks in its thousands, a sign before it (also U+2212), a "%" or
 * "€" after it, and (p), (e) or * for provisional and estimated; "1e+05" as programs write it.
 * Digits are 0 to 9 only: "0x10", "1,2E+05", "Infinity", "٣" and "１２" are refused.
 * @status is OBSERVED, PROVISIONAL or ESTIMATED for a number, NOT_AVAILABLE, NOT_APPLICABLE or
 * SECRET for a word. @missing: (nullable): further words for "not available". */
CopilReadOutcome copil_read_value     (const char         *text,
                                       CopilDecimal        decimal,
                                       const char * const *missing,
                                       double             *value,
                                       CopilCellStatus    *status);

/* "nd", "(s)", "///", "< 5", "Non communiqué": a word of absence and what it means. */
gboolean         copil_read_absence   (const char         *text,
                                       const char * const *missing,
                                       CopilCellStatus    *status);

/* What one text tells of the decimal mark of its column. */
CopilDecimal     copil_guess_decimal  (const char         *text);

/* "2023-T3", "T3 2023", "3T23", "3e trimestre 2023", "2023-07", "07/2023", "07/23", "202307",
 * "juil-20", "juillet 2023", "31/07/2023", "20230731", "2023-07-01T00:00:00Z", "2023M07", "2023",
 * "fin 2023"; a star or (p) after it means provisional. "2022-2023" and "01/02/03" are none. */
gboolean         copil_read_period    (const char         *text,
                                       CopilPeriod        *period,
                                       gboolean           *provisional);
/* The same from a column of years and one of months or quarters, in names or in numbers: then
 * the @header of the latter says which. */
gboolean         copil_compose_period (const char         *year,
                                       const char         *header,
                                       const char         *part,
                                       CopilPeriod        *period,
                                       gboolean           *provisional);
/* The one period in a longer text, "NB CONTRATS SIGNES 2024-01"; @rest: (out): the other words,
 * "" when there are none. FALSE also when it holds two periods. */
gboolean         copil_find_period    (const char         *text,
                                       CopilPeriod        *period,
                                       gboolean           *provisional,
                                       char              **rest);

G_END_DECLS
