"""Speed of the estimators beside their peers, and how often their intervals hold."""
