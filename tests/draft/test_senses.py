"""Tests of words that have several meanings, and of themes that are named in passing."""

from __future__ import annotations

import pytest

from draft_samples import knowledge
from inspectgraph.draft.findings.topics import Abouts, Around

IN_CARE = Around(groups=("looked-after-children",))

OTHER = {
    "contact-referral-and-duty": (
        "The pupil referral service is clear.",
        "Contact is made with the other town.",
        "The post-adoption contact service moved.",
        (
            "Independent reviewing officers (IROs) routinely contact children before a"
            " review."
        ),
        (
            "The panel is effective in protecting children who have contact with"
            " dangerous adults."
        ),
        "Children stay in contact with their brothers and sisters.",
        "Supervised contact is well arranged.",
        "Advisers keep in regular contact.",
        "Workers contacted parents before the meeting.",
        "Young people on referral orders make amends.",
        "Referrals to CAMHS are quick.",
    ),
    "attendance": (
        "This has not led to improvements in attendance.",
        "Attendance by educational professionals at key meetings is poor.",
        "Attendance at the drop-in for care leavers is growing.",
        (
            "Good attendance at meetings by partners ensures effective support for"
            " families."
        ),
        "Attendance at child protection conferences by health staff is good.",
        "Partner attendance has improved.",
        "Attendance of professionals is regular.",
        "In the absence of a clear plan, work drifts.",
        "Staff absence is low.",
    ),
    "deprivation": (
        "Children who are subject to deprivation of liberty orders are well supported.",
        (
            "Applications to deprive a child of liberty are rare, and deprivation of"
            " their liberty is reviewed."
        ),
        "Those deprived of their liberty see a lawyer.",
        "Sleep deprivation is understood by carers.",
        "Deprivation of liberty is well overseen.",
    ),
    "advocacy-and-complaints": (
        "Social workers are strong advocates for the children they know.",
        "Foster carers act as advocates at school.",
        "The virtual head is a passionate advocate.",
        "Leaders advocate strongly for care leavers.",
        "Managers are tenacious advocates.",
    ),
    "pupil-progress": (
        (
            "Care leavers learn what they need to make good progress towards becoming"
            " independent."
        ),
        "Leaders make good progress against the plan.",
        "Children make good progress in their foster homes.",
        "Families make good progress with early help.",
        "The rate of progress on the plan is slow.",
    ),
    "education-of-looked-after-children": (
        "Children take part in a good range of after school clubs.",
        "Managers are keen on learning from complaints.",
        "Children go to after-school clubs they like.",
        "There is a strong culture of learning lessons.",
        "The school nurse sees each child.",
    ),
    "relationship-with-social-worker": (
        (
            "There are effective relationships with schools about personal education"
            " plans (PEPs)."
        ),
        "Effective relationships with partners help.",
        "There are trusting relationships between agencies.",
        "Effective relationships with the local courts speed things up.",
        "Effective relationships across the health services are a strength.",
    ),
    "scrutiny": (
        "Leaders make good use of external and independent scrutiny.",
        "Close scrutiny of cases by managers is effective.",
        "Management scrutiny is weak.",
        "Scrutiny of plans by IROs is good.",
        "Judicial scrutiny is regular.",
        "Managers scrutinise all requests for care.",
    ),
    "adoption": (
        "The adoption of a new model of practice is going well.",
        "Adoption of restorative practice is slow.",
    ),
    "missing-children": (
        "Staff miss little, but missing information delays work.",
        "Dates are missing from some files.",
    ),
    "visits-and-direct-work": (
        "Members regularly visit services such as the kitchen.",
        "Faults that were named at previous visits remain.",
        "Much has changed since the focused visit.",
        "Visits to schools are planned.",
    ),
    "complex-needs": ("Foster homes for children with more complex needs are scarce.",),
    "resources-and-value-for-money": (
        "They get funding for a first flat.",
        "Care leavers get practical and financial support.",
    ),
    "performance-management": ("The welfare of children is closely monitored.",),
    "prioritisation-and-planning": (
        "Strategy meetings result in clear action plans.",
        "Mayors have prioritised the safety of roads.",
        "Their wishes are prioritised.",
    ),
    "integration-of-services": (
        "They get a well-coordinated, multi-agency response.",
        "The integrated multi-agency partnership replies soon.",
        "Children return to school by quick re-integration.",
        "They had a well-coordinated response.",
    ),
    "supervision-and-management-oversight": (
        "The recruitment of frontline managers goes on.",
        "The political oversight is strong.",
        "The panel has good oversight of pupils.",
    ),
    "thresholds-for-access": (
        "Most are escalated into pre-proceedings in time.",
        "The section 31 threshold audit found delay.",
        "Children were stepped down from pre-proceedings.",
        "The threshold for a serious case review was not met.",
        "Plans identify the right levels of need.",
        "The step up to social work course is popular.",
    ),
    "workforce": (
        "Retention rates for young people on their courses are excellent.",
        "The approach is known across the workforce.",
        "They understand the risks in the children’s workforce.",
        "The recruitment and retention of foster carers is slow.",
    ),
    "childrens-experience": (
        "It tracks children’s experiences more closely.",
        "The judge told inspectors that reports are better.",
        "Workers understand children’s experiences.",
        "Some children experience delay.",
        "Social workers told inspectors that they like it here.",
    ),
    "participation-of-children": (
        "Few of them participate in the programme.",
        "Staff have advice and consultation from a specialist.",
        "Parents participate in the meeting.",
    ),
    "leadership": (
        "The director of public health sits beside the team.",
        "Delays are discussed at panels chaired by senior managers.",
        "School leaders like the service.",
    ),
    "partnership-working": (
        "The Multi-Agency Resource Panel met twice.",
        "The town is one of the partners in practice.",
        "The guide was written in partnership with young people.",
    ),
    "ambition-and-vision": (
        "Their aspirations for career progression are known to leaders.",
        "The ambitious children in care council sings.",
        "Plans take note of views and aspirations of the twins.",
        "Social workers are impressive, ambitious adults.",
        "The aspiration panel finds work for care leavers.",
        "Some more ambitious actions are late.",
        "Children share their hopes and aspirations.",
    ),
    "transition-to-adult-life": (
        "Care leavers make a successful transition to adulthood.",
    ),
    "needs-analysis": (
        "The services meet local need.",
        "Social workers have a clear understanding of need.",
    ),
    "prevention-and-early-identification": (
        "It prevents the board from hearing it.",
        "Plans for permanence are not confirmed early enough.",
        "Many are absent, and this prevents better results.",
        "Schools know the Prevent duty.",
        "Late data is preventing the local authority from seeing this.",
    ),
    "placement-stability": (
        "Their immigration status is settled.",
        "The stability of the workforce has improved.",
        "Pupils are settled in school.",
    ),
    "school-buildings": ("The social work academy is valued.",),
    "drift-and-delay": (
        "The pace of change in the halls is too slow.",
        "The monitoring team was too slow in delivering improvements.",
        "Most assessments are too long and repeat themselves.",
        "The new computer was too slow.",
    ),
    "family-and-parenting-support": (
        "Meetings help families support their children.",
        "Parenting assessments are thorough.",
    ),
    "return-home-from-care": (
        "When they return home having gone missing, they are seen.",
    ),
    "governance-and-accountability": (
        "Carers know their roles and responsibilities.",
        "The Netherby Children’s Trust was founded.",
    ),
    "school-places-and-admissions": ("The clinic prevents hospital admissions.",),
    "attainment-after-16": ("Help is at a level that is right for them.",),
    "case-recording-and-decision-making": (
        "Books provide the twins with a record of their journey.",
        "Goals that are recorded on the new app are clear.",
        "The report is a clear record of performance.",
    ),
    "child-protection-enquiries": (
        "Trustees observe some child protection conferences.",
    ),
    "corporate-parenting": ("Staff know the leadership pledge.",),
    "health": ("Heads of schools and health services value the form.",),
    "initial-and-core-assessment": (
        "CAMHS offers care leavers an initial assessment.",
    ),
    "kinship-care-and-special-guardianship": (
        "The team works with an extended family focus.",
    ),
    "quality-assurance-and-audit": ("There is no audit trail of the talks.",),
    "residential-care": ("The court decided to return the children home.",),
    "safeguarding-and-child-protection": (
        "A bulletin tells of key safeguarding issues.",
    ),
    "health-promotion": ("They met health, education and the police.",),
    "housing": ("Housing officers were trained.",),
    "commissioning": (
        "The clinical commissioning group pays for it.",
        "The trust commissioned a number of external reviews.",
    ),
    "involvement-of-parents": ("A range of groups is there for parents and carers.",),
    "guidance-and-procedures": (
        "Fewer twins are subject to child protection procedures.",
    ),
    "behaviour-and-exclusions": ("They care for twins with challenging behaviour.",),
    "voluntary-sector": ("Twins get voluntary support.",),
    "assessment-of-need-and-risk": (
        "The quality of assessments of kinship carers is better.",
        "Location risk assessments are late.",
    ),
    "care-planning-and-review": ("They commissioned an independent review.",),
    "training": ("Few of them see a trained advocate.",),
    "voice-of-the-child": ("The workforce is listened to and cared for.",),
    "mental-health-and-emotional-well-being": (
        "They see risks of parental substance misuse or poor mental health.",
    ),
    "narrowing-gaps": ("Some twins fall between the gaps.",),
    "edge-of-care": ("Some twins cannot stay with their families.",),
}
OWN = {
    "contact-referral-and-duty": (
        "Contacts and referrals are screened well.",
        "Contact and referral work is swift.",
        "The front door is well led.",
        "Referrals to children's social care are timely.",
    ),
    "attendance": (
        "School attendance is good.",
        "Attendance at school has risen.",
        "Persistent absence has fallen.",
    ),
    "deprivation": (
        "Deprivation is high in the town.",
        "The deprived wards are in the north.",
    ),
    "advocacy-and-complaints": (
        "Independent advocates are offered to all children.",
        "Advocacy is well used.",
        "Children know how to complain.",
    ),
    "pupil-progress": (
        "Pupils make good progress.",
        "Children make good progress at school.",
    ),
    "scrutiny": (
        "The scrutiny committee is effective.",
        "Scrutiny by councillors is robust.",
    ),
    "care-planning-and-review": (
        "Independent reviewing officers (IROs) contact children.",
        "Care plans are good.",
    ),
    "partnership-working": (
        "Good attendance at meetings by partners ensures effective support.",
    ),
    "personal-education-plans": (
        "The quality of PEPS has improved.",
        "The PEP is clear.",
        "PEPs are on time.",
    ),
    "pathway-planning": (
        "Care leavers learn what they need for becoming independent.",
        "They gain independence skills.",
        "Young people prepare for independence.",
    ),
    "care-leavers-in-education-and-work": (
        "Numbers in employment, education and training (EET) have risen well for those of 17 and 18 years.",
        "More care leavers are in education, employment or training.",
        "EET figures have risen.",
    ),
    "positive-activities-and-leisure": (
        "Children take part in a good range of after school clubs.",
        "Youth clubs are popular.",
        "Carers support hobbies.",
    ),
    "adoption": ("The adoption of children is timely.",),
    "missing-children": ("Children who go missing are found.",),
    "visits-and-direct-work": ("Social workers visit children often.",),
    "complex-needs": ("Disabled children with complex needs have nurses.",),
    "resources-and-value-for-money": ("The council has good financial management.",),
    "performance-management": ("Progress against targets is closely monitored.",),
    "prioritisation-and-planning": ("Leaders have prioritised early help.",),
    "integration-of-services": ("Services are well coordinated.",),
    "supervision-and-management-oversight": ("Oversight by managers is strong.",),
    "thresholds-for-access": (
        "The threshold for social care is understood.",
        "Thresholds and levels of need are understood.",
    ),
    "workforce": ("The recruitment and retention of staff is slow.",),
    "childrens-experience": ("Children told inspectors that they like it here.",),
    "ambition-and-vision": ("Leaders have high aspirations for care leavers.",),
    "transition-to-adult-life": (
        "Disabled children make a good transition to adult services.",
    ),
    "placement-stability": ("Placement stability has improved.",),
    "governance-and-accountability": ("The Children’s Trust Board meets often.",),
    "case-recording-and-decision-making": ("Decisions are recorded well.",),
    "corporate-parenting": ("The pledge to children in care is clear.",),
    "quality-assurance-and-audit": ("Audits are clear.",),
    "residential-care": ("The children's home is warm.",),
    "initial-and-core-assessment": ("Initial assessments are thorough.",),
    "involvement-of-parents": ("Parents and carers are consulted on each plan.",),
    "commissioning": ("Commissioning of homes is effective.",),
    "housing": ("Housing for families is scarce.",),
    "voluntary-sector": ("Voluntary organisations help much.",),
    "prevention-and-early-identification": ("Help comes early enough.",),
    "voice-of-the-child": ("Children are listened to.",),
    "training": ("Staff are well trained.",),
    "edge-of-care": ("Help lets children remain living with their families.",),
}


