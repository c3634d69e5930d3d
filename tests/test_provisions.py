"""Provisions: who provides which service, in every way that a sentence says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from findings_graph.organisations.provisions import find_provisions
from findings_graph.organisations.registers import Registers
from findings_graph.organisations.service_signs import find_signs
from findings_graph.reading.passages import Passage
from unread_sets import FOLDER as UNREAD
from unread_sets import read_set

FOLDER = Path(__file__).parent.parent / "ontology" / "registers"

Said = tuple[str, str, bool]


@pytest.fixture(scope="module")
def registers() -> Registers:
    """Return the shipped registers, read from the checkout."""
    return Registers.load(FOLDER)


def read(registers: Registers, *lines: str, section: str = "background") -> set[Said]:
    """Return what a report of these passages says; `- ` makes a bullet, `# ` a heading."""
    passages = []
    start = 0
    for line in lines:
        kind = {"- ": "bullet", "# ": "heading", '"W': "quote"}.get(line[:2], "paragraph")
        text = line[2:] if kind in {"bullet", "heading"} else line
        passages.append(
            (section, Passage(kind, text, ((0, start, len(text)),), start, start + len(text)))
        )
        start += len(text) + 1
    found = find_provisions(passages, registers)
    return {(p.provider.label, p.service, p.commissioned) for p in found}


CASES: list[tuple[str, set[Said]]] = [
    # the provider before the verb
    (
        (
            "Commissioned rehabilitative services (CRS) were delivered by several providers. Nacro delivered the accommodation "
            "service and Turning Point provided dependency and recovery support; Catch22 delivered personal wellbeing."
        ),
        {
            ("Nacro", "accommodation", True),
            ("Turning Point", "dependency-and-recovery", True),
            ("Catch22", "personal-wellbeing", True),
        },
    ),
    (
        "Cranfell Recovery Trust and Turning Point provide drug and alcohol treatment across the county.",
        {
            ("Cranfell Recovery Trust", "substance-misuse", False),
            ("Turning Point", "substance-misuse", False),
        },
    ),
    (
        "Harbour Lights, a local charity, offered debt advice and mentoring to people on probation.",
        {
            ("Harbour Lights", "finance-benefit-and-debt", False),
            ("Harbour Lights", "mentoring", False),
        },
    ),
    (
        "StepForth, who visit the office each week, provide employment support.",
        {("StepForth", "education-training-and-employment", False)},
    ),
    ("Advance lead on the provision of women's services.", {("Advance", "women", False)}),
    ("Thirteen delivered accommodation services.", {("Thirteen", "accommodation", False)}),
    # the provider after the verb
    (
        "CRS contracts for personal wellbeing were held by Ingeus, while women's services were delivered by Together Women.",
        {("Ingeus", "personal-wellbeing", True), ("Together Women Project", "women", True)},
    ),
    (
        "Substance misuse services are provided by Humankind in Marlford and by Change, Grow, Live in Oakby.",
        {("Humankind", "substance-misuse", False), ("Change Grow Live", "substance-misuse", False)},
    ),
    (
        "Drug and alcohol treatment is delivered by Via in Marlford and Brightwater Recovery in Oakby.",
        {("Via", "substance-misuse", False), ("Brightwater Recovery", "substance-misuse", False)},
    ),
    (
        (
            "There was support for people with alcohol and drug problems. Both are offered by a large "
            "health and care charity, We Are With You, and Forward Leap."
        ),
        {
            ("We Are With You", "substance-misuse", False),
            ("Forward Leap", "substance-misuse", False),
        },
    ),
    ("The accommodation contract was awarded to Shelter.", {("Shelter", "accommodation", False)}),
    (
        "Mental health treatment requirements were delivered by Weardale NHS Foundation Trust.",
        {("Weardale NHS Foundation Trust", "mental-health", False)},
    ),
    (
        "Ingeus was commissioned to deliver the CRS for finance, benefit and debt.",
        {("Ingeus", "finance-benefit-and-debt", True)},
    ),
    # lists
    (
        (
            "Commissioned rehabilitative services: Seetec for accommodation, education, training and employment, and personal "
            "wellbeing; Change Grow Live for dependency and recovery; and Advance charity for women’s services."
        ),
        {
            ("Seetec", "accommodation", True),
            ("Seetec", "education-training-and-employment", True),
            ("Seetec", "personal-wellbeing", True),
            ("Advance", "women", True),
            ("Change Grow Live", "dependency-and-recovery", True),
        },
    ),
    (
        (
            "The CRS providers were Ingeus (personal wellbeing and dependency and recovery), Shelter (accommodation) and the "
            "Growth Company (finance, benefit and debt)."
        ),
        {
            ("Ingeus", "personal-wellbeing", True),
            ("Ingeus", "dependency-and-recovery", True),
            ("Shelter", "accommodation", True),
            ("The Growth Company", "finance-benefit-and-debt", True),
        },
    ),
    (
        "CRS provision covered accommodation (Nacro), personal wellbeing (Catch22) and women's services (Anawim).",
        {
            ("Nacro", "accommodation", True),
            ("Catch22", "personal-wellbeing", True),
            ("Anawim", "women", True),
        },
    ),
    ("Accommodation\tNacro", {("Nacro", "accommodation", False)}),
    # the service as an adjective
    (
        "The substance misuse provider, Inclusion, attended the hub.",
        {("Inclusion", "substance-misuse", False)},
    ),
    (
        "Referrals to the TWP women's services had fallen.",
        {("Together Women Project", "women", False)},
    ),
    ("Nacro's accommodation team worked from the office.", {("Nacro", "accommodation", False)}),
    (
        "There was a varied offer from both Marl Recovery Steps and Ingeus, the treatment providers that delivered the drug and alcohol services.",
        {("Marl Recovery Steps", "substance-misuse", False), ("Ingeus", "substance-misuse", False)},
    ),
    (
        "People could get help with debt advice from StepChange.",
        {("StepChange", "finance-benefit-and-debt", False)},
    ),
    (
        "The CRS provision was supplemented by support that was not CRS: Shannon Trust provided literacy support.",
        {("Shannon Trust", "education-training-and-employment", False)},
    ),
    # harder: several of each, elided verbs, pairs, asides
    (
        "Ingeus, Nacro and Catch22 delivered accommodation, ETE and personal wellbeing respectively.",
        {
            ("Ingeus", "accommodation", False),
            ("Nacro", "education-training-and-employment", False),
            ("Catch22", "personal-wellbeing", False),
        },
    ),
    (
        (
            "Personal wellbeing services are delivered by Foundation and women's services by St Giles Wise, with Ingeus "
            "delivering dependency and recovery and accommodation provided by Shelter."
        ),
        {
            ("Foundation", "personal-wellbeing", False),
            ("St Giles Wise", "women", False),
            ("Ingeus", "dependency-and-recovery", False),
            ("Shelter", "accommodation", False),
        },
    ),
    (
        (
            "Marlford Drug and Alcohol Service (MDAS) and Weardale and Oakby Mental Health NHS Foundation Trust provided "
            "mental health support."
        ),
        {
            ("Marlford Drug and Alcohol Service", "mental-health", False),
            ("Weardale and Oakby Mental Health NHS Foundation Trust", "mental-health", False),
        },
    ),
    (
        "Maximus deliver the ETE contract and Nacro the accommodation contract.",
        {
            ("MAXIMUS UK", "education-training-and-employment", False),
            ("Nacro", "accommodation", False),
        },
    ),
    (
        "CRS includes: accommodation – Ingeus; women – Women in Prison; personal wellbeing – Catch22.",
        {
            ("Ingeus", "accommodation", True),
            ("Women in Prison", "women", True),
            ("Catch22", "personal-wellbeing", True),
        },
    ),
    (
        "Accommodation, Nacro; Women's Services, Anawim",
        {("Nacro", "accommodation", False), ("Anawim", "women", False)},
    ),
    (
        "The Marl Army, Crestline and St Mungo's provided housing support.",
        {
            ("Marl Army", "accommodation", False),
            ("Crestline", "accommodation", False),
            ("St Mungo's", "accommodation", False),
        },
    ),
    (
        (
            "In Marlford, drug and alcohol services were provided by Marl Recovery Partnership, while in Oakby this was "
            "delivered by Oakby Recovery Partnership."
        ),
        {
            ("Marl Recovery Partnership", "substance-misuse", False),
            ("Oakby Recovery Partnership", "substance-misuse", False),
        },
    ),
    (
        "Oakstart, a volunteer project, matched people with a mentor, and Shannon Trust volunteers helped men to learn to read.",
        {
            ("Oakstart", "mentoring", False),
            ("Shannon Trust", "education-training-and-employment", False),
        },
    ),
    (
        "The CRS contract for education, training and employment has been terminated; the LINK hub offered ETE support.",
        {("LINK hub", "education-training-and-employment", False)},
    ),
    (
        "Treatment is commissioned by Marl County Council: drug and alcohol services are delivered by Greenway, Open Path and Kindly.",
        {
            ("Greenway", "substance-misuse", False),
            ("Open Path", "substance-misuse", False),
            ("Kindly", "substance-misuse", False),
        },
    ),
    (
        (
            "Drug and alcohol services were delivered by Marl Recovery, and in Oakby by Change Grow Live. Changing Lives were "
            "commissioned by the Police and Crime Commissioner to deliver women's services."
        ),
        {
            ("Marl Recovery", "substance-misuse", False),
            ("Change Grow Live", "substance-misuse", False),
            ("Changing Lives", "women", False),
        },
    ),
    (
        (
            "CRS were few. Starway provided drug and alcohol treatment on behalf of the county council, and mentoring was "
            "offered by the Ferrymen's Trust."
        ),
        {("Starway", "substance-misuse", False), ("Ferrymen's Trust", "mentoring", False)},
    ),
    # more near misses
    ("Probation Officer Jane Marl provided mentoring.", set()),
    ("The Youth Justice Service offered mentoring.", set()),
    ("Ingeus staff said that accommodation was hard to find.", set()),
    ("Women in Prison described strong links. Women's services had grown.", set()),
    ("Aurora New Dawn delivered training on domestic abuse to staff.", set()),
    ("The Accommodation for Ex-Offenders scheme had helped with housing.", set()),
    (
        "All CRS providers (Ingeus, Foundation and Shelter) attended, and accommodation remained a gap.",
        set(),
    ),
    ("Leeds and Bradford offices delivered accommodation surgeries.", set()),
    ("CAS3 accommodation was provided through the Community Accommodation Service.", set()),
    # over, planned, or another's
    (
        "Substance misuse services transferred from Humankind to Changing Lives in April.",
        {("Changing Lives", "substance-misuse", False)},
    ),
    (
        "Ingeus took on the accommodation contract from Nacro in the summer.",
        {("Ingeus", "accommodation", False)},
    ),
    ("Together Women delivered women's services, but these were withdrawn in 2022.", set()),
    ("Nacro staff were not able to help with mental health.", set()),
    ("The unit had lost its mentoring provider, Halden Mentors.", set()),
    (
        "Plans to commission Kestrel Recovery to deliver drug treatment were at an early stage.",
        set(),
    ),
    ("Nacro House, an approved premises, provided accommodation for 22 men.", set()),
    # providers that no form of words ties
    (
        "Debt was tackled early. Citizens Advice Marlford saw people by appointment in the hub.",
        {("Citizens Advice Marlford", "finance-benefit-and-debt", False)},
    ),
    (
        "A new scheme had been set up with Rebuild with Hope. Its mentors met people on the day of release.",
        {("Rebuild with Hope", "mentoring", False)},
    ),
    (
        "Ingeus takes care of finance, benefit and debt, and flats are found by Doorway.",
        {("Ingeus", "finance-benefit-and-debt", False), ("Doorway", "accommodation", False)},
    ),
    (
        "Young men were offered a mentor through Trailblazers or, if they had been in care, through Home Truths.",
        {("Trailblazers", "mentoring", False), ("Home Truths", "mentoring", False)},
    ),
    (
        "Turning Point and Thirteen share the building. The first treats people with drug problems; the second helps with housing.",
        {("Turning Point", "substance-misuse", False), ("Thirteen", "accommodation", False)},
    ),
    (
        "There are CRS for accommodation and personal wellbeing. Nacro runs the first and Catch22 the second.",
        {("Nacro", "accommodation", True), ("Catch22", "personal-wellbeing", True)},
    ),
    (
        "Two bodies hold CRS contracts: Ingeus and Nacro. They cover personal wellbeing and accommodation respectively.",
        {("Ingeus", "personal-wellbeing", True), ("Nacro", "accommodation", True)},
    ),
    (
        "For debts there was Money Buddies, for jobs the Shaw Trust.",
        {
            ("Money Buddies", "finance-benefit-and-debt", False),
            ("Shaw Trust", "education-training-and-employment", False),
        },
    ),
    (
        "Turning Point treats drug users, Nacro deals with housing and Ingeus with debt. The last two are CRS providers.",
        {
            ("Turning Point", "substance-misuse", False),
            ("Nacro", "accommodation", True),
            ("Ingeus", "finance-benefit-and-debt", True),
        },
    ),
    (
        "As well as the CRS for accommodation provided by Nacro, Marlford Churches Together ran a night shelter.",
        {("Nacro", "accommodation", True), ("Marlford Churches Together", "accommodation", False)},
    ),
    # what names a body, and is no service to people on probation
    ("All practitioners had been trained by Kaleidoscope in the prevention of overdose.", set()),
    ("A director of Shelter sat on the advisory board for housing.", set()),
    ("Counselling for practitioners could be had from PAM Assist.", set()),
    (
        "Naloxone was carried by staff, who had been shown how to use it by a trainer from Via.",
        set(),
    ),
    ("Money Matters closed its branch, and no debt advice was left.", set()),
    ("In another unit, Nacro ran a hostel for people leaving prison.", set()),
    ("Nacro helped people to find flats. Its contract had ended in May.", set()),
    ("A donation from Shelter had bought beds for the hostel.", set()),
    (
        "Instead of Shelter, people used Nacro for help with housing.",
        {("Nacro", "accommodation", False)},
    ),
    ("A choir had been paid for by Shelter, and housing was discussed there.", set()),
    # near misses
    ("The Horizon programme for sexual offences was delivered by the PDU.", set()),
    ("Horizon delivered accommodation of the needs of men through the Horizon programme.", set()),
    (
        "North Yorkshire Horizons delivered substance misuse services.",
        {("Horizons", "substance-misuse", False)},
    ),
    ("The foundation for accommodation work was sound.", set()),
    ("Foundation training for women's services staff was provided.", set()),
    (
        "Foundation for personal wellbeing and Nacro for accommodation.",
        {("Foundation", "personal-wellbeing", False), ("Nacro", "accommodation", False)},
    ),
    ("Shelter was hard to find and accommodation was offered late.", set()),
    ("Thirteen practitioners delivered accommodation advice.", set()),
    ("In advance, women's services were discussed.", set()),
    ("Practitioners provided accommodation support and leaders offered mentoring.", set()),
    ("Kent Police provided mental health training.", set()),
    ("Marlford Council delivered housing services.", set()),
    (
        "Both the CRS accommodation provider, Shelter, and the women's CRS provider, Women in Prison, were full.",
        {("Shelter", "accommodation", True), ("Women in Prison", "women", True)},
    ),
    (
        "Two organisations delivered drug and alcohol treatment: Turning Point in Marlford and Kestrel Recovery in the north.",
        {
            ("Kestrel Recovery", "substance-misuse", False),
            ("Turning Point", "substance-misuse", False),
        },
    ),
    ("Tom was employed by Tesco and knew of his debts.", set()),
    ("On Mondays Nacro gives advice on housing.", {("Nacro", "accommodation", False)}),
    ("Ryan was supported by Emma at Nacro with his housing application.", set()),
    (
        "Mental health treatment is delivered by Rotherham Doncaster and South Humber NHS Foundation Trust.",
        {
            (
                "Rotherham Doncaster and South Humber NHS Foundation Trust",
                "mental-health",
                False,
            )
        },
    ),
    (
        "Accommodation support comes from Ingeus, as does help with education, training and employment.",
        {
            ("Ingeus", "accommodation", False),
            ("Ingeus", "education-training-and-employment", False),
        },
    ),
    (
        "Of the commissioned rehabilitative services (CRS), the one for women was provided by Advance and the one for personal wellbeing by Catch22.",
        {("Advance", "women", True), ("Catch22", "personal-wellbeing", True)},
    ),
    (
        "The CRS for accommodation, personal wellbeing and women were delivered by Shelter, Ingeus and Advance respectively.",
        {
            ("Shelter", "accommodation", True),
            ("Ingeus", "personal-wellbeing", True),
            ("Advance", "women", True),
        },
    ),
    (
        "Of the four CRS contracts, Ingeus held three: accommodation; finance, benefit and debt; and dependency and recovery.",
        {
            ("Ingeus", "accommodation", True),
            ("Ingeus", "finance-benefit-and-debt", True),
            ("Ingeus", "dependency-and-recovery", True),
        },
    ),
    (
        "Shelter delivered the CRS accommodation service, and its workers attended the weekly surgery.",
        {("Shelter", "accommodation", True)},
    ),
    (
        "Members included Marlford Borough Council and Turning Point, and the board had agreed a plan to improve housing.",
        set(),
    ),
    (
        "A contract for mentoring had been awarded to Nacro, with a start planned for the spring.",
        set(),
    ),
    (
        "Accommodation support was delivered by Nacro and Marlford Borough Council.",
        {
            ("Nacro", "accommodation", False),
            ("Marlford Borough Council", "accommodation", False),
        },
    ),
    (
        "Supported housing was provided by Nacro, Shelter and Marlford City Council.",
        {
            ("Nacro", "accommodation", False),
            ("Shelter", "accommodation", False),
            ("Marlford City Council", "accommodation", False),
        },
    ),
    ("Housing support came from Marlford City Council funding.", set()),
    (
        "The senior manager of the accommodation provider, Jane Brown, told us about it.",
        set(),
    ),
    (
        "Supervision was provided by Marlford City Council, and housing support by St Giles Wise.",
        {("St Giles Wise", "accommodation", False)},
    ),
    ("May Brown delivered debt advice.", {("May Brown", "finance-benefit-and-debt", False)}),
    ("Housing services were commissioned by Marlford Council.", set()),
    ("The PDU offered women's services in a hub.", set()),
    ("User Voice surveyed 70 people about accommodation services delivered by the PDU.", set()),
    ("Accommodation services were delivered by probation practitioners in Leeds.", set()),
    ("Accommodation services were previously provided by Nacro.", set()),
    ("The PDU lacked any CRS offer of finance, benefit and debt advice.", set()),
    ("HMP Low Newton (women's prison) held events.", set()),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find_provisions_reads_a_sentence(
    registers: Registers, text: str, expected: set[Said]
) -> None:
    """Each way of saying who provides what gives its ties, and nothing else does."""
    assert read(registers, text) == expected


def test_find_provisions_reads_a_table_whose_columns_spaces_parted(registers: Registers) -> None:
    """A row is a service and a name, in either order, under a heading or beside a name that is known."""
    assert read(
        registers,
        "# Commissioned rehabilitative services in Marlford",
        "# Provider Service",
        "# Ingeus Accommodation",
        "# PSS UK Women's services",
        "# Career Connect Education, training and employment",
    ) == {
        ("Ingeus", "accommodation", True),
        ("PSS UK", "women", True),
        ("Career Connect", "education-training-and-employment", True),
    }


def test_find_provisions_takes_no_person_of_a_list_for_a_provider(registers: Registers) -> None:
    """Two words that nobody knows may be a person's name, unless the list is said to be of organisations."""
    lines = ("- Women | Karen Smith", "- Employment: Pat Jones", "- Mentoring: TBC")
    assert read(registers, *lines, section="1.3") == set()
    listed = "People were helped by local organisations:"
    assert read(registers, listed, "- Pound Sense – debt advice", section="1.3") == {
        ("Pound Sense", "finance-benefit-and-debt", False)
    }


