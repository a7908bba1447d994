"""What the server imports that forks kernels: the scientific stack, a first figure, the tables."""

from io import BytesIO

from gcm_analysis.running.preload import prepare, read_conclusions

# What notebooks import, what a kernel imports to begin, and what executes notebooks. Not matplotlib_inline.backend_inline:
# it binds itself to the shell that runs when it is imported, and a figure of any other shell is lost.
MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "seaborn",
    "matplotlib.backends.backend_svg",
    "gcm_analysis.notebook",
    "gcm_analysis.running.kernels",
    "papermill",
)


def _draw() -> None:
    """Draw one figure, outside pyplot, to import what the first figure needs and to find typefaces and backends."""
    from matplotlib import font_manager  # noqa: PLC0415 - a stack that cannot be imported is the fork's failure
    from matplotlib.backends.registry import backend_registry  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    from gcm_analysis.figures.style import house_style  # noqa: PLC0415

    with house_style():
        figure = Figure()
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], label="x")
        axes.legend()
        for form in ("png", "svg"):
            figure.savefig(BytesIO(), format=form)
    backend_registry.list_all()
    # Each used font is an open file; each fork has to open its own.
    font_manager._get_font.cache_clear()  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way


def _read_tables() -> None:
    """Read the tables: kernels need not check unchanged ones."""
    from gcm_analysis import paths  # noqa: PLC0415
    from gcm_analysis.evidence import default_event, load_evidence  # noqa: PLC0415

    load_evidence(paths.data(), default_event(paths.data()))


prepare(MODULES, _draw, _read_tables, read_conclusions)
