"""Two desks on one house hear of each other; on both engines."""

import queue
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from shelter_desk.services.calling import House
from shelter_desk.store.changes import ChangeFeed
from tests.engines import opened, place_of, women

PATIENCE = 15
"""Seconds a busy machine is given."""


@pytest.fixture
def other(house: House) -> Iterator[House]:
    """Return another desk on the same house."""
    with opened(place_of(house)) as second:
        yield second


@pytest.fixture
def heard(house: House) -> Iterator["queue.Queue[str]"]:
    """Return what the first desk heard of the second."""
    words: queue.Queue[str] = queue.Queue()
    feed = ChangeFeed(house.store, lambda: words.put("something"), look_seconds=0.05)
    feed.start(wait_seconds=PATIENCE)
    yield words
    feed.close()


def test_what_another_desk_writes_is_heard(other: House, heard: "queue.Queue[str]") -> None:
    women(other, 1)
    heard.get(timeout=PATIENCE)
    women(other, 1)
    heard.get(timeout=PATIENCE)


def test_reading_is_not_heard(other: House, heard: "queue.Queue[str]") -> None:
    with other.store.read() as session:
        session.execute(text("SELECT count(*) FROM guest"))
    with pytest.raises(queue.Empty):
        heard.get(timeout=0.5)


def test_a_lost_server_is_found_again(house_on_server: House) -> None:
    words: queue.Queue[str] = queue.Queue()
    feed = ChangeFeed(house_on_server.store, lambda: words.put("x"), look_seconds=0.05)
    feed.start(wait_seconds=PATIENCE)
    try:
        with opened(place_of(house_on_server)) as other:
            with other.store.engine.connect() as connection:
                connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE query LIKE 'LISTEN%' OR (state = 'idle'"
                        " AND pid <> pg_backend_pid() AND datname = current_database())"
                    )
                )
                connection.commit()
            women(other, 1)
            words.get(timeout=PATIENCE)
    finally:
        feed.close()


def test_what_no_word_came_of_is_seen_by_the_safety_net(house_on_server: House) -> None:
    words: queue.Queue[str] = queue.Queue()
    feed = ChangeFeed(
        house_on_server.store, lambda: words.put("x"), look_seconds=0.05, net_seconds=0.1
    )
    feed.start(wait_seconds=PATIENCE)
    try:
        with opened(place_of(house_on_server)) as other, other.store.engine.begin() as connection:
            # As a desk with an older program would write: without a word on the channel.
            connection.execute(
                text(
                    "INSERT INTO audit_entry (sequence, at, actor_kind, actor_name, role,"
                    " workstation, action, details, mac) SELECT max(sequence) + 1, 0, 'program',"
                    " 'program', '', 'x', 'x', '{}', ''::bytea FROM audit_entry"
                )
            )
        words.get(timeout=PATIENCE)
    finally:
        feed.close()
