"""Pure rules on barriers: eligibility to contracts and measures, thématique to capacity."""
