"""The routes for partners against their own OpenAPI, with whatever Schemathesis thinks of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.share.making import OPEN, befriend, entry, new_desk, sharing_of
from tests.share.serving import served


def test_no_request_makes_a_fault_of_ours(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk", entry(1))
    sharing = sharing_of(desk)
    sharing.mark("default", "", OPEN, by="test")
    befriend(sharing, "alpha")
    token = sharing.new_token("alpha", ["read", "write", "sync", "audit"], 1, by="test")
    with served(desk) as url:
        schema = schemathesis.openapi.from_url(f"{url}openapi.json").include(
            path_regex="^/(taxii2|exchange)/"
        )
        asked = 0
        for result in schema.get_all_operations():
            operation: Any = result

            @settings(
                max_examples=12, deadline=None, phases=[Phase.generate], database=None, derandomize=True,
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=operation.ok().as_strategy())
            def check(case: Any) -> None:
                nonlocal asked
                asked += 1
                answer = case.call(headers={"authorization": f"Bearer {token}"})
                assert answer.status_code < 500, (case.method, case.path, answer.text)

            check()
        assert asked > 50
    desk.record.close()
