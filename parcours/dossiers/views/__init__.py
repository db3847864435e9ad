"""Pages of the dossiers, one module per concept: predicate, form, service, redirect."""