def test_find_provisions_reads_bullets_of_an_introduced_list(registers: Registers) -> None:
    """A list that a paragraph introduces as commissioned services makes its items such."""
    found = read(
        registers,
        "HMPPS has commissioned a number of services (commissioned rehabilitative services – CRS). These include:",
        "- Accommodation support provided by Interventions Alliance (Seetec)",
        "- Women services Advance Charity.",
        "- Personal wellbeing (for men only) run by Interventions Alliance (Seetec)",
        "- Dependency and recovery: Ingeus",
    )
    assert found == {
        ("Interventions Alliance", "accommodation", True),
        ("Interventions Alliance", "personal-wellbeing", True),
        ("Advance", "women", True),
        ("Ingeus", "dependency-and-recovery", True),
    }


def test_find_provisions_skips_quotations_and_forewords(registers: Registers) -> None:
    """What a person says of a provider in a quotation is no statement of the report."""
    assert read(registers, '"When Nacro provided accommodation it helped."') == set()
    assert read(registers, "Nacro provided accommodation.", section="foreword") == set()


def test_find_provisions_follows_an_acronym(registers: Registers) -> None:
    """An acronym that the report introduces names the same provider, once."""
    found = read(
        registers,
        "Women's services were delivered by the Marlford Women's Centre (MWC).",
        "MWC also provided mentoring.",
    )
    assert found == {
        ("Marlford Women's Centre", "women", False),
        ("Marlford Women's Centre", "mentoring", False),
    }


