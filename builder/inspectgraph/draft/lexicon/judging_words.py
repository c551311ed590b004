"""The words in which inspectors praise and find fault: single words by their forms, and set phrases."""

from __future__ import annotations

import re

__all__ = [
    "AIMS",
    "BAD",
    "BAD_PHRASES",
    "DEALING",
    "GOOD",
    "GOOD_PHRASES",
    "NOT",
    "NOTHING",
]


def _words(forms: str) -> re.Pattern[str]:
    """Return the pattern of a word that has one of some forms."""
    return re.compile("|".join(forms.split()), re.I)


#: What is hard to do, unless somebody is so towards others.
_TRYING = r"(?:challenging|an? challenge)(?! (?:and supportive|by|from))"
_ABOUT = (
    r"(?:about |around |just |some |approximately |roughly |just over |just under )?"
)


def _phrases(forms: str) -> re.Pattern[str]:
    """Return the pattern of a phrase that has one of some forms, one a line."""
    lines = forms.replace("{TRYING}", _TRYING).replace("{ABOUT}", _ABOUT)
    parts = [line.strip() for line in lines.strip().splitlines()]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.I)


#: Praise.
GOOD = _words(r"""
    good (?:highly-?)?effective(?:ly|ness)? strong(?:er|ly)? strengths? strengthen(?:s|ed|ing)? excellent(?:ly)?
    outstanding(?:ly)? well well-[a-z]+ robust(?:ly)? appropriate(?:ly)? timely prompt(?:ly)?
    improv(?:es|ed|ing|ements?) benefit(?:s|t?ed|t?ing)? success(?:es|ful|fully)? positive(?:ly)? clear(?:ly|er)?
    comprehensive(?:ly)? stable stability sensitive(?:ly)? thorough(?:ly|ness)? skil(?:led|ful|fully) committed
    commitment valu(?:ed|able) swift(?:ly)? quick(?:ly)? sustain(?:ed|ing) helpful(?:ly)? creativ(?:e|ely|ity)
    impressive(?:ly)? responsive(?:ly|ness)? high-quality enhanc(?:es|ed|ing) detailed purposeful(?:ly)?
    meaningful(?:ly)? consistent(?:ly)? proactive(?:ly)? innovati(?:ve|vely|on) ambitious tenaci(?:ous|ously|ty)
    confiden(?:t|ce) better best exce(?:eds|eded|eding|llence) sound secure(?:ly)? experienced knowledgeable
    influential active(?:ly)? inclusive suitabl[ey] prais(?:e|ed|es) thriv(?:e|es|ing) rigo(?:rous|rously|ur)
    careful(?:ly)? persisten(?:t|tly|ce) imaginative(?:ly)? beneficial accurate(?:ly)? child-cent(?:red|ered)
    child-focused safe(?:ly|r)? supportive enabl(?:es|ed|ing) ensur(?:es|ing) accessible cohesive
    promot(?:es|ed|ing) welcom(?:e|ed|ing) motivated popular celebrat(?:es|ed|ing) proud aware visible integral
    focused faster greater encourag(?:es|ed|ing) achiev(?:es|ed) smooth(?:ly)? regular(?:ly)? rapid(?:ly)? exemplary
    extensive(?:ly)? productive(?:ly)? constructive(?:ly)? realistic(?:ally)? vibrant flexibl[ey] dedicated caring
    nurturing warm(?:ly)? insightful reflective reassur(?:ed|ing) empower(?:s|ed|ing) enthusias(?:m|tic|tically)
    happy settled fluent coherent(?:ly)? decisive(?:ly)? efficient(?:ly)? easily wide-ranging award
    commend(?:ed|able) notabl[ey] excel(?:s|led)? embedded established co-?ordinated aspirational learned
    respectful(?:ly)? trusted proportionate(?:ly)? progress(?:ed|es|ing)? enjoy(?:s|ed)? helps helped alert
    vigilant(?:ly)? diligent(?:ly)? intelligent(?:ly)? passionate(?:ly)? systematic(?:ally)? relevant balanced
    cooperation co-operation healthy enough strenuous(?:ly)? favourabl[ey] consistency
    influenc(?:es|ed|ing) self-aware plentiful open pride
    """)
