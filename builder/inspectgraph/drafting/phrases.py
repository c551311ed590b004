"""Words in which reports speak of a theme without saying its label; the schemes hold the labels themselves.

Only words that more often than not mean the theme stand here; each is compared like a label, plurals cut.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["THEME_PHRASES", "TOO_WIDE"]

#: Labels of themes that are everyday words; they tell nothing.
TOO_WIDE = frozenset({"area", "borough", "local area", "registration", "priorities", "play", "arts", "learning"})

THEME_PHRASES: Mapping[str, tuple[str, ...]] = {
    "access-to-health-services": ("access to health services", "access to dental care"),
    "ambition-and-vision": ("ambitions", "ambitious", "vision", "aspirations"),
    "assessment-of-need-and-risk": (
        "assessing risk", "assessments of risk", "assessment of risk", "social work assessments",
        "quality of assessments", "assessments are", "quality of assessment",
    ),
    "attainment-at-key-stage-4": ("Key Stage 4", "GCSE", "GCSE grades"),
    "attainment-at-key-stages-1-to-3": ("Key Stage 1", "Key Stage 2", "Key Stage 3", "Key Stages 1"),
    "attendance": ("school attendance", "attendance at school", "persistent absence"),
    "breastfeeding": ("breastfeed", "breast feeding"),
    "care-leavers-in-education-and-work": ("care leavers in education", "care leavers engaged in education"),
    "care-leavers-accommodation": ("suitable accommodation", "staying put", "accommodation for care leavers"),
    "care-planning-and-review": ("care plans", "statutory reviews", "independent reviewing officers", "IRO"),
    "case-recording-and-decision-making": ("case recording", "files", "children's records", "recording of"),
    "caseloads-and-turnover": ("high caseloads", "turnover of staff", "changes of social workers", "workloads"),
    "child-protection-enquiries": ("strategy meetings", "strategy discussions", "child protection conferences"),
    "child-protection-plans": ("child protection planning",),
    "child-sexual-exploitation": ("exploitation", "criminal exploitation"),
    "commissioning": ("commissioned", "commissioners"),
    "contact-referral-and-duty": ("referrals", "contacts and referrals", "MASH", "emergency duty team"),
    "court-proceedings": ("pre-proceedings", "legal gateway", "court work"),
    "data-and-information": ("performance data", "information systems", "data systems"),
    "domestic-abuse": ("domestic abuse notifications", "victims of domestic"),
    "drift-and-delay": ("delays", "too long", "without delay", "timeliness"),
    "education-of-looked-after-children": ("virtual school", "education of looked after children", "pupil premium"),
    "equality-and-diversity": ("equality", "equalities"),
    "health-inequalities": ("inequalities",),
    "health-of-looked-after-children": ("health needs of looked after", "initial health assessments"),
    "healthy-eating-exercise-and-obesity": ("obesity", "healthy eating"),
    "information-sharing": ("share information", "sharing of information", "information is shared"),
    "integration-of-services": ("integrated", "integration", "co-located"),
    "leadership": ("leaders", "senior leaders", "leadership", "lead member", "political support"),
    "mental-health-and-emotional-well-being": ("CAMHS", "emotional health", "emotional well-being", "mental health"),
    "narrowing-gaps": ("gap between", "achievement gap"),
    "needs-analysis": ("analysis of data", "analysis of need", "analysis of needs"),
    "participation-of-children": (
        "views of children", "children's views", "consulted", "consultation", "children in care council", "participate",
    ),
    "partnership-working": (
        "partners", "partner agencies", "agencies work", "work together", "multi-agency", "collaborative",
        "joint working",
    ),
    "performance-management": ("performance", "monitoring of performance"),
    "permanence": ("permanency", "permanence planning", "permanent homes"),
    "placement-stability": ("stable placements", "placement breakdowns", "disruption meetings"),
    "placement-sufficiency": ("sufficiency", "sufficiency strategy", "placement choice"),
    "prevention-and-early-identification": ("prevent", "preventing"),
    "prioritisation-and-planning": ("action plan", "strategic plan", "strategic planning", "prioritised", "priority"),
    "quality-assurance-and-audit": ("audits", "quality assure", "auditing", "quality-assurance"),
    "relationship-with-social-worker": (
        "relationships with social workers", "same social worker", "build relationships",
    ),
    "resources-and-value-for-money": ("budget", "financial", "investment", "value for money"),
    "school-improvement": ("special measures", "challenge to schools", "support to schools"),
    "scrutiny": ("scrutiny arrangements",),
    "supervision-and-management-oversight": ("oversight", "supervised"),
    "targeting-of-services": ("well targeted", "well-targeted", "targeted support", "targeted at"),
    "training": ("trained",),
    "visits-and-direct-work": ("direct work", "seen alone", "visited regularly", "visits"),
    "voice-of-the-child": ("listened to", "wishes and feelings", "lived experiences"),
    "workforce": ("recruitment and retention", "social work capacity", "staffing", "workforce"),
}  # fmt: skip
