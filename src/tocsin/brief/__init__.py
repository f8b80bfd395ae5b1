"""The daily brief: was there any major new attack, what exactly is known, and how much was read."""

from tocsin.brief.as_json import dumps, to_json
from tocsin.brief.changes import changes
from tocsin.brief.compose import compose
from tocsin.brief.gather import gather
from tocsin.brief.html import to_html
from tocsin.brief.markdown import to_markdown
from tocsin.brief.nouns import Brief, Change, Late, Major, Window
from tocsin.brief.outgoing import released
from tocsin.brief.text import as_text, to_text

__all__ = [
    "Brief", "Change", "Late", "Major", "Window", "as_text", "changes", "compose", "dumps", "gather",
    "released", "to_html", "to_json", "to_markdown", "to_text",
]  # fmt: skip
