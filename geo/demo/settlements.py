"""Settlements of the county, typed by hand to the kilometre, and the fourteen zones they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True)
class Zone:
    """One commissioning zone and what the demo wants to show in it.

    Attributes:
        name: Zone name; eight are in the report (paragraphs 25 and 34), six are the other towns' names.
        anchor: The settlement care is organised from.
        people: People receiving care on 5 September 2022 (count, invented; the sum over zones is not).
        share_65_plus: Residents aged 65 or over (share of residents, invented).
        rate_gbp: Typical hourly rate (GBP, invented; higher in the rural east).
        off_framework: Share of weekly hours delivered by suppliers not joining the framework (invented;
            paragraph 25 says that Bottesford, Castle Donington and Melton have the most).
        awaiting: Open waits on 5 September 2022 (count, invented).
        median_wait_days: Median open wait (days, invented).
    """

    name: str
    anchor: str
    people: int
    share_65_plus: float
    rate_gbp: float
    off_framework: float
    awaiting: int
    median_wait_days: int


ZONES: Final[tuple[Zone, ...]] = (
    Zone("Ashby", "Ashby-de-la-Zouch", 110, 0.22, 19.6, 0.118, 4, 13),
    Zone("Blaby", "Blaby", 268, 0.200, 18.6, 0.092, 4, 5),
    Zone("Bottesford", "Bottesford", 70, 0.265, 22.8, 0.372, 5, 29),
    Zone("Castle Donington", "Castle Donington", 95, 0.235, 20.9, 0.345, 7, 27),
    Zone("Coalville", "Coalville", 185, 0.200, 18.8, 0.098, 3, 6),
    Zone("Harborough Rural", "Billesdon", 100, 0.250, 22.1, 0.165, 6, 22),
    Zone("Hinckley", "Hinckley", 233, 0.210, 18.5, 0.088, 4, 6),
    Zone("Loughborough", "Loughborough", 275, 0.185, 18.4, 0.085, 4, 5),
    Zone("Lutterworth", "Lutterworth", 105, 0.225, 20.8, 0.151, 6, 19),
    Zone("Market Harborough", "Market Harborough", 135, 0.220, 20.2, 0.112, 5, 14),
    Zone("Melton", "Melton Mowbray", 150, 0.240, 21.7, 0.408, 13, 33),
    Zone("Syston", "Syston", 220, 0.200, 18.5, 0.090, 3, 7),
    Zone("West Leicestershire Rural", "Market Bosworth", 115, 0.240, 20.1, 0.128, 5, 12),
    Zone("Wigston", "Wigston", 190, 0.205, 18.3, 0.090, 2, 5),
)
"""The fourteen zones (paragraph 8) in alphabetical order; the order gives the codes HC01 to HC14."""

ZONE_NAMES: Final[tuple[str, ...]] = tuple(zone.name for zone in ZONES)
"""Names of the fourteen zones, in order of code."""


@dataclass(frozen=True)
class Settlement:
    """A place: name, position (British National Grid, km), approximate residents, zone name."""

    name: str
    easting_km: float
    northing_km: float
    residents: int
    zone: str


_TABLE: Final[str] = """
Ashby: Ashby-de-la-Zouch 436 317 15500; Measham 433 312 5600; Moira 432 316 3600; Blackfordby 433 318 1300;
  Donisthorpe 431 314 2500; Oakthorpe 433 313 1200; Packington 436 315 900; Appleby Magna 432 310 1300;
  Snarestone 435 309 500; Swepstone 437 311 500; Normanton le Heath 438 313 300; Albert Village 431 317
  1500; Chilcote 428 311 200; Lount 438 319 300
Blaby: Blaby 457 298 7000; Whetstone 456 297 7500; Narborough 454 298 9500; Enderby 454 299 7200; Cosby 455
  295 3900; Countesthorpe 459 295 7200; Glenfield 454 306 10500; Kirby Muxloe 452 304 5200; Leicester Forest
  East 453 303 7400; Braunstone Town 455 302 17500; Littlethorpe 454 297 2500; Huncote 452 297 2100;
  Thurlaston 450 299 900; Croft 451 296 1900; Leicester Forest West 450 302 200
