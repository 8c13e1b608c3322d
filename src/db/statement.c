/* statement.c: SQL with its parameters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/statement-private.h"

#include <math.h>
#include <string.h>

/* From pg_type.dat. Only arrays name their type: for the rest the server infers it from the
 * statement, as it does for a literal. */
#define OID_INT2 21
#define OID_INT4 23
#define OID_TEXT 25
#define OID_FLOAT8 701
#define OID_DATE 1082
#define OID_INT2_ARRAY 1005
#define OID_INT4_ARRAY 1007
#define OID_TEXT_ARRAY 1009
#define OID_FLOAT8_ARRAY 1022
#define OID_DATE_ARRAY 1182

typedef struct
{
  Oid      type;
  gboolean binary;
  GBytes  *value; /* a text includes its final zero; NULL: SQL NULL */
} Parameter;

struct _CopilStatement
{
  char    *sql;
  GArray  *parameters;
  gboolean binary;
  gboolean write;
  guint    timeout;
};

G_DEFINE_BOXED_TYPE (CopilStatement, copil_statement, copil_statement_ref, copil_statement_unref)

static void
parameter_clear (gpointer data)
{
  Parameter *parameter = data;

  g_clear_pointer (&parameter->value, g_bytes_unref);
}

/**
 * copil_statement_new:
 * @sql: one statement; what comes from outside is a parameter ($1, $2...)
 *
 * Returns: (transfer full): a statement without parameters yet
 */
CopilStatement *
copil_statement_new (const char *sql)
{
  CopilStatement *self = g_atomic_rc_box_new0 (CopilStatement);

  self->sql = g_strdup (sql);
  self->parameters = g_array_new (FALSE, TRUE, sizeof (Parameter));
  g_array_set_clear_func (self->parameters, parameter_clear);
  return self;
}

CopilStatement *
copil_statement_ref (CopilStatement *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
statement_clear (gpointer data)
{
  CopilStatement *self = data;

  g_free (self->sql);
  g_array_unref (self->parameters);
}

void
copil_statement_unref (CopilStatement *self)
{
  g_atomic_rc_box_release_full (self, statement_clear);
}

static void
add (CopilStatement *self,
     Oid             type,
     gboolean        binary,
     GBytes         *value)
{
  Parameter parameter = { type, binary, value };

  g_array_append_val (self->parameters, parameter);
}

/**
 * copil_statement_add_text:
 * @text: (nullable): UTF-8; %NULL is SQL NULL
 *
 * Adds the next parameter in text form; the server reads it as the type its place asks for.
 */
void
copil_statement_add_text (CopilStatement *self,
                          const char     *text)
{
  add (self, 0, FALSE, text != NULL ? g_bytes_new (text, strlen (text) + 1) : NULL);
}

void
copil_statement_add_int (CopilStatement *self,
                         gint64          number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  copil_statement_add_text (self, text);
}

/**
 * copil_statement_add_double:
 * @number: sent with 17 digits, so that it arrives to the last bit; %NAN is SQL NULL
 */
void
copil_statement_add_double (CopilStatement *self,
                            double          number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (number))
    copil_statement_add_text (self, NULL);
  else if (isinf (number))
    copil_statement_add_text (self, number > 0 ? "Infinity" : "-Infinity");
  else
    copil_statement_add_text (self, g_ascii_dtostr (text, sizeof text, number));
}

void
copil_statement_add_bool (CopilStatement *self,
                          gboolean        value)
{
  copil_statement_add_text (self, value ? "t" : "f");
}

/* An array in binary form while it is written: loads have millions of elements, so the buffer
 * is sized once and filled without a call per element. */
typedef struct
{
  guint8 *bytes;
  guint8 *end;
} ArrayWriter;

static inline void
put_int16 (ArrayWriter *writer,
           gint16       number)
{
  guint16 wire = GUINT16_TO_BE ((guint16) number);

  memcpy (writer->end, &wire, sizeof wire);
  writer->end += sizeof wire;
}

static inline void
put_int32 (ArrayWriter *writer,
           gint32       number)
{
  guint32 wire = GUINT32_TO_BE ((guint32) number);

  memcpy (writer->end, &wire, sizeof wire);
  writer->end += sizeof wire;
}

static inline void
put_double (ArrayWriter *writer,
            double       number)
{
  guint64 wire;

  memcpy (&wire, &number, sizeof wire);
  wire = GUINT64_TO_BE (wire);
  memcpy (writer->end, &wire, sizeof wire);
  writer->end += sizeof wire;
}

/* The head of a one-dimensional array as array_recv() reads it; @size: of all elements, their
 * lengths not counted. */
static void
array_begin (ArrayWriter *writer,
             Oid          element,
             gsize        n,
             gsize        size,
             gboolean     has_null)
{
  writer->bytes = writer->end = g_malloc (20 + n * 4 + size);
  put_int32 (writer, n > 0 ? 1 : 0);
  put_int32 (writer, has_null);
  put_int32 (writer, element);
  if (n > 0)
    {
      put_int32 (writer, n);
      put_int32 (writer, 1);
    }
}

static void
array_end (ArrayWriter    *writer,
           CopilStatement *self,
           Oid             type)
{
  add (self, type, TRUE, g_bytes_new_take (writer->bytes, writer->end - writer->bytes));
}

