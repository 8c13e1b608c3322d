/* fuzz-workbook.c: files that are not what they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "exchange/sheet.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilWorkbook) workbook = copil_workbook_read (bytes, "fuzz", &error);

  g_assert ((workbook == NULL) == (error != NULL));
  for (guint i = 0; workbook != NULL && i < workbook->sheets->len; i++)
    {
      CopilSheet *sheet = g_ptr_array_index (workbook->sheets, i);

      for (guint row = 0; row < copil_sheet_get_n_rows (sheet); row++)
        for (guint column = 0; column <= copil_sheet_get_length (sheet, row); column++)
          g_assert_true (g_utf8_validate (copil_sheet_get (sheet, row, column)->text, -1, NULL));
    }
  return 0;
}
