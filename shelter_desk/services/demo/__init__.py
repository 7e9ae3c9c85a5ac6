"""The demo house: invented people and a fortnight of life that ends now (domain.md g)."""

from shelter_desk.services.demo.house import PASSWORD, build_demo

__all__ = ["PASSWORD", "build_demo"]
