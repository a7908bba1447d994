"""Tables of any content that the data dictionary allows, for laws that hold whatever the data are."""

from hypothesis import strategies as st
from tests.builders import actions, claims, coded

from gcm_analysis.evidence.vocabulary import (
    ACTION_REGIONS,
    ACTION_THEMES,
    CONFIDENCES,
    PHASES,
    QUALIFIERS,
    VALENCES,
)

THEMES = ("DEMAND", "FUNDING", "MEL", "PEER")
SOURCES = ("S001", "S002", "S003", "S004")
KINDS = {
    "S001": {"origin": "MIEUX", "source_type": "programme_self_report"},
    "S002": {"origin": "MIEUX", "source_type": "partner_or_official_voice"},
    "S003": {"origin": "AUDIT", "source_type": "independent_evaluation_or_audit"},
}
DATES = ("", "2009", "2011-05", "2016", "2016-01", "2019-12-31", "2021-07")
CODED = st.fixed_dictionaries(
    {
        "source_id": st.sampled_from(SOURCES),
        "theme": st.sampled_from(THEMES),
        "valence": st.sampled_from(VALENCES),
        "phase": st.sampled_from(PHASES),
        "confidence": st.sampled_from(CONFIDENCES),
    }
)
ACTION = st.fixed_dictionaries(
    {
        "start": st.sampled_from(DATES),
        "region": st.sampled_from(ACTION_REGIONS),
        "iso3": st.sampled_from(("", "MEX", "MDA", "AGO", "MEX|CRI")),
        "theme": st.lists(st.sampled_from(ACTION_THEMES), max_size=2, unique=True).map("|".join),
        "experts_from": st.lists(
            st.sampled_from(("ESP", "GBR", "MEX", "CAN", "SEN")), max_size=3, unique=True
        ).map("|".join),
    }
)
CLAIM = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(("actions", "experts", "years_of_operation")),
        "as_of": st.sampled_from(DATES),
        "value": st.integers(0, 200).map(str),
        "qualifier": st.sampled_from(QUALIFIERS),
        "scope_en": st.sampled_from(("programme total", "programme total, Asia")),
    }
)

coded_frames = st.lists(CODED, min_size=1, max_size=12).map(lambda rows: coded(*rows, **KINDS))
action_frames = st.lists(ACTION, min_size=1, max_size=8).map(lambda rows: actions(*rows))
claim_frames = st.lists(CLAIM, min_size=1, max_size=8).map(lambda rows: claims(*rows))
