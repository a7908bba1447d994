"""The model of `data/events/<event>/event.yml`, which describes the event of a report."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from gcm_analysis.evidence.countries import is_country, near_codes
from gcm_analysis.evidence.rules import DAY
from gcm_analysis.evidence.values import is_language
from gcm_analysis.evidence.vocabulary import Confidence, Criterion, Level, Phase, Region

LanguageOfReports = Literal["en", "fr"]
LANGUAGES: tuple[LanguageOfReports, ...] = get_args(LanguageOfReports)  # of `Words`, and so of reports
Attribution = Literal["named", "affiliation", "chatham-house"]
Mode = Literal["in_person", "online", "hybrid"]
MODES: tuple[Mode, ...] = get_args(Mode)
Status = Literal["draft", "cleared", "published"]
Statements = Literal["published", "own", "both"]


LONGEST = dt.timedelta(days=366)  # of an event; more is a slip


def _must(allows: Callable[[str], object], expected: str) -> BeforeValidator:
    """Return the check of a text as it was written, and what a message expects."""

    def check(value: object) -> object:
        if not (isinstance(value, str) and allows(value)):
            raise ValueError(expected)
        return value

    return BeforeValidator(check)


def _is_zone(value: str) -> bool:
    try:
        return bool(ZoneInfo(value))
    except (KeyError, ValueError, OSError):
        return False


def _country(value: str) -> str:
    if not is_country(value):
        raise ValueError(f"an ISO 3166-1 alpha-3 code of a country; {near_codes(value)}".rstrip("; "))
    return value


SourceId = Annotated[str, Field(min_length=1)]
LanguageCode = Annotated[
    str,
    _must(lambda code: len(code) == 2 and is_language(code), "a two-letter code of a language, such as fr"),  # noqa: PLR2004
]
CountryCode = Annotated[str, AfterValidator(_country)]
Once = AfterValidator(lambda given: tuple(dict.fromkeys(given)))  # what is listed twice counts once
Clock = Annotated[
    dt.time, _must(re.compile(r"([01]\d|2[0-3]):[0-5]\d").fullmatch, 'a time between quotes, such as "08:30"')
]
Day = Annotated[dt.date, _must(DAY.allows, DAY.expected)]
ConclusionId = Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{2}$")]
Zone = Annotated[str, _must(_is_zone, "a time zone of the IANA list, such as Etc/UTC")]


class Record(BaseModel):
    """A frozen model that refuses unknown keys: they are misspellings."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, str_min_length=1)


class Words(Record):
    """A text in the languages of reports. One may be missing while a report is a draft."""

    en: str | None = None
    fr: str | None = None

    @model_validator(mode="after")
    def _has_one(self) -> "Words":
        if not (self.en or self.fr):
            raise ValueError("a text in en or in fr")
        return self

    def in_language(self, code: str) -> str:
        """Return the text; where it is missing, the other language's, marked as such."""
        return getattr(self, code) or untranslated(self.other(code), _other(code))

    def is_missing(self, code: str) -> bool:
        return not getattr(self, code)

    def other(self, code: str) -> str:
        return str(getattr(self, _other(code)) or "")


def _other(code: str) -> str:
    return next(each for each in LANGUAGES if each != code)


def untranslated(text: str, code: str) -> str:
    """Return text that replaces its missing translation, marked with its own language."""
    return f"{text} [{code}]"


class Organiser(Record):
    name: Words


class Panellist(Record):
    """A person, as the source describes them."""

    name: str
    role: Words
    body: Words
    level: Level
    region: Region
    perspective: Words
    locator: Words | None = None  # in the announcement, if there is one
    biography: Words | None = None


class Announced(Record):
    """Something else that the source says of the event."""

    name: Words
    text: Words


class Question(Record):
    """A question of the event, and the phase of a programme, the themes or the sessions that it is about, if any."""

    text: Words
    phase: Phase | None = None
    themes: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()


class Gap(Record):
    """Something that the published record leaves open; with the source that says so, if there is one."""

    text: Words
    source_id: SourceId | None = None


