"""Imports of referentials: parse and validate without a lock, then one short write."""
