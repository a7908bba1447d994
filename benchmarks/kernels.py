"""Measures a started and a forked kernel: `python -m benchmarks.kernels` prints a table, medians of five, in turn.

The time is that of a notebook of one cell, which imports what notebooks import, from the request for a kernel to its end.
The memory is the kernel's PSS at that moment, in which shared pages count by their share.
"""

import os
import sys
from statistics import median
from time import perf_counter
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from gcm_analysis.running.forks import SWITCH
from gcm_analysis.running.kernels import QuickManager

RUNS = 5
CELL = """
import seaborn, gcm_analysis.notebook
print(next(line for line in open("/proc/self/smaps_rollup") if line.startswith("Pss:")).split()[1])
"""
WAYS: dict[str, dict[str, Any]] = {
    "started": {"kernel_name": "python3", "kernel_manager_class": AsyncKernelManager},
    "forked": {"kernel_name": "python3", "kernel_manager_class": QuickManager},
}


def measured(options: dict[str, Any]) -> tuple[float, float]:
    """Return seconds and MiB of one kernel."""
    notebook = new_notebook(cells=[new_code_cell(CELL)])
    begun = perf_counter()
    NotebookClient(notebook, shutdown_kernel="immediate", **options).execute()
    return perf_counter() - begun, int(notebook.cells[0].outputs[0].text) / 1024


def main() -> None:
    """Measure the ways in turn; the first of each, which includes the start of the server, is printed separately."""
    if os.environ.get(SWITCH) == "0":
        sys.exit(f"{SWITCH}=0 asks for kernels that are not forked")
    first = {name: measured(options)[0] for name, options in WAYS.items()}
    taken = [{name: measured(options) for name, options in WAYS.items()} for _ in range(RUNS)]
    sys.stdout.write("| kernel | first | later | memory of its own |\n| --- | --- | --- | --- |\n")
    for name in WAYS:
        seconds, memory = (median(run[name][part] for run in taken) for part in (0, 1))
        sys.stdout.write(f"| {name} | {first[name]:.2f} s | {seconds:.2f} s | {memory:.0f} MiB |\n")


if __name__ == "__main__":
    main()
