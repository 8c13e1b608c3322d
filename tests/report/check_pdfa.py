#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a PDF against PDF/A-3u: check_pdfa.py [--prove] FILE; one line a finding, exit 1 with any.

Each rule names its clause of ISO 19005-3 and comes with a way to break it: --prove breaks a copy
of FILE by each, and says which rules let theirs pass. It is our own reading, without the rules
that need the insides of font programs (6.2.11.5); it is no certificate.
"""
import io
import re
import struct
import sys
import xml.etree.ElementTree as xml

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
KNOWN = (RDF, DC, XMP, PDF, PDFA, SCHEMA, "{http://www.aiim.org/pdfa/ns/extension/}",
         "{http://www.aiim.org/pdfa/ns/property#}", "{adobe:ns:meta/}")
OPERATORS = set("""b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i
ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w
W W* y ' " """.split()) | {"INLINE IMAGE"}
BLENDS = {"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
          "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion",
          "/Hue", "/Saturation", "/Color", "/Luminosity"}
ACTIONS = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"}
RULES = []


class Document:
    """A file, as bytes and as objects."""

    def __init__(self, data):
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root
        self.dictionaries = [entry for entry in self.pdf.objects
                             if isinstance(entry, (Dictionary, Stream))]
        self.pages = [(page, list(pikepdf.parse_content_stream(page))) for page in self.pdf.pages]

    def of_type(self, key, value):
        return [entry for entry in self.dictionaries if entry.get(key) == value]

    def resources(self, category):
        for page, _ in self.pages:
            yield from page.get("/Resources", {}).get(category, {}).items()

    def xmp(self):
        return xml.fromstring(bytes(self.root.Metadata.read_bytes()).decode("utf-8"))

    def property(self, name):
        found = self.xmp().find(".//" + name)
        if found is None:
            return None
        inner = found.find(".//" + RDF + "li")
        return (found if inner is None else inner).text


def rule(clause, text):
    def add(check):
        RULES.append({"clause": clause, "text": text, "check": check, "breaks": []})
        return check
    return add


def breaks(change):
    """How to break the rule above; @change gets a pikepdf.Pdf, or with data= the bytes."""
    RULES[-1]["breaks"].append(change)
    return change


# -- The file ----------------------------------------------------------------------------------

@rule("6.1.2", "header, and a comment of four bytes above 127")
def header(document):
    return re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", document.data) is not None


@breaks
def no_comment(data):
    return data.replace(data[9:14], b"%abcd", 1)


@rule("6.1.3", "an identifier, no encryption, nothing behind the end")
def trailer(document):
    identifier = document.pdf.trailer.get("/ID", [])
    return len(identifier) == 2 and len(bytes(identifier[0])) >= 16 \
        and "/Encrypt" not in document.pdf.trailer \
        and re.search(rb"%%EOF(\r\n|\r|\n)?\Z", document.data) is not None


@breaks
def no_identifier(data):
    return data.replace(b"/ID [", b"/Id [")


@breaks
def something_behind(data):
    return data + b"\n% more\n"


@rule("6.1.4", "cross-references in lines of their own")
def cross_references(document):
    place = int(document.data.rsplit(b"startxref", 1)[1].split()[0])
    return re.match(rb"xref(\r\n|\r|\n)0 \d+ ?(\r\n|\r|\n)\d{10} 65535 f", document.data[place:]) \
        is not None


@breaks
def reference_spaced(data):
    return data.replace(b"xref\n0 ", b"xref  0 ", 1) if b"xref\n0 " in data else data


@rule("6.1.7", "streams of their length, in filters that any reader has, in the file")
def streams(document):
    for entry in document.dictionaries:
        if isinstance(entry, Stream):
            filters = entry.get("/Filter", Array())
            for name in filters if isinstance(filters, Array) else [filters]:
                if name not in ("/FlateDecode", "/DCTDecode", "/ASCIIHexDecode"):
                    return False
            if any(key in entry for key in ("/F", "/FFilter", "/FDecodeParms")):
                return False
    for match in re.finditer(rb"/Length (\d+)\s[^\n]*>>\nstream\n", document.data):
        after = document.data[match.end() + int(match[1]):]
        if not re.match(rb"(\r\n|\r|\n)endstream\b", after):
            return False
    return True


@breaks
def lzw(pdf):
    pdf.Root.AF[0].EF.F.write(b"", filter=Name.LZWDecode)


@breaks
def wrong_length(data):
    return re.sub(rb"/Length (\d)(\d+ /Type /Metadata)", rb"/Length 1\2", data) \
        if not re.search(rb"/Length 1\d+ /Type /Metadata", data) \
        else re.sub(rb"/Length 1(\d+ /Type /Metadata)", rb"/Length 2\1", data)


