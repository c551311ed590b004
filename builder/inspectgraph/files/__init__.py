"""Read and write files: plain text, strict YAML with source locations, and output folders."""
