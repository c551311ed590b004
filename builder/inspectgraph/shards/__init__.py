"""Build the published files from shards: the separate results of single reports.

Most work is done for one report at a time. Only rules and shapes that need several
reports are applied to all reports together.
"""
