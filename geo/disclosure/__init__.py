"""Detail to release: the only way to anything a scrutiny member sees."""

from geo.disclosure.detail import Detail, detail_of
from geo.disclosure.releasing import Preview, ledger_of, preview_of, release_week
from geo.disclosure.rules import RuleSet, rules_of

__all__ = ["Detail", "Preview", "RuleSet", "detail_of", "ledger_of", "preview_of", "release_week", "rules_of"]
