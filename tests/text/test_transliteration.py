"""Uzbek in Latin and in Cyrillic letters: what the rules give, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.text.inline import targets
from council_flow.text.transliteration import is_cyrillic, to_cyrillic, to_latin

PAIRS = """
oʻzbekiston ўзбекистон
gʻoya ғоя
yoʻl йўл
yer ер
ekspert эксперт
kengash кенгаш
maʼno маъно
sanʼat санъат
qatʼiy қатъий
Isʼhoq Исҳоқ
tavsiya тавсия
reabilitatsiya реабилитация
reintegratsiya реинтеграция
konferensiya конференция
rezolyutsiya резолюция
pensiya пенсия
komissiya комиссия
sessiya сессия
korrupsiya коррупция
funksiya функция
sanksiya санкция
bolalar болалар
qaytgan қайтган
shaxslar шахслар
davlatlar давлатлар
aʼzo аъзо
hukumat ҳукумат
huquq ҳуқуқ
xalqaro халқаро
terrorizm терроризм
aksilterror аксилтеррор
chora чора
moʻljallangan мўлжалланган
taʼlim таълим
sogʻliqni соғлиқни
oilalar оилалар
ayollar аёллар
yoshlar ёшлар
yuridik юридик
aytsa айтса
ketsa кетса
litsey лицей
poema поэма
aeroport аэропорт
obyekt объект
subyekt субъект
noyabr ноябрь
hujjat ҳужжат
jamoa жамоа
ijtimoiy ижтимоий
psixologik психологик
tengligi тенглиги
muvofiqlik мувофиқлик
eʼlon эълон
iyul июль
moddiy моддий
Oʻzbekiston Ўзбекистон
YOʻL ЙЎЛ
BMT БМТ
Shartnoma Шартнома
OʻZBEKISTON ЎЗБЕКИСТОН
SHARTNOMA ШАРТНОМА
dunyo дунё
biyo биё
jarayon жараён
byudjet бюджет
kuyov куёв
Yevropa Европа
muassasa муассаса
protsess процесс
"""
WORDS = [tuple(line.split()) for line in PAIRS.split("\n") if line]


@pytest.mark.parametrize(("latin", "cyrillic"), WORDS)
def test_a_word_has_its_spelling_in_both_alphabets(latin: str, cyrillic: str) -> None:
    assert (to_cyrillic(latin), to_latin(cyrillic)) == (cyrillic, latin)


@pytest.mark.parametrize("typed", ["o'zbek", "oʼzbek", "o‘zbek", "o`zbek", "oʻzbek"])
def test_every_way_of_typing_an_apostrophe_is_the_same_letter(typed: str) -> None:
    assert to_cyrillic(typed) == "ўзбек"


def test_symbols_names_and_references_stay_what_they_are() -> None:
    text = "CTED, UNICEF va S/RES/2396 (2017), II bob, *Eslatib* [8 (a)](#abc12)[^n1]"
    assert to_cyrillic(text) == "CTED, UNICEF ва S/RES/2396 (2017), II боб, *Эслатиб* [8 (a)](#abc12)[^n1]"
    assert targets(to_cyrillic(text)) == targets(text)


def test_the_alphabet_of_a_pasted_text_is_recognised() -> None:
    assert is_cyrillic("Қайтганларни реинтеграция қилиш (CTED)")
    assert not is_cyrillic("Qaytganlarni reintegratsiya qilish")


@given(st.lists(st.sampled_from([latin for latin, _ in WORDS]), min_size=1, max_size=12).map(" ".join))
@settings(max_examples=30)
def test_there_and_back_a_text_of_these_words_is_the_same(text: str) -> None:
    assert to_latin(to_cyrillic(text)) == text