class Defaults(Record):
    """The rapporteur's codes for notes whose own cell is empty."""

    level: Level | None = None
    region: Region | None = None
    phase: Phase | None = None
    criterion: Criterion | None = None
    confidence: Confidence | None = None


class FollowUp(Record):
    """An agreement or commitment: what, by whom, by when, in which state; `when` may be a year or a month."""

    what: Words
    who: Words
    when: Words | None = None
    state: Literal["open", "under_way", "done", "dropped"] | None = None
    notes: tuple[str, ...] = ()  # statements of the event that say so
    source_id: SourceId | None = None


class AgendaItem(Record):
    """A part of the programme: when, and what."""

    day: Day | None = None
    start: Clock | None = None
    end: Clock | None = None
    what: Words


class Account(Record):
    """The rapporteur's account of a session, or of the whole event, with the statements that it rests on."""

    session: str = ""
    text: Words
    notes: tuple[str, ...] = Field(min_length=1)


class SignedWords(Record):
    """A message to readers, and who it is from."""

    text: Words
    by: Words


class Attendance(Record):
    """The number of participants and of their countries, and their bodies."""

    people: int | None = Field(None, ge=1, le=100_000)
    countries: int | None = Field(None, ge=1, le=250)
    bodies: Words | None = None


class Acronym(Record):
    short: str
    text: Words


class Picture(Record):
    """A picture of the event: a PNG or JPEG file in its folder, what it shows, and a caption."""

    file: str = Field(pattern=r"^[\w.-]+\.(png|jpg|jpeg)$", max_length=100)
    alt: Words
    caption: Words


# One text for all languages, or one for each.
FreeText = Annotated[
    Words, BeforeValidator(lambda text: dict.fromkeys(LANGUAGES, text) if isinstance(text, str) else text)
]


class Sign(Record):
    """Who cleared or published a report, and when, in the rapporteur's words."""

    who: FreeText
    when: FreeText


class Author(Record):
    """An author of a report: a person or a body."""

    name: FreeText
    kind: Literal["person", "body"] = "person"


class Logo(Record):
    """An organiser's logo: a PNG or SVG file in the event's folder, and what it shows."""

    file: str = Field(pattern=r"^[\w.-]+\.(png|svg)$", max_length=100)
    alt: Words


class Notices(Record):
    """Texts and logos that an organiser needs on its reports."""

    disclaimer: Words | None = None
    funding: Words | None = None
    licence: Words | None = None
    logos: tuple[Logo, ...] = ()


class _Title(Words):
    en: str | None = Field(None, max_length=90)
    fr: str | None = Field(None, max_length=90)


class _Claim(Words):
    en: str | None = Field(None, max_length=420)
    fr: str | None = Field(None, max_length=420)


class KeyMessage(Record):
    """A conclusion of an event's report, with the statements that support, limit and illustrate it, as findings have."""

    id: ConclusionId
    title: _Title
    finding: _Claim
    supports: tuple[str, ...] = Field(min_length=1)
    qualifies: tuple[str, ...] = ()
    illustrates: tuple[str, ...] = ()


class Recommendation(Record):
    """What should be done, by whom, and the statements that ask for it or that it follows from."""

    id: ConclusionId
    what: _Claim
    who: Words
    supports: tuple[str, ...] = Field(min_length=1)


