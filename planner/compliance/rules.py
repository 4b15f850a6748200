"""Every rule about a case in the order of gravity: people first, then papers. One function, one rule.

Each takes the facts and its own entry of the rulebook; it answers None when all is well. Sentences are for the
dispatcher and hold no personal data. What a phone call can cure is marked so: such a case is called, not blocked.
"""

from planner.compliance.consent_rules import CONSENT_RULES
from planner.compliance.hold_rules import HOLD_RULES
from planner.compliance.mandate_rules import MANDATE_RULES
from planner.compliance.money_rules import MONEY_RULES
from planner.compliance.office_rules import OFFICE_RULES
from planner.compliance.person_rules import PERSON_RULES
from planner.compliance.place_rules import PLACE_RULES
from planner.compliance.timing_rules import TIMING_RULES
from planner.compliance.trouble import CaseRule

_ALL = (
    CONSENT_RULES | MANDATE_RULES | PERSON_RULES | HOLD_RULES | TIMING_RULES | PLACE_RULES | MONEY_RULES | OFFICE_RULES
)
_GRAVEST = (
    *("R-28", "R-86", "R-08", "R-06", "R-07", "R-01", "R-02", "R-03", "R-05", "R-12", "R-14", "R-16", "R-13", "R-15"),
    *("R-26", "R-27", "R-88", "R-22", "R-30", "R-29", "R-50", "R-20", "R-09", "R-10", "R-11", "R-42", "R-43", "R-45"),
    *("R-46", "R-51", "R-52", "R-53", "R-17", "R-80", "R-75"),
)
CASE_RULES: dict[str, CaseRule] = {rule_id: _ALL[rule_id] for rule_id in _GRAVEST}
