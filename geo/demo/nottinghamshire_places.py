"""Nottinghamshire's outline and settlements, typed by hand to the kilometre.

Nothing here is derived from a published boundary: the corners were put where the county roughly ends, to the
nearest kilometre, and the detail between them is invented.
"""

from typing import Final

from geo.demo.settlements import Settlement, read_settlements

NOTTINGHAMSHIRE_KM: Final[tuple[tuple[int, int], ...]] = (
    (450, 324), (449, 325), (450, 327), (449, 329), (449, 331), (450, 332), (448, 334), (448, 337),
    (447, 340), (446, 343), (445, 346), (446, 348), (445, 350), (443, 351), (445, 353), (445, 355),
    (446, 357), (445, 359), (447, 361), (447, 363), (450, 364), (452, 365), (453, 367), (454, 369),
    (453, 371), (455, 372), (455, 374), (453, 376), (455, 378), (453, 381), (455, 383), (455, 386),
    (457, 387), (459, 390), (461, 392), (463, 392), (465, 391), (466, 394), (468, 396), (471, 397),
    (474, 398), (477, 397), (479, 395), (480, 392), (480, 389), (482, 387), (484, 384), (482, 381),
    (482, 378), (484, 376), (484, 374), (487, 374), (488, 372), (488, 370), (485, 368), (485, 365),
    (486, 362), (484, 359), (483, 356), (486, 354), (487, 352), (485, 350), (484, 347), (482, 346),
    (482, 343), (481, 343), (480, 341), (479, 340), (478, 338), (477, 336), (476, 334), (474, 333),
    (472, 332), (472, 329), (470, 328), (469, 326), (467, 325), (465, 325), (463, 324), (462, 326),
    (460, 325), (459, 324), (457, 323), (455, 323), (454, 322), (452, 322),
)  # fmt: skip
"""Corners of the county (British National Grid, km), clockwise from the south-west. Put there by eye; the
border with Leicestershire has the corners of `geo.demo.outline.COUNTY_KM`."""

NOTTINGHAM_KM: Final[tuple[tuple[int, int], ...]] = (
    (454, 333), (454, 335), (455, 336), (455, 338), (453, 338), (452, 340), (451, 342), (452, 344),
    (454, 345), (453, 347), (454, 348), (456, 347), (458, 346), (457, 344), (459, 344), (459, 342),
    (461, 342), (462, 340), (460, 338), (458, 337), (457, 335), (456, 333),
)  # fmt: skip
"""Corners of the city of Nottingham (British National Grid, km): another authority, cut out of the county."""

_TABLE: Final[str] = """
Bassetlaw: Worksop 458 379 42000; Retford 470 381 23000; Harworth 462 391 8500; Carlton in Lindrick 458 384
  5600; Langold 458 387 2600; Blyth 462 387 1200; Tuxford 473 371 2700; Misterton 476 394 2200; Misson 469 395
  700; Ranskill 465 387 1400; Gringley on the Hill 473 390 800; North Leverton 478 382 1000; Beckingham 478 390
  1200; Rampton 480 378 1000; East Markham 474 373 1200; Elkesley 468 375 900; Shireoaks 455 381 1500
Broxtowe: Beeston 453 336 37000; Stapleford 449 337 15500; Toton 450 334 8000; Bramcote 450 338 7500; Eastwood
  447 346 11500; Kimberley 450 345 6500; Nuthall 450 343 6000; Awsworth 448 343 2300; Trowell 448 340 2400;
  Brinsley 446 349 2400
Gedling: Arnold 458 347 37000; Carlton 462 342 31000; Mapperley 460 344 17000; Netherfield 463 341 9000;
  Calverton 461 349 7200; Burton Joyce 464 343 3700; Ravenshead 456 354 5700; Bestwood Village 455 348 2100;
  Woodborough 463 347 1900; Papplewick 455 351 800; Newstead 453 352 1300
Mansfield and Ashfield: Mansfield 454 361 75000; Mansfield Woodhouse 454 363 18500; Market Warsop 456 368 11500;
  Meden Vale 458 369 1500; Sutton in Ashfield 450 359 45000; Kirkby in Ashfield 449 356 27500; Hucknall 453 349
  32500; Annesley 450 353 6000; Selston 446 353 9000; Underwood 447 350 3000; Forest Town 456 362 12000
Newark and Sherwood: Newark 480 354 28000; Balderton 482 351 10500; Southwell 470 354 7200; Ollerton 466 367
  9800; Edwinstowe 462 366 5200; Clipstone 459 364 4700; Blidworth 459 356 4500; Rainworth 459 358 7400;
  Bilsthorpe 464 360 3400; Farnsfield 464 356 2800; Collingham 483 361 2800; Lowdham 466 346 3300;
  Sutton-on-Trent 480 365 1400; Caunton 474 360 600; Farndon 476 352 2400; Elston 476 348 700; Laxton 472 367
  400; Harby 487 371 400; Thurgarton 469 349 500; Kilvington 480 344 200
Rushcliffe: West Bridgford 459 336 37000; Bingham 470 340 9300; Cotgrave 464 335 7300; Keyworth 461 330 6800;
  East Leake 455 326 7000; Ruddington 457 332 7300; Radcliffe on Trent 465 339 8200; Gotham 453 330 1600;
  Sutton Bonington 450 325 2000; Kinoulton 467 330 1000; Cropwell Bishop 468 335 1900; Aslockton 474 340 1700;
  Langar 472 334 900; East Bridgford 469 343 1800; Willoughby on the Wolds 463 326 600; Flintham 474 345 600
"""
"""Lot: settlement, easting and northing (British National Grid, km), residents (rounded, invented)."""

NOTTINGHAMSHIRE_LOTS: Final[dict[str, float]] = {
    "Bassetlaw": 0.205,
    "Broxtowe": 0.19,
    "Gedling": 0.195,
    "Mansfield and Ashfield": 0.175,
    "Newark and Sherwood": 0.20,
    "Rushcliffe": 0.195,
}
"""The lots in the report's order (paragraph 6), which gives the codes 1 to 6, each with its residents aged 65
or over (share, invented)."""

NOTTINGHAMSHIRE_PLACES: Final[tuple[Settlement, ...]] = read_settlements(_TABLE)
"""Settlements of each lot."""

NOTTINGHAMSHIRE_OUTSIDE_KM: Final[tuple[tuple[float, float], ...]] = (
    (456.4, 340.1), (457.6, 341.2), (454.3, 342.6), (455.3, 334.4), (459.6, 339.4), (455.1, 346.4), (446.5, 333.4),
    (444.2, 345.3), (451.2, 373.4), (463.6, 394.6), (482.6, 390.6), (487.6, 357.2), (446.2, 326.4), (480.4, 336.2),
)  # fmt: skip
"""Invented postcodes in the city or just over the county's border (British National Grid, km)."""
