"""Plays acts into the demo house: many in one transaction, each at its own time.

An act is the very function a service is, run at a given moment with its audit rows and its log
line, so that the demo's history is what the services would have written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy.orm import Session

from shelter_desk.errors import RefusedError
from shelter_desk.services.calling import Actor, Caller, House, Tx, finish

R = TypeVar("R")


@dataclass
class Stage:
    """One transaction in which acts are played."""

    session: Session
    house: House

    def play(
        self, at: datetime, actor: Actor, service: Callable[..., R], /, **values: object
    ) -> R | None:
        """Run a service's function at the moment ``at``; None when the house refuses it."""
        tx = Tx(self.session, Caller(self.house, actor), at)
        function = cast("Any", service).__wrapped__
        try:
            with self.session.begin_nested():
                result: R = function(tx, **values)
                self.session.flush()
                finish(tx, function.__name__)
        except RefusedError:
            # Chance may send a woman to a place that is taken: that is what a desk is for.
            return None
        return result
