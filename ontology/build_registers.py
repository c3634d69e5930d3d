# ruff: noqa: INP001, T201  (a script: it stands in no package and prints what it counted)
"""Write the registers: compact Turtle from a folder of public reference files.

Usage: python build_registers.py REFERENCE [OUT]

REFERENCE holds the files that `registers/sources.csv` names; OUT is `registers/` beside this
script. Nothing is guessed: a field that no source gives stays empty and is counted. The curated
lists in `registers/` (other names, changes, never-merge pairs, what to undo) are read too, never
written.
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
    "void": "http://rdfs.org/ns/void#",
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
    for _, source in sorted(entry.codes.items()):
        entry.add_source(source)
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


NON_GEOGRAPHIC = re.compile(
    r"unpaid work|attendance cent|upw sro|public protection|personality|courts and central|cluster|special projects",
    re.IGNORECASE,
)


def region_name(name: str) -> str:
    """Return the plain name of a probation region: `and`, small `the`, no `Region`."""
    name = name.replace("&", "and").removesuffix(" Region").replace(" The Humber", " the Humber")
    return "Kent, Surrey and Sussex" if key(name) == "kent-surrey-sussex" else name


def build_regions(reference: Reference) -> dict[str, Entry]:
    """Build the twelve probation regions of England and Wales."""
    regions: dict[str, Entry] = {}
    for source, file, code, name in (
        (
            "hmpps-delius-pdus",
            "hmpps_probation_delivery_units.csv",
            "probation_region_code",
            "probation_region_name",
        ),
        (
            "hmpps-probation-estate",
            "hmpps_probation_region_pdu_ldu.csv",
            "probation_region_code",
            "probation_region_name",
        ),
        (
            "hmpps-pcc-regions",
            "hmpps_interventions_pcc_regions.csv",
            "nps_region_code",
            "nps_region_name",
        ),
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
    units = _Units()
    for row in reference.rows("hmpps_probation_delivery_units.csv"):
        if row["probation_region_name"] != "National":
            region = f"region/{slug(region_name(row['probation_region_name']))}"
            units.note(row["pdu_name"], row["pdu_code"], region, "hmpps-delius-pdus")
    for row in reference.rows("hmpps_interventions_pdus.csv"):
        code = row["delius_pdu_code"]
        # No source spells out the letter of Greater Manchester: its units' codes say the region.
        region = letters.get(row["probation_region_id"]) or units.region_of(code)
        units.note(row["name"], code, region, "hmpps-interventions-pdus")
    for row in reference.rows("hmpps_probation_region_pdu_ldu.csv"):
        if not NON_GEOGRAPHIC.search(row["pdu_name"]):
            region = f"region/{slug(region_name(row['probation_region_name']))}"
            units.note(row["pdu_name"], row["pdu_code"], region, "hmpps-probation-estate")
    add_curated_names(units.entries, reference)
    for entry in units.entries.values():
        ampersands(entry)
    _check_names(units.entries)
    return units.entries


class _Units:
    """Gathers units from several lists: one entry where a code or a name is the same."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._by_code: dict[str, Entry] = {}
        self._by_key: dict[str, Entry] = {}

    def region_of(self, code: str) -> str:
        """Return the path of the region of the unit with a code."""
        return self._by_code[code].facts[0][1].strip("<>")

    def note(self, name: str, code: str, region: str, source: str) -> None:
        """Note a row: a new unit, or another name or code of a known one."""
        entry = self._by_code.get(code) or self._by_key.get(key(name))
        if entry is None:
            entry = Entry(f"pdu/{slug(name)}", "pf:ProbationDeliveryUnit", name)
            entry.add_fact("org:unitOf", iri(region))
            self.entries[entry.path] = entry
        if entry.facts[0] != ("org:unitOf", iri(region)):
            sys.exit(f"{source}: {name} stands in two regions: {entry.facts[0]} and {region}")
        if code:
            self._by_code[code] = entry
            entry.codes.setdefault(("delius-pdu", code), source)
        self._by_key.setdefault(key(name), entry)
        entry.add_name(name, source)


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
            names[0],
            f"body/{slug(names[0])}",
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


AREA = "http://statistics.data.gov.uk/id/statistical-geography/"
AREA_PAGE = "https://www.ons.gov.uk/explore-local-statistics/areas/"
ENGLAND_AND_WALES = {"England", "Wales"}
FIRST_REPORT = "2021-01-01"
"""No probation delivery unit, so no report on one, is older."""


