"""Read and write files: text, strict YAML with source locations, output folders."""
