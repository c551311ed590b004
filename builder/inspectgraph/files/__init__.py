"""Files and folders: strict text and YAML with source locations, atomic replacement, locks, lists of units."""
