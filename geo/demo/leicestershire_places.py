"""Leicestershire divided as in the reports of 2015 and 2016: which settlement belongs to which part.

The reports give names only. Which village goes with which name is illustrative, from general knowledge.
"""

from dataclasses import replace
from typing import Final

from geo.demo.settlements import SETTLEMENTS, Settlement, regroup

_LOT_TABLE: Final[str] = """
Castle Donington & Whitwick: Castle Donington, Kegworth, Hemington, Diseworth, Long Whatton, Breedon on the
  Hill, Belton, Worthington, Wilson, Osgathorpe, Newbold, Whitwick, Thringstone
Ibstock & Measham: Ibstock, Measham, Donisthorpe, Oakthorpe, Appleby Magna, Snarestone, Swepstone, Heather,
  Chilcote, Ellistown, Newton Burgoland
Ashby de la Zouch & Coalville: Ashby-de-la-Zouch, Coalville, Moira, Blackfordby, Albert Village, Packington,
  Lount, Normanton le Heath, Ravenstone, Swannington, Coleorton, Hugglescote, Bardon, Agar Nook
Loughborough East: Shelthorpe, Hoton, Wymeswold, Burton on the Wolds
Loughborough West & Shepshed: Shepshed, Hathern, Nanpantan
Melton Mowbray: Melton Mowbray, Asfordby, Frisby on the Wreake, Great Dalby, Somerby, Wymondham, Scalford,
  Old Dalby, Nether Broughton, Ab Kettleby, Thorpe Satchville, Twyford, Gaddesby, Burton Lazars, Hoby,
  Ragdale, Knossington, Grimston, Edmondthorpe, Thorpe Arnold, Garthorpe, Stapleford, Bottesford, Muston,
  Redmile, Plungar, Stathern, Harby, Hose, Long Clawson, Knipton, Harston, Croxton Kerrial, Eaton, Branston,
  Waltham on the Wolds, Saltby, Sproxton, Buckminster, Goadby Marwood, Stonesby, Barkestone-le-Vale
Market Harborough: Market Harborough, Kibworth, Fleckney, Great Bowden, Lubenham, Foxton, Husbands Bosworth,
  Theddingworth, Mowsley, Church Langton, Saddington, Arnesby, Shearsby, Gumley, Thorpe Langton, Slawston,
  Hallaton, Medbourne, Great Easton, Tur Langton, Horninghold, Tugby
Thurnby & Syston: Thurnby, Scraptoft, Houghton on the Hill, Syston, Thurmaston, East Goscote, Queniborough,
  Barkby, Rearsby, Thrussington, South Croxton, Keyham, Hungarton, Billesdon, Tilton on the Hill,
  Skeffington, Owston, Launde
Oadby: Oadby, Stoughton, Great Glen, Burton Overy, Gaulby, Illston on the Hill
Wigston & South Wigston: Wigston, South Wigston, Newton Harcourt, Kilby
Blaby & Countesthorpe: Blaby, Countesthorpe, Whetstone, Peatling Magna, Willoughby Waterleys
Hinckley & Twycross: Hinckley, Barwell, Stoke Golding, Higham on the Hill, Dadlington, Stapleton, Twycross,
  Sheepy Magna, Witherley, Fenny Drayton, Sibson, Orton-on-the-Hill, Norton-Juxta-Twycross
Groby & Market Bosworth: Groby, Market Bosworth, Ratby, Markfield, Desford, Newbold Verdon, Barlestone,
  Bagworth, Thornton, Nailstone, Stanton under Bardon, Congerstone, Carlton, Kirkby Mallory, Sutton Cheney,
  Peckleton, Shackerstone, Odstone, Earl Shilton
Broughton Astley & Burbage: Broughton Astley, Burbage, Stoney Stanton, Sapcote, Sharnford, Aston Flamville,
  Frolesworth, Leire, Croft
Glenfield & Braunstone Town: Glenfield, Braunstone Town, Kirby Muxloe, Leicester Forest East, Leicester
  Forest West
Narborough & Lutterworth: Narborough, Enderby, Littlethorpe, Huncote, Thurlaston, Cosby, Dunton Bassett,
  Ashby Magna, Lutterworth, Ullesthorpe, Gilmorton, Claybrooke Magna, Bitteswell, Swinford, Walcote, Shawell,
  North Kilworth, South Kilworth, Bruntingthorpe, Peatling Parva, Cotesbach
Birstall & Anstey: Birstall, Anstey, Cropston, Thurcaston, Newtown Linford, Wanlip
Mountsorrel & Quorn: Mountsorrel, Quorn, Barrow upon Soar, Sileby, Rothley, Woodhouse Eaves, Swithland,
  Seagrave, Cossington, Walton on the Wolds
"""
"""Lot: its settlements. Names as in the report's table (paragraph 16 iii), in order of lot number."""

