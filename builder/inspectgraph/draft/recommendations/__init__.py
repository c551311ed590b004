"""Find the recommendations of a report.

Each item of a list of actions in the report becomes a recommendation.
"""
