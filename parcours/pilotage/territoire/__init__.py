"""The territory: barriers, métiers asked and offered, and collective solutions, by neighbourhood."""
