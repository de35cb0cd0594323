"""A model file read and checked: every fault is named with its line, its key, the cause and what may stand there."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from geo.errors import InputError, RuleError
from geo.model.kinds import KINDS, Rule, Statement
from geo.model.officers import OfficersList, officers_faults, officers_of
from geo.model.places import line_of
from geo.model.terms import shown, term, term_faults, terms_of, value_of
from geo.model.tiers import Tier, tier_faults, tier_of
from geo.model.travel import travel_faults, travel_of
from geo.settings import nearest
from geo.travel import TravelTerms

MODELS: Final = Path(__file__).resolve().parents[2] / "data" / "models"
SHARED_STATUS: Final = MODELS / "shared" / "status.toml"
"""Tiers of a model that names none of its own."""

_LISTS: Final = ("rules", "statements", "tiers")
_BELOW_HEAD: Final = (*_LISTS, "travel", "officers_list")
_CODE: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a model says of itself, above its rules."""

    title: str = term("Name of the contract or framework.", "text")
    area_term: str = term("What an area is called, in the singular: zone, lot.", "text")
    source: str = term("The report or contract the model is from.", "text")
    authority: str = term("The council.", "text", default="")


@dataclass(frozen=True)
class Model:
    """A commissioning model."""

    head: Head
    rules: tuple[Rule, ...]
    statements: tuple[Statement, ...]
    tiers: tuple[Tier, ...]
    """From the hardest to source; the last has no condition."""
    travel: TravelTerms = field(default_factory=TravelTerms)
    """How fast carers drive."""
    officers: OfficersList | None = None
    """The council's own list of zones it worries about."""

    @property
    def title(self) -> str:
        """Name of the contract or framework."""
        return self.head.title

    @property
    def area_term(self) -> str:
        """What an area is called: zone or lot."""
        return self.head.area_term

    @property
    def source(self) -> str:
        """The report or contract the model is from."""
        return self.head.source


def model_names() -> list[str]:
    """Names of the models that come with the program."""
    return sorted(path.stem for path in MODELS.glob("*.toml"))


def load_model(name: str, folder: Path) -> Model:
    """Load a model by name, or from a file of the workspace.

    Args:
        name: A name of `model_names`, or a path that ends in .toml, from the workspace.
        folder: The workspace.

    Returns:
        The model.

    Raises:
        InputError: There is no such model.
        RuleError: The file is not a model; every fault is named with its line, key and the allowed values.
    """
    path = folder / name if name.endswith(".toml") else MODELS / f"{name}.toml"
    if not path.is_file():
        raise InputError(
            f"carezones.toml: there is no model {name!r}.{nearest(name, model_names())} Models: "
            f"{', '.join(model_names())}; or give the path of your own, ending in .toml."
        )
    text, raw = _read(path)
    faults = [*_faults(raw, text)]
    if faults:
        raise RuleError("\n".join(f"{path.name}{fault}" for fault in faults))
    tiers = raw.get("tiers") or _read(SHARED_STATUS)[1]["tiers"]
    return Model(
        head=Head(**{key: value for key, value in raw.items() if key not in _BELOW_HEAD}),
        rules=tuple(map(_rule, raw.get("rules", ()))),
        statements=tuple(Statement(**said) for said in raw.get("statements", ())),
        tiers=tuple(map(tier_of, tiers)),
        travel=travel_of(raw.get("travel", {})),
        officers=officers_of(raw.get("officers_list")),
    )


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    """A file as text and as TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RuleError(
            f"{path.name}, line {line}: a character such as £ is not written in UTF-8. Open the file in a text "
            "editor and save it again with the encoding UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: this is not valid TOML: {error}. Mend that line.") from None
    except (ValueError, RecursionError):
        raise RuleError(
            f"{path.name}: this is not a model: it has a number of thousands of digits, or brackets within brackets "
            "without end. Take them out."
        ) from None


def _faults(raw: Mapping[str, Any], text: str) -> Iterable[str]:
    """Everything that is wrong with a model, each with its place before it."""
    head = {key: value for key, value in raw.items() if key not in _BELOW_HEAD}
    for key, cause in term_faults(head, terms_of(Head), _BELOW_HEAD):
        yield _place(line_of(text, None, key=key)) + cause
    for table in _LISTS:
        said = raw.get(table, [])
        if not isinstance(said, list) or not all(isinstance(part, dict) for part in said):
            yield _place(line_of(text, None, key=table)) + f"{table} must be written as [[{table}]], once for each."
            continue
        for number, part in enumerate(said):
            for key, cause in _part_faults(table, part, said[:number]):
                yield _place(line_of(text, table, number, key)) + cause
    for key, cause in travel_faults(raw.get("travel", {})):
        yield _place(line_of(text, "travel", key=key)) + cause
    tiers = raw.get("tiers") or _read(SHARED_STATUS)[1]["tiers"]
    codes = [tier.get("code") for tier in tiers if isinstance(tier, dict)] if isinstance(tiers, list) else []
    for key, cause in officers_faults(raw.get("officers_list"), [code for code in codes if isinstance(code, str)]):
        yield _place(line_of(text, "officers_list", key=key)) + cause


def _place(line: int | None) -> str:
    """The line in a message."""
    return f", line {line}: " if line else ": "


def _part_faults(
    table: str, part: Mapping[str, Any], before: list[Mapping[str, Any]]
) -> Iterable[tuple[str | None, str]]:
    """What is wrong with one [[rules]], [[statements]] or [[tiers]]."""
    kind, code = part.get("kind"), part.get("code")
    if isinstance(code, str) and table != "statements" and code in [said.get("code") for said in before]:
        yield "code", f"code = {code!r} stands on two {table}. Give each its own."
    if table == "statements":
        faults = list(term_faults(part, terms_of(Statement)))
        yield from faults or Statement(**part).faults()
    elif table == "tiers":
        yield from tier_faults(part)
    elif not isinstance(kind, str) or kind not in KINDS:
        said = f"kind = {shown(kind)} is no kind of rule." if "kind" in part else "kind is missing."
        hint = nearest(shown(kind), KINDS)
        yield "kind" if "kind" in part else None, f"{said}{hint} Kinds: {', '.join(KINDS)}."
    else:
        yield from _rule_faults(part)


def _rule_faults(part: Mapping[str, Any]) -> Iterable[tuple[str | None, str]]:
    """What is wrong with one rule of a known kind."""
    kind = KINDS[part["kind"]]
    said = {key: value for key, value in part.items() if key != "kind"}
    faults = list(term_faults(said, terms_of(kind)))
    yield from faults
    code = said.get("code")
    if isinstance(code, str) and not _CODE.fullmatch(code):
        yield "code", f"code = {code!r} must be small letters, digits and _, such as one_lead."
    if not faults:
        yield from _rule(part).faults()


def _rule(part: Mapping[str, Any]) -> Rule:
    """One rule whose terms are right."""
    kind = KINDS[part["kind"]]
    terms = terms_of(kind)
    return kind(**{key: value_of(value, terms[key]) for key, value in part.items() if key != "kind"})
