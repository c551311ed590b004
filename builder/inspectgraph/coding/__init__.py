"""Exchange codings with software for qualitative research, such as NVivo or Taguette."""
