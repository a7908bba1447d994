"""What the server imports that forks the processes of languages, where no notebook is executed."""

from gcm_analysis.running.preload import prepare, read_conclusions

prepare(("gcm_analysis.publishing.language_files", "fontTools.subset"), read_conclusions)
