"""Build the published files from shards; a shard is the separate result of one report.

Most work is done for one report at a time. Only rules and shapes that need several
reports are applied to all reports together.
"""
