"""Write the registers: compact Turtle from a folder of public reference files.

Usage: python build_registers.py REFERENCE [OUT]

REFERENCE holds the files that `registers/sources.csv` names; OUT is `registers/` beside this
script. Nothing is guessed: a field that no source gives stays empty and is counted. The curated
lists in `registers/` (other names, changes, never-merge pairs) are read too, never written.
Standard library only, so that an update is one command; the same files give the same bytes.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

BASE = "https://w3id.org/probation-findings/id/"
PREFIXES = {
    "pf": "https://w3id.org/probation-findings/def/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "adms": "http://www.w3.org/ns/adms#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HERE = Path(__file__).parent
CURATED = HERE / "registers"


def slug(label: str) -> str:
    """Return the last segment of an IRI for a label: lower case, `&` as `and`, hyphens."""
    plain = unicodedata.normalize("NFKD", label.lower().replace("&", " and "))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"[’']", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def key(label: str) -> str:
    """Return what two spellings of one name share: words without case, `and`, `the`, marks."""
    return "-".join(word for word in slug(label).split("-") if word not in {"and", "the"})


def tidy(text: str) -> str:
    """Return a cell with its runs of white space as one space."""
    return " ".join(text.split())


@dataclass(slots=True)
class Entry:
    """One node of a register: its path under the base, class, names, codes and links.

    Args:
        path: path under the base, or a whole IRI for an area that another body names.
        kind: prefixed class.
        label: preferred name.
        names: other name → source that has it.
        codes: (scheme, code) → source.
        facts: (prefixed property, written object), in the order written.
        sources: names of sources in `sources.csv`.
    """

    path: str
    kind: str
    label: str
    names: dict[str, str] = field(default_factory=dict)
    codes: dict[tuple[str, str], str] = field(default_factory=dict)
    facts: list[tuple[str, str]] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def add_source(self, name: str) -> None:
        """Note a source once."""
        if name not in self.sources:
            self.sources.append(name)

    def add_name(self, name: str, source: str) -> None:
        """Note another name, unless it is the preferred one or known."""
        name = tidy(name)
        if name and name != self.label and name not in self.names:
            self.names[name] = source
        self.add_source(source)

    def add_fact(self, prop: str, value: str) -> None:
        """Note a statement once."""
        if (prop, value) not in self.facts:
            self.facts.append((prop, value))


def iri(path: str) -> str:
    """Write a path or whole IRI as Turtle does."""
    return f"<{path}>"


def text(value: str, *, lang: str = "en") -> str:
    """Write a literal, with a language unless `lang` is empty."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' + (f"@{lang}" if lang else "")


def source_iri(name: str) -> str:
    """Write the IRI of a source."""
    return iri(f"source/{name}")


def turtle(entries: Iterable[Entry], header: str) -> Iterator[str]:
    """Yield the Turtle of a register: header comment, prefixes in use, entries sorted by path."""
    body = [line for entry in sorted(entries, key=lambda e: e.path) for line in _block(entry)]
    joined = "\n".join(body)
    for line in header.strip().splitlines():
        yield f"# {line}".rstrip()
    yield f"@base <{BASE}> ."
    for prefix, name in PREFIXES.items():
        if re.search(rf"(?<![\w:/]){prefix}:", joined):
            yield f"@prefix {prefix}: <{name}> ."
    yield ""
    yield from body


def _block(entry: Entry) -> Iterator[str]:
    lines = [f"skos:prefLabel {text(entry.label)}"]
    if entry.names:
        lines.append(
            "skos:altLabel " + ", ".join(text(name) for name in sorted(entry.names)),
        )
    nodes = []
    for scheme, code in sorted(entry.codes):
        node = f"{entry.path}/identifier/{scheme}"
        if sum(1 for other, _ in entry.codes if other == scheme) > 1:
            node += f"-{slug(code)}"
        nodes.append((node, scheme, code, entry.codes[scheme, code]))
    if nodes:
        lines.append("adms:identifier " + ", ".join(iri(node[0]) for node in nodes))
    grouped: dict[str, list[str]] = {}
    for prop, value in entry.facts:
        grouped.setdefault(prop, []).append(value)
    lines += [f"{prop} {', '.join(sorted(values))}" for prop, values in grouped.items()]
    if entry.sources:
        lines.append("dcterms:source " + ", ".join(source_iri(s) for s in sorted(entry.sources)))
    yield f"{iri(entry.path)} a {entry.kind} ;"
    yield from (f"  {line} ;" for line in lines[:-1])
    yield f"  {lines[-1]} ."
    for node, scheme, code, source in nodes:
        yield (
            f"{iri(node)} a adms:Identifier ; skos:notation {text(code, lang='')} ; "
            f"pf:codeScheme {iri(f'code-scheme/{scheme}')} ; dcterms:source {source_iri(source)} ."
        )


