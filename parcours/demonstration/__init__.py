"""The invented demonstration territory: Grenoble-Alpes Métropole, seeded, dated from today."""