def build_local_authorities(reference: Reference) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Build councils of England and Wales since 2021, and, apart from them, their areas."""
    councils: dict[str, Entry] = {}
    areas: dict[str, Entry] = {}
    links = {
        row["statistical-geography"]: row
        for row in reference.rows("digital_land_local_authority.csv")
    }
    org_ids = {
        row["gss_code"]: row["org_id"] for row in reference.rows("drkane_la_orgid_to_gss.csv")
    }
    for row in reference.rows("mysociety_uk_local_authorities.csv"):
        if not _is_council(row):
            continue
        gss = row["gss-code"]
        entry = _council(row, links.get(gss, {}))
        if gss in org_ids:
            entry.codes["org-id", org_ids[gss]] = "drkane-org-id"
        if entry.path in councils:
            sys.exit(f"two authorities are called {entry.label}")
        councils[entry.path] = entry
        add_area(areas, gss, row["nice-name"], "mysociety-authorities")
    return councils, areas


def _is_council(row: dict[str, str]) -> bool:
    """Tell whether a row is a council of England or Wales that a report may name."""
    ended, kind = row["end-date"], row["local-authority-type-name"]
    return (
        row["nation"] in ENGLAND_AND_WALES
        and bool(row["gss-code"])
        and not (ended and ended < FIRST_REPORT)
        and not re.search("combined|strategic", kind, re.IGNORECASE)
    )


def _council(row: dict[str, str], link: dict[str, str]) -> Entry:
    """Build a council with its other names, its dates, its area and what it is elsewhere."""
    name = row["official-name"]
    if link and not re.search("council|authority|corporation|city of|borough", name, re.IGNORECASE):
        name = link["name"]
    entry = Entry(f"local-authority/{slug(name)}", "pf:LocalAuthority", name)
    entry.add_source("mysociety-authorities")
    known = {key(name)}
    others = row["alt-names"].replace("\u00ef\u00be", "")  # a no-break space that lost its encoding
    for other in map(tidy, [row["nice-name"], *others.split(",")]):
        if other and not other.endswith(" UA") and key(other) not in known:
            known.add(key(other))
            entry.add_name(other, "mysociety-authorities")
    if row["start-date"] > FIRST_REPORT:
        entry.add_fact("schema:foundingDate", f'"{row["start-date"]}"^^xsd:date')
    if row["end-date"]:
        entry.add_fact("schema:dissolutionDate", f'"{row["end-date"]}"^^xsd:date')
    entry.add_fact("dcterms:spatial", iri(AREA + row["gss-code"]))
    if link:
        entry.add_source("digital-land")
    if link.get("opendatacommunities-uri"):
        entry.add_fact("schema:sameAs", iri(link["opendatacommunities-uri"]))
    if link.get("wikidata"):
        entry.add_fact("schema:sameAs", iri(f"http://www.wikidata.org/entity/{link['wikidata']}"))
    return entry


def add_area(areas: dict[str, Entry], gss: str, name: str, source: str) -> None:
    """Note an area by the URI that ONS gave it, with the page that replaces the closed site."""
    area = Entry(AREA + gss, "schema:AdministrativeArea", name)
    area.add_fact("skos:notation", text(gss, lang=""))
    if gss.startswith(("E06", "E07", "E08", "E09", "E10", "W06")):
        area.add_fact("rdfs:seeAlso", iri(AREA_PAGE + gss))
    area.add_source(source)
    areas.setdefault(area.path, area)


def add_containers(areas: dict[str, Entry], reference: Reference) -> None:
    """Say of each district in which county and in which police force area it lies."""
    for row in reference.rows("lad_to_pfa_derived.csv"):
        district = areas.get(AREA + row["lad_code_active"])
        for code in (row["utla_code"], row["pfa_code"]):
            if district and code and AREA + code in areas and AREA + code != district.path:
                district.add_fact("schema:containedInPlace", iri(AREA + code))
                district.add_source("area-lookup")


def build_police(reference: Reference, areas: dict[str, Entry]) -> dict[str, Entry]:
    """Build the territorial police forces, each apart from its police force area."""
    names = {row["id"]: row["name"] for row in reference.curated("police-force-names.csv")}
    forces: dict[str, Entry] = {}
    for row in reference.rows("police_force_areas.csv"):
        force = row["police_uk_force_id"]
        entry = Entry(
            f"police-force/{slug(names[force])}", "pf:PoliceForce", names[force].replace("&", "and")
        )
        entry.add_name(names[force], "police-uk")
        plain = row["pfa_name"].removesuffix(" Police")
        for word in ("Police", "Constabulary"):
            entry.add_name(f"{plain} {word}", "spelling")
        entry.codes["police-uk", force] = "police-force-areas"
        entry.add_fact("dcterms:spatial", iri(row["ons_statistical_geography_uri"]))
        entry.add_fact("rdfs:seeAlso", iri(row["police_uk_api_url"]))
        forces[entry.path] = entry
        add_area(areas, row["pfa_code"], row["pfa_name"], "police-force-areas")
    add_curated_names(forces, reference)
    return forces


def build_prisons(reference: Reference) -> dict[str, Entry]:
    """Build the open prisons and young offender institutions."""
    prisons: dict[str, Entry] = {}
    for row in reference.rows("hmpps_prison_register.csv"):
        if row["active"] != "true":
            continue
        name, _, kind = row["prison_name"].partition(" (")
        name, kind = name.replace(" Of ", " of "), kind.rstrip(")")
        if kind.startswith("HMP"):
            labels = [f"HMP {name}", f"HMP & YOI {name}", f"HMP/YOI {name}"]
        else:
            labels = [f"{kind} {name}", f"{name} {kind}"]
        entry = Entry(f"prison/{slug(labels[0])}", "pf:Prison", labels[0])
        entry.add_name(row["prison_name"], "hmpps-prison-register")
        for other in labels[1:]:
            entry.add_name(other, "spelling")
        entry.codes["nomis", row["prison_id"]] = "hmpps-prison-register"
        for category in filter(None, row["categories"].split("|")):
            entry.add_fact("pf:prisonCategory", text(category, lang=""))
        prisons[entry.path] = entry
    _check_names(prisons)
    return prisons


def build_courts(reference: Reference) -> dict[str, Entry]:
    """Build the criminal courts of England and Wales: Crown Courts and magistrates' courts."""
    rows = [
        row
        for row in reference.rows("hmpps_court_register.csv")
        if row["court_type_code"] in {"CRN", "MAG", "CRO"}
        or row["court_type"] in {"Crown Court", "Magistrates Court"}
        # Northern Ireland's courts are in the register with their codes in their names.
        if not row["postcode"].startswith("BT")
        and not re.search(r"\([A-Z]{5}\)$", row["court_name"])
    ]
    plain = Counter(_court_label(row["court_name"], outside=True) for row in rows)
    courts: dict[str, Entry] = {}
    for row in rows:
        label = _court_label(row["court_name"], outside=True)
        if plain[label] > 1:
            label = _court_label(row["court_name"], outside=False)
        entry = Entry(f"court/{slug(label)}", "pf:Court", label)
        if entry.path in courts:
            entry.path, entry.label = f"court/{slug(row['court_code'])}", row["court_name"]
        entry.add_name(row["court_name"], "hmpps-court-register")
        inside = re.search(r"\(([^)]+)\)", row["court_name"])
        if inside and plain[_court_label(row["court_name"], outside=True)] == 1:
            kind = "Crown Court" if "Crown" in label else "Magistrates' Court"
            entry.add_name(f"{inside[1]} {kind}", "spelling")
        entry.add_source("hmpps-court-register")
        entry.codes["court", row["court_code"]] = "hmpps-court-register"
        courts[entry.path] = entry
    add_curated_names(courts, reference)
    return courts


