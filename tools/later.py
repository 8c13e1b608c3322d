#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what calls the functions of a library that is loaded at the first call (src/later).

later.py NAME.list NAME.c NAME.h COMPILER...: the compiler says where the library is.
"""
import os
import re
import subprocess
import sys

HEADER = """#pragma once

#include <{include}>
#include "later/load.h"

typedef struct
{{
{members}
}} Later_{name};

extern Later_{name} later_{name}_functions;
extern gsize later_{name}_loaded;
void later_{name}_load (void);

static inline const Later_{name} *
later_{name} (void)
{{
  if (G_UNLIKELY (g_atomic_pointer_get (&later_{name}_loaded) == 0))
    later_{name}_load ();
  return &later_{name}_functions;
}}

{macros}
"""

# ICU renames its functions by macros: their names are taken as the library's header has them.
SOURCE = """#include <{include}>

#define NAME_OF(function) EXPANDED (function)
#define EXPANDED(function) #function

static const char *const names[] = {{
{names}
  0
}};

#include "later/{name}.h"

Later_{name} later_{name}_functions;
gsize later_{name}_loaded;

void
later_{name}_load (void)
{{
  static const CopilLater later = {{ "{soname}", names, (gpointer *) &later_{name}_functions }};

  if (g_once_init_enter (&later_{name}_loaded))
    {{
      copil_later_load (&later);
      g_once_init_leave (&later_{name}_loaded, 1);
    }}
}}
"""


def soname(library, compiler):
    path = subprocess.run(compiler + ["-print-file-name=lib%s.so" % library], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()
    facts = subprocess.run(["objdump", "-p", path], check=True, stdout=subprocess.PIPE,
                           text=True).stdout
    return re.search(r"SONAME\s+(\S+)", facts).group(1)


def main(listing, source, header, *compiler):
    with open(listing, encoding="utf-8") as file:
        text = file.read()
    facts = dict(re.findall(r"^# (library|include): (\S+)", text, re.M))
    functions = re.findall(r"^\w+$", text, re.M)
    words = {
        "name": os.path.basename(listing).partition(".")[0],
        "include": facts["include"],
        "soname": soname(facts["library"], list(compiler)),
        "members": "\n".join("  __typeof__ (%s) *call_%s;" % (f, f) for f in functions),
        "names": "\n".join("  NAME_OF (%s)," % f for f in functions),
    }
    words["macros"] = "\n".join("#undef %s\n#define %s (later_%s ()->call_%s)" % (
        f, f, words["name"], f) for f in functions)
    for path, template in ((source, SOURCE), (header, HEADER)):
        with open(path, "w", encoding="utf-8") as file:
            file.write("/* Made by tools/later.py of later/%s */\n" % os.path.basename(listing))
            file.write(template.format(**words))


main(*sys.argv[1:])
