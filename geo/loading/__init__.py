"""New files for a workspace: recognised, their columns mapped, checked where they lie, and only then taken over."""

from geo.loading.content import DATE_FORMS, date_forms_of
from geo.loading.draft import Draft, Upload, check_draft, new_draft, take_over, uploads_of
from geo.loading.names import Suggestion, likely_table, suggestions
from geo.loading.sheets import Sheet, sheets_of
from geo.loading.values import unknown_codes

__all__ = [
    "DATE_FORMS",
    "Draft",
    "Sheet",
    "Suggestion",
    "Upload",
    "check_draft",
    "date_forms_of",
    "likely_table",
    "new_draft",
    "sheets_of",
    "suggestions",
    "take_over",
    "unknown_codes",
    "uploads_of",
]
