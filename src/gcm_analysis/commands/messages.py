"""`gcm messages` gathers what has to be translated; with the package's own messages, for developers, `make messages`."""

import typer

from gcm_analysis import paths
from gcm_analysis.commands.terminal import show

app = typer.Typer()


@app.command()
def messages() -> None:
    from gcm_analysis.gathering import TRANSLATED, update_notebooks

    for code in TRANSLATED:
        count = len(update_notebooks(code))
        missing = untranslated(code)
        show(f"notebooks/{code}.po: {count} messages. {missing or 'Nothing is left to translate.'}")
        if missing:
            show(
                f"Fill in each empty msgstr in notebooks/{code}.po. “#, fuzzy” marks a draft: correct it and delete that line."
            )


def untranslated(code: str) -> str:
    """Return what a report in a language would show in English, each message with its notebook; or an empty text."""
    from gcm_analysis.gathering import without_translation

    found = [f"{name}: {message}" for name, message in without_translation(paths.notebooks(), code)]
    head = f"Without a translation ({code}), so that reports show them in English: {len(found)}."
    return "\n    ".join([head, *found]) if found else ""


def main() -> None:
    """Bring the catalogues of the package and of its notebooks up to date, and print what is left to translate."""
    from gcm_analysis import gathering

    for code in gathering.TRANSLATED:
        catalogue = gathering.update_package(code)
        missing = gathering.untranslated(catalogue)
        head = f"{code}, the package: {len(catalogue)} messages, {len(missing)} to translate"
        show("\n    ".join([head, *missing]))
    messages()


if __name__ == "__main__":
    main()
