"""Indicators of the contract of the city: counted once a year of quarters, protected, then read."""
