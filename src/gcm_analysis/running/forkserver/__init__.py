"""Kernels forked from one process that has imported the scientific stack: the same kernels, started in a tenth of the time.

provisioner   what Jupyter calls in place of starting a process; asks for a fork where that is sound
starter       finds the template that suits a kernel, or starts one, ahead of time if wanted
template      the single-threaded process: imports once, forks a kernel per request, ends what nobody waits for
server        what the template does for each client
child         what turns a fork into an ordinary kernel
process       the forked kernel as its client sees it

docs/caching.md says how to use them, what they share and what they cost.
"""