#: Fault.
BAD = _words(r"""
    inadequa(?:te|tely|cy|cies) weak(?:ly|er|ness|nesses)? poor(?:ly|er)? insufficient(?:ly)?
    inconsisten(?:t|tly|cy|cies) lack(?:s|ed|ing)? limit(?:ed|s|ing) delay(?:s|ed)? drift under-?develop(?:ed|ment)
    unclear variab(?:le|ly|ility) fail(?:ure|ures|ed|s|ing)? missed absen(?:ce|t) gaps? shortfalls?
    ineffective(?:ly)? unable slow(?:ly|er|ness)? unaware difficult(?:y)? difficulties declin(?:e|es|ed|ing)
    deteriorat(?:ed|es|ing|ion) rarely seldom infrequent(?:ly)? wors(?:e|t|ens|ened|ening) low inappropriate(?:ly)?
    incomplete unsuitable unsafe overdue vague superficial barriers? hamper(?:s|ed|ing) hinder(?:s|ed|ing)
    fragmented defici(?:ts?|ency|encies) shortages? unstable instability excessive(?:ly)? overly overwhelm(?:ed|ing)
    struggl(?:e|es|ed|ing) immature over-?optimistic unnecessar(?:y|ily) unacceptabl[ey] uneven unreliable
    undermin(?:es|ed|ing) breakdown concerning narrow omissions? confus(?:ed|ing|ion) unmet unequal
    inequitable inaccurate inexperienced unresolved uncertain(?:ty|ties)? backlogs? inability erratic insecure
    unrealistic unallocated untimely disproportionate(?:ly)? pressures? negative(?:ly)? neglect(?:ed|s)
    impair(?:s|ed) obstacles? problems? problematic hard widen(?:s|ed|ing) dips? minimal patchy sporadic haphazard
    late frustrat(?:ed|ing|ion) weaken(?:s|ed) reactive unsatisfactory misse[sd] missing inefficient(?:ly)?
    over-?reli(?:ant|ance) complacen(?:t|cy) unhappy variations? dissatisf(?:ied|action) isolated scarce curtailed
    restrict(?:s|ed|ive) unsupported unnoticed unrecognised unexplored unchallenged uncoordinated disjointed
    disrupt(?:s|ed|ive)
    """)
#: What turns the praise after it into fault.
NOT = _words(r"""
    not no never without nor cannot little few fewer hardly barely [a-z]+n[’']t neither less insufficient(?:ly)?
    lack(?:s|ed|ing)? absence unable inability fail(?:s|ed|ure|ures)? difficult limited scarcely rarely prevents?
    omissions? none under-?developed only absent
    """)
#: What deals with the fault after it.
DEALING = _words(r"""
    address(?:es|ed|ing)? tackl(?:e|es|ed|ing) reduc(?:e|es|ed|ing) prevent(?:s|ed|ing)? minimis(?:e|es|ed|ing)
    overcom(?:e|es|ing) overcame combat(?:s|ing)? remov(?:e|es|ed|ing) resolv(?:e|es|ed|ing)
    identif(?:y|ies|ied|ying) respond(?:s|ed|ing)? recognis(?:e|es|ed|ing) awareness aware raising
    challeng(?:e|es|ed|ing) narrow(?:s|ed|ing) clos(?:e|es|ed|ing) protect(?:s|ed|ing)? manag(?:e|es|ed|ing)
    mitigat(?:e|es|ed|ing) avoid(?:s|ed|ing)? eliminat(?:e|es|ed|ing) eradicat(?:e|es|ed|ing) halv(?:e|es|ed|ing)
    escalat(?:e|es|ing) support(?:s|ing)?
    """)
