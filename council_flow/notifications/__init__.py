"""The desk, what people are told, and the outbox: work that leaves the process, done once by a worker."""
