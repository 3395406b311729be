"""Groups of things that were found to be the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from kg.model import Ref

T = TypeVar("T", str, Ref)


class Groups(Generic[T]):
    """Union-find whose answer does not depend on the order in which pairs were joined.

    >>> groups = Groups(["a", "b", "c"])
    >>> groups.join("a", "c")
    >>> groups.all()
    [['a', 'c'], ['b']]
    """

    def __init__(self, members: Iterable[T] = ()) -> None:
        self._parent: dict[T, T] = {member: member for member in members}

    def root(self, member: T) -> T:
        """One member that stands for the group of another."""
        parent = self._parent
        parent.setdefault(member, member)
        top = member
        while parent[top] != top:
            top = parent[top]
        while parent[member] != top:
            parent[member], member = top, parent[member]
        return top

    def join(self, a: T, b: T) -> None:
        """Put two groups into one; the smaller member stands for it."""
        a, b = self.root(a), self.root(b)
        if a != b:
            self._parent[max(a, b)] = min(a, b)

    def all(self) -> list[list[T]]:
        """Every group, sorted within and by first member."""
        found: dict[T, list[T]] = {}
        for member in sorted(self._parent):
            found.setdefault(self.root(member), []).append(member)
        return [found[root] for root in sorted(found)]