def _court_label(name: str, *, outside: bool) -> str:
    name = re.sub(r" ?-? [A-Z]{5}[A-Z]$", "", name)
    if outside:
        name = tidy(re.sub(r" ?\([^)]*\) ?", " ", name))
    return re.sub(r"Magistrates Court", "Magistrates' Court", name)


GENERIC_OFFICE = re.compile(
    r"^(?:probation (?:office|service|centre)|floor|[\w .'’-]+ probation (?:office|centre))$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?:(?:units?|suite|floor|rooms?) )?\d+[a-z]?", re.IGNORECASE)
POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$")


def build_offices(
    reference: Reference, councils: dict[str, Entry], regions: dict[str, Entry]
) -> dict[str, Entry]:
    """Build the probation offices, closed ones included: no source says which are open."""
    counties = {
        "county durham",
        "co durham",
        "tyne & wear",
        "tyne and wear",
        "merseyside",
        "west yorkshire",
        "south yorkshire",
        "west midlands",
        "middlesex",
        "avon",
        "berkshire",
        "cheshire",
        "cleveland",
        "mid glamorgan",
        "south glamorgan",
        "west glamorgan",
        "humberside",
        "northumberland",
        "powys",
        "gwent",
    }
    counties |= {
        name.lower()
        for entry in councils.values()
        if "County Council" in entry.label
        for name in entry.names
    }
    letters = {
        code: path
        for path, r in regions.items()
        for scheme, code in r.codes
        if scheme == "interventions-region"
    }
    offices: dict[str, Entry] = {}
    for row in reference.rows("hmpps_probation_offices.csv"):
        parts = [part.strip(" .") for part in row["address"].split(",") if part.strip(" .")]
        parts = [part for part in parts if not POSTCODE.match(part)]
        while len(parts) > 1 and parts[-1].lower() in counties:
            parts.pop()
        if not parts:
            continue
        town = parts[-1]
        building = next((p for p in parts[:-1] if not GENERIC_OFFICE.match(p)), "")
        building = re.sub(
            r"^(?:units?|suite|floor|rooms?)?\s*[\d&/, -]+[a-z]?(?:\s*(?:and|&|-)\s*\d+[a-z]?)*\s+",
            "",
            building,
            flags=re.IGNORECASE,
        )
        building = "" if NUMBER.fullmatch(building) else building
        whole = f"{building}, {town}" if building else f"{town} Probation Office"
        path = f"office/{slug(whole)}"
        entry = Entry(
            path if path not in offices else f"{path}-{row['probation_office_id']}",
            "pf:Office",
            building or whole,
        )
        entry.add_name(whole, "spelling")
        entry.add_name(row["name"], "hmpps-probation-offices")
        if row["delius_crs_location_id"]:
            entry.codes["crs-location", row["delius_crs_location_id"]] = "hmpps-probation-offices"
        region = letters.get(row["probation_region_id"])
        if row["probation_region_id"] == "L":
            region = "region/greater-manchester"
        if region:
            entry.add_fact("org:unitOf", iri(region))
        if row["gov_uk_url"]:
            entry.add_fact("rdfs:seeAlso", iri(row["gov_uk_url"]))
        offices[entry.path] = entry
    return offices


