"""The guard: nothing is published in which a person shows whom the rule of attribution hides."""

from gcm_analysis.publishing.guarding.guard import Catch, Guard, Revealing

__all__ = ["Catch", "Guard", "Revealing"]
