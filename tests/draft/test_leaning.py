"""Tests of the polarity of sentences: whether they speak for or against a service."""

from __future__ import annotations

import pytest

from inspectgraph.draft.findings.clauses import clauses
from inspectgraph.draft.findings.polarity import leaning

KINDS = {
    "a challenge is trouble": (
        "weakness",
        (
            "For one or two families with complex needs, getting help has been"
            " challenging."
        ),
        "Recruiting foster carers remains challenging.",
        "It has proved challenging to recruit experienced staff.",
        "The council faces significant challenges in keeping its managers.",
        "Staff shortages continue to be a challenge.",
        (
            "Empty posts are numerous, and this continues to challenge the progress of"
            " good work."
        ),
    ),
    "what is meant to be challenging is good": (
        "strength",
        "Board members ask challenging questions and hold officers to account well.",
        "Supervision is supportive and challenging.",
        "Targets are challenging.",
        "There is robust challenge from the chair.",
        "Reviews are rigorous and challenging.",
    ),
    "no more than a part": (
        "weakness",
        (
            "Although improving, only about half of the older care leavers study, and"
            " this remains a priority."
        ),
        "Only around a third of plans are up to date.",
        "Only just over half of care leavers are in touch.",
        "Only some 40% of visits are on time.",
        "Although rising, only two thirds of reviews are held in time.",
    ),
    "trouble is prevented": (
        "strength",
        (
            "Every child's case is looked at each fortnight and action taken to prevent"
            " drift and delay in reaching a good end."
        ),
        "Managers step in to avoid delay for babies.",
        "Early help prevents problems from getting worse.",
        "Work moves on without drift or delay.",
        "Staff act to reduce the risk of delay in adoption.",
        "Swift action is taken to prevent drift.",
    ),
    "trouble is seen early or dealt with": (
        "strength",
        "Signs of an unstable home are mostly picked up early and help follows soon.",
        "Difficulties at home are spotted early and support follows.",
        "Concerns about unsafe placements are picked up quickly.",
        "Gaps in records are addressed promptly.",
        "Delays are challenged by the reviewing officers.",
    ),
    "trouble is not seen or dealt with": (
        "weakness",
        "Weaknesses in plans are not picked up early.",
        "Delays are rarely challenged.",
        "Signs of neglect and drift are seen too late.",
        "Gaps in records are not always addressed.",
        "Poor plans are seldom challenged.",
    ),
    "hard work is praise": (
        "strength",
        "The lively council of children in care has worked hard on its new leaflets.",
        "Young people have worked very hard on the pledge.",
        "The team is hard-working and kind.",
        "Carers try hard to make children feel at home.",
        "Advisers work incredibly hard.",
    ),
    "trouble that is given, and what is done then": (
        "strength",
        (
            "When screening shows that risk has escalated, the case moves on smoothly"
            " and managers see to it."
        ),
        "Where risk has escalated, the response is swift.",
        "When children go missing, staff act quickly.",
        "If placements become unstable, carers get extra help and this is effective.",
        "Where drift is found, managers act promptly.",
    ),
    "what could be done is not done": (
        "weakness",
        (
            "People see that more could be done so that more children benefit from the"
            " scheme."
        ),
        "More should be done to find local homes.",
        "Plans could be clearer.",
        "Visits could be more frequent.",
        "Recording would benefit from sharper analysis.",
    ),
    "to be able to complain": (
        "strength",
        (
            "Telling children about their rights is helping more of them to make a"
            " complaint."
        ),
        "Being told their rights is helping more children to make complaints.",
        "Staff are helping young people to make a complaint.",
        "Advisers are helping care leavers to raise complaints.",
        "The leaflet is helping more parents to make a complaint.",
    ),
    "what would be good is nothing yet": (
        "neutral",
        (
            "They feel that it would be good to tell such stories, so that others see"
            " that they can succeed."
        ),
        "Children feel that it would be good to meet others.",
        "Parents say that a leaflet could help them.",
        "The council plans to improve support for carers.",
        "Leaders hope to secure better homes.",
        "A new centre might be helpful.",
    ),
    "a trend that does not outweigh the level": (
        "weakness",
        (
            "The number of children on remand, although falling, remains high, and the"
            " search for a stable home is in its infancy."
        ),
        "The number of first-time entrants, although falling, remains high.",
        "Caseloads, while reducing, are still too high.",
        "The use of unregulated homes, although reducing, remains too high.",
        "Teenage pregnancy remains high.",
        "The rate of exclusions, despite a fall, remains above average.",
    ),
    "a high level of what should be high": (
        "strength",
        "School attendance remains high.",
        "Attendance, although falling slightly, remains high.",
        "Participation in reviews, although slightly lower, remains high.",
        "The take-up of places remains high.",
        "Attainment, despite a dip, remains above average.",
    ),
    "what is needed is missing": (
        "weakness",
        (
            "More needs to be done to ensure that better plans, once agreed, are"
            " embedded and benefit every child."
        ),
        "There is still more to do to secure stable homes for older children.",
        "Leaders agree that they need to be more ambitious for their care leavers.",
        "There is little evidence of thoughtful and effective supervision.",
        "Audits do not always lead to timely and effective change.",
        "Neither the panel nor its chair has a clear and accurate view.",
        "Only a third of visits are made in a timely way.",
        "Workloads hinder their ability to give consistently good help.",
    ),
    "a fault of a verb after what is dealt with": (
        "weakness",
        "The approach to finding and responding to neglect is underdeveloped.",
        "Arrangements for recognising private fostering are inadequate.",
    ),
    "a condition at the end is not the finding": (
        "strength",
        "The clinic gives a timely response when children have serious difficulties.",
        "Plans are reviewed promptly and well if risks are not falling.",
    ),
    "an aim that names what should not happen": (
        "strength",
        "Swift action is taken to make sure that pupils are not out of school.",
        "Staff work well to ensure that plans are not late.",
    ),
    "a group by what it lacks": (
        "strength",
        "Good help is given to children who cannot live at home.",
        "Those who are not at school are supported well.",
    ),
    "trouble of the people who are helped": (
        "strength",
        "Carers give good support at times of difficulty.",
        "Workers have a well-developed understanding of emotional difficulties.",
        "The council finds good homes for children who are hard to place.",
    ),
    "trouble that does not occur": (
        "strength",
        "There have been no tenancy breakdowns.",
        "No child in care was permanently excluded.",
        "Few adoptions break down.",
    ),
    "too early to tell": (
        "neutral",
        "It is too soon to see the impact of this work.",
        "The scheme is too recent to have had an impact.",
    ),
    "a need that leaders know": (
        "neutral",
        "Leaders are aware of the need to improve visits.",
        "Managers recognise the need for better records.",
    ),
    "a contrast within a condition splits nothing": (
        "strength",
        "If a twin is upset but cannot say why, mentors give skilled help.",
        "Where rain is heavy but not yet a flood, wardens act swiftly.",
    ),
    "a condition alone is no finding": (
        "neutral",
        "When the choir has not sung well, the mayor considers whether to pay.",
        "If lessons are late and poor, the porter notes it.",
    ),
    "a contrast inside of a verb": (
        "weakness",
        "The rota is not, however, supported by a clear plan.",
        "Tutors have, however, been slow to reply.",
    ),
    "a part that is left out of praise": (
        "strength",
        "Most, but not all, are kept clear and detailed.",
        "Lessons are mostly, but not always, clear.",
    ),
    "praise that a negated verb denies": (
        "weakness",
        "At a helpful talk, the mayor said that progress had not lasted.",
        "Improvements in the rota have not lasted.",
    ),
    "a list that a negation denies": (
        "weakness",
        "Charts are not up to date, lively enough or clear.",
        "Lessons were not always clear, lively or on time.",
    ),
    "what should be instead": (
        "weakness",
        "It comes by default rather than from clear, careful thought.",
        "The choir drifted into silence instead of careful and lively practice.",
    ),
    "what makes it harder": (
        "weakness",
        "Promises without any deadlines make it harder to praise progress.",
        "Poor light makes it very difficult to have good and lively lessons.",
    ),
    "a place without somebody to fill it": (
        "weakness",
        "The panel, established in April 2011, is currently without a chair.",
        "The hall was left without a manager.",
    ),
    "no case of a fault": (
        "strength",
        "There was no case in which twins had not been fed.",
        "Tutors saw no examples of pupils for whom help was delayed.",
    ),
    "trouble that is understood": (
        "strength",
        "A new mayor has a good understanding of the weaknesses.",
        "The chair has a clear view of the remaining gaps.",
    ),
    "a risk of the people who are helped": (
        "strength",
        "The town has robust ways to find those who may be at increased risk of harm.",
        "Clear rules help those at medium or high risk.",
    ),
    "a high priority": (
        "strength",
        "Domestic abuse is a high priority for the mayor.",
        "Teenage pregnancy is now a high priority.",
    ),
    "an early stage of something else": (
        "strength",
        "All homes are carefully considered for twins at an early stage of the case.",
    ),
    "few of those who could": (
        "weakness",
        "The number of twins using the hall is small.",
        "At present, numbers of carers attending the choir remain low.",
    ),
    "a fall of one quantity and a rise of another": (
        "strength",
        "Exclusions have reduced and attendance is improving.",
        "Turnover fell and attendance rose.",
    ),
    "a compound with high or low": (
        "strength",
        "There are robust high-level plans for domestic abuse.",
        "They have a high-quality answer to domestic abuse.",
    ),
    "an adequate thing that is denied": (
        "weakness",
        "Managers have not ensured that children are adequately protected.",
        "Not all managers adequately challenge poor work.",
    ),
    "the noun support": (
        "weakness",
        "Support for young cooks remains inconsistent.",
        "Cases managed under the plan were left for too long.",
    ),
    "a negated passive of people": (
        "weakness",
        "Some twins are not being effectively helped.",
        "Some children are not receiving help quickly enough.",
    ),
    "praise that is rare or limited": (
        "weakness",
        "Replies are rarely detailed, focused or clear enough.",
        "The chairs give only limited challenge.",
        "Limited success in early work leads to high numbers at home.",
        "There is no formal mechanism to see that notes are used well.",
        (
            "Guidance does not consistently ensure that plans are of a high quality, with"
            " improvements made soon."
        ),
    ),
    "a fault that is not one of the service": (
        "strength",
        "The framework, which did not exist in May, is clear and strong.",
        "Areas for development were already well understood by leaders.",
        "Good services help families who are experiencing poor mental health.",
        "Twins do not stay longer than necessary.",
        "The ‘missing’ coordinator works well.",
        "A good review is made of what is going well and areas for improvement.",
    ),
    "a plan that is praised before it is known": (
        "neutral",
        "It is too early to say how successful the choir is.",
        "It is too soon to judge whether they are effective.",
    ),
    "more to do that leaders know": (
        "weakness",
        "Leaders accept that there is more to do here.",
    ),
    "a fault that leaders know already": (
        "neutral",
        "All weaknesses were already known to the council.",
        "They have a view of areas for improvement.",
    ),
    "a long way to go": (
        "weakness",
        "The choir has some way to go to high-quality songs.",
        "There is a disconnect between strong plans and services.",
        "Neither workers nor families are always clear about it.",
    ),
    "little use of what should be rare": (
        "strength",
        "The teams are stable, with a limited use of agency cooks.",
        "The step up and step down of help is appropriate.",
    ),
    "an improvement that is required": (
        "weakness",
        "Adoption services require improvement.",
        "Services for adoption require improvement.",
    ),
    "trouble that is kept away": (
        "strength",
        "Families do not experience abrupt changes of worker.",
        "Records are well kept, and this does not lead to delay.",
        "There is no waiting time for help.",
        "Leaders prioritise good work despite financial pressures.",
        "Good work reduces changes of social workers.",
    ),
    "a delay of improvements": (
        "weakness",
        "The move led to delays in improving the halls.",
        "No information is included about their good health.",
    ),
}


