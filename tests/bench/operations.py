#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""operations.py REPORT.pdf > OPERATIONS: the marks and runs of text of a PDF, for replay.c."""
import re
import struct
import sys

import pikepdf


def multiply(m, n):
    return (m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
            m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
            m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5])


def to_unicode(font):
    """Character code to text, from the ToUnicode map; and the bytes of a code."""
    table, width = {}, 1
    data = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", data, re.S):
        for low, high, target in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            width = len(low) // 2
            for code in range(int(low, 16), int(high, 16) + 1):
                table[code] = chr(int(target[:4], 16) + code - int(low, 16))
        for low, high, targets in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.S):
            width = len(low) // 2
            for offset, target in enumerate(re.findall(r"<(\w+)>", targets)):
                table[int(low, 16) + offset] = bytes.fromhex(target).decode("utf-16-be")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", data, re.S):
        for code, target in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            width = len(code) // 2
            table[int(code, 16)] = bytes.fromhex(target).decode("utf-16-be")
    return table, width


class Page:
    def __init__(self, page, out):
        self.page, self.out = page, out
        self.matrix, self.stack = (1, 0, 0, 1, 0, 0), []
        self.fonts = {}
        self.fill, self.stroke = (0, 0, 0), (0, 0, 0)
        self.known = {}  # what the program that replays has set already

    def point(self, x, y):
        m = self.matrix
        x, y = float(x), float(y)
        return x * m[0] + y * m[2] + m[4], 842 - (x * m[1] + y * m[3] + m[5])

    def put(self, letter, *numbers):
        self.out.append(letter.encode() + struct.pack("=%df" % len(numbers), *numbers))

    def change(self, letter, *numbers):
        if self.known.get(letter) != numbers:
            self.known[letter] = numbers
            self.put(letter, *numbers)

    def show(self, parts):
        name, size = self.font
        if name not in self.fonts:
            self.fonts[name] = to_unicode(self.page.Resources.Font[name])
        table, width = self.fonts[name]
        data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        codes = [int.from_bytes(data[i:i + width], "big") for i in range(0, len(data), width)]
        text = "".join(table.get(code, "") for code in codes).replace("\n", " ")
        base = str(self.page.Resources.Font[name].get("/BaseFont", ""))
        scale = abs(self.text[0]) or abs(self.text[1])
        self.change("C", *self.fill)
        self.change("F", float("Bold" in base), round(size * scale, 3))
        saved, self.matrix = self.matrix, multiply(self.text, self.matrix)
        self.put("T", *self.point(0, 0))
        self.out.append(text.encode() + b"\0")
        self.matrix = saved

    def run(self, operands, name):
        if name == "q":
            self.stack.append((self.matrix, self.fill, self.stroke))
        elif name == "Q":
            self.matrix, self.fill, self.stroke = self.stack.pop()
        elif name == "cm":
            self.matrix = multiply(tuple(map(float, operands)), self.matrix)
        elif name in ("m", "l"):
            self.put(name, *self.point(*operands))
        elif name == "c":
            self.put("c", *(number for i in (0, 2, 4)
                            for number in self.point(operands[i], operands[i + 1])))
        elif name == "h":
            self.put("h")
        elif name == "re":
            x, y, w, h = map(float, operands)
            self.put("m", *self.point(x, y))
            for px, py in ((x + w, y), (x + w, y + h), (x, y + h)):
                self.put("l", *self.point(px, py))
            self.put("h")
        elif name in ("rg", "g"):
            self.fill = tuple(map(float, operands)) if name == "rg" else (float(operands[0]),) * 3
        elif name in ("RG", "G"):
            self.stroke = tuple(map(float, operands)) if name == "RG" else (float(operands[0]),) * 3
        elif name == "w":
            self.change("w", float(operands[0]))
        elif name in ("f", "f*", "F"):
            self.change("C", *self.fill)
            self.put("f")
        elif name in ("S", "s", "B", "b"):
            self.change("C", *self.stroke)
            self.put("S")
        elif name == "Tf":
            self.font = (str(operands[0]), float(operands[1]))
        elif name == "Tm":
            self.text = tuple(map(float, operands))
        elif name == "Td":
            self.text = multiply((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.text)
        elif name == "Tj":
            self.show([operands[0]])
        elif name == "TJ":
            self.show(list(operands[0]))


def main():
    out = []
    with pikepdf.open(sys.argv[1]) as pdf:
        for page in pdf.pages:
            reader = Page(page, out)
            for operands, operator in pikepdf.parse_content_stream(page):
                reader.run(operands, str(operator))
            out.append(b"P")
    sys.stdout.buffer.write(b"".join(out))


main()