LEGAL = re.compile(
    r",? (?:Ltd|Limited|CIC|Community Interest Company|Services Limited|UK Limited|Charity Limited)\.?$",
    re.IGNORECASE,
)


APART = {"HUMANKIND", "DVIP_RICHMOND", "CHANGE_GROW_LIVE_LTD"}
"""Provider codes of an earlier organisation, of another's service and of a trading company."""
PROBATION_SERVICE = {"NWPS", "PS_EOE_HOUSING_SUPPORT", "PS_YATH_HOUSING"}
"""Provider codes of parts of the Probation Service itself."""
SPELLINGS = {
    "HumanKind": "Humankind",
    "St Mungos": "St Mungo's",
    "PACT": "Prison Advice and Care Trust",  # the list itself writes "Prison Advice and Care Trust (Pact)"
}


def build_providers(reference: Reference) -> dict[str, Entry]:
    """Build providers of commissioned rehabilitative services and other named organisations."""
    providers: dict[str, Entry] = {}
    by_code: dict[str, Entry] = {}
    for row in reference.rows("organisation_identifiers.csv"):
        if "police.uk" in row["other_ids"] or "government-organisation:" in row["other_ids"]:
            continue
        entry = _identified(row)
        providers[entry.path] = entry
        for code in filter(None, row["hmpps_provider_code"].split("|")):
            if code not in APART:
                entry.codes["hmpps-provider", code] = "hmpps-crs-providers"
                by_code[code] = entry
    for row in reference.rows("hmpps_crs_providers.csv"):
        code, name = row["provider_code"], row["provider_name"]
        if code in PROBATION_SERVICE:
            continue
        entry = by_code.get(code) or _contracted(name, providers)
        entry.codes["hmpps-provider", code] = "hmpps-crs-providers"
        entry.add_name(name, "hmpps-crs-providers")
        if LEGAL.search(name):
            entry.add_name(LEGAL.sub("", name), "spelling")
    add_acronyms(providers, reference)
    add_charities(providers, reference)
    add_curated_names(providers, reference)
    for entry in providers.values():
        ampersands(entry)
    add_relations(providers, reference)
    _check_names(providers)
    return providers


def _identified(row: dict[str, str]) -> Entry:
    """Build an organisation that the compiled list of identifiers has."""
    names = row["name_in_reports"].split("|")
    if row["registered_name"] in names:
        names = [row["registered_name"], *names]
    entry = Entry(f"provider/{slug(names[0])}", "pf:Provider", names[0])
    for name in names[1:]:
        entry.add_name(name, "organisation-identifiers")
    if not row["registered_name"].startswith("(") and "/" not in row["registered_name"]:
        full = re.sub(r" \((?:formerly|Yorkshire).*", "", row["registered_name"])
        entry.add_name(full.title() if full.isupper() else full, "organisation-identifiers")
    for org_id in filter(None, [row["org_id"], *row["other_ids"].split("|")]):
        entry.codes["org-id", org_id] = "organisation-identifiers"
    if row["homepage_or_uri"]:
        entry.add_fact("schema:url", iri(row["homepage_or_uri"]))
    entry.add_source("organisation-identifiers")
    return entry


def _contracted(name: str, providers: dict[str, Entry]) -> Entry:
    """Return the provider of HMPPS's list with this name, a new one where there is none."""
    plain = LEGAL.sub("", name)
    label = tidy(re.sub(r" ?\((?!East|Bury|Luton|Derbyshire)[^)]*\)", "", plain) or plain)
    label = SPELLINGS.get(label, label)
    path = f"provider/{slug(label)}"
    return providers.setdefault(path, Entry(path, "pf:Provider", label))


def add_acronyms(providers: dict[str, Entry], reference: Reference) -> None:
    """Add acronyms that HMPPS's list gives in parentheses, where no other provider has them."""
    taken = {key(name) for entry in providers.values() for name in [entry.label, *entry.names]}
    codes = _by_code(providers, "hmpps-provider")
    for row in reference.rows("hmpps_crs_providers.csv"):
        inside = re.search(r"\(([A-Z][A-Z0-9]+)\)", row["provider_name"])
        if inside and key(inside[1]) not in taken and row["provider_code"] in codes:
            codes[row["provider_code"]].add_name(inside[1], "hmpps-crs-providers")