@rule("6.1.9", "objects begin and end in lines of their own")
def objects(document):
    place = int(document.data.rsplit(b"startxref", 1)[1].split()[0])
    lines = document.data[place:].split(b"\n")
    for number, line in enumerate(lines[2:2 + int(lines[1].split()[1])]):
        if line[17:18] == b"n":
            start = int(line[:10])
            if not re.match(rb"%d 0 obj(\r\n|\r|\n)" % number, document.data[start:start + 32]) \
                    or document.data[start - 1:start] not in (b"\n", b"\r"):
                return False
    return True


@breaks
def object_spaced(data):
    return data.replace(b" 0 obj\n", b" 0 obj ", 1)


@rule("6.1.13", "names of 127 bytes, strings of 32767, nesting of 28 at most")
def limits(document):
    for _, content in document.pages:
        depth = 0
        for _, operator in content:
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            if depth > 28:
                return False
    return all(len(key) <= 128 for entry in document.dictionaries for key in entry.keys())


@breaks
def nested(pdf):
    pdf.pages[0].contents_add(b"q " * 40 + b"Q " * 40, prepend=True)


# -- What is drawn -----------------------------------------------------------------------------

@rule("6.2.2", "operators of ISO 32000-1, resources of the page's own")
def operators(document):
    return all("/Resources" in page.obj and all(str(operator) in OPERATORS
                                                for _, operator in content)
               for page, content in document.pages)


@breaks
def unknown_operator(pdf):
    pdf.pages[0].contents_add(b"BX zz EX", prepend=True)


@rule("6.2.3", "one output intent for PDF/A, with a profile of a display")
def output_intent(document):
    intents = [entry for entry in document.root.get("/OutputIntents", [])
               if entry.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        return False
    stream = intents[0].DestOutputProfile
    profile = bytes(stream.read_bytes())
    size, = struct.unpack(">I", profile[:4])
    return size == len(profile) and profile[36:40] == b"acsp" and profile[8] < 5 \
        and profile[12:16] in (b"mntr", b"prtr") and profile[16:20] == b"RGB " and stream.N == 3


@breaks
def no_intent(pdf):
    del pdf.Root.OutputIntents


@breaks
def other_profile(pdf):
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 4


@rule("6.2.4", "no colours that the output intent does not explain")
def colors(document):
    spaces = [str(value) for _, value in document.resources("/ColorSpace")]
    groups = [str(page.obj.get("/Group", {}).get("/CS", "/DeviceRGB"))
              for page, _ in document.pages]
    used = {str(operator) for _, content in document.pages for _, operator in content}
    return not used & {"k", "K"} and "/DeviceCMYK" not in spaces + groups \
        and not document.of_type("/ColorSpace", "/DeviceCMYK")


@breaks
def four_inks(pdf):
    pdf.pages[0].contents_add(b"0 0 0 1 k", prepend=True)


@breaks
def group_of_inks(pdf):
    pdf.pages[0].obj.Group.CS = Name.DeviceCMYK


@rule("6.2.5", "no transfer functions, no halftones of one's own")
def graphics_states(document):
    return not any(key in state for _, state in document.resources("/ExtGState")
                   for key in ("/TR", "/TR2", "/HTP", "/HTO"))


@breaks
def transfer(pdf):
    pdf.pages[0].Resources.ExtGState.a0.TR = Name.Identity


@rule("6.2.8", "images drawn as they are")
def images(document):
    return not any(image.get("/Interpolate", False) or "/Alternates" in image or "/OPI" in image
                   for image in document.of_type("/Subtype", "/Image"))


@breaks
def interpolated(pdf):
    pdf.make_indirect(Stream(pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                             BitsPerComponent=8, ColorSpace=Name.DeviceGray, Interpolate=True))
    pdf.Root.Kept = pdf.objects[-1]


@rule("6.2.9", "no parts of other files, no PostScript")
def forms(document):
    return not any(form.get("/Subtype") == "/PS" or "/Ref" in form or "/OPI" in form
                   or "/PS" in form for _, form in document.resources("/XObject"))


@breaks
def script_drawn(pdf):
    pdf.pages[0].Resources.XObject = Dictionary(
        x=pdf.make_indirect(Stream(pdf, b"", Type=Name.XObject, Subtype=Name.PS)))


@rule("6.2.10", "blend modes of ISO 32000-1")
def transparency(document):
    return all(str(state.get("/BM", "/Normal")) in BLENDS
               for _, state in document.resources("/ExtGState"))


@breaks
def own_blend(pdf):
    pdf.pages[0].Resources.ExtGState.a0.BM = Name.Mine


# -- Text --------------------------------------------------------------------------------------

def descriptor(font):
    return font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", {})


@rule("6.2.11.4", "fonts embedded")
def embedded(document):
    return all(font.get("/Subtype") == "/Type3"
               or any(key in descriptor(font) for key in ("/FontFile", "/FontFile2", "/FontFile3"))
               for _, font in document.resources("/Font"))


@breaks
def not_embedded(pdf):
    for _, font in pdf.pages[0].Resources.Font.items():
        del descriptor(font)["/FontFile3"]


def unicode_map(font):
    """Code to text, and the bytes of a code."""
    text = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    table = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, target in re.findall(r"<(\w+)>\s*<(\w*)>", block):
            table[int(code, 16)] = bytes.fromhex(target).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, _, targets in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.S):
            for offset, target in enumerate(re.findall(r"<(\w*)>", targets)):
                table[int(low, 16) + offset] = bytes.fromhex(target).decode("utf-16-be")
        for low, high, target in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(low, 16), int(high, 16) + 1):
                table[code] = chr(int(target, 16) + code - int(low, 16))
    return table, width