Bottesford: Bottesford 480 339 4200; Muston 483 338 300; Redmile 480 335 900; Barkestone-le-Vale 478 335
  500; Plungar 477 334 300; Stathern 477 331 900; Harby 475 331 1100; Hose 474 329 700; Long Clawson 473 327
  1300; Knipton 483 331 400; Harston 484 332 200; Croxton Kerrial 484 329 600; Eaton 480 329 600; Branston
  481 329 200; Waltham on the Wolds 480 325 1200; Saltby 485 326 300; Sproxton 486 324 500; Buckminster 488
  323 400; Goadby Marwood 478 326 200; Stonesby 482 325 200
Castle Donington: Castle Donington 445 327 7600; Kegworth 449 327 4300; Hemington 446 328 700; Diseworth 445
  324 900; Long Whatton 448 323 1900; Breedon on the Hill 441 323 1100; Belton 445 321 900; Worthington 441
  321 1500; Hathern 450 322 2100; Wilson 441 325 200; Osgathorpe 442 320 500; Newbold 440 320 400
Coalville: Coalville 443 314 21500; Whitwick 444 316 8800; Hugglescote 443 313 6500; Thringstone 443 318
  4600; Ibstock 441 310 8200; Ravenstone 440 314 2600; Ellistown 443 311 2700; Swannington 442 316 1300;
  Heather 439 311 1000; Coleorton 440 317 1300; Bardon 445 312 800; Agar Nook 445 314 2500
Harborough Rural: Billesdon 472 303 1100; Houghton on the Hill 468 304 1700; Thurnby 465 304 6400; Scraptoft
  465 306 3200; Great Glen 466 298 4400; Tilton on the Hill 474 306 700; Tugby 476 301 400; Hallaton 479 297
  700; Burton Overy 468 298 300; Illston on the Hill 471 299 200; Skeffington 474 303 300; Hungarton 469 307
  300; Owston 478 308 200; Gaulby 469 301 200; Medbourne 480 293 600; Great Easton 485 293 700; Keyham 467
  307 200; Stoughton 464 302 300; Tur Langton 472 295 300; Launde 480 304 100; Horninghold 481 297 100
Hinckley: Hinckley 443 294 32000; Burbage 444 292 16500; Barwell 444 297 9300; Earl Shilton 446 298 10500;
  Stoney Stanton 449 295 4200; Sapcote 449 293 3000; Sharnford 448 292 1000; Stoke Golding 440 297 1900;
  Higham on the Hill 438 295 900; Dadlington 440 298 300; Stapleton 443 299 500; Aston Flamville 446 293 300
Loughborough: Loughborough 454 320 58000; Shelthorpe 454 318 7500; Shepshed 448 320 14800; Quorn 456 316
  5600; Barrow upon Soar 458 318 6800; Mountsorrel 458 315 9000; Burton on the Wolds 459 321 1400; Wymeswold
  460 324 1400; Woodhouse Eaves 453 315 2300; Nanpantan 451 317 1500; Hoton 458 323 400; Walton on the Wolds
  460 320 400
Lutterworth: Lutterworth 454 284 10900; Broughton Astley 452 293 9600; Ullesthorpe 451 288 1000; Gilmorton
  457 288 1100; Dunton Bassett 455 291 900; Leire 453 290 700; Claybrooke Magna 449 289 600; Bitteswell 454
  286 500; Swinford 457 279 600; Walcote 457 284 500; Shawell 454 280 200; North Kilworth 461 284 600; South
  Kilworth 460 282 500; Ashby Magna 456 291 400; Bruntingthorpe 460 290 500; Frolesworth 450 291 300;
  Peatling Parva 459 290 200; Cotesbach 454 282 200; Willoughby Waterleys 457 292 400;
  Peatling Magna 459 293 300
Market Harborough: Market Harborough 473 287 25500; Kibworth 468 294 7000; Fleckney 465 293 5300; Great
  Bowden 474 289 1300; Lubenham 471 287 1700; Foxton 470 290 600; Husbands Bosworth 464 284 1300;
  Theddingworth 467 286 300; Mowsley 465 289 300; Church Langton 472 293 900; Saddington 466 292 300;
  Arnesby 462 292 500; Shearsby 462 291 300; Gumley 468 290 200; Thorpe Langton 474 292 200; Slawston 478
  294 200