def add_relations(entries: dict[str, Entry], reference: Reference) -> None:
    """Add the relations of `relations.csv`: kin that must never be taken for one."""
    for row in reference.curated("relations.csv"):
        if row["one"] not in entries or row["other"] not in entries:
            sys.exit(f"relations.csv names {row['one']} or {row['other']}, which no register has")
        entries[row["one"]].add_fact(row["predicate"], iri(row["other"]))
        entries[row["one"]].add_source(row["source"])
    for row in reference.curated("never-merge.csv"):
        if row["one"] not in entries or row["other"] not in entries:
            sys.exit(f"never-merge.csv names {row['one']} or {row['other']}, which no register has")


def add_charities(providers: dict[str, Entry], reference: Reference) -> None:
    """Give a provider the charity number where exactly one of the largest charities has its very name."""
    by_key: dict[str, list[dict[str, str]]] = {}
    for row in reference.rows("charities_top2000_names_numbers.csv"):
        by_key.setdefault(key(LEGAL.sub("", row["name"])), []).append(row)
    for entry in providers.values():
        if any(scheme == "org-id" for scheme, _ in entry.codes):
            continue
        found = {
            row["org_id"]: row
            for name in [entry.label, *entry.names]
            for row in by_key.get(key(LEGAL.sub("", name)), ())
        }
        if len(found) == 1:
            org_id, row = next(iter(found.items()))
            entry.codes["org-id", org_id] = "charities"
            if row["company_number"]:
                entry.codes["org-id", f"GB-COH-{row['company_number']}"] = "charities"
            entry.add_source("charities")


def add_districts(
    pdus: dict[str, Entry], councils: dict[str, Entry], reference: Reference
) -> list[str]:
    """Give units the areas of the districts that the source lists; return what fits no authority."""
    by_key: dict[str, list[Entry]] = {}
    for council in councils.values():
        if not any(prop == "schema:dissolutionDate" for prop, _ in council.facts):
            for name in council.names:
                by_key.setdefault(key(name), []).append(council)
    missing = []
    spellings = {
        row["written"]: row["council"] for row in reference.curated("district-spellings.csv")
    }
    by_code = {
        code: entry
        for entry in pdus.values()
        for scheme, code in entry.codes
        if scheme == "delius-pdu"
    }
    for row in reference.rows("hmpps_probation_delivery_units.csv"):
        inside = re.search(r"\(([^)]*)\)$", row["pdu_name_in_source"])
        if not inside or "excluding" in inside[1]:
            continue
        listed = re.sub(r"parts of [^,]*|\bincludes?\b|lower tier LAs in \w+ -?", "", inside[1])
        for phrase in listed.split(","):
            found, unknown = _districts(phrase, by_key, spellings)
            missing += [f"{row['pdu_code']}: {name}" for name in unknown]
            for council in found:
                spatial = next(value for prop, value in council.facts if prop == "dcterms:spatial")
                by_code[row["pdu_code"]].add_fact("dcterms:spatial", spatial)
    _add_named_areas(pdus, by_key)
    return missing


def _add_named_areas(pdus: dict[str, Entry], by_key: dict[str, list[Entry]]) -> None:
    """Give a unit without listed districts the areas of the councils that its name lists."""
    for pdu in pdus.values():
        if not any(prop == "dcterms:spatial" for prop, _ in pdu.facts):
            for council in _named_after(pdu, by_key):
                spatial = next(value for prop, value in council.facts if prop == "dcterms:spatial")
                pdu.add_fact("dcterms:spatial", spatial)


def _named_after(pdu: Entry, by_key: dict[str, list[Entry]]) -> list[Entry]:
    """Return the councils that a unit's name lists: none where a part of any of its names fits none."""
    readings = []
    for name in [pdu.label, *pdu.names]:
        found: list[Entry] = []
        for phrase in name.split(","):
            councils, unknown = _districts(phrase, by_key)
            found += councils
            if unknown:
                return []
        readings.append(sorted(council.path for council in found))
    if any(reading != readings[0] for reading in readings):
        return []
    return found


def _districts(
    phrase: str, by_key: dict[str, list[Entry]], spellings: dict[str, str] | None = None
) -> tuple[list[Entry], list[str]]:
    """Split `A and B and C` at the joints that make known names; return what fits and what does not."""
    parts = [part.strip() for part in re.split(r"\band\b|&", phrase) if part.strip()]
    parts = [(spellings or {}).get(part, part) for part in parts]
    found: list[Entry] = []
    missing: list[str] = []
    while parts:
        for size in range(len(parts), 0, -1):
            fits = by_key.get(key(" and ".join(parts[:size])), [])
            if len(fits) == 1:
                found.append(fits[0])
                parts = parts[size:]
                break
        else:
            missing.append(parts.pop(0))
    return found, missing


