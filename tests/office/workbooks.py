"""Opens workbooks in LibreOffice, lets it compute everything again, and compares every amount with
the program's, to the cent: as they were written, and after one input is changed.

    python3 tests/office/workbooks.py PROGRAM SOFFICE FOLDER

A change is made in the cell of the workbook and in the scenario, and the recalculated cell is held
against `verdeel run` of the changed scenario. Only Python's own library is used.
"""

import csv
import io
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

PROGRAM, SOFFICE, FOLDER = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# A workbook holds the base and its first variants.
MOST_MODELS = 5

# Whatever is in the file: compute all of it again.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

# Every sheet as a file: commas, quotes, UTF-8, values as they are and not as they are shown.
EXPORT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"

# A scenario, the input to change (a cell by its name, or a count by its path), the path that a
# scenario sets, and the new value. The second element of a cell is its column: base is 0.
TWO = "scenarios/examples/two-regions.toml"
FOUR = "scenarios/examples/four-models.toml"
THREE = "scenarios/examples/three-partnerships.toml"
CHANGES = [
    # More per student under a ceiling that is full already.
    (TWO, "component.per-student.amount", 1_017.35, "component.per-student.amount"),
    # A ceiling so low that even the protected base amounts do not fit, and one that pays all.
    (TWO, "division.national.pot", 6_000_000.01, "division.national.pot"),
    (TWO, "division.national.pot", 40_000_000, "division.national.pot"),
    # A partnership that falls below the minimum of 60 students in all, and one that grows.
    (TWO, "count:de-es@zuid", 59, "partnership.de-es.students.zuid"),
    (TWO, "count:de-linde@noord", 777, "partnership.de-linde.students.noord"),
    (FOUR, "component.per-student.amount", 1_249.99, "component.per-student.amount"),
]


