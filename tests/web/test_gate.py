"""Whose turn it is."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from kg.web.door import Door
from kg.web.gate import HALF, BusyError, Gate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 10))


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_no_client_takes_every_place() -> None:
    async def story() -> None:
        gate, held, done = Gate(3, queue=9, patience=5), list[str](), asyncio.Event()

        async def query(client: str) -> None:
            async with gate.place(client):
                held.append(client)
                await done.wait()

        tasks = [asyncio.create_task(query("greedy")) for _ in range(5)]
        await settle()
        assert held == ["greedy", "greedy"]
        tasks.append(asyncio.create_task(query("other")))
        await settle()
        assert held == ["greedy", "greedy", "other"]
        done.set()
        await asyncio.gather(*tasks)
        assert len(held) == 6

    run(story())


def test_who_used_least_comes_first() -> None:
    async def story() -> None:
        clock = Clock()
        gate, order = Gate(1, queue=9, patience=5, clock=clock), list[str]()

        async def query(client: str, seconds: float) -> None:
            async with gate.place(client):
                order.append(client)
                await asyncio.sleep(0)
                clock.now += seconds

        await query("slow", 4)
        first = asyncio.create_task(query("blocker", 0))
        await asyncio.sleep(0)
        tasks = [asyncio.create_task(query("slow", 4)) for _ in range(3)]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(query("quick", 0.1)))
        await asyncio.gather(first, *tasks)
        assert order == ["slow", "blocker", "quick", "slow", "slow", "slow"]
        used = gate.use("slow")
        clock.now += HALF
        assert gate.use("slow") == pytest.approx(used / 2)

    run(story())


def test_heavy_users_leave_a_place() -> None:
    async def story() -> None:
        clock = Clock()
        gate, inside, done = Gate(2, queue=9, patience=5, clock=clock), list[str](), asyncio.Event()
        for client in ("a", "b", "c"):
            async with gate.place(client):
                clock.now += 5

        async def query(client: str) -> None:
            async with gate.place(client):
                inside.append(client)
                await done.wait()

        tasks = [asyncio.create_task(query(client)) for client in ("a", "b", "c")]
        await settle()
        assert inside == ["a"]
        tasks.append(asyncio.create_task(query("new")))
        await settle()
        assert inside == ["a", "new"]
        done.set()
        await asyncio.gather(*tasks)
        assert sorted(inside) == ["a", "b", "c", "new"]

    run(story())


def test_queues_are_short_and_waits_end() -> None:
    async def story() -> None:
        gate = Gate(1, queue=2, patience=0.1)
        async with gate.place("a"):
            waiting = [asyncio.create_task(gate.place("a").__aenter__()) for _ in range(2)]
            await settle()
            with pytest.raises(BusyError) as caught:
                await gate.place("a").__aenter__()
            assert caught.value.status == 429
            for found in await asyncio.gather(*waiting, return_exceptions=True):
                assert isinstance(found, BusyError) and found.status == 503
            leaving = asyncio.create_task(gate.place("b").__aenter__())
            await settle()
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
        async with gate.place("c"):  # nobody who gave up holds the place
            pass
        assert not any(gate.inside.values())

    run(story())


def test_a_door_waits_for_those_inside_and_keeps_others_out() -> None:
    async def story() -> None:
        door, log = Door(5), list[str]()

        async def read(name: str, steps: int) -> None:
            async with door.inside():
                log.append(f"in {name}")
                for _ in range(steps):
                    await asyncio.sleep(0)
                log.append(f"out {name}")

        async def exchange() -> None:
            async with door.shut():
                log.append("shut")
                await asyncio.sleep(0.01)
                log.append("open")

        first = asyncio.create_task(read("a", 5))
        await asyncio.sleep(0)
        assert log == ["in a"]
        await asyncio.gather(first, exchange(), read("b", 1))
        assert log == ["in a", "out a", "shut", "open", "in b", "out b"]

    run(story())


def test_a_door_that_stays_shut() -> None:
    async def story() -> None:
        door = Door(0.05)
        async with door.shut():
            with pytest.raises(BusyError):
                async with door.inside():
                    pass

    run(story())
