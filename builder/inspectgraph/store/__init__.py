"""Store the published graph in a database on disk, which opens in milliseconds."""