/**
 * copil_statement_add_int2_array:
 * @items: (array length=n): copied
 *
 * Adds a smallint[]; here and below an array takes at most 1 GB in PostgreSQL.
 */
void
copil_statement_add_int2_array (CopilStatement *self,
                                const gint16   *items,
                                gsize           n)
{
  ArrayWriter writer;

  array_begin (&writer, OID_INT2, n, n * sizeof *items, FALSE);
  for (gsize i = 0; i < n; i++)
    {
      put_int32 (&writer, sizeof *items);
      put_int16 (&writer, items[i]);
    }
  array_end (&writer, self, OID_INT2_ARRAY);
}

static void
add_int4_array (CopilStatement *self,
                Oid             type,
                Oid             element,
                const gint32   *items,
                gsize           n)
{
  ArrayWriter writer;

  array_begin (&writer, element, n, n * sizeof *items, FALSE);
  for (gsize i = 0; i < n; i++)
    {
      put_int32 (&writer, sizeof *items);
      put_int32 (&writer, items[i]);
    }
  array_end (&writer, self, type);
}

void
copil_statement_add_int4_array (CopilStatement *self,
                                const gint32   *items,
                                gsize           n)
{
  add_int4_array (self, OID_INT4_ARRAY, OID_INT4, items, n);
}

/**
 * copil_statement_add_date_array:
 * @pg_days: (array length=n): days since 1 January 2000, see copil_period_to_pg_days()
 */
void
copil_statement_add_date_array (CopilStatement *self,
                                const gint32   *pg_days,
                                gsize           n)
{
  add_int4_array (self, OID_DATE_ARRAY, OID_DATE, pg_days, n);
}

static gsize
count_nan (const double *items,
           gsize         n)
{
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    count += isnan (items[i]) ? 1 : 0;
  return count;
}

/**
 * copil_statement_add_double_array:
 * @items: (array length=n): %NAN is NULL
 */
void
copil_statement_add_double_array (CopilStatement *self,
                                  const double   *items,
                                  gsize           n)
{
  gsize n_null = count_nan (items, n);
  ArrayWriter writer;

  array_begin (&writer, OID_FLOAT8, n, (n - n_null) * sizeof *items, n_null > 0);
  for (gsize i = 0; i < n; i++)
    {
      gboolean null = isnan (items[i]);

      put_int32 (&writer, null ? -1 : (gint32) sizeof *items);
      if (!null)
        put_double (&writer, items[i]);
    }
  array_end (&writer, self, OID_FLOAT8_ARRAY);
}

/**
 * copil_statement_add_text_array:
 * @items: (array length=n): UTF-8; a %NULL item is NULL
 */
void
copil_statement_add_text_array (CopilStatement     *self,
                                const char * const *items,
                                gsize               n)
{
  gsize size = 0;
  gboolean has_null = FALSE;
  ArrayWriter writer;

  for (gsize i = 0; i < n; i++)
    {
      has_null = has_null || items[i] == NULL;
      size += items[i] != NULL ? strlen (items[i]) : 0;
    }
  array_begin (&writer, OID_TEXT, n, size, has_null);
  for (gsize i = 0; i < n; i++)
    {
      gsize length = items[i] != NULL ? strlen (items[i]) : 0;

      put_int32 (&writer, items[i] != NULL ? (gint32) length : -1);
      memcpy (writer.end, items[i] != NULL ? items[i] : "", length);
      writer.end += length;
    }
  array_end (&writer, self, OID_TEXT_ARRAY);
}

void
copil_statement_set_binary (CopilStatement *self,
                            gboolean        binary)
{
  self->binary = binary;
}

/**
 * copil_statement_set_timeout:
 * @milliseconds: how long the server may stay silent on this statement; 0: as the connection
 */
void
copil_statement_set_timeout (CopilStatement *self,
                             guint           milliseconds)
{
  self->timeout = milliseconds;
}

void
copil_statement_set_write (CopilStatement *self,
                           gboolean        write)
{
  self->write = write;
}

const char *
_copil_statement_get_sql (CopilStatement *self)
{
  return self->sql;
}

guint
_copil_statement_get_timeout (CopilStatement *self)
{
  return self->timeout;
}

gboolean
_copil_statement_is_write (CopilStatement *self)
{
  return self->write;
}

gboolean
_copil_statement_send (CopilStatement *self,
                       PGconn         *pg)
{
  guint n = self->parameters->len;
  g_autofree Oid *types = g_new0 (Oid, n);
  g_autofree const char **values = g_new0 (const char *, n);
  g_autofree int *lengths = g_new0 (int, n);
  g_autofree int *formats = g_new0 (int, n);

  for (guint i = 0; i < n; i++)
    {
      const Parameter *parameter = &g_array_index (self->parameters, Parameter, i);
      gsize size = 0;

      types[i] = parameter->type;
      formats[i] = parameter->binary;
      if (parameter->value != NULL)
        values[i] = g_bytes_get_data (parameter->value, &size);
      lengths[i] = size;
    }
  return PQsendQueryParams (pg, self->sql, n, types, values, lengths, formats, self->binary) == 1;
}