def test_find_provisions_never_merges_by_likeness(registers: Registers) -> None:
    """Organisations whose names are alike stay apart; one that no register has says so."""
    text = "St Giles Wise delivered women's services. St Gilles Wise delivered mentoring. St Giles Trust delivered accommodation services."
    passage = Passage("paragraph", text, ((0, 0, len(text)),), 0, len(text))
    found = {
        (p.provider.path, p.provider.registered)
        for p in find_provisions([("1.3", passage)], registers)
    }
    assert found == {
        ("provider/st-giles-wise", True),
        ("provider/st-gilles-wise", False),
        ("provider/st-giles-trust", True),
    }


def test_find_provisions_gives_the_characters_it_rests_on(registers: Registers) -> None:
    """The evidence is the stretch with both provider and service, as the report has it."""
    text = "In all, accommodation services were delivered by Nacro, and well."
    passage = Passage("paragraph", text, ((0, 100, len(text)),), 100, 100 + len(text))
    (found,) = find_provisions([("1.3", passage)], registers)
    assert (
        text[found.evidence.start - 100 : found.evidence.end - 100]
        == "accommodation services were delivered by Nacro"
    )


ROWS: list[tuple[tuple[str, ...], set[Said]]] = [
    (
        ("# Commissioned rehabilitative services", "- Accommodation – Nest", "- Anawim: women"),
        {("Nest", "accommodation", True), ("Anawim", "women", True)},
    ),
    (
        ("Housing\tDoorway; Emmaus", "Training and work | Fleet Works"),
        {
            ("Doorway", "accommodation", False),
            ("Emmaus", "accommodation", False),
            ("Fleet Works", "education-training-and-employment", False),
        },
    ),
    (
        ("Pathway: Personal wellbeing", "Provider: Ingeus"),
        {("Ingeus", "personal-wellbeing", False)},
    ),
    (("Service\tProvider", "Accommodation\tVacant", "Accommodation: Manager Lead"), set()),
]