#: Fault in a fixed phrase.
BAD_PHRASES = _phrases(r"""
    too (?:many|few|long|much|often|slow\w*|high|low|late|soon|large|small|little|variable|narrow|early|focused)
    too \w+ (?:time|focus|emphasis|progress)
    not (?:yet|all|every(?:one)?|up[- ]to[- ]date|as)
    yet to
    (?:is|are|was|were|remains?) (?:still )?(?:much|more|further work|a lot) (?:still )?to (?:do|be done)
    need(?:s|ed|ing)? to (?:be )?(?:\w+ly )?(?:improv|strengthen|develop|do\b|ensure|further|address|rais|increas)\w*
    need(?:s|ed|ing)? (?:further |more |significant )*(?:improv|develop|strengthen|attention)\w*
    (?:improvements?|developments?|work|progress|attention|action) (?:still |also )?(?:needed|required|necessary)
    (?:improvements?|developments?|work|progress|attention|action) (?:is|are|was|were) (?:\w+ )?(?:needed|required)
    (?:further|more) (?:\w+ ){0,3}?(?:is|are) (?:still )?(?:needed|required|necessary)
    (?:more|much more|a lot more|further work) (?:could|can|should|must|needs? to|has to|ought to) be done
    (?:could|should|can|ought to) (?:still )?(?:be|do) (?:\w+ )?(?:better|improved|strengthened|stronger|clearer)
    (?:could|should|can|ought to) (?:still )?(?:be|do) (?:\w+ )?(?:sharper|quicker|sooner|more (?:\w+ly )?\w+)
    (?:could|should|can|ought to) (?:still )?be (?:developed further|further developed)
    (?:would|could|will) (?:\w+ )?benefit from
    remains? an? (?:\w+ )?(?:priority|challenge|concern|weakness|problem|issue|risk|barrier|gap|area (?:for|of))
    remains? (?:very |too |relatively |stubbornly |persistently |particularly )?(?:poor|weak|variable|inconsistent|slow)
    (?:has|have|is|are|was|were|been|be|remain(?:s|ed)?) (?:\w+ly |very |more |still |to be )*?{TRYING}
    (?:prov(?:es?|ed|en)|becomes?|finds?|found) (?:\w+ly |very |more |it |this |to be )*?{TRYING}
    challenging (?:to|for) (?:\w+ ){0,3}?(?:recruit|find|secure|retain|meet|place|keep|manage|maintain|deliver)\w*
    (?:continu\w+|still) (?:to )?challenges?
    (?:significant|major|considerable|real|ongoing|continuing|financial|serious|persistent|recruitment) challenges?
    (?:poses?|presents?|faces?|facing|faced|experiences?|experiencing) (?:\w+ ){0,3}?challenges?
    (?:risks?|needs|harm|problems|difficulties|behaviours?) (?:has|have|had|is|are|was|were) (?:\w+ )?escalat(?:ed|ing)
    in (?:its|their) (?:infancy|early (?:stages|days))
    at (?:a very|an|the) early stage (?:of (?:develop|implement)\w+|in its)
    (?:vacancies|gaps|absences) (?:is|are|were|remain) (?:\w+ )?(?:numerous|many|frequent|common|high)
    (?:not|n[o’']t) (?:(?:been|be|being|have|has|yet) )?(?:always|sufficient(?:ly)?|consistent(?:ly)?|routinely|usually)
    (?:not|n[o’']t) (?:(?:been|be|being|have|has|yet) )?(?:adequate(?:ly)?|fully|enough|good enough|systematic(?:ally)?)
    (?:not|n[o’']t) (?:(?:been|be|being|have|has|yet) )?(?:regularly|currently|effectively|robust(?:ly)?|clear(?:ly)?)
    (?:not|n[o’']t) (?:(?:been|be|being|have|has|yet|currently|usually|as) )?(?:embedded|well|always|fully|clear)
    (?:room|scope|potential|areas?|priorit\w+) for (?:further )?(?:improv|develop)\w*
    scope to
    require[sd]? (?:improvement|further|significant|the implementation|strengthening|development)
    not enough
    over-?relian\w+
    significant turnover
    cannot (?:be|yet)
    as (?:they|it) should
    only {ABOUT}(?:\d|one|two|three|four|half|a (?:third|quarter|few|small|minority|limited|minimum))[\w%.]*
    hard to recruit
    wait(?:s|ed|ing)? too long
    long wait\w*
    in need of (?:improvement|development|strengthening)
    out of date
    (?:causes?|causing|cause for|significant|serious|major|continuing|grave) concerns?
    of (?:\w+ )?concern
    early stages? of
    step(?:ped)? down
    work to do
    """)
