"""Answer a query in a worker process, within limits of time and memory."""
