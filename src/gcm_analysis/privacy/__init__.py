"""The guard: nothing is published that reveals a person whom the rule of attribution hides."""

from gcm_analysis.privacy.guard import Disclosure, DisclosureError, Guard

__all__ = ["Disclosure", "DisclosureError", "Guard"]
