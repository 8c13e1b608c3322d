#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the tags of a PDF: check_pdf.py FILE...; one line a finding, exit 1 with any.

Conditions in the manner of the Matterhorn protocol that a program can decide.
It is our own reading, not a proof of conformance.
"""
import sys

import pikepdf

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "BI",
            "EI", "INLINE IMAGE"}
GROUPING = {"/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"}, "/TR": {"/TH", "/TD"},
            "/TOC": {"/TOCI", "/TOC", "/Caption"}}


class Checker:
    def __init__(self, path):
        self.pdf = pikepdf.open(path)
        self.path = path
        self.findings = []
        self.tree_ids = {}
        self.last_heading = 0
        self.linked = set()

    def say(self, text):
        self.findings.append("%s: %s" % (self.path, text))

    def require(self, condition, text):
        if not condition:
            self.say(text)

    def check_catalog(self):
        root = self.pdf.Root
        self.require(str(root.get("/Lang", "")).startswith("fr"), "no French language")
        self.require(root.get("/MarkInfo", {}).get("/Marked") == True, "not marked")  # noqa: E712
        self.require(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") == True,  # noqa
                     "title not displayed")
        self.require("/StructTreeRoot" in root, "no structure")
        self.require("/ParentTree" in root.get("/StructTreeRoot", {}), "no parent tree")
        self.require("/Outlines" in root, "no bookmarks")
        metadata = bytes(root.Metadata.read_bytes()).decode("utf-8") if "/Metadata" in root else ""
        self.require("<pdfuaid:part>1" in metadata, "XMP lacks pdfuaid")
        title = str(self.pdf.docinfo.get("/Title", ""))
        self.require(title and title.replace("&", "&amp;") in metadata, "XMP title differs")

    def check_content(self, number, page):
        """Every painting operator is tagged or an artifact; returns the ids that paint."""
        stack, ids = [], []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "BDC":
                mcid = operands[1].get("/MCID") if isinstance(operands[1], pikepdf.Dictionary) \
                    else None
                stack.append("/Artifact" if str(operands[0]) == "/Artifact" else mcid)
                if mcid is not None:
                    ids.append(int(mcid))
            elif name == "BMC":
                stack.append("/Artifact" if str(operands[0]) == "/Artifact" else None)
            elif name == "EMC":
                if not stack:
                    self.say("page %d: EMC without a beginning" % number)
                else:
                    stack.pop()
            elif name in PAINTING and all(entry is None for entry in stack):
                self.say("page %d: %s outside any tag" % (number, name))
        self.require(not stack, "page %d: a tag is not closed" % number)
        self.require(len(ids) == len(set(ids)), "page %d: a content id twice" % number)
        return set(ids)

    def check_fonts(self, number, page):
        fonts = page.get("/Resources", {}).get("/Font", {})
        for name, font in fonts.items():
            descendant = font.get("/DescendantFonts", [font])[0]
            descriptor = descendant.get("/FontDescriptor", {})
            self.require(any(key in descriptor for key in
                             ("/FontFile", "/FontFile2", "/FontFile3")) or
                         font.get("/Subtype") == "/Type3",
                         "page %d: font %s is not embedded" % (number, name))
            self.require("/ToUnicode" in font, "page %d: font %s has no ToUnicode" % (number, name))

    def walk(self, element, parent, page):
        if isinstance(element, int) or not isinstance(element, pikepdf.Dictionary):
            self.tree_ids.setdefault(page.objgen, set()).add(int(element))
            return
        kind = element.get("/Type")
        if kind == "/MCR":
            self.tree_ids.setdefault(element.Pg.objgen, set()).add(int(element.MCID))
            return
        if kind == "/OBJR":
            self.linked.add(element.Obj.objgen)
            self.require(parent == "/Link", "an annotation stands outside a Link")
            return
        page = element.get("/Pg", page)
        name = str(element.S)
        self.check_element(element, name, parent)
        kids = element.get("/K")
        if kids is None:
            if name not in ("/TD", "/TH", "/Document"):
                self.say("an empty %s" % name)
            return
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self.walk(kid, name, page)

    def check_element(self, element, name, parent):
        if name == "/Figure":
            self.require(len(str(element.get("/Alt", ""))) > 10, "a Figure without alternative")
            self.require("/BBox" in element.get("/A", {}), "a Figure without box")
        if name == "/TH":
            self.require("/Scope" in element.get("/A", {}), "a TH without scope")
        if parent in GROUPING:
            self.require(name in GROUPING[parent], "%s inside %s" % (name, parent))
        if len(name) == 3 and name[1] == "H" and name[2].isdigit():
            level = int(name[2])
            self.require(level <= self.last_heading + 1, "heading H%d after H%d"
                         % (level, self.last_heading))
            self.last_heading = level
        self.require(name != "/NonStruct", "furniture in the structure")

    def check_annotations(self, number, page):
        for annotation in page.get("/Annots", []):
            self.require(len(str(annotation.get("/Contents", ""))) > 3,
                         "page %d: a link without description" % number)
            self.require(annotation.objgen in self.linked,
                         "page %d: a link outside the structure" % number)
            self.require(int(annotation.get("/F", 0)) & 4, "page %d: a link that does not print"
                         % number)

    def check(self):
        self.check_catalog()
        root = self.pdf.Root.get("/StructTreeRoot")
        if root is not None:
            kids = root.get("/K")
            self.require(isinstance(kids, pikepdf.Dictionary) and kids.get("/S") == "/Document",
                         "the structure is not one Document")
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                self.walk(kid, None, None)
        for number, page in enumerate(self.pdf.pages, 1):
            ids = self.check_content(number, page)
            self.require(ids == self.tree_ids.get(page.obj.objgen, set()),
                         "page %d: content ids and tree differ: %s" %
                         (number, sorted(ids ^ self.tree_ids.get(page.obj.objgen, set()))[:8]))
            self.require(page.get("/Tabs") == "/S", "page %d: no tab order" % number)
            self.check_fonts(number, page)
            self.check_annotations(number, page)
        return self.findings


def main():
    findings = []
    for path in sys.argv[1:]:
        findings += Checker(path).check()
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
