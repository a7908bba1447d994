"""The methods' literature. These are no sources of the record, so that they are listed apart and not cited by an id."""

from gcm_analysis.narrative.exhibits import Points
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, escape

# Bibliographic entries stand in the language of the publication. Their numbers are years, volumes and pages.
LITERATURE = (
    "Clopper, C. J. and Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the case of the binomial. Biometrika 26, 404–413.",
    "Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application. Cambridge University Press.",
    "Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.",
    "Field, C. A. and Welsh, A. H. (2007). Bootstrapping clustered data. Journal of the Royal Statistical Society B 69, 369–390.",
    "Goldstein, H. and Spiegelhalter, D. J. (1996). League tables and their limitations. Journal of the Royal Statistical Society A 159, 385–443.",
    "Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54, 761–762.",
    "Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33, 239–251.",
    "Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology, 2nd edition. Sage. Chapter 11.",
    "Laakso, M. and Taagepera, R. (1979). “Effective” number of parties: a measure with application to West Europe. Comparative Political Studies 12, 3–27.",
    "Zapf, A., Castell, S., Morawietz, L. and Karch, A. (2016). Measuring inter-rater reliability for nominal data – which coefficients and confidence intervals are appropriate? BMC Medical Research Methodology 16, 93.",
)


def references(language: Language) -> Points:
    """List the literature that the methods follow; each entry is marked as one, so that its numbers are known for what they are."""
    return Points(tuple(_entry(language, entry) for entry in LITERATURE))


def _entry(language: Language, entry: str) -> Sentence:
    marked = escape(entry)
    shown = Markdown(
        f"[{marked}]{{.reference lang=en}}" if language.code != "en" else f"[{marked}]{{.reference}}"
    )
    return Sentence(shown, entry, ())
