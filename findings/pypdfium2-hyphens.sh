#!/bin/sh
# pypdfium2 5.15.2: a hyphen at the end of a line is a control character, and the line end after it is gone.
#
# get_text_bounded() gives U+0002, get_text_range() U+FFFE, for the hyphen and the line end together: in "multi-
# agency", whose hyphen belongs to the word, as in a word that was divided. Neither character is in the file.
# Instead: replace both characters, and decide by a list of words whether the hyphen stays.
. "$(dirname "$0")/common.sh"
python_packages pypdfium2==5.15.2 reportlab==5.1.0
run_python <<'PY'
import io

import pypdfium2
from reportlab.pdfgen import canvas

buffer = io.BytesIO()
page = canvas.Canvas(buffer, pagesize=(300, 200))
page.drawString(20, 140, "Each assess-")
page.drawString(20, 126, "ment is multi-")
page.drawString(20, 112, "agency work.")
page.save()
text = pypdfium2.PdfDocument(buffer.getvalue())[0].get_textpage()
print("get_text_bounded:", ascii(text.get_text_bounded()))
print("get_text_range:", ascii(text.get_text_range()))
PY

expect <<'TEXT'
get_text_bounded: 'Each assess\x02ment is multi\x02agency work.'
get_text_range: 'Each assess\ufffement is multi\ufffeagency work.'
TEXT
