"""Keep the published graph in a store on disk, which opens in milliseconds."""
