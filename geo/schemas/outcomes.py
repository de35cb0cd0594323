"""What `carezones rules` prints: every rule of the model held against every zone and provider."""

from typing import Final

import pandas as pd
import pandera.pandas as pa

from geo.schemas.columns import column

OUTCOME_WORDS: Final = {"fail": "Not met", "no_data": "No data", "pass": "Met"}
"""What may come of a rule and how people say it, in the order in which they are shown."""
OUTCOMES_OF_RULES: Final = tuple(OUTCOME_WORDS)


class RuleOutcomes(pa.DataFrameModel):
    """One row for each rule and each zone or provider it speaks of, as at one date."""

    rule: str = column("Code of the rule in the model.", "code")
    subject: str = column("What is held against the rule: a zone_code, a provider_id, both, or all.", "text")
    outcome: str = column("Whether the rule is met; no_data is not zero.", "category", allowed=OUTCOMES_OF_RULES)
    value: float = column("The figure found.", "number", unit="as the column unit says", blank=True)
    limit: str = column("What the rule asks for.", "text", blank=True)
    reason: str = column("The outcome in plain words.", "text")
    unit: str = column("Unit of value and limit.", "text", blank=True)
    remedy: str = column("What would mend it; blank where nothing needs to be done.", "text", blank=True)
    zone_code: str = column("The zone; blank where the rule speaks of none.", "code", blank=True)
    zone_name: str = column("Name of the zone.", "text", blank=True)
    provider_id: str = column("The provider; blank where the rule speaks of none.", "code", blank=True)
    provider_name: str = column("Name of the provider.", "text", blank=True)
    sentence: str = column("The rule in plain words.", "text")
    source: str = column("Report or contract, and paragraph.", "text")


class PrintedOutcomes(RuleOutcomes):
    """The same as `carezones rules` prints it: codes for programs, and the words of the pages for readers."""

    result: str = column("The outcome as the pages say it.", "category", allowed=tuple(OUTCOME_WORDS.values()))


EMPTY_OUTCOMES = pd.DataFrame(columns=list(RuleOutcomes.to_schema().columns))
"""No rule at all."""
