#!/bin/sh
# linkml-reference-validator 0.4.0: quotations that say something else are found in the text.
#
# Signs are left out before the comparison, words match inside of longer words, and the parts of a quotation with
# "..." may stand in any order. An exact quotation with square brackets is not found, since brackets are left out of
# the quotation only.
# Instead: compare the characters of quotation and text with white space alone made equal, in order.
. "$(dirname "$0")/common.sh"
python_packages linkml-reference-validator==0.4.0
run_python <<'PY'
from linkml_reference_validator.models import ReferenceContent, ReferenceValidationConfig
from linkml_reference_validator.validation.supporting_text_validator import SupportingTextValidator

validator = SupportingTextValidator(ReferenceValidationConfig())
for quotation, text in (
    ("Outcomes were weak ... The plan was clear", "The plan was clear. Last year outcomes were weak."),
    ("a rise of 5", "a rise of 52 places"),
    ("a share < 5%", "a share > 5%"),
    ("a change of -3 points", "a change of 3 points"),
    ("visits were safe", "few visits were safely run"),
    ("Staff [see annex 2] were clear", "Staff [see annex 2] were clear"),
    ("Staff were clear", "Staff were not clear"),
):
    content = ReferenceContent(reference_id="X:1", content=text)
    print(validator.find_text_in_reference(quotation, content).found, "|", quotation, "|", text)
PY

expect <<'TEXT'
True | Outcomes were weak ... The plan was clear | The plan was clear. Last year outcomes were weak.
True | a rise of 5 | a rise of 52 places
True | a share < 5% | a share > 5%
True | a change of -3 points | a change of 3 points
True | visits were safe | few visits were safely run
False | Staff [see annex 2] were clear | Staff [see annex 2] were clear
False | Staff were clear | Staff were not clear
TEXT
