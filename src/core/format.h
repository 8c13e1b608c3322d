/* format.h: numbers, units, dates and words as French readers write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/cell.h"
#include "core/period.h"

G_BEGIN_DECLS

/* The same bytes whatever the locale of the process: this is the language of the product, not
 * that of the machine. Every function may be called from any thread; strings are (transfer full)
 * UTF-8 unless they are const. */

#define COPIL_NBSP "\u00A0"  /* before : % € and units */
#define COPIL_NNBSP "\u202F" /* in thousands, before ; ! ? */
#define COPIL_MINUS "\u2212"

/* -- Numbers -------------------------------------------------------------------------------- */

/* "1 234,5"; half rounds away from zero, never "−0"; NAN: "n.d.". @decimals: 0 to 6. */
char       *copil_format_number         (double           value,
                                         int              decimals);
/* The same with its sign always written, but on zero: "+6,4", "−2,0", "0,0". */
char       *copil_format_signed         (double           value,
                                         int              decimals);
/* "62,8 %", "1 jour", "11,5 h", "58,1"; @unit may be NULL or "". */
char       *copil_format_value          (double           value,
                                         const char      *unit,
                                         int              decimals);
/* A difference: "+6,4 pts", "+0,3 pt" when @unit is "%" (a difference of percentages is in
 * points), "−4,6 pers.", "+0,5 h" otherwise. */
char       *copil_format_change         (double           delta,
                                         const char      *unit,
                                         int              decimals);
/* The size of a difference in a sentence: "8,6 points", "0,3 point", "4,6 pers." */
char       *copil_format_magnitude      (double           delta,
                                         const char      *unit,
                                         int              decimals);
/* For axes and labels: "950", "12,5 k", "2,6 M", "26,1 M€", "1,2 Md€"; at most 3 or 4 digits. */
char       *copil_format_compact        (double           value,
                                         const char      *unit);
/* "15–20 h", "5–10 %"; one value when both are equal. */
char       *copil_format_range          (double           low,
                                         double           high,
                                         const char      *unit,
                                         int              decimals);
/* Bounds of a bucket or class: "0–5", "25 et plus", "moins de 5" (infinite bounds are open). */
char       *copil_format_bounds         (double           low,
                                         double           high,
                                         int              decimals);
/* Money in signed cents: "180 000,00 €". */
char       *copil_format_amount         (gint64           cents);
/* The unit as it follows @value: "jour" for 1,5, "jours" for 2. */
const char *copil_format_unit           (const char      *unit,
                                         double           value);
/* "1 bassin", "6 bassins", "0 bassin": French is singular under two. */
char       *copil_format_count          (gint64           n,
                                         const char      *singular,
                                         const char      *plural);
/* A decision as it is cited: "2026-04", of its year and its number in it. */
char       *copil_format_decision       (gint64           year,
                                         gint64           number);
/* "1ᵉʳ", "1ʳᵉ", "3ᵉ". */
char       *copil_format_ordinal        (int              n,
                                         gboolean         feminine);
/* "3ᵉ sur 96". */
char       *copil_format_rank           (int              rank,
                                         int              total);

/* -- Words in the place of a value ---------------------------------------------------------- */

/* For a cell: "n.d.", "///", "s"; "" for a status that has a value. */
const char *copil_format_status         (CopilCellStatus  status);
/* For a sentence: "non disponible", "sans objet", "secret", "provisoire", "estimé", "observé". */
const char *copil_format_status_word    (CopilCellStatus  status);
/* The same after "valeur": "non disponible", "sans objet", "secrète", "estimée"... */
const char *copil_format_value_word     (CopilCellStatus  status);
/* The value with its unit, or its word. */
char       *copil_format_figure         (const CopilFigure *figure,
                                         const char      *unit,
                                         int              decimals);
/* "attendu le 5 nov." */
char       *copil_format_expected       (const GDate     *date);

/* -- Periods -------------------------------------------------------------------------------- */

/* "octobre 2026", "3ᵉ trimestre 2023", "2023". */
char       *copil_format_period         (CopilPeriod      period);
/* "oct. 2026", "T3 2023", "2023". */
char       *copil_format_period_short   (CopilPeriod      period);
/* "en octobre 2026", "au 3ᵉ trimestre 2023", "en 2023". */
char       *copil_format_period_in      (CopilPeriod      period);
/* "d’octobre 2026", "de mars 2026", "du 3ᵉ trimestre 2023", "de 2023". */
char       *copil_format_period_of      (CopilPeriod      period);
/* "depuis mars 2026", "depuis le 3ᵉ trimestre 2023", "depuis 2023". */
char       *copil_format_period_since   (CopilPeriod      period);
/* "de janvier 2023 à octobre 2026", "du 1ᵉʳ trimestre 1982 au 3ᵉ trimestre 2023". */
char       *copil_format_period_span    (CopilPeriod      first,
                                         CopilPeriod      last);
/* As short as it gets: "mai–juin 2024", "nov. 2023–févr. 2024", "T1–T3 2023", "2019–2023". */
char       *copil_format_period_range   (CopilPeriod      first,
                                         CopilPeriod      last);
/* Where a year is enough: "début 2027", "mi-2027", "fin 2027". */
char       *copil_format_period_about   (CopilPeriod      period);
/* "oct.", "T3", "2023": ticks under a year written once. */
char       *copil_format_period_tick    (CopilPeriod      period);
/* "janvier" to "décembre", 1 to 12; "janv." to "déc.". */
const char *copil_format_month          (int              month);
const char *copil_format_month_short    (int              month);

/* -- Dates and durations -------------------------------------------------------------------- */

/* "12 novembre 2026", "1ᵉʳ janvier 2027". */
char       *copil_format_date           (const GDate     *date);
/* A day of the base, "2026-12-03": "3 décembre 2026"; "" for none. @day: (nullable). */
char       *copil_format_iso_date       (const char      *day);
/* "jeudi 3 décembre 2026". */
char       *copil_format_date_long      (const GDate     *date);
/* "3 déc.". */
char       *copil_format_date_short     (const GDate     *date);
/* "12 novembre 2026 à 18 h 00", in the zone of @time. */
char       *copil_format_date_time      (GDateTime       *time);
/* "9 h 30" in text; "14:32:07" on a clock, "14:32" beside a change. */
char       *copil_format_hour           (GDateTime       *time);
char       *copil_format_clock          (GDateTime       *time,
                                         gboolean         seconds);
/* "8 s", "3 min", "1 h 05", "2 jours"; "il y a 3 min", "à l’instant". */
char       *copil_format_duration       (gint64           seconds);
char       *copil_format_age            (gint64           seconds);
/* Of what is planned, to the nearest minute: "25 min", "1 h 50"; "45 s". */
char       *copil_format_length         (gint64           seconds);
/* "6 mois", "2 ans", "2 ans et 3 mois". */
char       *copil_format_months         (int              months);

/* -- Lists and sorting ---------------------------------------------------------------------- */

/* "a", "a et b", "a, b et c"; @items ends with NULL. */
char       *copil_format_list           (const char * const *items);
/* French order: accents, case, hyphens and apostrophes come last in the decision, numbers by
 * their value; 0 only for equal bytes. */
int         copil_format_collate        (const char      *a,
                                         const char      *b);
/* GCompareFunc for a GPtrArray of strings (pointers to strings). */
int         copil_format_collate_items  (gconstpointer    a,
                                         gconstpointer    b);

G_END_DECLS
