"""What every page shares: data that cannot break out of its script, a content security policy.

Words of articles are hostile. They reach a page only as JSON in a data block, which the page reads with
`JSON.parse` and shows with `textContent`; nothing else than the scripts and styles named by their hash can run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")


class Page(str):
    """The text of one HTML page; a notebook shows it in a frame of its own.

    >>> Page("<p>hello</p>")._repr_html_()[:44]
    '<iframe title="kg" sandbox="allow-scripts al'
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        source = html.escape(str(self))
        frame = 'sandbox="allow-scripts allow-downloads allow-popups" width="100%" height="720" frameborder="0"'
        return f'<iframe title="kg" {frame} srcdoc="{source}"></iframe>'


def clean(text: str) -> str:
    """The text with lone surrogates replaced, which no UTF-8 file can hold.

    >>> clean("a\\ud800b")
    'a\ufffdb'
    """
    return text.translate(_SURROGATES)


def json_block(value: Any) -> Markup:
    """A value as JSON that is safe inside `<script type="application/json">`, keys sorted.

    >>> print(json_block({"b": "</script>", "a": 1}))
    {"a":1,"b":"\\u003c/script\\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return Markup(clean(text).translate(_ESCAPES))


def policy(scripts: list[str], styles: list[str]) -> str:
    """The content security policy of a page: nothing but these very scripts and styles, and pictures it draws itself.

    >>> policy(["a"], []).split(";")[1].strip()[:24]
    "script-src 'sha256-ypeBE"
    """
    rules = {
        "default-src": ["'none'"],
        "script-src": [_source_hash(text) for text in scripts] or ["'none'"],
        "style-src": [_source_hash(text) for text in styles] or ["'none'"],
        "img-src": ["data:", "blob:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def static(name: str) -> str:
    """The text of a built file of `static/`, with newlines as the page will have them.

    >>> static("manifest.json")[0]
    '{'
    """
    return (files("kg.export") / "static" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def render(template: str, **values: object) -> Page:
    """A template of `templates/` filled in, escaping on. Scripts and styles come in as lists of trusted text.

    >>> page = render("explorer.html", title="<t>", language="fr", view="both", scripts=[], styles=[], data="{}")
    >>> "default-src" in page, "<title>&lt;t&gt;</title>" in page
    (True, True)
    """
    scripts, styles = (list(map(str, _strings(values[key]))) for key in ("scripts", "styles"))
    values |= {"scripts": [Markup(text) for text in scripts], "styles": [Markup(text) for text in styles]}
    text = _environment().get_template(template).render(policy=policy(scripts, styles), **values)
    return Page(clean(text))


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


def _strings(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kg.export", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
