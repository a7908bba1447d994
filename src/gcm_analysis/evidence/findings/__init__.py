"""Findings as data: claims that an analyst writes, with the rows that support them, checked against these rows."""

from gcm_analysis.evidence.findings.load import load_synthesis as load_synthesis
from gcm_analysis.evidence.findings.load import synthesis_problems as synthesis_problems
from gcm_analysis.evidence.findings.model import CONFIDENCES as CONFIDENCES
from gcm_analysis.evidence.findings.model import CountryCase as CountryCase
from gcm_analysis.evidence.findings.model import Finding as Finding
from gcm_analysis.evidence.findings.model import Synthesis as Synthesis
from gcm_analysis.evidence.findings.support import CEILINGS as CEILINGS
