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

# A scenario, the path of the input to change in its base, its new value, and the models in which
# `set` of a scenario says the same as that one cell.
TWO = "scenarios/examples/two-regions.toml"
FOUR = "scenarios/examples/four-models.toml"
UNCERTAIN = "scenarios/examples/uncertain.toml"
CHANGES = [
    # More per student under a ceiling that is full already.
    (TWO, "component.per-student.amount", "1017.35", ["base"]),
    # A ceiling so low that even the protected base amounts do not fit, and one that pays all.
    (TWO, "division.national.pot", "6000000.01", ["base", "rate-1050"]),
    (TWO, "division.national.pot", "40000000", ["base", "rate-1050"]),
    # A partnership that falls below the minimum of 60 students in all, and one that grows.
    (TWO, "partnership.de-es.students.zuid", "59", None),
    (TWO, "partnership.de-linde.students.noord", "777", None),
    (TWO, "others.rest-of-the-country.students", "21007", None),
    (FOUR, "component.per-student.amount", "1249.99", ["base"]),
]

# A scenario of which every input is changed, up and down, but those that `set` cannot name in all
# of its models.
EVERY = "tests/office/rules.toml"
UNNAMED = [
    "division.inside.key.first",
    "division.inside.minimum",
    "division.inside.minimum-per-student",
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

    def text(self, cell):
        """Returns the text in a cell, where there is one."""
        return self.texts[int(cell.find(MAIN + "v").text)] if cell.get("t") == "s" else ""

    def inputs(self):
        """Lists every input: its path, sheet, unit, and its numbers by the names of their cells."""
        for sheet, path, unit in [("Parameters", 1, 2), ("Counts", 3, None)]:
            rows = ET.fromstring(self.files[self.part(sheet)]).iter(MAIN + "row")
            for row in list(rows)[1:]:
                cells = {column(cell): cell for cell in row.iter(MAIN + "c")}
                own = {
                    cell.get("r"): cell.find(MAIN + "v").text
                    for at, cell in cells.items()
                    if at >= 4 and cell.find(MAIN + "f") is None
                }
                unit_of = self.text(cells[unit]) if unit else "number"
                yield self.text(cells[path]), sheet, unit_of, own

    def named(self, path):
        """Returns the sheet and the cell that has the number of a path in the base."""
        name = "par." + re.sub(r"[^A-Za-z0-9.]", "_", path)
        if name in self.names:
            sheet, cell = self.names[name].split("!")
            return sheet.strip("'"), cell.replace("$", "")
        for known, sheet, _, cells in self.inputs():
            if known == path:
                return sheet, min(cells)
        sys.exit(f"no input {path}")

    def change(self, sheet, cell, value):
        """Writes another number into a cell."""
        part = self.part(sheet)
        pattern = rf'(<c r="{cell}"[^>]*>)<v>[^<]*</v>'
        text, found = re.subn(pattern, rf"\g<1><v>{value}</v>", self.files[part].decode())
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


def column(cell):
    """Returns the position of the column of a cell."""
    position = 0
    for letter in re.match("[A-Z]+", cell.get("r")).group():
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1


def other_values(unit, cells):
    """Returns changes of an input, each as the numbers in its cells and as a scenario says it."""
    names = list(cells)
    if unit == "share":
        above, below = names[::2], names[1::2]
        (over, under) = (int(cells[above[0]]), int(cells[below[0]]))
        yield {name: over + 1 for name in above}, f'"{over + 1}/{under}"'
        yield {name: under + 5 for name in below}, f'"{over}/{under + 5}"'
        return
    first = cells[names[0]]
    if unit == "number":
        values = [str(int(first) + 9), str(max(0, int(first) - 23))]
    else:
        of_first = cents(first)
        values = [of_first * 137 // 100 + 3, of_first * 41 // 100]
        values = [f"{value // 100}.{value % 100:02}" for value in values]
    for value in values:
        yield {name: value for name in names}, value


def differences(stem, expected, models):
    """Says which amounts differ, and whether LibreOffice finds all money accounted for."""
    found, faults = results(stem), []
    for key in sorted(set(found) | set(expected)):
        if models and key[0] not in models:
            continue
        if found.get(key) != expected.get(key):
            faults.append(f"{stem}: {key} is {found.get(key)}, the program says {expected.get(key)}")
    overview = (FOLDER / f"{stem}-Overview.csv").read_text(encoding="utf-8")
    if re.search(r",no$", overview, re.MULTILINE):
        faults.append(f"{stem}: money is not accounted for")
    return faults


class Trials:
    """Workbooks to be computed again, with what the program says of them."""

    def __init__(self):
        self.books, self.expected = [], {}

    def written(self, path):
        """Adds the workbook of a scenario."""
        book = FOLDER / f"{path.stem}.xlsx"
        program("report", str(path), "--out", str(book), "--lang", "en")
        Book(book).check_parts(path.stem)
        self.books.append(book)
        self.expected[path.stem] = (run(path), None)

    def changed(self, path, setting, change, models):
        """Adds a workbook with a change in its cells, and the scenario with the same change."""
        stem = f"change-{len(self.books)}"
        scenario = FOLDER / f"{stem}.toml"
        lines = f'extends = "{ROOT / path}"\n\n[set]\n{setting}\n'
        scenario.write_text(lines, encoding="utf-8")
        book = Book(FOLDER / f"{pathlib.Path(path).stem}.xlsx")
        change(book)
        book.write(FOLDER / f"{stem}.xlsx")
        self.books.append(FOLDER / f"{stem}.xlsx")
        amounts = run(scenario)
        before, _ = self.expected[pathlib.Path(path).stem]
        print(f"{stem}: {setting}{'' if amounts != before else ' changes nothing'}")
        self.expected[stem] = (amounts, models)

    def changes(self):
        """Adds all changes."""
        for path, wanted, value, models in CHANGES:
            def change(book, wanted=wanted, value=value):
                book.change(*book.named(wanted), value)
            self.changed(path, f'"{wanted}" = {value}', change, models)
        every = Book(FOLDER / f"{pathlib.Path(EVERY).stem}.xlsx")
        for wanted, sheet, unit, cells in every.inputs():
            if wanted in UNNAMED:
                continue
            for values, value in other_values(unit, cells):
                def change(book, sheet=sheet, values=values):
                    for cell, number in values.items():
                        book.change(sheet, cell, number)
                self.changed(EVERY, f'"{wanted}" = {value}', change, None)


def main():
    """Writes, changes, recalculates and compares."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    trials = Trials()
    for path in sorted((ROOT / "scenarios/examples").glob("*.toml")):
        trials.written(path)
    trials.written(ROOT / "scenarios/national/national.toml")
    trials.written(ROOT / EVERY)
    trials.changes()
    recalculate(trials.books)
    failed = 0
    for stem, (amounts, models) in trials.expected.items():
        faults = differences(stem, amounts, models)
        failed += bool(faults)
        if faults or not stem.startswith("change"):
            print(f"{stem}: {len(amounts)} amounts, {len(faults)} differ")
        print("\n".join(faults[:10]), end="\n" if faults else "")
    print(f"{len(trials.expected) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


main()
