"""Keep the published graph in a store on disk, which is opened in milliseconds."""
