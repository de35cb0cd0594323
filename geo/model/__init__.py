"""A council's commissioning model: the rules its market is held against, and its status thresholds.

A model is a TOML file that a commissioning officer can read; each rule names the report and paragraph it is from.
"""

from geo.model.kinds import (
    KINDS,
    Acceptance,
    FullCoverage,
    HoldersAndDeliverers,
    HourlyRate,
    MobilisedBy,
    OffFrameworkStarts,
    Payment,
    ProvidersPerZone,
    QualityFloor,
    ReferralCascade,
    Rule,
    Statement,
    ZonesPerProvider,
)
from geo.model.officers import OfficersList
from geo.model.reading import MODELS, Model, load_model, model_names
from geo.model.terms import Term, terms_of
from geo.model.tiers import Condition, Tier

__all__ = [
    "KINDS",
    "MODELS",
    "Acceptance",
    "Condition",
    "FullCoverage",
    "HoldersAndDeliverers",
    "HourlyRate",
    "MobilisedBy",
    "Model",
    "OffFrameworkStarts",
    "OfficersList",
    "Payment",
    "ProvidersPerZone",
    "QualityFloor",
    "ReferralCascade",
    "Rule",
    "Statement",
    "Term",
    "Tier",
    "ZonesPerProvider",
    "load_model",
    "model_names",
    "terms_of",
]
