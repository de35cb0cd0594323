"""A lot-based council in small squares, whose answers can be worked out by hand, and where the real files are."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"

needs_real_files = pytest.mark.skipif(not REAL.is_dir(), reason="the real public files are not here")

# Six lots as squares of 10 km in two rows of three, from 450 km east and 340 km north.
LOTS = {
    "1": "Bassetlaw",
    "2": "Broxtowe",
    "3": "Gedling",
    "10": "Mansfield and Ashfield",
    "11": "Newark and Sherwood",
    "12": "Rushcliffe",
}


def square(east_km: float, north_km: float, side_km: float = 10.0) -> shapely.Polygon:
    """A square by its south-west corner, in metres."""
    return shapely.box(east_km * 1e3, north_km * 1e3, (east_km + side_km) * 1e3, (north_km + side_km) * 1e3)


def lots_layer() -> gpd.GeoDataFrame:
    """The six lots in metres, with the council's own column names."""
    corners = [(450 + 10 * (i % 3), 340 + 10 * (i // 3)) for i in range(6)]
    return gpd.GeoDataFrame(
        {"Lot Code": list(LOTS), "Lot Name": list(LOTS.values())},
        geometry=[square(*corner) for corner in corners],
        crs="EPSG:27700",
    )


# Postcodes of the Code-Point file, one in the middle of each lot, and two more in lot 1.
POINTS = {
    "NG1 1AA": (455_000, 345_000),
    "NG1 1AB": (456_000, 346_000),
    "NG1 1AC": (457_000, 347_000),
    "NG2 1AA": (465_000, 345_000),
    "NG3 1AA": (475_000, 345_000),
    "NG101AA": (455_000, 355_000),
    "NG111AA": (465_000, 355_000),
    "NG121AA": (475_000, 355_000),
    "DE1 1AA": (430_000, 345_000),
}

SETTINGS = """
[authority]
name = "Nottinghamshire"
model = "nottinghamshire-2018"

[sources.zones]
file = "reference/lots.geojson"
columns = { zone_code = "Lot Code", zone_name = "Lot Name" }

[sources.postcodes]
file = "reference/codepo.csv"

[sources.providers]
file = "incoming/providers.csv"
columns = { provider_id = "Provider Ref", provider_name = "Name", postcode = "Office Postcode" }

[sources.packages]
file = "incoming/packages.csv"
date_format = "%d/%m/%Y"
values.setting = { "General" = "general", "Extra care" = "extra_care" }

[sources.packages.columns]
package_id = "Package Ref"
person_id = "Person Ref"
provider_id = "Provider Ref"
postcode = "Service User Postcode"
hours_per_week = "Weekly Hours"
started_on = "Start Date"
ended_on = "End Date"
setting = "Setting"

[sources.awaiting]
file = "incoming/awaiting.csv"
date_format = "%d/%m/%Y"
columns = { case_id = "Case", postcode = "Post Code", waiting_since = "Waiting Since", hours_per_week = "Hours" }
"""

PROVIDERS = """Provider Ref,Name,Office Postcode
P1,Café Care £1,NG1 1AA
P2,Trent Homecare,ng2 1aa
P3,Sherwood\u2019s Own,NG11 1AA
"""

PACKAGES = """Home care packages,,,,,,,
Nottinghamshire County Council,,,,,,,
Run 09/03/2018,,,,,,,
Package Ref,Person Ref,Provider Ref,Service User Postcode,Weekly Hours,Start Date,End Date,Setting
K1,A,P1,NG1 1AA,10,01/02/2017,,General
K2,B,P1,ng11ab,5.5,13/02/2017,,General
K3,C,P2,NG1  1AC,4.5,12/03/2018,,Extra care
K4,C,P2,nG11aC,2,01/01/2018,,General
K5,D,P1,NG2 1AA,7,01/01/2018,12/03/2018,General
K6,E,P1,NG2 1AA,8,01/01/2018,13/03/2018,General
K7,F,P2,NG21AA,9,13/03/2018,,General
K8,G,P3,NG12 1AA,14,01/06/2016,,General
K9,H,P3,DE1 1AA,3,01/06/2016,,General
K10,I,P3,NG9 9ZZ,6,01/06/2016,,General
Total,,,,69,,,
"""

AWAITING = """Case,Post Code,Waiting Since,Hours
W1,NG1 1AA,10/03/2018,7
W2,NG1 1AB,03/03/2018,
W3,NG12 1AA,11/02/2018,14
W4,DE1 1AA,12/03/2018,3.5
"""


def write_geojson(path: Path, layer: gpd.GeoDataFrame) -> None:
    """A layer as GeoJSON in whatever numbers it has, without a word on its coordinate system."""
    document = json.loads(layer.to_json())
    document.pop("crs", None)
    path.write_text(json.dumps(document), encoding="utf-8")
