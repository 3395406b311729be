"""What was built stays right: `verify` looks whether it is, `backup` puts all of it into one file and back."""

from __future__ import annotations

from kg.keep.backup import backup, restore
from kg.keep.verify import Finding, verify, verify_shards

__all__ = ["Finding", "backup", "restore", "verify", "verify_shards"]