def program(*arguments):
    """Returns what the program writes."""
    done = subprocess.run([PROGRAM, *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout


def run(scenario):
    """Returns every amount of a run in cents, by variant, year and whose it is."""
    rows = csv.DictReader(io.StringIO(program("run", str(scenario), "--format", "csv")))
    amounts, variants = {}, []
    for row in rows:
        if row["variant"] not in variants:
            variants.append(row["variant"])
        who = [row[name] for name in ("year", "recipient", "partnership", "region", "pot")]
        key = (row["variant"], *who, row["component"], row["kind"] in ("board", "institute"))
        amounts[key] = amounts.get(key, 0) + cents(row["amount"])
    kept = variants[:MOST_MODELS]
    return {key: amount for key, amount in amounts.items() if key[0] in kept}


def cents(text):
    """Returns euros in cents, without a float between."""
    sign = -1 if text.startswith("-") else 1
    whole, _, rest = text.lstrip("-").partition(".")
    if not (whole.isdigit() and len(rest) <= 2):
        return text
    return sign * (int(whole) * 100 + int((rest + "00")[:2]))


def results(stem):
    """Returns every amount of the sheet of results in cents, as LibreOffice computed it."""
    with open(FOLDER / f"{stem}-Results.csv", encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    amounts = {}
    for row in rows:
        year, kind, recipient, partnership, region, pot, component = row[:7]
        is_part = kind in ("school board", "teacher education institute")
        for variant, text in zip(head[7:-1], row[7:-1]):
            if text:
                key = (variant, year, recipient, partnership, region, pot, component, is_part)
                amounts[key] = amounts.get(key, 0) + cents(text)
    return amounts


def recalculate(books):
    """Lets LibreOffice compute workbooks again, and write their sheets into the folder."""
    user = FOLDER / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    command = [SOFFICE, f"-env:UserInstallation={(FOLDER / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", EXPORT, "--outdir", str(FOLDER), *map(str, books)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1_200)
    if done.returncode != 0:
        sys.exit(done.stderr)


class Book:
    """A workbook as a package of XML files."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as package:
            self.files = {name: package.read(name) for name in package.namelist()}
        tree = ET.fromstring(self.files["xl/workbook.xml"])
        self.sheets = [sheet.get("name") for sheet in tree.iter(MAIN + "sheet")]
        self.names = {name.get("name"): name.text for name in tree.iter(MAIN + "definedName")}
        texts = ET.fromstring(self.files["xl/sharedStrings.xml"])
        self.texts = ["".join(item.itertext()) for item in texts.iter(MAIN + "si")]

    def part(self, sheet):
        """Returns the file of a sheet."""
        return f"xl/worksheets/sheet{self.sheets.index(sheet) + 1}.xml"

    def place(self, wanted):
        """Returns the sheet and the cell of an input."""
        if not wanted.startswith("count:"):
            name = "par." + re.sub(r"[^A-Za-z0-9.]", "_", wanted)
            sheet, cell = self.names[name].split("!")
            return sheet.strip("'"), cell.replace("$", "")
        start = "count." + wanted.removeprefix("count:")
        for row in ET.fromstring(self.files[self.part("Counts")]).iter(MAIN + "row"):
            for cell in row.iter(MAIN + "c"):
                is_text = cell.get("t") == "s"
                text = self.texts[int(cell.find(MAIN + "v").text)] if is_text else ""
                if text.startswith(start) and text.endswith(".students"):
                    return "Counts", f"E{row.get('r')}"
        sys.exit(f"no count {wanted}")

    def change(self, wanted, value):
        """Writes another number into the cell of an input."""
        sheet, cell = self.place(wanted)
        part = self.part(sheet)
        text = self.files[part].decode()
        pattern = rf'(<c r="{cell}"[^>]*>)<v>[^<]*</v>'
        text, found = re.subn(pattern, rf"\g<1><v>{value}</v>", text)
        assert found == 1, f"{sheet}!{cell}: {found} numbers"
        self.files[part] = text.encode()

    def write(self, path):
        """Writes the package."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.files.items():
                package.writestr(name, data)

    def check_parts(self, stem):
        """Native charts are there, and every sheet keeps its heads in sight."""
        charts = [name for name in self.files if name.startswith("xl/charts/chart")]
        assert charts, f"{stem}: no charts"
        for sheet in self.sheets:
            pane = 'state="frozen"' in self.files[self.part(sheet)].decode()
            assert pane, f"{stem}: heads of {sheet} scroll away"


def differences(stem, expected):
    """Says which amounts differ, and whether LibreOffice finds all money accounted for."""
    found, faults = results(stem), []
    for key in sorted(set(found) | set(expected)):
        if found.get(key) != expected.get(key):
            faults.append(f"{stem}: {key} is {found.get(key)}, the program says {expected.get(key)}")
    overview = (FOLDER / f"{stem}-Overview.csv").read_text(encoding="utf-8")
    if re.search(r",no$", overview, re.MULTILINE):
        faults.append(f"{stem}: money is not accounted for")
    return faults


def main():
    """Writes, changes, recalculates and compares."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    paths = sorted((ROOT / "scenarios/examples").glob("*.toml"))
    paths.append(ROOT / "scenarios/national/national.toml")
    books, expected = [], {}
    for path in paths:
        book = FOLDER / f"{path.stem}.xlsx"
        program("report", str(path), "--out", str(book), "--lang", "en")
        Book(book).check_parts(path.stem)
        books.append(book)
        expected[path.stem] = run(path)
    for number, (path, wanted, value, setting) in enumerate(CHANGES):
        stem = f"change-{number}"
        changed = FOLDER / f"{stem}.toml"
        text = f'extends = "{ROOT / path}"\n\n[set]\n"{setting}" = {value}\n'
        changed.write_text(text, encoding="utf-8")
        book = Book(FOLDER / f"{pathlib.Path(path).stem}.xlsx")
        book.change(wanted, value)
        book.write(FOLDER / f"{stem}.xlsx")
        books.append(FOLDER / f"{stem}.xlsx")
        expected[stem] = run(changed)
        unchanged = expected[pathlib.Path(path).stem]
        assert expected[stem] != unchanged, f"{stem}: {setting} changes nothing"
    recalculate(books)
    failed = 0
    for stem, amounts in expected.items():
        faults = differences(stem, amounts)
        failed += bool(faults)
        print(f"{stem}: {len(amounts)} amounts, {len(faults)} differ")
        print("\n".join(faults[:10]), end="\n" if faults else "")
    print(f"{len(expected) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


main()
