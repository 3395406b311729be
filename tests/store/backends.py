"""Real stores for the conformance tests: embedded, Oxigraph's server, Virtuoso; started on loopback, ended after."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CONFIGURATION = """[Database]
DatabaseFile={folder}/v.db
ErrorLogFile={folder}/v.log
LockFile={folder}/v.lck
TransactionFile={folder}/v.trx
xa_persistent_file={folder}/v.pxa
[TempDatabase]
DatabaseFile={folder}/t.db
TransactionFile={folder}/t.trx
[Parameters]
ServerPort=127.0.0.1:{sql}
ServerThreads=10
NumberOfBuffers=8000
MaxDirtyBuffers=5000
CheckpointInterval=0
DirsAllowed={folder}
[HTTPServer]
ServerPort=127.0.0.1:{http}
ServerThreads=6
ServerRoot={folder}
[SPARQL]
ResultSetMaxRows=10000
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail(f"the server did not start: {process.args}")


@contextlib.contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        wait_for(port, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The address of the server in the wheel `oxigraph`, on an empty folder."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("no oxigraph: pip install oxigraph (extra dev)")
    port = free_port()
    with running([found, "serve", "-l", str(folder / "data"), "-b", f"127.0.0.1:{port}"], port, folder):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of a Virtuoso of its own, unprivileged, where anybody on this machine may write."""
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if server is None or client is None:
        pytest.skip("no Virtuoso: apt-get install virtuoso-opensource-7")
    http, sql = free_port(), free_port()
    (folder / "v.ini").write_text(CONFIGURATION.format(folder=folder, http=http, sql=sql))
    command = [server, "+configfile", str(folder / "v.ini"), "+foreground"]
    with running(command, http, folder):
        wish = "GRANT SPARQL_UPDATE TO \"SPARQL\"; USER_SET_PASSWORD('dba', 'a secret');"
        done = subprocess.run(
            [client, f"127.0.0.1:{sql}", "dba", "dba", f"exec={wish}"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        yield f"http://127.0.0.1:{http}"
