"""Forms of solutions: search, a service and its organisation, what it raises."""