class Conclusions(Record):
    """The content of an event's `findings.yml`: key messages, and recommendations."""

    findings: tuple[KeyMessage, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()


class Description(Record):
    """The content of `event.yml`: the event, its people and its rule of attribution, and the status of its report."""

    title: Words
    title_language: LanguageOfReports
    kind: Words
    series: Words | None = None
    date: Day
    end_date: Day | None = None
    start: Clock | None = None
    end: Clock | None = None
    time_zone: Zone | None = None
    mode: Mode | None = None  # how people met, if it is known
    venue: Words | None = None
    city: Words | None = Field(None, validate_default=True)
    country: CountryCode | None = Field(None, validate_default=True)
    languages: Annotated[tuple[LanguageOfReports, ...], Once] = Field(LANGUAGES, min_length=1)
    working_languages: Annotated[tuple[LanguageCode, ...], Once] = ()
    interpretation: Annotated[tuple[LanguageCode, ...], Once] = ()
    organisers: tuple[Organiser, ...] = Field(min_length=1)
    chair: Panellist | None = None
    panellists: tuple[Panellist, ...] = ()
    announced_panellists: int | None = Field(None, ge=0, le=100)
    announced: tuple[Announced, ...] = ()
    questions: tuple[Question, ...] = ()
    gaps: tuple[Gap, ...] = ()
    source_id: str = ""  # the announcement, if one was published
    profile: str = "full"  # which notebooks make the report: a name in notebooks/profiles.yml
    attribution: Attribution  # the rule for every session that has none of its own
    smallest_group: int = Field(3, ge=1, le=20)  # fewer speakers than this are not shown as a group
    statements: Statements = "published"
    reported_in: tuple[SourceId, ...] = ()  # published sources that report what was said at the event
    defaults: Defaults = Defaults()
    follow_up: tuple[FollowUp, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    attendance: Attendance = Attendance()
    message: SignedWords | None = None  # from the chair or the organisers
    accounts: tuple[Account, ...] = ()
    pictures: tuple[Picture, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    acknowledgements: Words | None = None
    status: Status = "draft"
    cleared: Sign | None = Field(None, validate_default=True)
    published: Sign | None = Field(None, validate_default=True)
    publisher: Words | None = None  # of the report; by default the project's
    authors: tuple[Author, ...] = ()  # by default the publisher
    contact: str = ""  # for readers; by default the project's
    number: str = Field("", max_length=40)  # of the report, in the publisher’s own counting
    notices: Notices = Notices()
    # By notebook, such as 00-summary.
    word_limits: dict[str, Annotated[int, Field(gt=0)]] = Field(default_factory=dict)

    @field_validator("end")
    @classmethod
    def _ends_after_it_starts(cls, end: dt.time | None, given: ValidationInfo) -> dt.time | None:
        start = given.data.get("start")
        if start is not None and end is not None and end <= start:
            raise ValueError("an end later than the start")
        return end

    @field_validator("end_date")
    @classmethod
    def _last_day_is_not_the_first(cls, end: dt.date | None, given: ValidationInfo) -> dt.date | None:
        first = given.data.get("date")
        if end is not None and first is not None and end <= first:
            raise ValueError("a day later than date; leave it out if the event has one day")
        if end is not None and first is not None and end - first > LONGEST:
            raise ValueError(f"a day at most {LONGEST.days} days after date")
        return end

    @field_validator("city", "country")
    @classmethod
    def _is_somewhere(cls, place: Words | str | None, given: ValidationInfo) -> Words | str | None:
        if place is None and given.data.get("mode") != "online":
            raise ValueError("a value; only an event with mode: online needs none")
        return place

    @field_validator("cleared", "published")
    @classmethod
    def _status_is_signed(cls, sign: Sign | None, given: ValidationInfo) -> Sign | None:
        if sign is None and given.data.get("status") == given.field_name:
            raise ValueError(f"who and when, since the status is {given.field_name}")
        return sign

    @property
    def minutes(self) -> int | None:
        """The planned length, if start and end are known."""
        if self.start is None or self.end is None:
            return None
        first, last = (dt.datetime.combine(self.date, clock) for clock in (self.start, self.end))
        return int((last - first).total_seconds() // 60)

    @property
    def last_day(self) -> dt.date:
        return self.end_date or self.date

    @property
    def people(self) -> tuple[Panellist, ...]:
        """The chair, if there is one, and the panellists."""
        return (self.chair, *self.panellists) if self.chair else self.panellists


class Event(Description):
    """One event: its description, and what its report concludes."""

    conclusions: Conclusions = Conclusions()
