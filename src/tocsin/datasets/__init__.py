"""Other people's records as reports: UCDP, ACLED, GTD, RAND, and any table by a mapping file. Pure."""

from tocsin.datasets.importing import DATASETS, SHORT, dataset_named, read_dataset, recognised
from tocsin.datasets.nouns import Dataset, Imported, Item, LeftOut, Origin

__all__ = [
    "DATASETS", "SHORT", "Dataset", "Imported", "Item", "LeftOut", "Origin", "dataset_named", "read_dataset",
    "recognised",
]  # fmt: skip