def shown(document):
    """Each font of a page with the codes that are shown in it."""
    for page, content in document.pages:
        codes, font = {}, None
        for operands, operator in content:
            if str(operator) == "Tf":
                font = str(operands[0])
            elif str(operator) in ("Tj", "TJ"):
                parts = operands[0] if str(operator) == "TJ" else operands
                codes.setdefault(font, bytearray()).extend(
                    b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String)))
        for name, text in codes.items():
            yield page.Resources.Font[name], bytes(text)


@rule("6.2.11.7", "every letter shown has its character")
def unicode(document):
    for font, text in shown(document):
        if "/ToUnicode" not in font:
            return False
        table, width = unicode_map(font)
        for at in range(0, len(text), width):
            letter = table.get(int.from_bytes(text[at:at + width], "big"), "")
            if letter == "" or any(sign in letter for sign in "\0\ufeff\ufffe"):
                return False
    return True


@breaks
def no_characters(pdf):
    del pdf.pages[0].Resources.Font["/f-0-0"]["/ToUnicode"]


@rule("6.2.11.8", "no sign for a letter that the font has not")
def has_letters(document):
    return not any(font.get("/Subtype") == "/Type0"
                   and any(text[at:at + 2] == b"\0\0" for at in range(0, len(text), 2))
                   for font, text in shown(document))


@breaks
def no_letter(pdf):
    pdf.pages[0].contents_add(b"BT /f-1-1 9 Tf <0000> Tj ET", prepend=True)


# -- What it would do --------------------------------------------------------------------------

@rule("6.3", "annotations that print and only lead somewhere")
def annotations(document):
    for page, _ in document.pages:
        for annotation in page.get("/Annots", []):
            flags = int(annotation.get("/F", 0))
            if annotation.get("/Subtype") != "/Link" or not flags & 4 or flags & 0x23 \
                    or "/AP" in annotation:
                return False
    return True


@breaks
def film(pdf):
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Movie, F=4,
                                                Rect=[0, 0, 1, 1])])


@breaks
def hidden(pdf):
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, F=6,
                                                Rect=[0, 0, 1, 1])])


@rule("6.4", "no form")
def form(document):
    return "/AcroForm" not in document.root


@breaks
def with_form(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=Array(), NeedAppearances=True)


@rule("6.5", "no script, nothing that is started")
def actions(document):
    return not any("/AA" in entry or "/JS" in entry
                   or (entry.get("/Type") == "/Action" or "/OpenAction" in entry)
                   and str(entry.get("/S", "/JavaScript")) not in ACTIONS
                   for entry in document.dictionaries) \
        and "/JavaScript" not in document.root.get("/Names", {})


@breaks
def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="1")


@breaks
def scripts(pdf):
    pdf.Root.Names.JavaScript = Dictionary(Names=Array())


# -- What it says of itself --------------------------------------------------------------------

@rule("6.6.2.1", "metadata in XML that is not packed")
def metadata(document):
    return document.root.Metadata.get("/Subtype") == "/XML" \
        and "/Filter" not in document.root.Metadata and document.xmp() is not None


@breaks
def packed(pdf):
    pdf.Root.Metadata.Subtype = Name.Mine


