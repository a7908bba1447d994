"""A costly question is asked once, until what answers it changes."""

from dataclasses import replace

from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.parts import Parts
from gcm_analysis.caching.store import Store


def asked(parts: Parts, *texts: str) -> list[str]:
    """Return what a run that asks about these texts is not spared."""
    questions: list[str] = []

    def ask(text: str) -> str:
        questions.append(text)
        return text.upper()

    with parts.answered("loud", ask) as answer:
        assert [answer(text) for text in texts] == [text.upper() for text in texts]
    return questions


def test_only_what_the_last_run_did_not_ask_is_asked(store: Store) -> None:
    parts = Parts(Memory(store), "report")
    assert asked(parts, "a", "b", "a") == ["a", "b"]
    assert asked(parts, "b", "c") == ["c"]
    assert asked(parts, "a", "b", "c") == ["a"]


def test_everything_is_asked_again_with_another_version_without_a_memory_or_when_forced(store: Store) -> None:
    parts = Parts(Memory(store), "report")
    asked(parts, "a")
    assert asked(replace(parts, inputs={"versions": {"model": "2"}}), "a") == ["a"]
    assert asked(Parts(), "a") == ["a"]
    assert asked(Parts(Memory(store, force=True), "report"), "a") == ["a"]
