/* result.c: the rows that answered a statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/result-private.h"

#include <math.h>
#include <string.h>

/* From pg_type.dat: what the getters know how to read in binary. */
#define OID_INT2 21
#define OID_INT4 23
#define OID_FLOAT4 700
#define OID_FLOAT8 701
#define OID_DATE 1082

struct _CopilResult
{
  PGresult *rows; /* NULL for an error */
  GError   *error;
};

G_DEFINE_BOXED_TYPE (CopilResult, copil_result, copil_result_ref, copil_result_unref)

CopilResult *
_copil_result_new (PGresult *rows)
{
  CopilResult *self = g_atomic_rc_box_new0 (CopilResult);

  self->rows = rows;
  return self;
}

CopilResult *
_copil_result_new_error (GError *error)
{
  CopilResult *self = g_atomic_rc_box_new0 (CopilResult);

  self->error = error;
  return self;
}

CopilResult *
copil_result_ref (CopilResult *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
result_clear (gpointer data)
{
  CopilResult *self = data;

  g_clear_pointer (&self->rows, PQclear);
  g_clear_error (&self->error);
}

void
copil_result_unref (CopilResult *self)
{
  g_atomic_rc_box_release_full (self, result_clear);
}

guint
copil_result_get_n_rows (CopilResult *self)
{
  return self->rows != NULL ? PQntuples (self->rows) : 0;
}

guint
copil_result_get_n_columns (CopilResult *self)
{
  return self->rows != NULL ? PQnfields (self->rows) : 0;
}

/**
 * copil_result_find_column:
 * @name: the column's name, letter for letter (PQfnumber() alone would fold its case)
 *
 * Returns: its number, or -1
 */
int
copil_result_find_column (CopilResult *self,
                          const char  *name)
{
  for (guint i = 0; i < copil_result_get_n_columns (self); i++)
    if (g_strcmp0 (PQfname (self->rows, i), name) == 0)
      return i;
  return -1;
}

const GError *
copil_result_get_error (CopilResult *self)
{
  return self->error;
}

/**
 * copil_result_get_affected:
 *
 * Returns: how many rows an INSERT, UPDATE, DELETE, or SELECT touched
 */
guint64
copil_result_get_affected (CopilResult *self)
{
  return self->rows != NULL ? g_ascii_strtoull (PQcmdTuples (self->rows), NULL, 10) : 0;
}

static gboolean
in_range (CopilResult *self,
          guint        row,
          guint        column)
{
  return row < copil_result_get_n_rows (self) && column < copil_result_get_n_columns (self);
}

gboolean
copil_result_is_null (CopilResult *self,
                      guint        row,
                      guint        column)
{
  g_return_val_if_fail (in_range (self, row, column), TRUE);
  return PQgetisnull (self->rows, row, column);
}

/**
 * copil_result_get_bytes:
 * @size: (out) (optional): how many
 *
 * Returns: (nullable) (transfer none): the value as received; %NULL for SQL NULL
 */
const guint8 *
copil_result_get_bytes (CopilResult *self,
                        guint        row,
                        guint        column,
                        gsize       *size)
{
  if (size != NULL)
    *size = 0;
  if (copil_result_is_null (self, row, column))
    return NULL;
  if (size != NULL)
    *size = PQgetlength (self->rows, row, column);
  return (const guint8 *) PQgetvalue (self->rows, row, column);
}

/**
 * copil_result_get_text:
 *
 * Returns: (nullable) (transfer none): the value in text form; %NULL for SQL NULL
 */
const char *
copil_result_get_text (CopilResult *self,
                       guint        row,
                       guint        column)
{
  return (const char *) copil_result_get_bytes (self, row, column, NULL);
}

static gint64
read_big_endian (const guint8 *bytes,
                 gsize         size)
{
  guint64 number = size > 0 && (bytes[0] & 0x80) ? G_MAXUINT64 : 0;

  for (gsize i = 0; i < size; i++)
    number = number << 8 | bytes[i];
  return (gint64) number;
}

static double
read_float (const guint8 *bytes,
            gsize         size)
{
  if (size == 8)
    {
      guint64 wire = (guint64) read_big_endian (bytes, 8);
      double number;

      memcpy (&number, &wire, sizeof number);
      return number;
    }
  if (size == 4)
    {
      guint32 wire = (guint32) read_big_endian (bytes, 4);
      float number;

      memcpy (&number, &wire, sizeof number);
      return number;
    }
  return NAN;
}

/* The cast of what no integer holds is undefined in C. */
static gint64
to_int (double number)
{
  return number > -9.2e18 && number < 9.2e18 ? (gint64) number : 0;
}

static gboolean
is_binary (CopilResult *self,
           guint        column)
{
  return PQfformat (self->rows, column) == 1;
}

static gboolean
is_binary_float (CopilResult *self,
                 guint        column)
{
  Oid type = PQftype (self->rows, column);

  return is_binary (self, column) && (type == OID_FLOAT4 || type == OID_FLOAT8);
}

/**
 * copil_result_get_int:
 *
 * Returns: the whole number, whatever its width; 0 for SQL NULL
 */
gint64
copil_result_get_int (CopilResult *self,
                      guint        row,
                      guint        column)
{
  gsize size;
  const guint8 *bytes = copil_result_get_bytes (self, row, column, &size);

  if (bytes == NULL)
    return 0;
  if (is_binary_float (self, column))
    return to_int (read_float (bytes, size));
  if (is_binary (self, column))
    return size <= 8 ? read_big_endian (bytes, size) : 0;
  return g_ascii_strtoll ((const char *) bytes, NULL, 10);
}

/**
 * copil_result_get_double:
 *
 * Never the process's locale: in French, strtod() stops at the point.
 *
 * Returns: the number; %NAN for SQL NULL
 */
double
copil_result_get_double (CopilResult *self,
                         guint        row,
                         guint        column)
{
  gsize size;
  const guint8 *bytes = copil_result_get_bytes (self, row, column, &size);

  if (bytes == NULL)
    return NAN;
  if (is_binary_float (self, column))
    return read_float (bytes, size);
  if (is_binary (self, column))
    return size <= 8 ? (double) read_big_endian (bytes, size) : NAN;
  return g_ascii_strtod ((const char *) bytes, NULL);
}

gboolean
copil_result_get_bool (CopilResult *self,
                       guint        row,
                       guint        column)
{
  gsize size;
  const guint8 *bytes = copil_result_get_bytes (self, row, column, &size);

  if (bytes == NULL || size == 0)
    return FALSE;
  return is_binary (self, column) ? bytes[0] != 0 : bytes[0] == 't';
}

/* A walk over the elements of an array in binary form, as array_send() writes it. */
typedef struct
{
  const guint8 *bytes;
  gsize         left;
  gsize         n;
} ArrayReader;

static gboolean
take (ArrayReader   *reader,
      gsize          size,
      const guint8 **bytes)
{
  if (reader->left < size)
    return FALSE;
  *bytes = reader->bytes;
  reader->bytes += size;
  reader->left -= size;
  return TRUE;
}

static gboolean
take_int32 (ArrayReader *reader,
            gint32      *number)
{
  const guint8 *bytes;

  if (!take (reader, 4, &bytes))
    return FALSE;
  *number = (gint32) read_big_endian (bytes, 4);
  return TRUE;
}

static gboolean
array_open (ArrayReader *reader,
            CopilResult *self,
            guint        row,
            guint        column,
            Oid          element,
            gsize        max)
{
  gint32 dimensions, has_null, type, n, lower;

  reader->bytes = copil_result_get_bytes (self, row, column, &reader->left);
  reader->n = 0;
  if (reader->bytes == NULL || !is_binary (self, column)
      || !take_int32 (reader, &dimensions) || !take_int32 (reader, &has_null)
      || !take_int32 (reader, &type)
      || ((Oid) type != element && !(element == OID_INT4 && type == OID_DATE)))
    return FALSE;
  if (dimensions == 0)
    return TRUE;
  if (dimensions != 1 || !take_int32 (reader, &n) || !take_int32 (reader, &lower)
      || n < 0 || (gsize) n > max)
    return FALSE;
  reader->n = n;
  return TRUE;
}

/* @bytes is NULL for a NULL element; FALSE: not an element of this size. */
static gboolean
array_next (ArrayReader   *reader,
            gsize          size,
            const guint8 **bytes)
{
  gint32 length;

  *bytes = NULL;
  if (!take_int32 (reader, &length))
    return FALSE;
  return length == -1 || ((gsize) length == size && take (reader, size, bytes));
}

/**
 * copil_result_read_double_array:
 * @items: (out caller-allocates) (array length=max): a NULL element becomes %NAN
 *
 * Returns: the number of elements, or -1 when the value is not a float8[] in binary form, of
 *   one dimension, with at most @max elements
 */
gssize
copil_result_read_double_array (CopilResult *self,
                                guint        row,
                                guint        column,
                                double      *items,
                                gsize        max)
{
  ArrayReader reader;

  if (!array_open (&reader, self, row, column, OID_FLOAT8, max))
    return -1;
  for (gsize i = 0; i < reader.n; i++)
    {
      const guint8 *bytes;

      if (!array_next (&reader, 8, &bytes))
        return -1;
      items[i] = bytes != NULL ? read_float (bytes, 8) : NAN;
    }
  return reader.n;
}

/**
 * copil_result_read_int2_array:
 * @items: (out caller-allocates) (array length=max): a NULL element becomes 0
 *
 * Returns: the number of elements, or -1 as copil_result_read_double_array()
 */
gssize
copil_result_read_int2_array (CopilResult *self,
                              guint        row,
                              guint        column,
                              gint16      *items,
                              gsize        max)
{
  ArrayReader reader;

  if (!array_open (&reader, self, row, column, OID_INT2, max))
    return -1;
  for (gsize i = 0; i < reader.n; i++)
    {
      const guint8 *bytes;

      if (!array_next (&reader, 2, &bytes))
        return -1;
      items[i] = bytes != NULL ? (gint16) read_big_endian (bytes, 2) : 0;
    }
  return reader.n;
}

/**
 * copil_result_read_int4_array:
 * @items: (out caller-allocates) (array length=max): a NULL element becomes 0
 *
 * Also reads a date[], in days since 1 January 2000.
 *
 * Returns: the number of elements, or -1 as copil_result_read_double_array()
 */
gssize
copil_result_read_int4_array (CopilResult *self,
                              guint        row,
                              guint        column,
                              gint32      *items,
                              gsize        max)
{
  ArrayReader reader;

  if (!array_open (&reader, self, row, column, OID_INT4, max))
    return -1;
  for (gsize i = 0; i < reader.n; i++)
    {
      const guint8 *bytes;

      if (!array_next (&reader, 4, &bytes))
        return -1;
      items[i] = bytes != NULL ? (gint32) read_big_endian (bytes, 4) : 0;
    }
  return reader.n;
}
