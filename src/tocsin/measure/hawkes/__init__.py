"""Self-exciting point processes: fits, simulation, and what their residuals say."""

from tocsin.measure.hawkes.exponential import HawkesFit, fit_exponential
from tocsin.measure.hawkes.multivariate import MultivariateFit, fit_multivariate
from tocsin.measure.hawkes.simulate import simulate
from tocsin.measure.hawkes.sums import fit_sum

__all__ = ["HawkesFit", "MultivariateFit", "fit_exponential", "fit_multivariate", "fit_sum", "simulate"]
