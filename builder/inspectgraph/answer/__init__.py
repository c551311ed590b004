"""Answer a request in a worker process, within limits of time and memory, as a text for a person or a program."""
