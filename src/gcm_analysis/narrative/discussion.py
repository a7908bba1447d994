"""The discussion: what was said on each question of the event, theme by theme, and what was said beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis.discussion import bearing_on, on_no_question, said_there
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.vocabulary import VALENCES
from gcm_analysis.figures import statements as charts
from gcm_analysis.narrative.alt import balance_alt
from gcm_analysis.narrative.exhibits import Figure, Points, Prose, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown, escape
from gcm_analysis.narrative.parts import of, on_themes, own_data, quoted, subject, tidy, valence_words
from gcm_analysis.narrative.spoken import NOTHING_SAID, of_the_event, point, spoken, weight

BESIDE = mark("Other points")  # what bears on none of the questions
ALL = mark("All points")  # where the event asked nothing
SIDES = {"success_factor": mark("**What helps**"), "challenge": mark("**What hinders**")}


@dataclass(frozen=True)
class Topic:
    """A question of the event, or what was said beside all questions, with the statements on it."""

    id: str
    title: str
    said: pd.DataFrame
    placed: bool = True  # whether it can be told which statements belong to it


def topics(language: Language, coded: pd.DataFrame, event: Event) -> list[Topic]:
    """Return the questions in their order, then what is left, if anything is; one topic where nothing was asked."""
    said = said_there(coded)
    asked = [
        Topic(
            f"question-{number}",
            language.words(question.text),
            bearing_on(said, question),
            bool(question.phase or question.themes or question.sessions),
        )
        for number, question in enumerate(event.questions, start=1)
    ]
    rest = on_no_question(said, event.questions)
    beside = Topic("beside", language.text(BESIDE if asked else ALL), rest)
    return [*asked, *([beside] if len(rest) else [])]


def finding(language: Language, coded: pd.DataFrame) -> Prose:
    """Say how much was said, by how many voices, and on which side."""
    said = said_there(coded)
    if said.empty:
        return prose(language.say(NOTHING_SAID), style="lead")
    return prose(counted(language, "said", said), style="lead")


def counted(language: Language, name: str, said: pd.DataFrame, about: str = "") -> Sentence:
    """Say how many statements there are, of how many voices, and how many on each side."""
    success, challenge = (
        spoken(
            language, f"{name}.{side}", of(said, valence=side), subject(about, label(language, side))
        ).facts[0]
        for side in VALENCES
    )
    total = weight(language, name, said, about)
    if not challenge.value:
        return language.plural(
            "On record: {n}; no challenge is named.", "On record: {n}; no challenge is named.", n=total
        )
    if not success.value:
        return language.plural(
            "On record: {n}; no success factor is named.",
            "On record: {n}; no success factor is named.",
            n=total,
        )
    return language.plural(
        "On record: {n}; {success} and {challenge}.",
        "On record: {n}; {success} and {challenge}.",
        n=total,
        success=language.plural("{n} names a success factor", "{n} name a success factor", n=success),
        challenge=language.plural("{n} a challenge", "{n} a challenge", n=challenge),
    )


def heading(language: Language, topic: Topic) -> Prose:
    """Head a topic, and say how much was said on it."""
    title = Sentence(Markdown(f"### {escape(topic.title)} {{#sec-{topic.id}}}"), topic.title, ())
    if topic.said.empty:
        return prose(title, language.say(UNHEARD if topic.placed else UNPLACED))
    return prose(title, counted(language, f"said.{topic.id}", topic.said, topic.title))


UNHEARD = mark("No statement on record bears on this question.")
UNPLACED = mark(
    "The question names no phase, no theme and no session, so that no statement can be assigned to it by rule."
)


def side(language: Language, topic: Topic, codebook: pd.DataFrame, valence: str) -> Points | Prose:
    """List what was said on one side of a topic, theme by theme in the order of the codebook."""
    chosen = of(topic.said, valence=valence)
    names = theme_labels(language, codebook)
    points = [
        language.say(
            "**{theme}.** {points}", theme=names[theme], points=_points(language, of(chosen, theme=theme))
        )
        for theme in names
        if theme in set(chosen["theme"])
    ]
    return Points(tuple(points)) if points else prose([])


def side_heading(language: Language, topic: Topic, valence: str) -> Prose:
    """Head one side of a topic; nothing where nobody stands on it."""
    return prose([] if of(topic.said, valence=valence).empty else language.say(SIDES[valence]))


def _points(language: Language, said: pd.DataFrame) -> Sentence:
    rows = (row for _, row in said.sort_values("statement_id").iterrows())
    return join_sentences([point(language, row) for row in rows])


@of_the_event
def themes_figure(language: Language, said: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Show how often each theme was named as helping and as hindering."""
    names = theme_labels(language, codebook)
    table = analysis.balance(said, "theme")
    drawn = table.rename(index=names)
    return Figure(
        charts.balance_bars(drawn, valence_words(language)),
        title=_most_named(language, said, analysis.leaders(table["statements"]), names),
        subtitle=language.say(
            "Statements by theme, challenges to the left, success factors to the right; {weight}",
            weight=weight(language, "said", said),
        ),
        note=own_data(language),
        alt=balance_alt(language, drawn),
        data=tidy(language, drawn, language.text("Theme")).rename(
            columns={language.text("Independent sources"): language.text("Voices")}
        ),
    )


def _most_named(
    language: Language, said: pd.DataFrame, leading: Sequence[str], names: dict[str, str]
) -> Sentence:
    if len(said) < analysis.RANKED_FROM:
        return language.say(
            "Themes named, too few statements to rank: {weight}", weight=weight(language, "said", said)
        )
    chosen = said[said["theme"].isin(leading)]
    message = (
        mark("“{theme}” was named most often, in {weight}")
        if len(leading) == 1
        else mark("Named most often, equally: {themes}, in {weight} in all")
    )
    return language.say(
        message,
        theme=names[leading[0]],
        themes=quoted(language, leading, names),
        weight=weight(language, "said.first", chosen, on_themes(language, leading, names)),
    )
