"""F8 Oppsett: the house, its people and this machine, section by section."""
