"""Application state and the local database: mirror, settings, one store per feature. No Textual."""
