"""Countries: the codes of today, and names as people and institutions write them."""

import unicodedata

import pandas as pd
import pytest

from gcm_analysis.evidence.countries import CODES, country_of, is_country, name_of, names_of, near_codes

NAMES = {
    "CIV": ("Côte d'Ivoire", "Cote d’Ivoire", "Ivory Coast", "COTE D IVOIRE"), "CUW": ("Curacao", "Curaçao"),
    "PSE": ("Palestine", "State of Palestine", "État de Palestine"), "CPV": ("Cabo Verde", "Cape Verde", "Cap-Vert"),
    "COD": ("Democratic Republic of the Congo", "DR Congo", "RDC", "Congo (Democratic Republic of the)", "République démocratique du Congo"),
    "COG": ("Republic of the Congo", "République du Congo", "Congo-Brazzaville"),
    "MDA": ("Republic of Moldova", "République de Moldova", "Moldova", "Moldavie"), "VNM": ("Viet Nam", "Vietnam", "Viêt Nam"),
    "MAC": ("Macao", "Macau"), "FRA": ("France", "fra", "FR", "la France"), "RUS": ("Russia", "Russian Federation", "Fédération de Russie"),
    "SRB": ("Serbia", "Serbie"), "TLS": ("Timor-Leste", "East Timor"), "BOL": ("Bolivia (Plurinational State of)", "Bolivie (État plurinational de)"),
    "IRN": ("Iran (Islamic Republic of)", "Islamic Republic of Iran", "Iran, Islamic Republic of", "Iran (République islamique d’)"),
    "TUR": ("Türkiye", "Turkey", "Turquie"), "CZE": ("Czechia", "Czech Republic", "République tchèque"), "SWZ": ("Eswatini", "Swaziland"),
    "MKD": ("North Macedonia", "Macédoine du Nord"), "SYR": ("Syrian Arab Republic", "Syria", "République arabe syrienne"),
    "TZA": ("United Republic of Tanzania", "Tanzanie (République-Unie de)"), "XKX": ("Kosovo", "XKX", "XK"),
    "VEN": ("Venezuela (Bolivarian Republic of)",), "KOR": ("Republic of Korea", "Korea (the Republic of)", "Corée du Sud"),
    "DEU": ("Federal Republic of Germany", "République fédérale d'Allemagne"), "LCA": ("St. Lucia", "Saint Lucia", "Sainte-Lucie"),
    "GMB": ("The Gambia", "Gambia"), "STP": ("Sao Tome & Principe", "São Tomé and Príncipe"), "GBR": ("UK", "Royaume-Uni"),
}  # fmt: skip


def test_a_country_is_recognised_by_its_names() -> None:
    named = [(code, name) for code, names in NAMES.items() for name in names]
    assert [(code, name) for code, name in named if country_of(name) != code] == []


def spellings(name: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode()
    return (name, name.replace("’", "'"), name.replace("'", "’"), name.upper(), f" {name.casefold()} ", bare)


def test_every_name_is_recognised_with_either_apostrophe_without_accents_and_in_any_case() -> None:
    written = [(code, way) for code in CODES for name in names_of(code) for way in spellings(name)]
    assert [(code, way) for code, way in written if country_of(way) != code] == []


def test_every_name_in_the_project_s_own_table_is_recognised() -> None:
    table = pd.read_csv("data/countries.csv", dtype=str, keep_default_na=False)
    named = [
        (row["iso3"], row[column])
        for _, row in table.iterrows()
        for column in ("name_en", "name_fr")
        if row[column]
    ]
    assert named
    assert [code for code, _ in named] == [country_of(name) for _, name in named]


def test_codes_that_are_not_of_a_country_of_today_are_not_codes() -> None:
    codes = "SUN YUG TMP ZAR DDR FXX ANT SCG XKK BUR EUR ZZZ fra FR 250"
    assert [code for code in ["", *codes.split()] if is_country(code)] == []


def test_every_country_has_a_name_in_both_languages() -> None:
    assert all(name_of(code, language) for code in CODES for language in ("en", "fr"))


@pytest.mark.parametrize(
    ("text", "code"),
    [("Germny", "DEU"), ("Allemange", "DEU"), ("XKK", "XKX"), ("FXX", "FRA"), ("ZAR", "COD"), ("TMP", "TLS"), ("Burkina", "BFA"),
     ("GER", "DEU"), ("Bosnie", "BIH"), ("Norway", "NOR"), ("mex", "MEX"), ("MX", "MEX"), ("Korea", "KOR")],
)  # fmt: skip
def test_countries_with_a_similar_name_are_offered(text: str, code: str) -> None:
    assert code in near_codes(text)


@pytest.mark.parametrize("text", ["", "?", "Korea", "Virgin Islands", "Atlantis", "SUN", "Republic"])
def test_a_name_of_no_country_or_of_several_has_no_code(text: str) -> None:
    assert country_of(text) is None
