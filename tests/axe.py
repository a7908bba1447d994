"""axe-core in an open page: all rules on all of it, or those about colours on what differs in colour."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that depend on colours, and that take the time
OF_COLOUR = {"runOnly": {"type": "rule", "values": COLOURS}}
OF_ELSE = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
RUN = """async options => {
  const {passes, violations} = await axe.run({resultTypes: ["violations"], ...options});
  const first = nodes => nodes.slice(0, 3).map(node => node.html.slice(0, 160));
  return [passes.length > 0, violations.map(({id, nodes}) => [id, first(nodes)])];
}"""
# Elements of one kind, in elements of one kind, have the same colours: of those with the same names, classes and
# attributes from the body down, two are looked at. What holds anything that is not there twice before stays.
ALIKE = """() => {
  const kinds = new Map(), seen = new Map(), again = new Set();
  for (const one of document.querySelectorAll("body *")) {
    const own = [...one.attributes].map(({name, value}) => name === "class" ? value : name).sort();
    const kind = `${kinds.get(one.parentElement) ?? ""} ${one.localName}[${own}]`;
    kinds.set(one, kind), seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if (seen.get(kind) > 2) again.add(one);
  }
  for (const one of again)
    if (one.isConnected && [...one.querySelectorAll("*")].every(inner => again.has(inner))) one.remove();
}"""


def faults(tab: Page, options: dict[str, Any]) -> list[Any]:
    """Return what axe-core finds, and where first."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE_SCRIPT)
    has_passed, found = tab.evaluate(RUN, options)
    assert has_passed
    return list(found)