def add_changes(registers: list[dict[str, Entry]], reference: Reference) -> dict[str, Entry]:
    """Build the changes of organisations: renames, splits and mergers."""
    known = {path for register in registers for path in register}
    changes = {}
    for row in reference.curated("changes.csv"):
        entry = Entry(
            f"change/{row['name']}", "org:ChangeEvent", row["name"].replace("-", " ").capitalize()
        )
        for prop, paths in (
            ("org:originalOrganization", row["before"]),
            ("org:resultingOrganization", row["after"]),
        ):
            for path in paths.split("|"):
                if path not in known:
                    sys.exit(f"changes.csv names {path}, which no register has")
                entry.add_fact(prop, iri(path))
        if row["date"]:
            entry.add_fact("dcterms:date", f'"{row["date"]}"^^xsd:gYear')
        entry.add_source(row["source"])
        changes[entry.path] = entry
    return changes


def build_legislation(reference: Reference) -> dict[str, Entry]:
    """Build the Acts that reports name, where a source shows their number."""
    acts: dict[str, Entry] = {}
    for row in reference.rows("legislation.csv"):
        if row["verified"] == "no":
            continue
        entry = Entry(f"legislation/{slug(row['name'])}", "schema:Legislation", row["name"])
        for name in filter(None, row["name_variants_in_reports"].split("|")):
            entry.add_name(name, "legislation")
        entry.add_fact("schema:sameAs", iri(row["id_uri"]))
        entry.add_fact("rdfs:seeAlso", iri(row["document_uri"]))
        entry.add_source("legislation")
        acts[entry.path] = entry
    return acts


SERVICES = {
    "ACC": "accommodation",
    "DNR": "dependency-and-recovery",
    "ETE": "education-training-and-employment",
    "FBD": "finance-benefit-and-debt",
    "MTR": "mentoring",
    "PWB": "personal-wellbeing",
    "WOS": "women",
    "WSM": "women",
}
"""Beginning of a contract type's code → service."""


def build_contracts(
    reference: Reference,
    providers: dict[str, Entry],
    police: dict[str, Entry],
) -> dict[str, Entry]:
    """Build the published contracts of commissioned rehabilitative services.

    A contract is for a probation region or for the area of a police and crime commissioner, which
    is that of the police force; the region it lies in then comes from HMPPS's list of those.
    """
    paths = _by_code(providers, "hmpps-provider")
    areas = {
        force: next(value for prop, value in entry.facts if prop == "dcterms:spatial")
        for force, entry in _by_code(police, "police-uk").items()
    }
    regions = {
        row["pcc_region_code"]: region_name(row["nps_region_name"])
        for row in reference.rows("hmpps_interventions_pcc_regions.csv")
    }
    contracts: dict[str, Entry] = {}
    for row in reference.rows("hmpps_crs_contracts.csv"):
        pcc = row["pcc_region_code"]
        region = region_name(row["nps_region_name"]) or regions[pcc]
        if row["prime_provider_code"] not in paths:
            continue  # a part of the Probation Service itself
        place = pcc or slug(region)
        prime = paths[row["prime_provider_code"]].path
        name = f"{row['contract_reference']}-{row['contract_type_code']}-{place}"
        path = f"contract/{slug(name)}-{prime.partition('/')[2]}"
        where = row["pcc_region_name"] or region
        label = f"{row['contract_type_name']}: {where} ({row['contract_reference']})"
        entry = contracts.setdefault(path, Entry(path, "schema:Service", label))
        service = SERVICES[row["contract_type_code"].partition("-")[0]]
        entry.add_fact("schema:serviceType", iri(f"service/{service}"))
        entry.add_fact("schema:provider", iri(prime))
        entry.add_fact("schema:areaServed", iri(f"region/{slug(region)}"))
        if pcc in areas:
            entry.add_fact("schema:areaServed", areas[pcc])
        for code in filter(None, row["subcontractor_codes"].split("|")):
            if code in paths:
                entry.add_fact("dcterms:contributor", iri(paths[code].path))
        for prop, when in (("Starts", row["hide_before"]), ("Ends", row["hide_after"])):
            if when:
                entry.add_fact(f"schema:availability{prop}", f'"{when[:10]}"^^xsd:date')
        entry.add_source("hmpps-crs-contracts")
    return contracts


def _by_code(entries: dict[str, Entry], scheme: str) -> dict[str, Entry]:
    return {
        code: entry for entry in entries.values() for found, code in entry.codes if found == scheme
    }


SSSOM = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "subject_source",
    "mapping_date",
    "comment",
)


