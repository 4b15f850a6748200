"""What there are rules about: each subject with its functions by rule id. A rule can look at several subjects."""

from collections.abc import Callable, Mapping
from typing import Any

from planner.compliance.call_rules import CALL_RULES
from planner.compliance.data_rules import DATA_RULES
from planner.compliance.day_rules import DAY_RULES
from planner.compliance.deal_rules import DEAL_RULES
from planner.compliance.paper_rules import PAPER_RULES
from planner.compliance.record_rules import RECORD_RULES
from planner.compliance.rules import CASE_RULES
from planner.compliance.team_rules import TEAM_RULES
from planner.compliance.visit_rules import VISIT_RULES

SUBJECTS: Mapping[str, Mapping[str, Callable[..., Any]]] = {
    "case": CASE_RULES,
    "team": TEAM_RULES,
    "visit": VISIT_RULES,
    "call": CALL_RULES,
    "paper": PAPER_RULES,
    "deal": DEAL_RULES,
    "record": RECORD_RULES,
    "data": DATA_RULES,
    "day": DAY_RULES,
}
