"""The record: append-only, chained by hashes, read in plain sentences, verified by anybody who holds a head."""
