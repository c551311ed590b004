"""Files and folders: text, strict YAML with source locations, atomic writing, locks."""