def write_links(
    registers: Iterable[dict[str, Entry]], reference: Reference, out: Path
) -> dict[str, Entry]:
    """Write every link as an SSSOM mapping set: what it rests on, its source and that one's date.

    Return the same as sets of links for the graph: one a row of `link-bases.csv`, for what links of
    one kind rest on is the same.
    """
    dates = {row["name"]: row["date"] for row in reference.curated("sources.csv")}
    bases = reference.curated("link-bases.csv")
    lines = [
        f"# mapping_set_id: {BASE}mapping-set/links",
        "# mapping_set_title: Links of the registers of findings-graph",
        "# license: http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "# curie_map:",
        f"#   pfid: {BASE}",
        *(f"#   {prefix}: {PREFIXES[prefix]}" for prefix in ("dcterms", "rdfs", "schema", "skos")),
        "#   semapv: https://w3id.org/semapv/vocab/",
        "\t".join(SSSOM),
    ]
    counts: Counter[str] = Counter()
    for entry in sorted((e for register in registers for e in register.values()), key=_by_path):
        for prop, value in sorted(entry.facts):
            basis = _basis(bases, entry.path, prop, value.strip("<>"))
            if basis:
                counts[basis["name"]] += 1
                lines.append("\t".join(_mapping(entry, prop, value.strip("<>"), basis, dates)))
    (out / "links.sssom.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"links: {counts.total()} mappings")
    return {entry.path: entry for row in bases for entry in _linkset(row, counts, dates)}


def _mapping(
    entry: Entry, prop: str, target: str, basis: dict[str, str], dates: dict[str, str]
) -> tuple[str, ...]:
    return (
        entry.path if ":" in entry.path else f"pfid:{entry.path}",
        entry.label,
        prop,
        target if ":" in target else f"pfid:{target}",
        basis["justification"],
        f"pfid:source/{basis['source']}",
        dates[basis["source"]],
        basis["basis"],
    )


def _linkset(row: dict[str, str], counts: Counter[str], dates: dict[str, str]) -> Iterator[Entry]:
    """Yield a set of links and its two sides: the class linked, and where it leads."""
    path = f"linkset/{row['name']}"
    entry = Entry(path, "void:Linkset", row["name"].replace("-", " ").capitalize())
    entry.add_fact("void:linkPredicate", row["predicate"])
    entry.add_fact("void:subjectsTarget", iri(f"{path}/subjects"))
    entry.add_fact("void:objectsTarget", iri(f"{path}/objects"))
    entry.add_fact("void:triples", str(counts[row["name"]]))
    entry.add_fact("dcterms:description", text(row["basis"]))
    entry.add_fact("dcterms:date", f'"{dates[row["source"]]}"^^xsd:date')
    entry.add_source(row["source"])
    yield entry
    subjects = Entry(f"{path}/subjects", "void:Dataset", f"{entry.label}: what is linked")
    subjects.add_fact("void:class", row["class"])
    yield subjects
    objects = Entry(f"{path}/objects", "void:Dataset", f"{entry.label}: what it is linked to")
    if row["target_class"]:
        objects.add_fact("void:class", row["target_class"])
    else:
        objects.add_fact("void:uriSpace", text(row["target"], lang=""))
    yield objects


def _by_path(entry: Entry) -> str:
    return entry.path


def _basis(bases: list[dict[str, str]], path: str, prop: str, target: str) -> dict[str, str] | None:
    return next(
        (
            row
            for row in bases
            if path.startswith(row["entity"])
            and prop == row["predicate"]
            and target.startswith(row["target"])
        ),
        None,
    )


def undo(registers: Iterable[dict[str, Entry]], reference: Reference) -> None:
    """Drop the names, codes and links of `undo.csv`; stop where one is not there to drop."""
    entries = {path: entry for register in registers for path, entry in register.items()}
    for row in reference.curated("undo.csv"):
        entry, predicate, gone = entries.get(row["entity"]), row["predicate"], row["object"]
        if entry is None:
            sys.exit(f"undo.csv names {row['entity']}, which no register has")
        if predicate == "skos:altLabel":
            found = entry.names.pop(gone, None) is not None
        elif predicate == "adms:identifier":
            scheme, _, code = gone.partition(":")
            found = entry.codes.pop((scheme, code), None) is not None
        else:
            found = (predicate, iri(gone)) in entry.facts
            entry.facts = [fact for fact in entry.facts if fact != (predicate, iri(gone))]
        if not found:
            sys.exit(f"undo.csv drops {predicate} {gone} of {row['entity']}, which has none such")


LICENCES = {
    "mit": "https://spdx.org/licenses/MIT",
    "ogl": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "cc-by": "https://creativecommons.org/licenses/by/4.0/",
}


def build_sources(reference: Reference) -> dict[str, Entry]:
    """Build the sources and the schemes of codes that the registers name."""
    nodes = {}
    for row in reference.curated("sources.csv"):
        entry = Entry(f"source/{row['name']}", "prov:Entity", row["label"])
        if row["address"]:
            entry.add_fact("rdfs:seeAlso", iri(row["address"]))
        entry.add_fact("dcterms:date", f'"{row["date"]}"^^xsd:date')
        if row["licence"]:
            entry.add_fact("dcterms:license", iri(LICENCES[row["licence"]]))
        nodes[entry.path] = entry
    for row in reference.curated("code-schemes.csv"):
        entry = Entry(f"code-scheme/{row['name']}", "skos:ConceptScheme", row["label"])
        entry.add_fact("skos:definition", text(row["definition"]))
        entry.add_source(row["source"])
        nodes[entry.path] = entry
    return nodes


def write(name: str, entries: dict[str, Entry], header: str, out: Path) -> None:
    """Write one register and print how many entries and empty fields it has."""
    lines = list(turtle(entries.values(), header))
    (out / f"{name}.ttl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    fields = {
        "code": lambda entry: bool(entry.codes),
        "area": lambda entry: any(prop == "dcterms:spatial" for prop, _ in entry.facts),
        "region": lambda entry: any(prop == "org:unitOf" for prop, _ in entry.facts),
    }
    expected = {
        "pdus": ("code", "region", "area"),
        "offices": ("code", "region"),
        "local-authorities": ("code", "area"),
        "police-forces": ("code", "area"),
        "prisons": ("code",),
        "courts": ("code",),
        "providers": ("code",),
    }.get(name, ())
    empty = [(what, sum(not fields[what](e) for e in entries.values())) for what in expected]
    empty.append(
        ("source", sum(not entry.sources for entry in entries.values()))
        if name not in {"sources", "linksets"}
        else ("date", 0)
    )
    counts = ", ".join(f"{count} without {what}" for what, count in empty if count)
    print(f"{name}: {len(entries)} entries" + (f", {counts}" if counts else ""))


def main(arguments: list[str]) -> None:
    """Build every register."""
    if len(arguments) not in {1, 2}:
        sys.exit(__doc__)
    reference = Reference(Path(arguments[0]))
    out = Path(arguments[1]) if len(arguments) > 1 else CURATED
    regions = build_regions(reference)
    pdus = build_pdus(reference, regions)
    councils, areas = build_local_authorities(reference)
    police = build_police(reference, areas)
    add_containers(areas, reference)
    providers = build_providers(reference)
    for missing in add_districts(pdus, councils, reference):
        print(f"no authority has the name of the district {missing}")
    prisons = build_prisons(reference)
    courts = build_courts(reference)
    offices = build_offices(reference, councils, regions)
    bodies = build_bodies(reference)
    acts = build_legislation(reference)
    contracts = build_contracts(reference, providers, police)
    sources = build_sources(reference)
    every = (
        regions, pdus, councils, areas, police, prisons, courts, offices, providers, bodies, acts, contracts,
        sources,
    )  # fmt: skip
    undo(every, reference)
    write("regions", regions, "Probation regions of England and Wales.", out)
    write(
        "pdus",
        pdus,
        "Probation delivery units (PDUs) of England and Wales, present and past.\n"
        "Left out: units without an area (unpaid work, courts, national teams).\n"
        "dcterms:spatial: areas of the districts that the Delius list names, else of the councils that\n"
        "the unit's own name lists; none where a part of the name is no council's.",
        out,
    )
    write(
        "local-authorities",
        councils,
        "Councils of England and Wales since 2021; each is apart from its area (dcterms:spatial).",
        out,
    )
    write(
        "areas",
        areas,
        "Areas of local authorities and police forces, under the URIs that ONS gave them.\n"
        "The site behind these URIs is closed: rdfs:seeAlso is the page that replaces it.\n"
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0.\n"
        "Contains OS data (c) Crown copyright and database right.",
        out,
    )
    write("police-forces", police, "Territorial police forces of England and Wales.", out)
    write("prisons", prisons, "Open prisons of England and Wales.", out)
    write(
        "courts",
        courts,
        "Crown Courts and magistrates' courts of England and Wales.",
        out,
    )
    write("offices", offices, "Probation offices; the source holds closed ones too.", out)
    write(
        "providers",
        providers,
        "Providers of services and other organisations that reports name.",
        out,
    )
    write("bodies", bodies, "Government bodies.", out)
    write("legislation", acts, "Acts that reports name.", out)
    write(
        "contracts",
        contracts,
        "Published contracts of commissioned rehabilitative services.\n"
        "schema:provider is the prime provider, dcterms:contributor a subcontractor.",
        out,
    )
    linksets = write_links(every, reference, out)
    write(
        "linksets", linksets, "What the links of each kind rest on, their source and its date.", out
    )
    write("changes", add_changes([pdus, providers], reference), "Renames, splits and mergers.", out)
    write(
        "sources",
        sources,
        "Sources of the registers, and the schemes of their codes.",
        out,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