_DISTRICT_OF_ZONE: Final[dict[str, str]] = {
    "Ashby": "North West Leicestershire",
    "Blaby": "Blaby",
    "Bottesford": "Melton",
    "Castle Donington": "North West Leicestershire",
    "Coalville": "North West Leicestershire",
    "Harborough Rural": "Harborough",
    "Hinckley": "Hinckley and Bosworth",
    "Loughborough": "Charnwood",
    "Lutterworth": "Harborough",
    "Market Harborough": "Harborough",
    "Melton": "Melton",
    "Syston": "Charnwood",
    "West Leicestershire Rural": "Hinckley and Bosworth",
    "Wigston": "Oadby and Wigston",
}
"""District to which most settlements of a zone of `leicestershire-2022` belong."""

_OTHER_DISTRICT: Final[dict[str, str]] = {
    "Hathern": "Charnwood",
    "Stoney Stanton": "Blaby",
    "Sapcote": "Blaby",
    "Sharnford": "Blaby",
    "Aston Flamville": "Blaby",
    "Kilby": "Blaby",
    "Newton Harcourt": "Harborough",
    "Newton Burgoland": "North West Leicestershire",
}
"""Settlements whose district is another than that of their zone."""

DISTRICTS: Final[dict[str, tuple[str, float]]] = {
    "BL": ("Blaby", 0.185),
    "CH": ("Charnwood", 0.175),
    "HA": ("Harborough", 0.205),
    "HB": ("Hinckley and Bosworth", 0.205),
    "ME": ("Melton", 0.215),
    "NW": ("North West Leicestershire", 0.185),
    "OW": ("Oadby and Wigston", 0.205),
}
"""Code of each area of 2015: name (the report names Melton and Harborough, paragraph 30) and residents aged
65 or over (share, invented)."""

_LOCALITY_TABLE: Final[str] = """
North-west locality: Castle Donington, Kegworth, Breedon on the Hill, Shepshed, Hathern, Whitwick, Coalville,
  Ashby-de-la-Zouch, Markfield, Ibstock, Long Whatton
Northern locality: Loughborough, Barrow upon Soar, Mountsorrel, Wymeswold, Sileby, Quorn, Old Dalby, Seagrave,
  Birstall
North-east locality: Melton Mowbray, Bottesford, Waltham on the Wolds, Wymondham, Somerby, Long Clawson,
  Asfordby, Gaddesby, Tilton on the Hill, Knipton
Western locality: Measham, Market Bosworth, Twycross, Newbold Verdon, Desford, Barlestone, Sheepy Magna,
  Appleby Magna, Ratby, Kirby Muxloe, Groby, Glenfield
South-west locality: Hinckley, Burbage, Barwell, Earl Shilton, Broughton Astley, Lutterworth, Sapcote,
  Ullesthorpe, Swinford, Walcote, Stoney Stanton
Southern locality: Blaby, Narborough, Whetstone, Countesthorpe, Wigston, South Wigston, Oadby, Braunstone
  Town, Cosby, Great Glen, Fleckney, Arnesby
South-east locality: Market Harborough, Kibworth, Medbourne, Great Easton, Hallaton, Husbands Bosworth,
  Billesdon, Thurnby, Scraptoft, Houghton on the Hill, Syston, Thurmaston, Queniborough
"""
"""Locality: settlements it lies around. The report counts seven (paragraph 29) and names none: invented."""


def _groups(table: str) -> dict[str, tuple[str, ...]]:
    lines = table.replace("\n  ", " ").strip().splitlines()
    parts = (line.split(": ") for line in lines)
    return {name: tuple(places.split(", ")) for name, places in parts}


def _loughborough(zone: str, easting_km: float) -> Settlement:
    return Settlement("Loughborough", easting_km, 320, 29_000, zone)


LOTS: Final[tuple[str, ...]] = tuple(_groups(_LOT_TABLE))
"""Names of the eighteen lots; the first is lot 1."""

LOT_PLACES: Final[tuple[Settlement, ...]] = (
    *regroup(_groups(_LOT_TABLE)),
    _loughborough("Loughborough East", 454.8),
    _loughborough("Loughborough West & Shepshed", 452.8),
)
"""Settlements of each lot; Loughborough, which two lots share, once in each."""

DISTRICT_PLACES: Final[tuple[Settlement, ...]] = tuple(
    replace(place, zone=_OTHER_DISTRICT.get(place.name, _DISTRICT_OF_ZONE[place.zone])) for place in SETTLEMENTS
)
"""Every settlement with its district."""

LOCALITIES: Final[tuple[str, ...]] = tuple(_groups(_LOCALITY_TABLE))
"""Names of the seven localities; the first has the code L1."""

LOCALITY_PLACES: Final[tuple[Settlement, ...]] = regroup(_groups(_LOCALITY_TABLE))
"""Settlements that the localities lie around."""
