"""Answers that have the shape which is expected, and hostile values everywhere in it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

from tests.security.hostile import PIECES

__all__ = ["TEXTS", "answers"]

#: Texts as strangers write them, and what stands in the fields that a program reads.
TEXTS = (
    st.sampled_from(PIECES)
    | st.sampled_from(("en", "pt-br", "Q42", "7", "0", "n", "-", "https://example.org/a", "javascript:x", "file:///x"))
    | st.sampled_from(("2026-02-30T10:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01", "x" * 5_000))
    | st.text(st.characters(), max_size=20)
)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
_ANYTHING = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)
_MOST = 2**53 - 1


@cache
def answers(kind: Any) -> st.SearchStrategy[bytes]:
    """JSON that a decoder of `kind` takes."""
    return _of(inspect.type_info(kind)).map(lambda value: json.dumps(value).encode())


def _of(kind: inspect.Type) -> st.SearchStrategy[Any]:
    if isinstance(kind, inspect.StructType):
        return st.deferred(lambda: _object(kind))
    if isinstance(kind, inspect.UnionType):
        return st.one_of([_of(each) for each in kind.types])
    if isinstance(kind, inspect.ListType | inspect.VarTupleType | inspect.SetType | inspect.FrozenSetType):
        return st.lists(st.deferred(lambda: _of(kind.item_type)), max_size=3)
    if isinstance(kind, inspect.DictType):
        keys = st.integers(0, 99).map(str) | TEXTS
        return st.dictionaries(keys, st.deferred(lambda: _of(kind.value_type)), max_size=3)
    if isinstance(kind, inspect.IntType):
        least = -_MOST if kind.ge is None else kind.ge
        most = _MOST if kind.le is None else kind.le
        return st.integers(least, most) | st.sampled_from((least, most))
    plain: dict[type[inspect.Type], st.SearchStrategy[Any]] = {
        inspect.StrType: TEXTS,
        inspect.BoolType: st.booleans(),
        inspect.NoneType: st.none(),
        inspect.FloatType: st.floats(allow_nan=False, allow_infinity=False),
        inspect.RawType: _ANYTHING,
        inspect.AnyType: _ANYTHING,
    }
    return plain[type(kind)]


def _object(kind: inspect.StructType) -> st.SearchStrategy[Any]:
    if kind.array_like:
        return st.tuples(*(_of(field.type) for field in kind.fields)).map(list)
    needed = {field.encode_name: _of(field.type) for field in kind.fields if field.required}
    others = {field.encode_name: _of(field.type) for field in kind.fields if not field.required}
    return st.fixed_dictionaries(needed, optional=others)
