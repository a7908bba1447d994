"""Activities in the format of the International Aid Transparency Initiative, version 2: what was committed, paid and spent.

The standard (https://iatistandard.org): a transaction has a type, a date and a value, whose currency is its own or the
activity's default; a narrative is in its own language, the activity's or the file's.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from lxml.etree import _Element as Element

from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.values import parse_day
from gcm_analysis.importing.amounts import (
    CURRENCY,
    NAMES,
    Amount,
    Words,
    both,
    joined,
    kinds,
    quoted,
)
from gcm_analysis.importing.markup import local, streamed, text_of
from gcm_analysis.importing.safety import refused

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TRANSACTIONS = kinds("transactions")
ROLES = {code: Words(*words) for code, words in NAMES["roles"].items()}
PLACES = {"recipient-country", "recipient-region"}
STARTS, ENDS = ("2", "1"), ("4", "3")  # of the code list ActivityDateType: the actual date before the planned
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
AGAIN = "ask the publisher, or correct the file"


def amounts(path: Path) -> Iterator[Amount | Problem]:
    """Give each transaction of a file of activities, or what is wrong with it; one activity is read at a time."""
    elements = streamed(path, "iati-activity")
    root = next(elements)
    version, language = root.get("version", ""), root.get(LANGUAGE, "")
    if local(root) != "iati-activities" or not version.startswith("2."):
        found = f"an element {local(root)} of version {version or 'unknown'}"
        raise refused(path, found, "iati-activities of version 2.01 to 2.03", AGAIN)
    reporters: dict[str, Words] = {}  # by their identifiers: names vary
    names: set[str] = set()
    for activity in elements:
        reporter = _reporter(activity, language)
        reporters.setdefault(_attribute(activity, "reporting-org", "ref") or reporter.en, reporter)
        if len(reporters) > 1:
            found = f"activities of {' and of '.join(each.en for each in reporters.values())}"
            raise refused(path, found, "activities of one reporting organisation", "divide the file")
        if (name := text_of(activity, "iati-identifier")) in names:
            raise refused(path, f"activity {name} twice", "each once", "leave one of the two out")
        names |= {name} - {""}
        yield from _of_activity(path, activity, language, reporter)


def _of_activity(path: Path, activity: Element, language: str, reporter: Words) -> Iterator[Amount | Problem]:
    """Give the transactions of an activity."""
    language = activity.get(LANGUAGE, language)
    name = text_of(activity, "iati-identifier")
    title = quoted(_narratives(activity.findall("title/narrative"), language))
    if not name:
        yield Problem(
            f"{path.name}, an iati-activity", None, None, "no iati-identifier", "an identifier", AGAIN
        )
        return
    locator, note = both("activity {name}", "activité {name}", name=name), _note(activity, language, reporter)
    for number, transaction in enumerate(activity.iterfind("transaction"), start=1):
        if problems := _wrong(path, f"activity {name}, transaction {number}", transaction, activity):
            yield from problems
            continue
        kind = TRANSACTIONS[_attribute(transaction, "transaction-type", "code")]
        year = _attribute(transaction, "transaction-date", "iso-date")[:4]
        about: dict[str, Words | str] = {"kind": kind.words, "year": year, "title": title}
        text = both("{kind} in {year}, activity {title}", "{kind} en {year}, activité {title}", **about)
        currency, value = _currency(transaction, activity), Decimal(text_of(transaction, "value"))
        yield Amount(kind.indicator, "", year, currency, locator, text, note, value)


def _wrong(path: Path, place: str, transaction: Element, activity: Element) -> list[Problem]:
    """Return what a transaction has that it should not: then it is no part of any sum."""
    code = _attribute(transaction, "transaction-type", "code")
    day = _attribute(transaction, "transaction-date", "iso-date")
    value, currency = text_of(transaction, "value"), _currency(transaction, activity)
    codes = f"a code of TransactionType: {', '.join(TRANSACTIONS)}"
    checks = [
        ("transaction-type", code, code in TRANSACTIONS, codes),
        ("transaction-date", day, parse_day(day[:10]), "a day as YYYY-MM-DD"),
        ("value", value, NUMBER.fullmatch(value), "a number such as 1000.50"),
        ("value", currency, CURRENCY.fullmatch(currency), "its currency, or the activity’s, such as EUR"),
    ]
    return [
        Problem(f"{path.name}, {place}, {name}", None, None, found, expected, AGAIN)
        for name, found, is_right, expected in checks
        if not is_right
    ]


def _currency(transaction: Element, activity: Element) -> str:
    return _attribute(transaction, "value", "currency") or activity.get("default-currency", "")


def _attribute(element: Element, name: str, attribute: str) -> str:
    found = element.find(name)
    return found.get(attribute, "").strip() if found is not None else ""


def _reporter(activity: Element, language: str) -> Words:
    narratives = activity.findall("reporting-org/narrative")
    name = quoted(_narratives(narratives, activity.get(LANGUAGE, language)))
    return both(
        "{name} ({code})", "{name} ({code})", name=name, code=_attribute(activity, "reporting-org", "ref")
    )


def _narratives(narratives: Sequence[Element], language: str) -> Words:
    """Return a text in each language of reports; where there is none in one, as it is published first."""
    texts = {
        each.get(LANGUAGE, language)[:2].lower(): " ".join((each.text or "").split()) for each in narratives
    }
    first = next(iter(texts.values()), "")
    return Words(texts.get("en", first), texts.get("fr", first))


def _note(activity: Element, language: str, reporter: Words) -> Words:
    """Return who reports an activity, who takes part in it, where it takes place and when."""
    parts = [both("reported by {who}", "déclaré par {who}", who=reporter)]
    for element in activity.iterfind("participating-org"):
        role = ROLES.get(element.get("role", ""), Words("taking part", "participation"))
        who = quoted(_narratives(element.findall("narrative"), language))
        parts.append(both("{role}: {who}", "{role} : {who}", role=role, who=who))
    places = [each.get("code", "") for each in activity if each.tag in PLACES]
    if places:
        parts.append(both("recipients: {all}", "bénéficiaires : {all}", all=", ".join(places)))
    start, end = _date(activity, STARTS), _date(activity, ENDS)
    if start or end:
        ends = {"start": start or "?", "end": end or "?"}
        parts.append(both("dates: {start} to {end}", "dates : {start} à {end}", **ends))
    return joined(parts)


def _date(activity: Element, kinds: tuple[str, ...]) -> str:
    dates = {each.get("type", ""): each.get("iso-date", "") for each in activity.iterfind("activity-date")}
    return next((dates[kind] for kind in kinds if dates.get(kind)), "")
