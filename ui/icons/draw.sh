#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# draw.sh ENCODER FOLDER SVG...: each icon as a picture of its own size, and of twice that size.
set -eu
encoder=$1 folder=$2
shift 2
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
for drawing; do
    name=$(basename "$drawing" -symbolic.svg)
    size=16
    [ "$name" != copil-mark ] || size=20 # as style.css shows it
    for scale in 1 2; do
        side=$((size * scale))
        "$encoder" "$drawing" "${side}x$side" -o "$work"
        mv "$work/$name-symbolic.symbolic.png" "$folder/$name-$scale.png"
    done
done
