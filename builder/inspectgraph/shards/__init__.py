"""Build a published set from shards: the separate results of the single reports.

Most work is done for one report at a time. Only rules and shapes that need several
reports are applied to all reports together.
"""
