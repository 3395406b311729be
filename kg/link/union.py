"""Groups of things that were found to be the same."""

from __future__ import annotations

from array import array


class Groups:
    """Union-find over numbers, eight bytes each, whose answer does not depend on the order in which pairs were joined.

    >>> groups = Groups(3)
    >>> groups.join(0, 2)
    >>> [groups.root(number) for number in range(3)]
    [0, 1, 0]
    """

    def __init__(self, count: int) -> None:
        self._parent = array("q", range(count))

    def root(self, member: int) -> int:
        """The smallest member of the group of another."""
        parent = self._parent
        top = member
        while parent[top] != top:
            top = parent[top]
        while parent[member] != top:
            parent[member], member = top, parent[member]
        return top

    def join(self, a: int, b: int) -> None:
        """Put two groups into one; the smaller member stands for it."""
        a, b = self.root(a), self.root(b)
        if a != b:
            self._parent[max(a, b)] = min(a, b)
