from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest

from kg.export.html import Page, clean, json_block, policy, render

NASTY = ["</script>", "<!-- <script>", "&lt;", "\u2028\u2029", "\x00\x1f", "\ud800 lone", "😀", "]]>", "href", '"\\']


@pytest.mark.parametrize("words", NASTY)
def test_json_block_cannot_leave_its_script(words: str) -> None:
    block = str(json_block({"words": words}))
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block)["words"] == clean(words)
    block.encode("utf-8")


def test_json_block_is_sorted_and_refuses_nan() -> None:
    assert json_block({"b": 1, "a": 2}) == '{"a":2,"b":1}'
    with pytest.raises(ValueError, match="JSON"):
        json_block(float("nan"))


def test_policy_names_each_script_by_its_hash() -> None:
    text = "console.log('é')"
    found = policy([text], [])
    expected = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert f"script-src 'sha256-{expected}'" in found
    assert "style-src 'none'" in found
    assert "unsafe" not in found and "http" not in found and "*" not in found


def test_render_escapes_words_and_keeps_scripts() -> None:
    page = render(
        "explorer.html", title="<b>", language='"><script>', view="both", scripts=["a < b && c"], styles=["p > a {}"],
        data=json_block({}),
    )  # fmt: skip
    assert "<title>&lt;b&gt;</title>" in page
    assert "<script>a < b && c</script>" in page and "<style>p > a {}</style>" in page
    assert '"><script>' not in page
    head = page[page.index("<head>") :]
    assert re.match(r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy"', head)


def test_page_shows_itself_in_a_notebook() -> None:
    frame = Page('<p title="a">&amp;</p>')._repr_html_()
    assert 'srcdoc="&lt;p title=&quot;a&quot;&gt;&amp;amp;&lt;/p&gt;"' in frame
    assert "allow-same-origin" not in frame
