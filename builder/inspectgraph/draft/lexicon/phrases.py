"""Words in which reports speak of a theme without saying its label; the schemes hold the labels themselves.

Only words that more often than not mean the theme stand here; each is compared like a
label, plurals cut.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SERVICES_TOO_WIDE", "SERVICE_PHRASES", "THEME_PHRASES", "TOO_WIDE"]

#: Labels of themes that are everyday words; they tell nothing.
TOO_WIDE = frozenset({
    "area", "arts", "borough", "casework", "children in need", "children's centres", "decision making", "encompass",
    "health services for children", "inclusion", "learning", "local area", "matching", "permanency", "play",
    "population", "priorities", "registration", "risk management", "targets",
})  # fmt: skip

#: Labels of types of service that name work of many services.
SERVICES_TOO_WIDE = frozenset({
    "early help service", "health service", "preventative service", "health services for children", "family service",
    "services for young people", "childcare", "accommodation for looked after children", "care placements",
})  # fmt: skip

SERVICE_PHRASES: Mapping[str, tuple[str, ...]] = {
    "childrens-social-care": ("social care", "social work practice"),
    "complaints-service": (
        "how to complain",
        "complaints procedure",
        "complaints process",
    ),
    "independent-reviewing-service": ("IRO", "conference chairs"),
    "health-visiting-service": ("health visitor",),
    "referral-and-contact-service": ("MASH", "multi-agency safeguarding hub"),
    "short-breaks-service": (
        "respite",
        "short break",
        "respite provision",
        "respite care",
    ),
    "social-work-team": (
        "social work teams",
        "social work reports",
        "by social workers",
    ),
    "youth-offending-service": ("youth justice service",),
}

THEME_PHRASES: Mapping[str, tuple[str, ...]] = {
    "access-to-health-services": ("access to health services", "access to dental care", "waiting lists"),
    "adoption": ("adopted", "adoptive", "adoptive families", "early permanence"),
    "advocacy-and-complaints": ("advocate", "complain", "complaints process"),
    "allegations-against-staff": ("designated officer", "allegations"),
    "ambition-and-vision": ("ambitions", "ambitious", "vision", "aspirations", "aspirational"),
    "anti-social-behaviour-and-offending": (
        "offending", "young offenders", "youth justice", "at risk of offending", "re-offend", "first-time entrants",
    ),
    "assessment-of-need-and-risk": (
        "assessing risk", "assessments of risk", "assessment of risk", "social work assessments", "assessments are",
        "assessments do", "assessments undertaken", "their assessments", "quality of assessments",
        "quality of assessment", "focus on risk", "identifying risk", "analysis of risks", "recent assessments",
        "pre-birth assessments", "parenting assessments", "assessments of need", "assessing need",
    ),
    "asylum-seekers-and-new-arrivals": ("unaccompanied asylum-seeking", "unaccompanied children", "asylum"),
    "attainment-at-key-stage-4": ("Key Stage 4", "GCSE", "GCSE grades"),
    "attainment-at-key-stages-1-to-3": ("Key Stage 1", "Key Stage 2", "Key Stage 3", "Key Stages 1"),
    "attainment-in-the-early-years": ("good level of development",),
    "attendance": ("school attendance", "attendance at school", "persistent absence", "attendance", "attend school"),
    "breastfeeding": ("breastfeed", "breast feeding"),
    "bullying-and-hate-crime": ("bullied",),
    "care-leavers-accommodation": ("suitable accommodation", "staying put", "accommodation for care leavers"),
    "care-leavers-in-education-and-work": (
        "care leavers in education", "care leavers engaged in education", "education, employment and training",
        "education, training and employment", "education, employment or training",
        "education, training or employment", "employment, education and training",
        "employment, education or training", "employment, training and education", "EET",
    ),
    "care-planning-and-review": (
        "care plans", "care planning", "statutory reviews", "independent reviewing officers", "IRO",
        "long-term planning", "reviewing officers", "plans for children in care",
    ),
    "case-recording-and-decision-making": (
        "case recording", "files", "children's records", "recording of", "written records", "records", "recorded",
        "recording", "management decisions", "rationale for decisions",
    ),
    "caseloads-and-turnover": (
        "high caseloads", "turnover of staff", "changes of social workers", "workloads", "turnover",
        "changes in social worker", "overwhelmed", "staff turnover",
    ),
    "child-in-need-planning": ("child in need plan", "child-in-need plans"),
    "child-poverty": ("low-income", "poverty"),
    "child-protection-enquiries": (
        "strategy meetings", "strategy discussions", "child protection conferences", "section 47",
        "review conferences", "conference chairs", "child protection chairs",
    ),
    "child-protection-plans": ("child protection planning", "protection plans"),
    "child-sexual-exploitation": ("exploitation", "criminal exploitation", "exploited", "contextual safeguarding"),
    "childrens-experience": ("speak positively", "speak highly", "say that they feel", "told inspectors"),
    "commissioning": ("commissioners", "contracts"),
    "contact-referral-and-duty": (
        "referrals", "contacts and referrals", "MASH", "emergency duty team", "contacts",
        "safeguarding concerns",
    ),
    "corporate-parenting": ("corporate parents",),
    "court-proceedings": ("pre-proceedings", "legal gateway", "court work", "court", "legal planning"),
    "data-and-information": (
        "performance data", "information systems", "data systems", "use of data", "analysis of data",
        "electronic recording", "electronic system", "accurate data",
    ),
    "domestic-abuse": ("domestic abuse notifications", "victims of domestic"),
    "drift-and-delay": ("delays", "too long", "without delay", "too slow", "slow to", "not timely", "quickly enough"),
    "edge-of-care": ("family group conferences", "prevent children coming into care", "remain at home"),
    "education": ("educational outcomes", "educational achievement"),
    "education-of-looked-after-children": ("virtual school", "education of looked after children", "pupil premium"),
    "equality-and-diversity": ("equality", "equalities"),
    "family-and-parenting-support": ("parenting programmes", "family centre", "parenting"),
    "family-contact-and-life-story-work": (
        "life-story work", "contact with their families", "contact with families", "contact with birth families",
        "family time", "life story",
    ),
    "governance-and-accountability": ("accountable", "lines of accountability", "roles and responsibilities"),
    "guidance-and-procedures": ("procedures", "statutory guidance"),
    "health-inequalities": ("inequalities",),
    "health-of-care-leavers": ("health histories", "health passports"),
    "health-of-looked-after-children": ("health needs of looked after", "initial health assessments"),
    "healthy-eating-exercise-and-obesity": ("obesity", "healthy eating", "obese"),
    "information-sharing": (
        "share information", "sharing of information", "information is shared", "exchange of information",
        "shared with",
    ),
    "integration-of-services": (
        "integrated", "integration", "co-located", "well coordinated", "well-coordinated", "joined-up",
    ),
    "involvement-of-parents": (
        "engagement with families", "engage parents", "parents are involved", "parents and carers",
    ),
    "kinship-care-and-special-guardianship": (
        "connected carers", "special guardians", "wider family", "extended family",
    ),
    "leadership": ("leaders", "senior leaders", "lead member", "political support", "director", "leadership team"),
    "learning-difficulties-and-disabilities": (
        "physical disabilities", "learning disabilities", "disabilities", "disability",
    ),
    "mental-health-and-emotional-well-being": (
        "CAMHS", "emotional health", "emotional well-being", "mental health", "emotional wellbeing",
        "postnatal depression",
    ),
    "missing-children": ("missing", "return interviews", "return home interviews", "go missing"),
    "narrowing-gaps": (
        "gap between", "achievement gap", "gap in achievement", "gap in attainment", "attainment gap", "the gap",
    ),
    "needs-analysis": (
        "analysis of need", "analysis of needs", "local needs", "needs assessment", "understanding of need",
    ),
    "neglect": ("neglected",),
    "newly-qualified-social-workers": ("assessed and supported year in employment", "ASYE"),
    "not-in-education-employment-or-training": ("not in education", "not in employment"),
    "oral-health": ("dental", "dentist"),
    "participation-of-children": (
        "views of children", "children's views", "consulted", "consultation", "children in care council",
        "participate", "involvement of children", "engagement of children",
        "young people are involved", "children and young people are involved",
    ),
    "partnership-working": (
        "partners", "agencies work", "work together", "multi-agency", "collaborative", "partnership arrangements",
        "strong partnership", "in partnership", "joint working", "joint work", "working effectively together",
        "work between", "collaboration", "work jointly", "between agencies", "joined-up working",
    ),
    "pathway-planning": (
        "pathway plan", "planning for care leavers", "entitlements", "becoming independent",
        "independence skills", "live independently", "living independently", "skills for independence",
        "towards independence", "prepare for independence", "preparing for independence", "prepared for independence",
    ),
    "performance-management": (
        "performance management", "monitoring of performance", "monitoring of", "progress reports",
        "management information", "performance information", "performance framework", "monitoring and evaluating",
        "monitored", "performance data",
    ),
    "permanence": ("permanency", "permanence planning", "permanent homes", "long-term placements"),
    "positive-activities-and-leisure": (
        "after-school clubs", "after-school activities", "after-school club", "holiday clubs", "youth clubs",
        "leisure activities", "extra-curricular activities", "extracurricular activities", "hobbies",
    ),
    "personal-education-plans": ("education plans",),
    "placement-stability": (
        "stable placements", "placement breakdowns", "disruption meetings", "stability", "settled",
    ),
    "placement-sufficiency": (
        "sufficiency", "sufficiency strategy", "placement choice", "suitable placements", "sufficient placements",
        "range of placements", "unregistered",
    ),
    "prevention-and-early-identification": (
        "prevent", "preventing", "preventative", "preventive", "earlier intervention", "early support",
        "earlier support", "early enough", "early help and prevention",
    ),
    "prioritisation-and-planning": (
        "action plan", "strategic plan", "strategic planning", "prioritised", "strategic approach", "action planning",
        "strategic priorities", "improvement plans", "appropriate priorities", "clear priorities",
    ),
    "pupil-progress": (
        "progress of pupils", "educational progress", "rates of progress", "pupils make", "make good progress",
    ),
    "quality-assurance-and-audit": (
        "audits", "quality assure", "auditing", "quality-assurance", "audited", "quality assured", "auditors",
        "case auditing", "evaluate the effectiveness",
    ),
    "relationship-with-social-worker": (
        "relationships with social workers", "same social worker", "build relationships",
        "relationships with their social workers", "effective relationships", "trusting relationships",
        "relationships with children", "know their children well",
    ),
    "residential-care": ("children's home",),
    "resources-and-value-for-money": ("budget", "financial", "value for money", "funding", "additional funding"),
    "return-home-from-care": ("return home", "returning home"),
    "safeguarding-and-child-protection": (
        "staying safe", "stay safe", "children at risk", "suffered harm", "suffering harm", "risk of harm",
        "kept safe", "are safe", "most at risk", "keep children safe", "safeguarding practice",
    ),
    "school-buildings": ("new schools", "school buildings"),
    "school-improvement": (
        "special measures", "challenge to schools", "support to schools", "raising standards", "weaker schools",
        "school causing concern", "improvement services", "underperforming schools",
        "school inspections", "schools judged", "judged good or better",
    ),
    "scrutiny": ("scrutiny arrangements", "scrutinise"),
    "self-evaluation-and-external-challenge": ("self-aware", "know their services well", "external challenge"),
    "supervision-and-management-oversight": (
        "oversight", "supervised", "supervision of", "management grip", "managers' oversight", "frontline managers",
    ),
    "support-for-families-of-disabled-children": ("families of disabled children",),
    "targeting-of-services": (
        "well targeted", "well-targeted", "targeted support", "targeted at", "most need", "greatest need",
    ),
    "targets": ("floor targets",),
    "teenage-pregnancy-and-sexual-health": (
        "teenage pregnancies", "teenage conception", "teenage mothers", "conceptions",
    ),
    "thresholds-for-access": ("threshold", "stepped down", "step-down", "escalated"),
    "training": ("trained", "training programme"),
    "visits-and-direct-work": (
        "direct work", "seen alone", "visited regularly", "visits", "regularly visited", "visited",
        "see children alone",
    ),
    "voice-of-the-child": (
        "listened to", "wishes and feelings", "lived experiences", "voices", "children's voices",
        "focus on the child", "child-centred", "seen and heard", "children's wishes",
    ),
    "voluntary-sector": ("voluntary", "voluntary agencies", "third-sector"),
    "vulnerable-groups": ("most vulnerable", "vulnerable children"),
    "workforce": (
        "recruitment and retention", "social work capacity", "staffing", "workforce", "recruit", "retention",
        "agency staff", "stable workforce", "turnover of social workers", "morale",
    ),
}  # fmt: skip
