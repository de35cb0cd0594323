"""The record in PostgreSQL with PostGIS: several dashboard servers, and several councils, on one record."""

from geo.snapshot.postgis.store import PostgisStore

__all__ = ["PostgisStore"]