@rule("6.6.2.3", "schemas that the standard does not know are described")
def schemas(document):
    described = {"{%s}" % entry.text for entry in document.xmp().iter(SCHEMA + "namespaceURI")}
    return all(element.tag.startswith(KNOWN) or element.tag.split("}")[0] + "}" in described
               for element in document.xmp().iter())


def write_metadata(pdf, old, new):
    packet = bytes(pdf.Root.Metadata.read_bytes())
    assert old in packet, old
    pdf.Root.Metadata.write(packet.replace(old, new))


@breaks
def undescribed(pdf):
    write_metadata(pdf, b"namespaceURI>http://www.aiim.org/pdfua/ns/id/",
                   b"namespaceURI>http://www.aiim.org/other/")


def info_date(text):
    return re.sub(r"^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$", r"\1-\2-\3T\4:\5:\6Z", text)


@rule("6.6.3", "the dictionary of information says the same as the metadata")
def information(document):
    names = {"/Title": DC + "title", "/Author": DC + "creator", "/Subject": DC + "description",
             "/Creator": XMP + "CreatorTool", "/Producer": PDF + "Producer"}
    dates = {"/CreationDate": XMP + "CreateDate", "/ModDate": XMP + "ModifyDate"}
    info = document.pdf.docinfo
    return all(key in names or key in dates for key in info.keys()) \
        and all(str(info[key]) == document.property(name)
                for key, name in names.items() if key in info) \
        and all((info_date(str(info[key])) if key in info else None) == document.property(name)
                for key, name in dates.items())


@breaks
def other_title(pdf):
    pdf.docinfo["/Title"] = "Other"


@breaks
def other_date(pdf):
    pdf.docinfo["/CreationDate"] = "20200101000000Z"


@rule("6.6.4", "it says that it is PDF/A-3u")
def claim(document):
    return (document.property(PDFA + "part"), document.property(PDFA + "conformance")) == ("3", "U")


@breaks
def older(pdf):
    write_metadata(pdf, b"<pdfaid:part>3<", b"<pdfaid:part>1<")


@rule("6.8", "attached files say what they are and belong to the document")
def attachments(document):
    associated = [entry.objgen for entry in document.root.get("/AF", [])]
    for specification in document.of_type("/Type", "/Filespec"):
        if not all(key in specification for key in ("/F", "/UF", "/EF", "/AFRelationship")) \
                or specification.objgen not in associated:
            return False
        stream = specification.EF.F
        kinds = {"json": "/application/json", "csv": "/text/csv"}
        if str(stream.get("/Subtype")) != kinds.get(str(specification.UF).rsplit(".", 1)[-1]) \
                or "/ModDate" not in stream.get("/Params", {}) \
                or stream.Params.Size != len(stream.read_bytes()):
            return False
    return len(associated) == len(document.root.get("/Names", {}).get("/EmbeddedFiles", {})
                                  .get("/Names", [])) // 2


@breaks
def wrong_kind(pdf):
    pdf.Root.AF[0].EF.F.Subtype = Name("/text/plain")


@breaks
def unrelated(pdf):
    del pdf.Root.AF[0].AFRelationship


@breaks
def not_associated(pdf):
    del pdf.Root.AF


@rule("6.9", "nothing that is shown at some times only")
def always(document):
    return not any(key in document.root for key in ("/OCProperties", "/Requirements")) \
        and "/AlternatePresentations" not in document.root.get("/Names", {})


@breaks
def layers(pdf):
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())


# ----------------------------------------------------------------------------------------------

def holds(entry, document):
    try:
        return entry["check"](document)
    except (AttributeError, KeyError, ValueError, IndexError, xml.ParseError, pikepdf.PdfError):
        return False


def find(data):
    document = Document(data)
    return ["%s fails: %s" % (entry["clause"], entry["text"])
            for entry in RULES if not holds(entry, document)]


def break_copy(data, change):
    if change.__code__.co_varnames[0] == "data":
        return change(data)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, static_id=True, compress_streams=False, fix_metadata_version=False,
                 stream_decode_level=pikepdf.StreamDecodeLevel.none,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def prove(data):
    """The rules that do not see what breaks them."""
    blind = []
    for entry in RULES:
        if not entry["breaks"]:
            blind.append("%s: nothing breaks it" % entry["clause"])
        for change in entry["breaks"]:
            broken = break_copy(data, change)
            if broken == data or holds(entry, Document(broken)):
                blind.append("%s: %s passes" % (entry["clause"], change.__name__))
    return blind


def main():
    with open(sys.argv[-1], "rb") as file:
        data = file.read()
    findings = find(data)
    if "--prove" in sys.argv and not findings:
        findings = prove(data)
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
