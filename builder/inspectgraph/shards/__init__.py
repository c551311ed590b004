"""Build the published files from shards. A shard is the triples and files of one report.

Most work is done for one report at a time. Only rules and shapes that need several
reports are applied to all reports together.
"""