class Reference:
    """The reference folder, and the curated lists beside this script."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, file: str) -> list[dict[str, str]]:
        """Return the rows of a reference file, cells trimmed."""
        return _rows(self.folder / file)

    @staticmethod
    def curated(file: str) -> list[dict[str, str]]:
        """Return the rows of a curated list of ours."""
        return _rows(CURATED / file)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return [
            {name: tidy(cell or "") for name, cell in row.items() if name}
            for row in csv.DictReader(handle)
        ]


def ampersands(entry: Entry) -> None:
    """Add the spelling with `&` of a name with `and`, as reports' title pages write it."""
    for name in [entry.label, *entry.names]:
        if " and " in name:
            entry.add_name(name.replace(" and ", " & "), "spelling")


def add_curated_names(entries: dict[str, Entry], reference: Reference) -> None:
    """Add the other names of `aliases.csv` to the entries that this register holds."""
    for row in reference.curated("aliases.csv"):
        if row["entity"] in entries:
            entries[row["entity"]].add_name(row["name"], row["source"])


NON_GEOGRAPHIC = re.compile(r"unpaid work|attendance cent|upw sro|public protection|personality|courts and central|cluster|special projects", re.I)


def region_name(name: str) -> str:
    """Return the plain name of a probation region: `and`, small `the`, no `Region`."""
    name = name.replace("&", "and").removesuffix(" Region").replace(" The Humber", " the Humber")
    return "Kent, Surrey and Sussex" if key(name) == "kent-surrey-sussex" else name


def build_regions(reference: Reference) -> dict[str, Entry]:
    """Build the twelve probation regions of England and Wales."""
    regions: dict[str, Entry] = {}
    for source, file, code, name in (
        ("hmpps-delius-pdus", "hmpps_probation_delivery_units.csv", "probation_region_code", "probation_region_name"),
        ("hmpps-probation-estate", "hmpps_probation_region_pdu_ldu.csv", "probation_region_code", "probation_region_name"),
        ("hmpps-pcc-regions", "hmpps_interventions_pcc_regions.csv", "nps_region_code", "nps_region_name"),
    ):
        for row in reference.rows(file):
            if row[name] == "National":
                continue
            label = region_name(row[name])
            path = f"region/{slug(label)}"
            if path not in regions:
                entry = Entry(path, "pf:ProbationRegion", label)
                entry.add_fact("org:unitOf", iri("body/hmpps"))
                entry.add_name(f"{label} Region", "spelling")
                regions[path] = entry
            entry = regions[path]
            scheme = "interventions-region" if source == "hmpps-pcc-regions" else "delius-region"
            # Rows of Gwent, North Wales and Dyfed Powys carry their old area's code as the region's.
            if not row[code].startswith("WPT"):
                entry.codes.setdefault((scheme, row[code]), source)
            entry.add_name(row[name], source)
    add_curated_names(regions, reference)
    for entry in regions.values():
        ampersands(entry)
    return regions


