"""tar archives and files packed by bzip2, xz and zstd: real ones, made here; broken and hostile ones too."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.read import extras, streams

zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed: pip install -e '.[inputs]'")

Hear = Callable[..., Any]
FRENCH = "Le ministre a déclaré mardi que la Russie n'a pas répondu aux propositions de l'Otan."
ENGLISH = "The minister said on Tuesday that Russia has not answered the proposals of the alliance."
PACK: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: zstandard.ZstdCompressor().compress(data),
}
SHORT = {".tgz": ".gz", ".tbz2": ".bz2", ".tbz": ".bz2", ".txz": ".xz", ".tzst": ".zst"}


def tar(members: Mapping[str, bytes | tarfile.TarInfo], form: int = tarfile.PAX_FORMAT) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=form) as archive:
        for name, content in members.items():
            if isinstance(content, tarfile.TarInfo):
                archive.addfile(content)
            else:
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return sink.getvalue()


def special(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


TWO = {"news/a.txt": FRENCH.encode(), "news/b.txt": ENGLISH.encode()}


@pytest.mark.parametrize("ending", PACK)
@pytest.mark.parametrize("how", ["named", "unnamed", "frames", "in zip", "in tar"])
def test_one_file_packed(hear: Hear, tmp_path: Path, ending: str, how: str) -> None:
    data = PACK[ending](FRENCH.encode())
    path = tmp_path / f"a.txt{ending}"
    if how == "unnamed":
        path = tmp_path / f"a{ending}"
        data = PACK[ending](b'{"id": "a", "text": "' + FRENCH.encode() + b'"}')
    elif how == "frames":  # as `cat` puts two of them together
        half = FRENCH.encode()[:30], FRENCH.encode()[30:]
        data = b"".join(map(PACK[ending], half))
    elif how == "in zip":
        path = tmp_path / "z.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"a.txt{ending}", data)
    elif how == "in tar":
        path = tmp_path / "t.tar"
        data = tar({f"a.txt{ending}": data})
    if how != "in zip":
        path.write_bytes(data)
    heard = hear(tmp_path, published="2022")
    assert heard.ids == ["a"] and heard.only.article.text == FRENCH, heard.said


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("ending", [".tar", *(f".tar{ending}" for ending in PACK), *SHORT])
def test_an_archive(hear: Hear, tmp_path: Path, ending: str, form: int) -> None:
    data = tar(TWO, form)
    packing = SHORT.get(ending, ending.removeprefix(".tar"))
    (tmp_path / f"x{ending}").write_bytes(PACK[packing](data) if packing else data)
    heard = hear(tmp_path, published="2022")
    assert heard.ids == ["a", "b"] and not heard.skipped
    assert [r.article.where for r in heard.found] == [f"{tmp_path}/x{ending}/news/{name}.txt" for name in "ab"]


@pytest.mark.parametrize("ending", ["", ".zst"])
def test_an_archive_whose_name_does_not_tell(hear: Hear, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(PACK[ending](tar(TWO)) if ending else tar(TWO)))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert hear(Path("-"), published="2022").ids == ["a", "b"]


def test_what_is_left_out_of_an_archive(hear: Hear, tmp_path: Path) -> None:
    text = FRENCH.encode()
    sparse = special("sparse.txt", tarfile.GNUTYPE_SPARSE)
    names = ("../up.txt", "/etc/abs.txt", "a/../../b.txt", "C:/drive.txt", ".hidden.txt", "__MACOSX/x.txt", "x.exe",
             "inner.zip", "inner.tar.gz", "inner.tgz", "P.html", "P_files/frame.txt", "good.txt",
             "red\x1b[31m.txt")  # fmt: skip
    members: dict[str, Any] = {name: text + name.encode() for name in names}
    members["P.html"] = f"<html><body><article><p>{ENGLISH}</p><p>{ENGLISH}</p></article></body></html>".encode()
    members["l"] = special("link.txt", tarfile.SYMTYPE, "/etc/passwd")
    members["h"] = special("hard.txt", tarfile.LNKTYPE, "good.txt")
    members["d"] = special("device.txt", tarfile.CHRTYPE)
    members["f"] = special("pipe.txt", tarfile.FIFOTYPE)
    members["s"] = sparse
    (tmp_path / "t.tar").write_bytes(tar(members, tarfile.GNU_FORMAT))
    heard = hear(tmp_path / "t.tar", published="2022")
    assert [i for i in heard.ids if "red" not in i] == ["P", "good"] and len(heard.ids) == 3
    said = {e.where.removeprefix(f"{tmp_path}/t.tar/"): e.what for e in heard.skipped}
    assert [name for name, what in said.items() if "leads out" in what] == list(names[:4])
    assert [name for name, what in said.items() if "inside" in what] == list(names[7:10])
    assert said["sparse.txt"] == "is a sparse file." and len(said) == 8
    assert [n.what for n in heard.notices] == ["files without a reader were left aside: 1 .exe, 4 .txt."]
    assert not any("\x1b" in r.article.where for r in heard.found)


@pytest.mark.parametrize("ending", [*PACK, *(f".tar{ending}" for ending in PACK)])
def test_a_bomb_is_given_up_early(hear: Hear, tmp_path: Path, ending: str) -> None:
    data = b" " * (300 << 20)
    packing = ending.removeprefix(".tar")
    name = "b.jsonl" if packing == ending else "b"
    (tmp_path / f"{name}{ending}").write_bytes(PACK[packing](tar({"b.jsonl": data}) if name == "b" else data))
    heard = hear(tmp_path)
    assert [e.what for e in heard.skipped] == ["unpacks to more than 250 times its size, as no text does."]
    assert not heard.found


@pytest.mark.parametrize("ending", PACK)
def test_damage(hear: Hear, tmp_path: Path, ending: str) -> None:
    whole = PACK[ending](b"".join(f"{FRENCH} {n * 7919}\n".encode() for n in range(9000)))
    (tmp_path / f"cut.txt{ending}").write_bytes(whole[: len(whole) // 2])
    (tmp_path / f"damaged.txt{ending}").write_bytes(whole[:30] + b"\xff\x00" * 40 + whole[110:])
    (tmp_path / f"no.txt{ending}").write_bytes(b"plain words, packed by nothing")
    (tmp_path / f"none.txt{ending}").write_bytes(b"")
    heard = hear(tmp_path, published="2022")
    assert not heard.found
    assert [e.what.partition(" (")[0] for e in heard.skipped] == [
        "is cut off: its end is missing.", "is damaged and cannot be unpacked", "is damaged and cannot be unpacked",
        "is empty.",
    ]  # fmt: skip
    assert all(e.hint and "\n" not in str(e) for e in heard.skipped)


def test_a_broken_archive_gives_what_stands_before(hear: Hear, tmp_path: Path) -> None:
    data = tar({"a.txt": FRENCH.encode(), "b.txt": ENGLISH.encode() * 200, "c.txt": FRENCH.encode()})
    second = data.index(b"b.txt")
    broken = {
        "1-in-a-member": (data[: second + 512 + 4000], "is cut off"),
        "2-in-a-header": (data[: second + 100], "is cut off"),
        "3-between": (data[:second], "is cut off"),
        "4-bad-header": (data[:second] + b"\xff" * 512 + data[second + 512 :], "is damaged"),
    }
    for name, (content, what) in broken.items():
        (tmp_path / f"{name}.tar").write_bytes(content)
        heard = hear(tmp_path / f"{name}.tar", published="2022")
        assert heard.ids == ["a"] and [e.what[: len(what)] for e in heard.skipped] == [what], name
    packed = gzip.compress(tar({"a.txt": FRENCH.encode(), "b.txt": bytes(range(32, 127)) * 900}), 0)
    (tmp_path / "5.tar.gz").write_bytes(packed[: len(packed) // 2])
    heard = hear(tmp_path / "5.tar.gz", published="2022")
    assert heard.ids == ["a"] and [e.what for e in heard.skipped] == ["is cut off: its end is missing."]


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"no archive, but plain words" * 40, "cannot be opened as a tar archive ("), (b"", "is empty."),
     (tar({}), "no article files in this archive."), (tar({"x.exe": b"x"}), "no article files in this archive.")],
)  # fmt: skip
def test_no_archive(hear: Hear, tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "t.tar").write_bytes(content)
    assert [e.what[: len(what)] for e in hear(tmp_path).skipped] == [what]


def test_a_damaged_member_costs_only_itself(hear: Hear, tmp_path: Path) -> None:
    members = {"a.txt.gz": b"no gzip", "b.txt.xz": lzma.compress(FRENCH.encode())[:40], "c.txt": ENGLISH.encode()}
    (tmp_path / "t.tar").write_bytes(tar(members))
    heard = hear(tmp_path, published="2022")
    assert heard.ids == ["c"]
    assert [e.where.rpartition("/")[2] for e in heard.skipped] == ["a.txt.gz", "b.txt.xz"]


def test_memory_that_a_header_asks_for(hear: Hear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MEMORY", 8 << 20)
    params = zstandard.ZstdCompressionParameters(window_log=26)
    big = b"".join(f"{FRENCH} {n}\n".encode() for n in range(200_000))
    (tmp_path / "a.txt.xz").write_bytes(lzma.compress(FRENCH.encode(), preset=9))
    packer = zstandard.ZstdCompressor(compression_params=params).compressobj()
    (tmp_path / "b.txt.zst").write_bytes(packer.compress(big) + packer.flush())
    heard = hear(tmp_path, published="2022")
    assert not heard.found and len(heard.skipped) == 2
    assert all(e.what.startswith("is damaged and cannot be unpacked (") for e in heard.skipped)


def test_a_missing_package_is_named(hear: Hear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(wanted: str) -> None:
        raise ImportError(wanted)

    monkeypatch.setattr(extras, "import_module", missing)
    (tmp_path / "a.txt.zst").write_bytes(PACK[".zst"](FRENCH.encode()))
    (tmp_path / "t.tar").write_bytes(tar({"b.txt.zst": PACK[".zst"](FRENCH.encode()), "c.txt": ENGLISH.encode()}))
    heard = hear(tmp_path, published="2022")
    assert heard.ids == ["c"]
    install = 'needs zstandard, which is not installed. Install it in the clone: pip install -e ".[inputs]".'
    assert [str(e) for e in heard.skipped] == [
        f"{tmp_path}/{name}: {install}" for name in ("a.txt.zst", "t.tar/b.txt.zst")
    ]