#: Praise in a fixed phrase.
GOOD_PHRASES = _phrases(r"""
    high(?:ly)?[- ](?:quality|standards?|skilled|effective|valued|regarded|motivated|committed|ambitio\w+|aspirations?)
    high(?:ly)?[- ](?:expectations?|priority|profile)
    high level of (?:\w+ ){0,2}?(?:integration|commitment|support|satisfaction|engagement|involvement)
    high degree of
    high (?:take[- ]?up|uptake|attendance|participation|completion)
    shared (?:vision|understanding|priorities|ambitions?|commitment|principles|sense)
    track record
    speaks? (?:very )?(?:highly|positively|well)
    without (?:undue |unnecessary |avoidable )?delay
    no (?:undue |unnecessary )?delays?
    no longer
    not only
    listened to
    (?:are|is) (?:fully |actively |closely |well )?involved in
    taken seriously
    up[- ]to[- ]date
    year on year
    wide (?:range|variety|choice)
    (?:broad|good|full|rich|extensive|comprehensive) range
    feels? (?:very |well )?(?:safe|supported|valued|listened|respected)
    seen alone
    work(?:s|ed|ing)? (?:\w+ )?(?:very |extremely |really |incredibly |exceptionally )?hard
    (?:tr(?:y|ies|ied|ying)|strives?|push(?:es|ed)?) (?:very |really )?hard
    hard[- ]?working
    (?:is|are) helping
    challenging (?:targets?|questions?|goals?|debates?|conversations?|and supportive|but supportive|yet supportive)
    (?:supportive|robust|rigorous|constructive) (?:and|but|yet) challenging
    (?:appropriately|suitably|professionally|constructively) challenging
    (?:identified|recognised|spotted|picked up|noticed|detected|seen|found) (?:\w+ )?(?:early|quickly|promptly|soon)
    (?:identified|recognised|spotted|picked up|noticed|detected|seen|found|understood) (?:\w+ )?swiftly
    on track
    ahead of
    for the better
    can be proud
    national(?:ly)? recogni\w+
    beacon status
    charter mark
    investors in people
    (?:has|have) met
    (?:all|nearly all|most) (?:\w+ ){0,6}?(?:are|have been|were) (?:allocated|visited|seen|assessed|completed)
    (?:best|good) practice
    model of
    ma(?:kes?|de) a (?:real |significant |positive )*difference
    contribut(?:es?|ed|ing) (?:\w+ ){0,2}?to
    is making (?:a |an )?(?:\w+ )?(?:impact|contribution)
    """)
#: Words of praise or fault that here are the name of something, or its aim.
NOTHING = _phrases(r"""
    learning (?:and/or physical |and/or |and )?difficult\w+
    (?:special|additional) needs
    well[- ]?being
    health and well
    improvement (?:plans?|programmes?|boards?|services?|partners?\w*|notice|framework|officers?|priorit\w+|journey|work)
    (?:school|service|learning and|continuous) improvement
    (?:staying|feeling|keeping|being|stay|keep|kept|them) safe\b(?! and)
    safer? recruitment
    neglect
    early help
    missing (?:from|children|education|episodes?|person)
    go(?:es|ing)? missing
    low[- ](?:income|level)
    from a low base
    strengths? and (?:difficulties|weaknesses|areas)
    good or (?:better|outstanding)
    at least good
    good health
    good GCSEs?
    achievement gap
    positive (?:activities|contribution|discrimination)
    contribution
    at risk of (?:significant )?harm
    significant harm
    best interests?
    as (?:well|soon) as
    as well\b
    vulnerable
    hard[- ]to[- ]reach
    (?:welfare|safeguarding|child protection|previous) concerns?
    cases? of concern
    (?:raise|report|refer)(?:s|d|ing)? (?:\w+ )?concerns?
    concern(?:ed|ing) (?:with|about)
    poor(?:er)? (?:families|households)
    (?:persistent absence|absence from)
    later? (?:in|years|life)
    achiev(?:e|ing) economic
    aware of the need
    young carers?
    looked[- ]after
    secure (?:accommodation|units?|homes?)
    challenging behaviour
    no further action
    """)
#: Aims: an infinitive says what is meant, not what is reached.
AIMS = re.compile(
    r"\b(?:to|designed to|help to|aim(?:s|ed)? to|order to|actions? to|plans? to|work"
    r" to) (?:\w+ly )?"
    r"(?:improve|increase|raise|reduce|narrow|widen|close|enhance|strengthen|ensure|promote|secure|benefit|enable|achieve"
    r"|sustain|encourage|help|progress)\b",
    re.I,
)
