"""The XML inside a workbook: no document type and no entities, which could name other files or grow without end."""

from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml import ElementTree as SafeElementTree

from geo.errors import InputError

_MARKS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b" ", b"\t", b"\r", b"\n")
"""How a part that is XML may begin."""

_UNKNOWN_ENCODING: Final = (LookupError, ValueError)
"""What the parser raises at an encoding that it does not know, or that has letters of several bytes."""


def refuse_unsafe(xml: bytes, label: str) -> None:
    """Refuse a part of a workbook that declares a document type or entities; what is no XML is passed over.

    Raises:
        InputError: It does, or it is XML that breaks off.
    """
    if not xml.startswith(_MARKS):
        return
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _forbidden
    parser.EntityDeclHandler = _forbidden
    try:
        parser.Parse(xml, True)
    except DefusedXmlException:
        raise _unsafe(label) from None
    except (expat.ExpatError, *_UNKNOWN_ENCODING):
        raise InputError(f"{label}: the workbook is incomplete or damaged. Save it and send it again.") from None


def tree(xml: bytes, label: str) -> Element:
    """A small part of a workbook as a tree.

    Raises:
        InputError: It declares a document type or entities, or breaks off.
    """
    try:
        root: Element = SafeElementTree.fromstring(xml, forbid_dtd=True)
    except DefusedXmlException:
        raise _unsafe(label) from None
    except (ParseError, *_UNKNOWN_ENCODING):
        raise InputError(f"{label}: the workbook is incomplete or damaged. Save it and send it again.") from None
    return root


def _forbidden(name: str, *_: Any) -> None:
    """Called by the parser at a document type or an entity."""
    raise DTDForbidden(name, None, None)


def _unsafe(label: str) -> InputError:
    """The refusal of a document type."""
    return InputError(
        f"{label}: the workbook declares XML entities or a document type, which no spreadsheet program writes. "
        "Do not open it, and ask for a new export."
    )
