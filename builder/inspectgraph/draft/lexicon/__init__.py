"""Words by which drafting rules decide."""
