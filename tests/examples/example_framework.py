"""The form's own formulas: standards, statements and key questions of both frameworks, as reports print them."""

from __future__ import annotations

MAXIMUM = {"2021": 27, "2023": 21}
DOMAINS = {
    "2021": ("Organisational delivery", "Court work and case supervision"),
    "2023": ("Organisational arrangements and activity", "Service delivery"),
}
LEADERSHIP = "The leadership of the PDU enables delivery of a high-quality, personalised and responsive service for all people on probation."
STAFF = "Staff are enabled to deliver a high-quality, personalised and responsive service for all people on probation."
SERVICES = "A comprehensive range of high-quality services is in place, supporting a tailored and responsive service for all people on probation."
FACILITIES = "Timely and relevant information is available and appropriate facilities are in place to support a high-quality, personalised and responsive approach for all people on probation."
COURT = "The pre-sentence information and advice provided to court supports its decision-making."
ASSESSMENT = "Assessment is well-informed, analytical and personalised, involving actively the person on probation."
PLANNING = "Planning is well-informed, holistic and personalised, involving actively the person on probation."
DELIVERY = "High-quality, well-focused, personalised and coordinated services are delivered, engaging the person on probation."
REVIEWING = "Reviewing of progress is well-informed, analytical and personalised, involving actively the person on probation."
OUTCOMES = (
    "Early outcomes are positive, demonstrating reasonable progress for the person on probation."
)

STANDARDS: dict[str, dict[str, tuple[str, str]]] = {
    "2021": {
        "1.1": ("Leadership", LEADERSHIP),
        "1.2": ("Staff", STAFF),
        "1.3": ("Services", SERVICES),
        "1.4": ("Information and facilities", FACILITIES),
        "2.1": ("Court work", COURT),
        "2.2": ("Assessment", ASSESSMENT),
        "2.3": ("Planning", PLANNING),
        "2.4": ("Implementation and delivery", DELIVERY),
        "2.5": ("Reviewing", REVIEWING),
        "2.6": ("Outcomes", OUTCOMES),
    },
    "2023": {
        "1.1": ("Leadership", LEADERSHIP),
        "1.2": ("Staffing", STAFF),
        "1.3": ("Services", SERVICES),
        "2.1": ("Assessment", ASSESSMENT),
        "2.2": ("Planning", PLANNING),
        "2.3": ("Implementation and delivery", DELIVERY),
        "2.4": ("Reviewing", REVIEWING),
    },
}
QUESTIONS = {
    "Court work": (
        "Is the pre-sentence information and advice provided to court sufficiently analytical and personalised to the individual, supporting the court's decision-making?",
    ),
    "Assessment": (
        "Does assessment focus sufficiently on engaging the person on probation?",
        "Does assessment focus sufficiently on the factors linked to offending and desistance?",
        "Does assessment focus sufficiently on keeping other people safe?",
    ),
    "Planning": (
        "Does planning focus sufficiently on engaging the person on probation?",
        "Does planning focus sufficiently on reducing reoffending and supporting desistance?",
        "Does planning focus sufficiently on keeping other people safe?",
    ),
    "Implementation and delivery": (
        "Is the sentence or post-custody period implemented effectively with a focus on engaging the person on probation?",
        "Does the implementation and delivery of services effectively support desistance?",
        "Does the implementation and delivery of services effectively support the safety of other people?",
    ),
    "Reviewing": (
        "Does reviewing focus sufficiently on supporting the compliance and engagement of the person on probation?",
        "Does reviewing focus sufficiently on supporting desistance?",
        "Does reviewing focus sufficiently on keeping other people safe?",
    ),
    "Outcomes": (
        "Do early outcomes demonstrate that reasonable progress has been made, in line with the personalised needs of the person on probation?",
    ),
}
POINTS = {"Inadequate": 0, "Requires improvement": 1, "Good": 2, "Outstanding": 3}
LICENCE = "You may re-use this information (excluding logos) free of charge in any format or medium, under the terms of the Open Government Licence. To view this licence, visit www.nationalarchives.gov.uk/doc/open-government-licence"
RECOMMEND = "As a result of our inspection findings we have made a number of recommendations that we believe, if implemented, will have a positive impact on the quality of probation services."
THANKS = "This inspection was led by HM Inspector {lead}, supported by a team of inspectors and colleagues from across the Inspectorate."
ROLE = "HM Inspectorate of Probation is the independent inspector of youth justice and probation services in England and Wales."
RATIONALE = "Our rating{mark} for {standard} is based on the percentage of cases we inspected being judged satisfactory against three key questions and is driven by the lowest score:"
RATIONALE_COURT = "Our rating for court work is based on the percentage of cases we inspected being judged satisfactory against the key question:"
GLOSSARY = "A glossary of terms used in this report is available on our website."
CHIEF = "An invented Chief Inspector"