@pytest.mark.parametrize(
    ("polarity", "sentence"),
    [(wanted, one) for wanted, *sentences in KINDS.values() for one in sentences],
)
def test_how_a_sentence_leans(polarity: str, sentence: str) -> None:
    """Each kind of wording has the same polarity, whatever the sentence is about."""
    assert leaning(sentence).polarity == polarity


def test_a_concession_between_commas_turns_no_sentence() -> None:
    """A concession between commas does not divide a clause.

    A clause of contrast that has its own verb does.
    """
    assert (
        len(clauses("Numbers on remand, although falling, remain high in each area."))
        == 1
    )
    assert (
        len(
            clauses(
                "Plans are good in design, although their impact is less good, and this"
                " matters."
            )
        )
        == 2
    )


@pytest.mark.parametrize(
    ("sentence", "confidence"),
    [
        ("Tutors are caring.", 0.76),
        ("Tutors are caring and skilled.", 0.83),
        ("Tutors are caring, skilled and alert.", 0.9),
        ("Tutors are caring, skilled, alert, proud, dedicated and confident.", 0.9),
        ("Tutors are caring and skilled, and one is late.", 0.67),
        ("A caring, skilled and alert tutor will come.", 0.78),
    ],
)
def test_how_sure_the_polarity_of_words_is(sentence: str, confidence: float) -> None:
    """More words of the same polarity make it more certain, up to 0.9.

    Words of the other polarity and plans make it less certain.
    """
    assert leaning(sentence).confidence == confidence
