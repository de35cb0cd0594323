"""Whatever a model file holds, it is a model or it is refused with a message: never a traceback."""

import contextlib
import datetime as dt
import json
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError, RuleError
from geo.model import KINDS, Model, load_model, terms_of
from geo.model.reading import Head, Statement
from geo.model.tiers import COMPARISONS

HEAD = 'title = "Ours"\narea_term = "zone"\nsource = "Cabinet, 1 May 2024"\n'

SCALARS = st.one_of(
    st.text(max_size=8),
    st.integers(),
    st.sampled_from([10**400, -1, 0, 1, 2**63]),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(["lead", "awarded", "general", "good", "wait_max_days"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
RIGHT = {
    "text": "one_rule",
    "word": None,
    "words": ["lead"],
    "codes": ["1"],
    "whole": 5,
    "number": 50.0,
    "flag": True,
    "date": dt.date(2024, 4, 1),
}


def keys_of(terms: type) -> st.SearchStrategy[dict[str, Any]]:
    """Some keys of a table with right or arbitrary values, and some arbitrary keys."""
    some = {
        name: st.just(known.allowed[0] if known.kind == "word" else RIGHT[known.kind]) | VALUES
        for name, known in terms_of(terms).items()
    }
    needed = {name: some.pop(name) for name, known in terms_of(terms).items() if known.is_needed}
    whole = st.fixed_dictionaries(needed, optional=some)
    return st.builds(
        lambda known, strange: known | strange, whole, st.dictionaries(st.text(max_size=5), VALUES, max_size=1)
    )


RULE = st.one_of(
    *[keys_of(kind).map(lambda said, name=name: {"kind": name} | said) for name, kind in KINDS.items()],
    st.fixed_dictionaries({"kind": VALUES}),
)
CONDITION = st.dictionaries(st.sampled_from(["indicator", *COMPARISONS, "above"]), VALUES, max_size=3)
TIER_KEYS = st.sampled_from(["code", "name", "all", "any", "x"])
TIER = st.dictionaries(TIER_KEYS, VALUES | st.lists(CONDITION, max_size=2))
DOCUMENT = st.fixed_dictionaries(
    {},
    optional={
        "head": keys_of(Head),
        "rules": st.lists(RULE, max_size=2) | VALUES,
        "statements": st.lists(keys_of(Statement), max_size=1) | VALUES,
        "tiers": st.lists(TIER, max_size=2) | VALUES,
    },
)


def toml_value(value: Any) -> str:
    """A value in TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml_value(str(key))} = {toml_value(part)}" for key, part in value.items()) + "}"
    return value.isoformat() if isinstance(value, dt.date | dt.time) else repr(value)


def toml_document(parts: dict[str, Any]) -> str:
    """Keys above, then a [[table]] for each dictionary of a list."""
    above = dict(parts.get("head", {}))
    tables = []
    for name in ("rules", "statements", "tiers"):
        said = parts.get(name, [])
        if isinstance(said, list) and said and all(isinstance(part, dict) for part in said):
            tables += [(name, part) for part in said]
        elif name in parts:
            above[name] = said
    lines = [f"{toml_value(key)} = {toml_value(value)}" for key, value in above.items()]
    for name, part in tables:
        lines += [f"[[{name}]]", *[f"{toml_value(key)} = {toml_value(value)}" for key, value in part.items()]]
    return "\n".join(lines) + "\n"


def is_model_or_refused(content: bytes) -> None:
    """A model, or a message that is made for people."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "ours.toml").write_bytes(content)
        with contextlib.suppress(RuleError, InputError):
            assert isinstance(load_model("ours.toml", Path(folder)), Model)


@given(DOCUMENT)
@settings(max_examples=200, deadline=None)
def test_any_toml_is_a_model_or_is_refused(parts: dict[str, Any]) -> None:
    text = toml_document(parts)
    tomllib.loads(text)
    is_model_or_refused(text.encode())


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_model_or_are_refused(content: bytes) -> None:
    is_model_or_refused(content)
    is_model_or_refused(HEAD.encode() + content)
