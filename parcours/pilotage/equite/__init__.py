"""The equity screens: counts by group from the real records, judged, then made fit to be shown."""