def build_pdus(reference: Reference, regions: dict[str, Entry]) -> dict[str, Entry]:
    """Build the probation delivery units, present and past, with every name a source gives."""
    letters = {
        code: path
        for path, region in regions.items()
        for scheme, code in region.codes
        if scheme == "interventions-region"
    }
    pdus: dict[str, Entry] = {}
    by_code: dict[str, Entry] = {}
    by_key: dict[str, Entry] = {}

    def note(name: str, code: str, region: str, source: str) -> None:
        entry = by_code.get(code) or by_key.get(key(name))
        if entry is None:
            entry = Entry(f"pdu/{slug(name)}", "pf:ProbationDeliveryUnit", name)
            entry.add_fact("org:unitOf", iri(region))
            pdus[entry.path] = entry
        if entry.facts[0] != ("org:unitOf", iri(region)):
            sys.exit(f"{source}: {name} stands in two regions: {entry.facts[0]} and {region}")
        if code:
            by_code[code] = entry
            entry.codes.setdefault(("delius-pdu", code), source)
        by_key.setdefault(key(name), entry)
        entry.add_name(name, source)

    for row in reference.rows("hmpps_probation_delivery_units.csv"):
        if row["probation_region_name"] != "National":
            region = f"region/{slug(region_name(row['probation_region_name']))}"
            note(row["pdu_name"], row["pdu_code"], region, "hmpps-delius-pdus")
    for row in reference.rows("hmpps_interventions_pdus.csv"):
        code = row["delius_pdu_code"]
        # No source spells out the letter of Greater Manchester: its units' codes say the region.
        region = letters.get(row["probation_region_id"]) or by_code[code].facts[0][1].strip("<>")
        note(row["name"], code, region, "hmpps-interventions-pdus")
    for row in reference.rows("hmpps_probation_region_pdu_ldu.csv"):
        if not NON_GEOGRAPHIC.search(row["pdu_name"]):
            region = f"region/{slug(region_name(row['probation_region_name']))}"
            note(row["pdu_name"], row["pdu_code"], region, "hmpps-probation-estate")
    add_curated_names(pdus, reference)
    for entry in pdus.values():
        ampersands(entry)
    _check_names(pdus)
    return pdus


def _check_names(entries: dict[str, Entry]) -> None:
    """Stop where two entries answer to one spelling."""
    owners: dict[str, str] = {}
    for entry in entries.values():
        for name in [entry.label, *entry.names]:
            owner = owners.setdefault(key(name), entry.path)
            if owner != entry.path:
                sys.exit(f"{name!r} would name both {owner} and {entry.path}")


def build_bodies(reference: Reference) -> dict[str, Entry]:
    """Build the government bodies that reports name, from the organisation identifiers."""
    bodies: dict[str, Entry] = {}
    for row in reference.rows("organisation_identifiers.csv"):
        if "government-organisation:" not in row["other_ids"]:
            continue
        names = row["name_in_reports"].split("|")
        if names[0] == "HM Prison and Probation Service":
            names = ["HMPPS", names[0]]
        path = {"HM Inspectorate of Probation": "body/hmi-probation"}.get(
            names[0], f"body/{slug(names[0])}",
        )
        entry = Entry(path, "pf:GovernmentBody", names[0])
        for name in [*names[1:], row["registered_name"]]:
            entry.add_name(name, "organisation-identifiers")
        for other in row["other_ids"].split("|"):
            scheme, _, code = other.partition(":")
            entry.codes[scheme, code] = "govuk-organisations"
        entry.add_fact("schema:sameAs", iri(row["homepage_or_uri"]))
        entry.add_source("organisation-identifiers")
        bodies[path] = entry
    add_curated_names(bodies, reference)
    for entry in bodies.values():
        ampersands(entry)
    _check_names(bodies)
    return bodies


def write(name: str, entries: dict[str, Entry], header: str, out: Path) -> None:
    """Write one register and print how many entries and empty fields it has."""
    lines = list(turtle(entries.values(), header))
    (out / f"{name}.ttl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    empty = Counter(
        what
        for entry in entries.values()
        for what, missing in (
            ("code", not entry.codes),
            ("source", not entry.sources),
        )
        if missing
    )
    counts = ", ".join(f"{count} without {what}" for what, count in sorted(empty.items()))
    print(f"{name}: {len(entries)} entries" + (f", {counts}" if counts else ""))


def main(arguments: list[str]) -> None:
    """Build every register."""
    if len(arguments) not in {1, 2}:
        sys.exit(__doc__)
    reference = Reference(Path(arguments[0]))
    out = Path(arguments[1]) if len(arguments) > 1 else CURATED
    regions = build_regions(reference)
    write("regions", regions, "Probation regions of England and Wales.", out)
    pdus = build_pdus(reference, regions)
    write(
        "pdus",
        pdus,
        "Probation delivery units (PDUs) of England and Wales, present and past.\n"
        "Left out: units without an area (unpaid work, courts, national teams).",
        out,
    )
    write("bodies", build_bodies(reference), "Government bodies.", out)


if __name__ == "__main__":
    main(sys.argv[1:])
