"""Findings as data: claims that an analyst writes, with the rows that support them, checked against these rows."""

from gcm_analysis.evidence.findings.load import load_synthesis, synthesis_problems
from gcm_analysis.evidence.findings.model import CONFIDENCES, CountryCase, Finding, Synthesis
from gcm_analysis.evidence.findings.support import CEILINGS

__all__ = [
    "CEILINGS",
    "CONFIDENCES",
    "CountryCase",
    "Finding",
    "Synthesis",
    "load_synthesis",
    "synthesis_problems",
]
