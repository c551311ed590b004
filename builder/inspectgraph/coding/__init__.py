"""Exchange codings with software for qualitative research, such as NVivo or Taguette.

A coding is a passage of text to which a researcher has assigned codes, such as themes.
"""