@pytest.mark.parametrize(("lines", "expected"), ROWS)
def test_find_provisions_reads_lines_of_a_table(
    registers: Registers, lines: tuple[str, ...], expected: set[Said]
) -> None:
    """A service, a mark and names tie, whatever the names; what says that no one provides it does not."""
    assert read(registers, *lines) == expected


ADDED: list[tuple[str, set[Said]]] = [
    (
        (
            "CRS were run by Nacro (accommodation) and Ingeus (personal wellbeing). In addition, Harbour Lights, a local charity, "
            "provided supported housing."
        ),
        {
            ("Nacro", "accommodation", True),
            ("Ingeus", "personal-wellbeing", True),
            ("Harbour Lights", "accommodation", False),
        },
    ),
    (
        "Nacro delivered the accommodation CRS. Emmaus also provided rooms for six people.",
        {("Nacro", "accommodation", True), ("Emmaus", "accommodation", False)},
    ),
    (
        "The accommodation CRS is delivered by Nacro. Nacro also provides mentoring.",
        {("Nacro", "accommodation", True), ("Nacro", "mentoring", True)},
    ),
    (
        (
            "Staff mixed up the personal wellbeing service offered by Ingeus as a CRS and the women's service offered by "
            "Harbour Lights."
        ),
        {("Ingeus", "personal-wellbeing", True), ("Harbour Lights", "women", False)},
    ),
    (
        "CRS were provided by Ingeus for accommodation and personal wellbeing and by Anawim for women's services.",
        {
            ("Ingeus", "accommodation", True),
            ("Ingeus", "personal-wellbeing", True),
            ("Anawim", "women", True),
        },
    ),
    (
        "Two of them are provided by Ingeus, which is well known: accommodation support, and personal wellbeing for men.",
        {("Ingeus", "accommodation", False), ("Ingeus", "personal-wellbeing", False)},
    ),
    (
        "Drug treatment is delivered by Turning Point in Marl town and Humankind in the coastal districts.",
        {("Turning Point", "substance-misuse", False), ("Humankind", "substance-misuse", False)},
    ),
    (
        "Marl Women's Centre, run by Together Women under the CRS contract for women's services, was a safe place.",
        {("Together Women Project", "women", True)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ADDED)
def test_commissioned_belongs_to_what_is_said_of_it(
    registers: Registers, text: str, expected: set[Said]
) -> None:
    """What a sentence adds to the commissioned services, and what another clause names, is local unless it says otherwise."""
    assert read(registers, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mohammed's mentor met him at the gate and helped him to find a flat.",
        "Amir's drug worker had noted that he was drinking.",
        "Aaron was helped by his probation practitioner to find a flat.",
        "Dr Shah prescribed methadone.",
        "Mental health: Good",
        "Substance misuse: Amber",
        "Women: HMP Low Newton",
        "Staff used a toolkit from Maps Ahead to explore drinking.",
        "Ingeus and Nacro were praised for their help with housing and debt.",
    ],
)
def test_people_ratings_and_unclear_shares_are_no_provisions(
    registers: Registers, text: str
) -> None:
    """A person in a case, a rating in a table, and several providers of several services in no order tell nothing."""
    assert not read(registers, text)


@pytest.mark.parametrize("name", sorted(path.stem for path in UNREAD.glob("provisions-*.txt")))
def test_evidence_says_the_service(registers: Registers, name: str) -> None:
    """The evidence of nearly every provision holds words that tell its service."""
    found = [
        (item.report(), provision)
        for item in read_set(name)
        for provision in find_provisions(item.sections(), registers)
    ]
    silent = [
        provision
        for text, provision in found
        if not any(
            sign.service == provision.service
            and provision.evidence.start < sign.end
            and sign.start < provision.evidence.end
            for sign in find_signs(text)
        )
    ]
    assert len(silent) <= len(found) // 50, silent
