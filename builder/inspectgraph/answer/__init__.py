"""Answer a request in a worker process, within limits of time and memory."""
