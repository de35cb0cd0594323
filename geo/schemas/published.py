"""Figures that reports and returns have published, to hold the week's own figures against."""

import numpy as np
import pandas as pd
import pandera.pandas as pa

from geo.schemas.codes import ended_after_start
from geo.schemas.columns import column


class Published(pa.DataFrameModel):
    """Figures that a report or a return gives for a period or a day."""

    series: str = column("What is counted; rows of one series are compared with each other.", "text")
    period: str = column("The period as the report names it, such as 2016-17.", "text")
    period_start: np.datetime64 | None = column("First day of the period.", "date", blank=True)
    period_end: np.datetime64 | None = column("Last day of the period, or the day itself.", "date", blank=True)
    value: float = column("The figure.", "number", unit="as the column unit says")
    unit: str = column("Unit of the figure.", "text")
    source: str | None = column("Report and paragraph.", "text", blank=True)

    @pa.dataframe_check(name="period_end is before period_start")
    def ended_after_start(cls, table: pd.DataFrame) -> pd.Series:  # noqa: N805 - pandera passes the class
        """A period cannot end before it starts."""
        return ended_after_start(table, "period_start", "period_end")
