"""The alphabets of languages."""

from __future__ import annotations

import pytest

from capx_tui.i18n.order import alphabetical, alphabetical_in
from capx_tui.text import fold


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("tr", ["Cuma", "Çay", "Göl", "Ğ", "Hız", "Isı", "İletişim", "Okul", "Öğretim", "Su", "Şiir", "Uzay", "Ürün"]),
        ("tr", ["ısı", "iletişim", "su", "şiir"]),
        ("es", ["nube", "Nzema", "ñandú", "oso"]),
        ("fr", ["Eau", "Écrire", "Été", "Être", "Fin"]),
        ("pt-br", ["Acervo", "Árvore", "Ásia", "Azul"]),
        ("en", ["Art", "École", "Zebra"]),
    ],
)
def test_names_stand_where_people_look_for_them(language: str, names: list[str]) -> None:
    assert sorted(set(names), key=lambda name: alphabetical_in(name, language)) == names


def test_elsewhere_names_stand_as_they_are_searched() -> None:
    assert alphabetical("Ñandú") == fold("nandu") == "nandu"
