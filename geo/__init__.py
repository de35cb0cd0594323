"""Care Zones: where home care is hard to source, zone by zone, and why.

The modules are the steps of one pipeline, and each imports only steps above it; DESIGN in the README's
words: errors, schemas, settings, ingest, locate, validate, join, metrics, model, status, then what shows them.
"""