Melton: Melton Mowbray 475 319 28500; Asfordby 471 319 3300; Frisby on the Wreake 470 318 600; Great Dalby
  475 315 700; Somerby 478 311 900; Wymondham 485 319 800; Scalford 476 324 700; Old Dalby 467 324 1500;
  Nether Broughton 470 326 500; Ab Kettleby 472 323 500; Thorpe Satchville 473 312 500; Twyford 473 310 600;
  Gaddesby 469 313 900; Burton Lazars 477 317 500; Hoby 467 317 600; Ragdale 466 320 200; Knossington 480
  309 300; Grimston 469 322 300; Edmondthorpe 486 318 100; Thorpe Arnold 477 320 200; Garthorpe 483 321 200;
  Stapleford 481 318 100
Syston: Syston 463 312 13500; Thurmaston 461 310 10500; Birstall 460 309 13500; Sileby 461 315 9000; Rothley
  458 313 5200; Anstey 455 309 7200; East Goscote 464 313 2900; Queniborough 465 312 3000; Barkby 464 310
  400; Cossington 460 314 700; Rearsby 465 314 1300; Thrussington 465 316 600; Seagrave 462 318 700;
  Cropston 455 311 1100; Thurcaston 457 311 1300; Newtown Linford 452 310 1100; Swithland 455 313 300; South
  Croxton 469 310 300; Wanlip 460 311 200
West Leicestershire Rural: Market Bosworth 441 303 2200; Desford 448 303 4200; Newbold Verdon 445 304 3300;
  Barlestone 443 306 2600; Ratby 451 306 5000; Groby 452 308 7100; Markfield 449 310 4900; Bagworth 445 308
  2300; Thornton 446 307 1200; Nailstone 442 307 600; Stanton under Bardon 447 310 700; Twycross 434 305
  700; Sheepy Magna 433 301 900; Witherley 433 297 900; Fenny Drayton 435 297 500; Congerstone 437 305 400;
  Sibson 435 301 200; Carlton 439 305 300; Kirkby Mallory 446 301 600; Sutton Cheney 442 301 300; Peckleton
  447 301 400; Norton-Juxta-Twycross 432 307 300; Orton-on-the-Hill 431 304 200; Shackerstone 437 307 300;
  Newton Burgoland 437 309 400; Odstone 439 308 100
Wigston: Wigston 461 298 24500; South Wigston 459 298 8500; Oadby 462 300 24500; Kilby 462 295 500; Newton
  Harcourt 464 297 300
"""
"""Zone: settlement, easting and northing (British National Grid, km), residents (rounded, invented)."""


def read_settlements(table: str) -> tuple[Settlement, ...]:
    """Settlements of a table in the shape of this module's, in its order."""
    places: list[Settlement] = []
    zone = ""
    for part in table.replace("\n  ", " ").replace("\n", ";").split(";"):
        text = part.strip()
        if not text:
            continue
        if ":" in text:
            zone, text = (piece.strip() for piece in text.split(":"))
        name, easting, northing, residents = text.rsplit(" ", 3)
        places.append(Settlement(name, float(easting), float(northing), int(residents), zone))
    return tuple(places)


SETTLEMENTS: Final[tuple[Settlement, ...]] = read_settlements(_TABLE)
"""Every settlement of the table, zone by zone."""


def regroup(groups: Mapping[str, Sequence[str]]) -> tuple[Settlement, ...]:
    """Settlements of the county under other zones: each zone's name with the names of its settlements.

    Raises:
        KeyError: A name that is no settlement of the county.
    """
    known = {place.name: place for place in SETTLEMENTS}
    return tuple(replace(known[name], zone=zone) for zone, names in groups.items() for name in names)


def zone_code(name: str) -> str:
    """Code of a zone, HC01 to HC14 in alphabetical order of name."""
    return f"HC{ZONE_NAMES.index(name) + 1:02d}"


def anchor_m(zone: Zone) -> tuple[float, float]:
    """Easting and northing (metres) of the settlement a zone's care is organised from."""
    place = next(s for s in SETTLEMENTS if s.name == zone.anchor)
    return place.easting_km * 1000.0, place.northing_km * 1000.0
