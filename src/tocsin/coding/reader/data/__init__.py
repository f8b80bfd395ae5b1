"""The reader's weights, tokenizer and settings, with their digests; docs/model-card.md says what they are."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
