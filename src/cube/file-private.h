/* file-private.h: the bytes of a cube on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube/cube-private.h"
#include "cube/file.h"

G_BEGIN_DECLS

#define COPIL_FILE_MAGIC "COPILCUB"
/* Raised with any change of the structures below or of CopilPlaneRow. */
#define COPIL_FILE_FORMAT 3
/* Read back as another number on a machine of the other byte order. */
#define COPIL_FILE_ORDER 0x01020304u
#define COPIL_FILE_PAGE 4096
#define COPIL_FILE_CURSOR 3072
#define COPIL_FILE_AS_OF 32

typedef struct
{
  guint64 offset;
  guint64 size;
  guint64 sum;
} CopilFileSection;

/* The first page, alone rewritten in place when only the cursor and the hour change. */
typedef struct
{
  char             magic[8];
  guint32          format;
  guint32          order;
  guint64          sum; /* of the header with this field 0 */
  guint64          nonce;
  guint64          file_size;
  gint64           confirmed;
  gint32           schema;
  gint32           catalogue_version;
  gint32           batch;
  guint32          n_planes;
  guint32          n_complete;
  guint32          n_territories;
  CopilFileSection identity; /* make_identity() in file-save.c */
  CopilFileSection catalogue;
  CopilFileSection territories;
  CopilFileSection annotations;
  CopilFileSection directory; /* CopilFilePlane x n_planes, all CopilPlaneRow, all checksums */
  gint32           as_of_batch;
  char             as_of[COPIL_FILE_AS_OF];
  char             cursor[COPIL_FILE_CURSOR];
} CopilFileHeader;

typedef struct
{
  gint32  measure; /* id */
  guint32 rhythm;
  gint32  first;
  guint32 n_columns;
  guint32 n_rows;
  gint32  value_first;
  gint32  value_last;
  guint32 complete;
  guint64 offset; /* of the records, on a page */
  guint64 rows;   /* rank of its first CopilPlaneRow */
  guint64 checks; /* rank of its first checksum */
} CopilFilePlane;

G_STATIC_ASSERT (sizeof (CopilFileHeader) <= COPIL_FILE_PAGE);
G_STATIC_ASSERT (sizeof (CopilPlaneRow) == 12);

guint64  copil_file_header_sum  (const CopilFileHeader *header);
/* FALSE and DAMAGED or OTHER. */
gboolean copil_file_read_header (int                    fd,
                                 CopilFileHeader       *header,
                                 GError               **error);
/* The nonce of the file a cube was mapped from, 0 when from none. */
void     copil_file_set_nonce   (CopilCube             *cube,
                                 guint64                nonce);
guint64  copil_file_get_nonce   (CopilCube             *cube);

static inline guint64
copil_file_align (guint64 offset)
{
  return (offset + COPIL_FILE_PAGE - 1) & ~(guint64) (COPIL_FILE_PAGE - 1);
}

G_END_DECLS
