"""The trained reader: one small encoder that says who did what to whom, with what toll, and where it
stands."""
