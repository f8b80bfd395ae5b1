"""A writer in a process of its own. Prints the last number of each batch once it is stored."""

from __future__ import annotations

import sys

from tocsin.record import Record

from .making import entry


def main(location: str, first: int, last: int, size: int) -> None:
    """Add documents `first` to `last` in batches of `size`."""
    with Record.open(location) as record:
        print("open", flush=True)
        for start in range(first, last, size):
            numbers = range(start, min(start + size, last))
            record.add([entry(number) for number in numbers])
            print(numbers[-1], flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
