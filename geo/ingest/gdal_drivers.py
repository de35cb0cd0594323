"""The drivers of GDAL that the child does without: all but GPKG and ESRI Shapefile, as of GDAL 3.12.

A newer GDAL may bring others, which the child removes by itself.
"""

from typing import Final

_LAYERS: Final = (
    "ADBC,AIVector,AmigoCloud,AVCBin,AVCE00,Carto,CSV,CSW,DGN,DXF,EDIGEO,EEDA,Elasticsearch,"
    "ESRIJSON,FlatGeobuf,GDALG,GeoJSON,GeoJSONSeq,GeoRSS,GML,GMLAS,GPSBabel,GPX,GTFS,GTI,HANA,"
    "HTTP,Idrisi,JML,JSONFG,KML,LIBKML,LVBAG,MapInfo File,MapML,MBTiles,MEM,Memory,MiraMonVector,"
    "MongoDBv3,MSSQLSpatial,MVT,MySQL,NGW,OAPIF,OCI,ODBC,ODS,OGCAPI,OGR_GMT,OGR_PDS,OGR_VRT,"
    "OpenFileGDB,OSM,PCIDSK,PDF,PDS4,PGDUMP,PLSCENES,PMTiles,PostgreSQL,S57,Selafin,SQLite,STACIT,"
    "STACTA,SXF,TopoJSON,VDV,VFK,VICAR,VRT,WAsP,WCS,WFS,WMS,WMTS,XLSX"
)
"""Drivers of layers, and every driver that opens other files than the one named, or a network."""
_PICTURES: Final = (
    "AAIGrid,ACE2,ADRG,AIG,AirSAR,BMP,BSB,BT,BYN,CALS,CEOS,COASP,COG,COSAR,CPG,CTG,DAAS,"
    "DERIVED,DIMAP,DOQ1,DOQ2,DTED,ECRGTOC,EEDAI,EHdr,EIR,ENVI,ERS,ESAT,ESRIC,FAST,GenBin,GFF,"
    "GNMDatabase,GNMFile,GRASSASCIIGrid,GRIB,GS7BG,GSAG,GSBG,GSC,GTiff,GTX,GXF,HF2,HFA,ILWIS,"
    "IRIS,ISCE,ISG,ISIS2,ISIS3,JAXAPALSAR,JDEM,JPEG,KMLSUPEROVERLAY,KRO,L1B,LAN,LCP,Leveller,"
    "LIBERTIFF,LOSLAS,MAP,MFF,MFF2,MiraMonRaster,MRF,MSGN,NDF,NGSGEOID,NITF,NOAA_B,NSIDCbin,NTv2,"
    "NWT_GRC,NWT_GRD,PAux,PCRaster,PDS,PLMOSAIC,PNG,PNM,PRF,RCM,RIK,RMF,ROI_PAC,RPFTOC,RRASTER,"
    "RS2,RST,SAFE,SAGA,SAR_CEOS,SENTINEL2,SIGDEM,SNAP_TIFF,SNODAS,SRP,SRTMHGT,Terragen,TGA,TIL,"
    "TSX,USGSDEM,XYZ,Zarr,ZMap"
)
"""Drivers of pictures and grids, which no table of ours is."""
SKIPPED_DRIVERS: Final = f"{_LAYERS},{_PICTURES}"