def themes(sentence: str) -> tuple[str, ...]:
    """Return the themes of a sentence in a chapter on children in care."""
    return Abouts(knowledge(), None).of(sentence, IN_CARE).themes


@pytest.mark.parametrize(
    ("theme", "sentence"), [(slug, one) for slug, some in OTHER.items() for one in some]
)
def test_a_word_in_another_sense(theme: str, sentence: str) -> None:
    """A word in another meaning does not give its theme."""
    assert theme not in themes(sentence)


@pytest.mark.parametrize(
    ("theme", "sentence"), [(slug, one) for slug, some in OWN.items() for one in some]
)
def test_a_word_in_its_own_sense(theme: str, sentence: str) -> None:
    """A word in its usual meaning gives its theme."""
    assert theme in themes(sentence)


#: Sentences that are about one theme and name another one in passing.
ASIDES = (
    (
        "The audit panel is chaired by the director.",
        "quality-assurance-and-audit",
        "leadership",
    ),
    (
        "Audits give senior leaders a clear picture.",
        "quality-assurance-and-audit",
        "leadership",
    ),
    (
        "Life-story work is poor for twins living in long-term fostering.",
        "family-contact-and-life-story-work",
        "permanence",
    ),
    (
        "Adopters have good help after the court order.",
        "adoption",
        "court-proceedings",
    ),
    ("Multi-agency training is popular.", "training", "partnership-working"),
    ("Adopters meet the permanence coordinator.", "adoption", "permanence"),
    (
        "Case records show that supervision is regular.",
        "supervision-and-management-oversight",
        "case-recording-and-decision-making",
    ),
    (
        "Performance data shows that statutory visits are overdue.",
        "visits-and-direct-work",
        "performance-management",
    ),
    (
        "Visits began after a child protection conference.",
        "visits-and-direct-work",
        "child-protection-enquiries",
    ),
    (
        "Family support workers carry out direct work.",
        "visits-and-direct-work",
        "family-and-parenting-support",
    ),
)


@pytest.mark.parametrize(("sentence", "theme", "aside"), ASIDES)
def test_a_theme_named_in_passing(sentence: str, theme: str, aside: str) -> None:
    """A theme that is named in passing does not count beside another theme."""
    assert theme in themes(sentence)
    assert aside not in themes(sentence)


def test_a_theme_named_in_passing_alone() -> None:
    """A theme that is named in passing counts if the sentence names no other theme."""
    assert "leadership" in themes("The choir is chaired by the director.")


def test_no_broader_theme_beside_its_narrower_one() -> None:
    """In a section on the board, the broader theme of the board is left out."""
    around = Around(themes=("safeguarding-board",), board=True)
    found = Abouts(knowledge(), None).of("It speaks up for safeguarding.", around)
    assert found.themes == ("safeguarding-board",)
