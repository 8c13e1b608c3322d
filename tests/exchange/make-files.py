#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the small files of test-files.c: made up, in the styles of French offices."""
import io
import os
import zipfile

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "files"))

DEPARTMENTS = [("01", "Ain"), ("02", "Aisne"), ("2A", "Corse-du-Sud"), ("59", "Nord"),
               ("93", "Seine-Saint-Denis"), ("971", "Guadeloupe"), ("974", "La Réunion")]


def text(name, content, encoding="utf-8"):
    with open(name, "wb") as file:
        file.write(content.encode(encoding))


def table(rows, separator=";", end="\n"):
    return end.join(separator.join(str(cell) for cell in row) for row in rows) + end


def zipped(name, parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in parts:
            package.writestr(zipfile.ZipInfo(path), content)
    with open(name, "wb") as file:
        file.write(buffer.getvalue())


def escape(value):
    return str(value).replace("&", "&amp;").replace("<", "&lt;")


def column(index):
    return chr(65 + index)


def xlsx_cell(reference, value, shared):
    """(value, style): style 1 is a date, 2 a percentage, 3 bold; a text starting with = is inline."""
    style = ""
    if isinstance(value, tuple):
        value, number = value
        style = f' s="{number}"'
    if value is None:
        return f'<c r="{reference}"{style}/>'
    if isinstance(value, (int, float)):
        return f'<c r="{reference}"{style}><v>{value!r}</v></c>'
    if value.startswith("="):
        return f'<c r="{reference}"{style} t="inlineStr"><is><t>{escape(value[1:])}</t></is></c>'
    if value not in shared:
        shared.append(value)
    return f'<c r="{reference}"{style} t="s"><v>{shared.index(value)}</v></c>'


def xlsx(name, sheets):
    """sheets: (title, state, rows, merges)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    shared, parts, entries, targets = [], [], "", ""
    for i, (title, state, rows, merges) in enumerate(sheets, 1):
        body = ""
        for r, row in enumerate(rows, 1):
            cells = "".join(xlsx_cell(f"{column(c)}{r}", value, shared)
                            for c, value in enumerate(row) if value != "")
            body += f'<row r="{r}">{cells}</row>'
        merged = "".join(f'<mergeCell ref="{m}"/>' for m in merges)
        merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        parts.append((f"xl/worksheets/sheet{i}.xml",
                      f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData>{merged}</worksheet>'))
        entries += f'<sheet name="{title}" sheetId="{i}" state="{state}" r:id="rId{i}"/>'
        targets += f'<Relationship Id="rId{i}" Target="worksheets/sheet{i}.xml"/>'
    strings = "".join(f"<si><t>{escape(s)}</t></si>" for s in shared)
    styles = (f'<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
              '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="0"/>'
              "</cellXfs></styleSheet>")
    zipped(name, [("[Content_Types].xml", "<Types/>"),
                  ("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}">'
                                      f"<sheets>{entries}</sheets></workbook>"),
                  ("xl/_rels/workbook.xml.rels", f"<Relationships>{targets}</Relationships>"),
                  ("xl/sharedStrings.xml", f'<sst xmlns="{main}">{strings}</sst>'),
                  ("xl/styles.xml", styles)] + parts)


def ods_cell(value):
    if value is None:
        return "<table:covered-table-cell/>"
    if isinstance(value, tuple):
        return (f'<table:table-cell office:value-type="{value[0]}" office:{value[1]}="{value[2]}">'
                f"<text:p>{value[3]}</text:p></table:table-cell>")
    if isinstance(value, (int, float)):
        return ods_cell(("float", "value", value, value))
    if value.startswith("<"):
        return f"<table:table-cell>{value}</table:table-cell>"
    return f"<table:table-cell><text:p>{escape(value)}</text:p></table:table-cell>"


def ods(name, sheets, rezipped=False, cut=None):
    """sheets: (title, shown, rows)."""
    spaces = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
                      for prefix, uri in [("office", "office"), ("table", "table"), ("text", "text"),
                                          ("style", "style")])
    styles = ('<style:style style:name="ta1" style:family="table"><style:table-properties '
              'table:display="true"/></style:style><style:style style:name="ta2" '
              'style:family="table"><style:table-properties table:display="false"/></style:style>')
    body = ""
    for title, shown, rows in sheets:
        cells = "".join("<table:table-row>" + "".join(ods_cell(v) for v in row) + "</table:table-row>"
                        for row in rows)
        body += (f'<table:table table:name="{title}" table:style-name="{"ta1" if shown else "ta2"}">'
                 f"{cells}</table:table>")
    content = (f"<office:document-content {spaces}><office:automatic-styles>{styles}"
               f"</office:automatic-styles><office:body><office:spreadsheet>{body}"
               "</office:spreadsheet></office:body></office:document-content>")
    parts = [("content.xml", content[:cut])]
    # Zipped again by hand, a workbook has lost its first part, or its place.
    zipped(name, parts if rezipped else
           [("mimetype", "application/vnd.oasis.opendocument.spreadsheet")] + parts)


def counts(n, start=100):
    return [start + 7 * i for i in range(n)]


# Text -----------------------------------------------------------------------------------------
text("wide-france.csv", "Nombre d'allocataires du RSA par département\r\nSource : CNAF\r\n\r\n" +
     table([["Département", "janv. 2024", "févr. 2024", "mars 2024"]] +
           [[name, f"1 {i}00", f"1 {i}10", f"1 {i}20"] for i, (_, name) in enumerate(DEPARTMENTS)] +
           [["France métropolitaine", "5 000", "5 000", "5 000"],
            ["France entière", "9 000", "9 010", "9 020"],
            ["Étranger", "3", "3", "3"], ["Champ : France", "", "", ""]], end="\r\n"), "cp1252")
text("quarters-under-years.csv", "Taux de chômage localisé (en %)\n;;2022;;;;2023;;;\n" +
     table([["Code", "Libellé"] + ["T1", "T2", "T3", "T4"] * 2] +
           [[code, name] + [f"{5 + i},{q}" for q in range(8)]
            for i, (code, name) in enumerate(DEPARTMENTS)]))
text("measure-and-month.csv", table([["REGION", "DEPARTEMENT", "NB CONTRATS SIGNES 2024-01",
                                      "NB CONTRATS SIGNES 2024-02"]] +
     [["X", name.upper().replace("É", "E"), 10 + i, 20 + i]
      for i, (_, name) in enumerate(DEPARTMENTS)]))
text("two-columns.csv", table([["Date", "Code Officiel Département", "Nom Officiel Département",
                                "Nombre de bénéficiaires", "Montant versé"]] +
     [[f"2024-0{m}-01T00:00:00+00:00", code, name, 100 * m + i, f"{1000 * m}.55"]
      for i, (code, name) in enumerate(DEPARTMENTS) for m in (1, 2)]), "utf-8-sig")
text("year-and-quarter.csv", '"Code\nINSEE","Nom du\ndépartement","Année","Trimestre","Taux de chômage localisé"\r\n' +
     table([[f'"{code}"', f'"{name}"', '"2024"', f'"{q}"', f'"{5 + q}.{i}"']
            for i, (code, name) in enumerate(DEPARTMENTS) for q in range(1, 5)], ",", "\r\n"))
text("year-and-month-name.csv", table([["annee", "mois", "dep", "nb"]] +
     [["2024", month, code, 100 * m + i] for i, (code, _) in enumerate(DEPARTMENTS)
      for m, month in enumerate(["Janvier", "Février", "Mars"], 1)]))
text("indicator-column.csv", table([["DEP", "ANNEEMOIS", "INDICATEUR", "VALEUR"]] +
     [[code, f"20240{m}", indicator, 1000 * m + 10 * i + j] for i, (code, _) in enumerate(DEPARTMENTS)
      for m in (1, 2) for j, indicator in enumerate(["Inscrits cat. A", "Inscrits cat. B"])]))
text("dot-thousands.csv", table([["dep", "mois", "nb"]] +
     [[code, f"2024-{m:02d}", f"{7 + i}.{100 + 7 * m}"] for i, (code, _) in enumerate(DEPARTMENTS)
      for m in (1, 2)]))
text("months-of-a-titled-year.csv", "Allocataires du RSA, année 2023\n" +
     table([["Dép.", "Janvier", "Février", "Mars", "Total"]] +
           [[code, 100 + i, 110 + i, 120 + i, 330 + 3 * i]
            for i, (code, _) in enumerate(DEPARTMENTS)]))
text("months-under-quarter.csv", table([["Territoire"] + ["Janvier", "", "Février", ""],
                                        [""] + ["2023", "2024"] * 2] +
     [[name, 100 + i, 200 + i, 110 + i, 210 + i] for i, (_, name) in enumerate(DEPARTMENTS)]))
text("number-and-share.csv", table([["", "Effectif", "", "Part (en %)", ""],
                                    ["Département", "2022", "2023", "2022", "2023"]] +
     [[name, 12 + i, 13 + i, "1,5", "1,6"] for i, (_, name) in enumerate(DEPARTMENTS)]))
text("thousands.csv", "Allocataires du RSA, en milliers\n" +
     table([["Département", "2024-01", "2024-02", "2024-03"]] +
           [[name, "1,5", "2,25", f"{3 + i},0"] for i, (_, name) in enumerate(DEPARTMENTS)]))
text("title-period.csv", "Allocataires du RSA au 31 décembre 2023\nPublié le 12/03/2024\n\n" +
     table([["Département", "Effectif"]] + [[name, 500 + i] for i, (_, name) in enumerate(DEPARTMENTS)]))
text("marks.csv", table([["Département", "T1 2023", "T2 2023 (p)", "T3 2023*"]] +
     [["Nord (1)", "9,1", "9,2 r", "9,3 (p)"], ["Aisne*", "10,1 (2)", "nd", "10,3p"],
      ["Seine-St-Denis", "<5", "s", "10,2 e"], ["LA REUNION", "///", "..", "17,0%"]]))
text("codes.csv", table([["code", "2023-T1", "2023-T2", "2023-T3"]] +
     [[code, "5,1", "5,2", "5,3"] for code in ("FR-59", "D62", "001", "02A", "9F", "95")]))
text("region-and-department-codes.csv", table([["code_region", "code_departement", "mois", "nb"]] +
     [[region, code, "2024-01", 10 * i] for i, (region, code) in enumerate(
         [("11", "75"), ("11", "93"), ("32", "59"), ("32", "62"), ("84", "1")], 1)]))
text("bare-codes.csv", table([["code", "2023-T1", "2023-T2", "2023-T3"]] +
     [[code, "5,1", "5,2", "5,3"] for code in ("11", "24", "32", "53")]))
text("old-regions.csv", table([["Région", "2023-T1", "2023-T2", "2023-T3"],
                               ["Bretagne", "5,1", "5,2", "5,3"], ["Corse", "5,1", "5,2", "5,3"],
                               ["Nord-Pas-de-Calais", "9,1", "9,2", "9,3"]]))
text("stacked.csv", table([["Région", "T1 2023", "T2 2023", "T3 2023"],
                           ["Bretagne", "5,1", "5,2", "5,3"], ["Normandie", "6,1", "6,2", "6,3"],
                           ["Ensemble", "5,5", "5,5", "5,5"], [""] * 4,
                           ["Département", "T1 2023", "T2 2023", "T3 2023"],
                           ["Nord", "9,1", "9,2", "9,3"], ["Ain", "4,1", "4,2", "4,3"]]))
text("postcodes.csv", table([["code", "2023-T1", "2023-T2", "2023-T3"]] +
     [[code, "5,1", "5,2", "5,3"] for code in ("59000", "59100", "62000", "75001")]))
text("bassins.csv", table([["Bassin d'emploi", "Mois", "Contrats d'engagement signés dans le mois"],
                           ["Bassin de Valenciennes", "07/23", "12"],
                           ["Arrondissement de Lille", "07/23", "34"],
                           ["596", "08/23", "13"], ["DOUAI", "juil-23", "9"],
                           ["Total", "07/23", "60"]]))
text("spans.csv", table([["dep", "periode", "nb"]] +
     [[code, "2022-2023", 5] for code, _ in DEPARTMENTS] ))
text("merged.csv", table([["Département", "Mois", "nb"]] +
     [row for i, (_, name) in enumerate(DEPARTMENTS)
      for row in ([name, "janvier 2024", 10 + i], ["", "février 2024", 20 + i])]))
text("english.csv", table([["department", "quarter", "rate"]] +
     [[name, f"Q{q} 2023", f"{4 + i}.{q}"] for i, (_, name) in enumerate(DEPARTMENTS)
      for q in (1, 2)], ","))
text("duplicate-headers.csv", table([["dep", "mois", "valeur", "valeur"]] +
     [[code, "2024-01", 10 + i, 20 + i] for i, (code, _) in enumerate(DEPARTMENTS)]))
text("mixed-ends.csv", "dep;mois;nb\r\n59;2024-01;5\n62;2024-01;6\r01;2024-01;7\r\n")
text("percents.csv", table([["dep", "mois", "nb"], ["59", "2024-01", "12 %"],
                            ["62", "2024-01", "13 %"], ["01", "2024-01", "5 %"]]))
text("communes.csv", table([["code_insee", "commune", "2023"]] +
     [[f"5900{i}", f"Commune {i}", i] for i in range(1, 7)]))
text("country-aside.csv", table([["Région", "Département", "janv-23", "févr-23", "mars-23"],
                                 ["Hauts-de-France", "Aisne", 1, 2, 3], ["", "Nord", 4, 5, 6],
                                 ["", "Total", 5, 7, 9], ["Corse", "Corse-du-Sud", 1, 1, 1],
                                 ["France", "", 6, 8, 10]]))
text("one-line.csv", "dep;mois;nb\n")

# Traps of which a figure could come out wrong -------------------------------------------------
text("mixed-levels.csv", table([["GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE"]] +
     [[code, level, f"2023-Q{q}", f"{rate}.{q}"] for q in (1, 2) for code, level, rate in [
         ("59", "DEP", 8), ("32", "REG", 9), ("59350", "COM", 3), ("FM", "FRANCE", 4),
         ("F", "FRANCE", 7)]]))
text("second-table.csv", table([["Département", "T1 2023", "T2 2023"]] +
     [[name, f"5,{i}", f"6,{i}"] for i, (_, name) in enumerate(DEPARTMENTS[:4])] +
     [["Département", "T3 2023", "T4 2023"]] +
     [[name, f"7,{i}", f"8,{i}"] for i, (_, name) in enumerate(DEPARTMENTS[4:])]))
text("marks-unquoted.csv", table([["departement", "2023-T1", "2023-T2", "2023-T3"]] +
     [[name, f"5,{i}", f"6,{i}", f"7,{i}"] for i, (_, name) in enumerate(DEPARTMENTS)], ","))
text("months-for-quarters.csv", table([["Département", "janv. 2023", "févr. 2023", "mars 2023"]] +
     [[name, "5,1", "5,1", "5,1"] for _, name in DEPARTMENTS]))
text("quarter-ends.csv", table([["dep", "date", "taux"]] +
     [[code, date, f"{5 + q}.{i}"] for i, (code, _) in enumerate(DEPARTMENTS)
      for q, date in enumerate(("31/03/2023", "30/06/2023"))]))
text("sum-beside-months.csv", table([["Département", "janv. 2023", "févr. 2023", "2023"]] +
     [[name, 10 + i, 20 + i, 30 + 2 * i] for i, (_, name) in enumerate(DEPARTMENTS)]))
text("kinds-alike.csv", table([["Département", "Sexe", "Mois", "Nombre"]] +
     [[name, sex, "2023-01", 100] for _, name in DEPARTMENTS for sex in ("Hommes", "Femmes")]))
text("whole-of-kinds.csv", table([["Département", "Tranche", "Mois", "Nombre"]] +
     [[name, kind, "2023-01", number] for i, (_, name) in enumerate(DEPARTMENTS)
      for kind, number in (("Moins de 25 ans", 3), ("25 ans ou plus", i), ("Tous âges", 3 + i))]))
text("total-of-names.csv", table([["code", "libelle", "mois", "nb"]] +
     [[code, name, "2023-01", 10 + i] for i, (code, name) in enumerate(DEPARTMENTS)] +
     [["", "Total", "2023-01", 91]]))
text("half-years.csv", table([["Région", "S1 2022", "S1 2023"], ["Bretagne", 1, 2],
                              ["Normandie", 3, 4], ["Corse", 5, 6]]))
text("changes.csv", table([["Département", "Évolution janv. 2024", "Évolution févr. 2024"]] +
     [[name, "1,5", "2,5"] for _, name in DEPARTMENTS]))
text("misspelt.csv", table([["Département", "Mois", "nb"]] +
     [[name, f"2024-0{m}", 10 * m] for name in ("Nord", "Aisne", "Seine-Mritime")
      for m in (1, 2, 3, 4, 5)]))
text("days.csv", table([["dep", "date", "nb"]] +
     [[code, f"0{m}/01/2023", 100 * m + i] for i, (code, _) in enumerate(DEPARTMENTS)
      for m in (1, 2, 3)]))
text("three-decimals.csv", "Allocataires du RSA (en milliers)\n" +
     table([["Département", "janv. 2023", "févr. 2023"]] +
           [[name, f"{1 + i},203", f"{1 + i},234"] for i, (_, name) in enumerate(DEPARTMENTS)]))
text("three-decimals-of-shares.csv", table([["Département", "T1 2023", "T2 2023"]] +
     [[name, f"{5 + i},123", f"{6 + i},234"] for i, (_, name) in enumerate(DEPARTMENTS)]))
text("pages.csv", "".join(
    table([["Taux de chômage", "", f"page {page}"], ["Département", "Trimestre", "Taux"]] +
          [[name, "2023-T1", f"{5 + page}.{i}"] for i, (_, name) in enumerate(rows)])
    for page, rows in enumerate((DEPARTMENTS[:3], DEPARTMENTS[3:]), 1)))
text("territories-across-year-and-month.csv", table([["Année", "Mois"] + [n for _, n in DEPARTMENTS]] +
     [[2023, month] + [100 * m + i for i in range(len(DEPARTMENTS))]
      for m, month in enumerate(("janvier", "février"), 1)]))
text("perimeters.csv", table([["Département", "janv. 2023", "févr. 2023"],
                              ["Rhône (hors Métropole de Lyon)", 1, 2], ["Métropole de Lyon", 3, 4],
                              ["Nord", 5, 6], ["dont Aisne", 7, 8], ["Collectivité de Corse", 9, 10],
                              ["69M", 11, 12]]))
text("program.csv", table([["", "dep", "mois", "nb"]] +
     [[i, code if code[1] == "A" else f"{int(code)}.0", "2023-01", number]
      for i, ((code, _), number) in enumerate(
          zip(DEPARTMENTS, ("1204.0", "1e+05", "nan", "7.0", "8.0", "9.0", "10.0")))], ","))
text("glued-months.csv", table([["Code", "NBALLOC202301", "NBALLOC202302"]] +
     [["=\"" + code + "\"", 10 + i, 20 + i] for i, (code, _) in enumerate(DEPARTMENTS)]))
text("day-numbers.csv", table([["Département", "44957", "44985", "45016"]] +
     [[name, 10 + i, 20 + i, 30 + i] for i, (_, name) in enumerate(DEPARTMENTS)]))

SPACED = {"La Réunion": "<text:p>La<text:s/>Réunion</text:p>",
          "Nord": "<text:p>Nord</text:p><text:p>(59)</text:p>"}

# Workbooks ------------------------------------------------------------------------------------
xlsx("workbook.xlsx", [
    ("Lisez-moi", "visible", [["Données du RSA"], ["Une note avec l'année 2019"]], []),
    ("Anciennes", "hidden", [["Département", "2019-T1", "2019-T2", "2019-T3", "2019-T4"]] +
     [[name, 1, 2, 3, 4] for _, name in DEPARTMENTS], []),
    ("Taux", "visible",
     [["Taux de chômage localisé"], [],
      ["Code", "=Département", "T1 2023", "T2 2023", "T3 2023"]] +
     [[code, "=" + name, (0.051, 2), (0.062, 2), (0.123, 2)] for code, name in DEPARTMENTS] +
     [[("Total", 3), "", (0.07, 2), (0.07, 2), (0.07, 2)], [],
      ["Lecture : au 1er trimestre 2023, 5,1 % dans l'Ain."]], ["A1:E1"])])
xlsx("dates.xlsx", [("Feuil1", "visible",
                     [["Département", "Date", "Allocataires du RSA"]] +
                     [row for i, (_, name) in enumerate(DEPARTMENTS)
                      for row in ([name, (45292, 1), 10 + i], [None, (45323, 1), 20 + i])],
                     [f"A{2 + 2 * i}:A{3 + 2 * i}" for i in range(len(DEPARTMENTS))])])
ods("workbook.ods", [
    ("Cachée", False, [["Département", "2019-T1", "2019-T2", "2019-T3", "2019-T4"]] +
     [[name, 1, 2, 3, 4] for _, name in DEPARTMENTS]),
    ("Taux", True, [["Taux de chômage localisé"], ["", "2023", None, "2024"],
                    ["Département", "T3", "T4", "T1"]] +
     [[name, ("percentage", "value", 0.051, "5,1 %"), ("percentage", "value", 0.123, "12,3 %"), "nd"]
      for _, name in DEPARTMENTS])])
ods("rezipped.ods", [("Taux", True, [["Département", "T1 2023", "T2 2023"]] +
                       [[SPACED.get(name, name), 5.5, 6.5] for _, name in DEPARTMENTS])], True)
ods("cut.ods", [("Taux", True, [["Département", "T1 2023"]] + [[n, 5.5] for _, n in DEPARTMENTS])],
    cut=-400)
