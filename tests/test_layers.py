"""The layers of the package: a module imports only what is below it, as docs/architecture.md lists them."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "gcm_analysis"
# From the bottom to the top; modules of one line may import each other.
LAYERS = [
    {"__init__", "errors", "atomic", "near", "pdf_text", "safe_csv", "signals", "fonts"},
    {"paths"},
    {"evidence"},
    {"catalogue", "edition"},
    {"build_request", "project"},
    {"caching"},
    {"analysis", "figures"},
    {"narrative"},
    {"outputs"},
    {"library"},
    {"notebook"},
    {"running"},
    {"publishing"},
    {"privacy"},
    {"project_files", "gathering"},
    {"report"},
    {"verifying", "importing", "matrix", "preview"},
    {"commands"},
    {"cli", "__main__"},
]
HEIGHT = {name: height for height, layer in enumerate(LAYERS) for name in layer}


def imported(path: Path) -> Iterator[str]:
    """Yield what a module imports of the package, anywhere in it; what it needs for types alone does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.If)]
    for_types = {part for node in blocks if ast.unparse(node.test) == "TYPE_CHECKING" for part in node.body}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or node in for_types:
            continue
        if node.module == "gcm_analysis":
            yield from (each.name if each.name in HEIGHT else "__init__" for each in node.names)
        elif (node.module or "").startswith("gcm_analysis."):
            yield str(node.module).split(".")[1]


def test_a_module_imports_nothing_from_above() -> None:
    found = []
    for path in PACKAGE.rglob("*.py"):
        own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        found += [f"{path} imports {name}" for name in imported(path) if HEIGHT[name] > HEIGHT[own]]
    assert found == []
