"""What gives way on page 1 when not everything fits, step by step.

The order is a rule of the house (domain.md c4): incidents become a count, free places one line,
quiet places one line, then FØLG MED lines and later tasks go to page 2. HASTER lines beyond five
push all of that out before they go on on page 2 themselves. The last steps never happen in a
house of usual size; they make sure that page 1 always ends inside its margins and says what goes
on where. The first step only takes air from between the lines: type never gets smaller.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from shelter_desk.reports.handover_rows import Place, Rows

WATCH_BUDGET, TASK_BUDGET, INCIDENT_BUDGET, MORNING_BUDGET = 5, 6, 4, 4


@dataclass(frozen=True)
class Plan:
    """How much of each section page 1 shows."""

    watch: int  # lines, the urgent ones first
    tasks: int  # rows, the overdue ones first
    morning: int
    places: int  # rows of their own, counted after what is drawn together
    tight: bool = False
    count_incidents: bool = False
    free_together: bool = False
    quiet_together: bool = False

    def together(self, place: Place) -> bool:
        """Say whether a place stands in a line with others of its kind."""
        return (self.free_together and place.empty) or (self.quiet_together and place.quiet)


def own_rows(rows: Rows, plan: Plan) -> int:
    """Return how many places have a row of their own, whichever page it is on."""
    return sum(not plan.together(place) for place in rows.places)


def plans(rows: Rows) -> Iterator[Plan]:
    """Give the plans to try, the fullest first; the last one holds hardly anything."""
    plan = Plan(
        watch=max(min(WATCH_BUDGET, len(rows.watch)), rows.urgent),
        tasks=min(TASK_BUDGET, len(rows.tasks)),
        morning=min(MORNING_BUDGET, len(rows.morning)),
        places=len(rows.places),
    )
    yield plan
    for step in ({"tight": True}, {"count_incidents": True}):
        plan = replace(plan, **step)
        yield plan
    for step in ({"free_together": True}, {"quiet_together": True}):
        plan = replace(plan, **step)
        plan = replace(plan, places=own_rows(rows, plan))
        yield plan
    five = min(rows.urgent, WATCH_BUDGET)
    overdue = min(rows.overdue, plan.tasks)
    for name, floor in (
        ("watch", rows.urgent),  # FØLG MED lines
        ("tasks", overdue),  # later tasks
        ("morning", 0),
        ("watch", five),  # HASTER beyond five
        ("places", 0),
        ("watch", 0),
        ("tasks", 0),
    ):
        while getattr(plan, name) > floor:
            plan = replace(plan, **{name: getattr(plan, name) - 1})
            yield plan
