"""Make the files of this folder again: `python tests/read/data/make.py`.

Needs playwright with Chromium (KG_CHROMIUM), feedgen, rfeed, pelican, and node with the npm package feed (NODE_PATH).
"""

# ruff: noqa: E501 (pages as they are written)

from __future__ import annotations

import datetime as dt
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PARIS = dt.timezone(dt.timedelta(hours=1))

PORT = [
    "Le préfet de la Côte a annoncé samedi la réouverture du port de Valmer, fermé depuis mercredi à cause de la "
    'tempête. La <a href="/region">région</a> avait demandé cette mesure dès vendredi.',
    "« Les navires peuvent entrer de nouveau », a déclaré le préfet Jean Morel devant la presse. La compagnie "
    "Méridienne a accusé la région d'avoir tardé à prévenir les équipages.",
    "La région a rejeté cette accusation. Elle a demandé au gouvernement une aide de deux millions d'euros pour les "
    "pêcheurs, dont les bateaux sont restés à quai pendant trois jours.",
    'Les syndicats se réuniront lundi à <a href="/brive">Brive-sur-Mer</a> pour décider de la suite.',
]

COURRIER = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>Le port de Valmer rouvre après la tempête - Le Courrier de la Côte</title>
<meta property="og:title" content="Le port de Valmer rouvre après la tempête">
<meta property="og:site_name" content="Le Courrier de la Côte">
<link rel="canonical" href="https://courrier.example/regions/port-de-valmer">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[
{{"@type":"WebSite","name":"Le Courrier de la Côte"}},
{{"@type":"NewsArticle","headline":"Le port de Valmer rouvre après la tempête",
"datePublished":"2023-11-04T23:30:00+01:00","dateModified":"2023-11-06T08:00:00+01:00",
"publisher":{{"@type":"Organization","name":"Le Courrier de la Côte"}}}}]}}</script></head><body>
<header><nav><ul><li><a href="/">Accueil</a></li><li><a href="/eco">Économie</a></li><li><a href="/s">Sports</a></li></ul></nav></header>
<div id="cookie-banner" role="dialog"><p>Avec votre accord, nos partenaires et nous utilisons des cookies pour mesurer
notre audience et vous montrer de la publicité.</p><button>Tout accepter</button><button>Tout refuser</button></div>
<main><article><h1>Le port de Valmer rouvre après la tempête</h1>
<p class="byline">Par Claire Vidal, <time datetime="2023-11-06">mis à jour le 6 novembre 2023</time></p>
<p>{PORT[0]}</p><p>{PORT[1]}</p><h2>Trois jours de fermeture</h2><p>{PORT[2]}</p>
<aside class="related"><h3>Lire aussi</h3><ul><li><a href="/a">La tempête prive 3 000 foyers d'électricité</a></li>
<li><a href="/b">Les phares de la Côte en dix images</a></li></ul></aside><p>{PORT[3]}</p></article></main>
<footer><p>© Le Courrier de la Côte. Tous droits réservés. Mentions légales</p></footer></body></html>"""

CARNET = """<!doctype html><html lang="fr-FR"><head><meta charset="utf-8"><title>La mairie refuse le tramway &#8211; Carnet de Brive</title>
<meta property="article:published_time" content="2022-05-17T06:15:00+00:00">
<meta property="article:modified_time" content="2022-05-19T09:00:00+00:00">
<meta property="og:site_name" content="Carnet de Brive"></head>
<body class="post-template-default single single-post"><div id="page"><header id="masthead"><a href="/">Carnet de Brive</a>
<p>Actualité locale et conseils municipaux</p></header><article id="post-12" class="post type-post"><header class="entry-header">
<h1 class="entry-title">La mairie refuse le tramway</h1><span class="posted-on">17 mai 2022</span></header>
<div class="entry-content"><p>Le conseil municipal de Brive a refusé lundi soir le projet de tramway que la métropole
proposait depuis deux ans. La maire, Anne Roy, a dénoncé un coût « insupportable ».</p>
<figure class="wp-block-image"><img src="x.png" alt=""><figcaption>Le dépôt de Brive, photo d'archives</figcaption></figure>
<p>Le président de la métropole a répondu qu'il ne renoncerait pas. Il a promis de présenter un nouveau tracé en juin et
a invité les habitants à trois réunions publiques.</p><blockquote><p>Nous n'avons pas été consultés, a affirmé un
commerçant de la rue Haute.</p></blockquote><p>L'opposition a quitté la salle avant le vote.</p>
<div class="sharedaddy social-share"><h3>Partager :</h3><ul><li><a href="#">Cliquez pour partager sur le réseau</a></li></ul></div>
</div></article><div id="comments" class="comments-area"><h2>2 réflexions sur « La mairie refuse le tramway »</h2>
<ol class="comment-list"><li class="comment"><p>Encore des années de bouchons, merci la mairie, on n'en peut plus ici !</p></li>
<li class="comment"><p>Bravo, ce projet était absurde depuis le début.</p></li></ol></div></div></body></html>"""

ARCHIVES = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>Grève à l'arsenal</title></head><body bgcolor="#ffffff"><table width="100%"><tr><td colspan="2">
<a href="i.htm">Accueil</a> | <a href="p.htm">Politique</a> | <a href="r.htm">Régions</a></td></tr><tr><td width="150">
<font size="1"><a href="1.htm">Météo</a><br><a href="2.htm">Bourse</a></font></td><td><h1>Grève à l'arsenal de Kerlann</h1>
<p class="date">Publié le 12/03/2009 à 18h05</p><p>Les ouvriers de l'arsenal de Kerlann ont cessé le travail jeudi. Leur syndicat
accuse la direction d'avoir supprimé quarante postes sans négocier, et réclame la démission du directeur.</p>
<p>La direction a démenti. Elle a assuré que personne ne serait licencié avant l'été, et elle a proposé une rencontre au
ministère de la Défense.</p><p>Le ministre n'a pas répondu à cette proposition, a regretté le député Yves Le Bihan.</p></td></tr>
<tr><td colspan="2"><font size="1">Copyright 2009</font></td></tr></table></body></html>"""

GAZETTE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour strike ends | The Island Gazette</title>
<meta name="date" content="2024-02-09"><meta property="og:site_name" content="The Island Gazette"></head><body>
<div id="root"></div><script>
const p = ["Dock workers at Port Ellery ended their strike on Friday after the company accepted most of their demands.",
"The union said its members had voted to return to work. The company denied that it had threatened to close the terminal.",
"The minister for transport, Ruth Hale, welcomed the agreement and called on both sides to respect it.",
"Talks about pensions will resume next month, according to the union."];
document.getElementById("root").innerHTML = '<div class="topbar"><a href="/">News</a> <a href="/sport">Sport</a></div>' +
 '<div class="consent-wall"><p>We value your privacy. We and our partners store information on a device.</p></div>' +
 '<div class="layout"><div class="story"><h1>Harbour strike ends</h1><div class="story-meta">Updated 10 February 2024</div>' +
 '<div class="story-body">' + p.map(x => "<p>" + x + "</p>").join("") + '</div><div class="newsletter"><p>Sign up for our ' +
 'daily email and never miss a story.</p></div></div><div class="sidebar related"><h4>More from News</h4><ul><li>' +
 '<a href="/1">Ferry company raises fares again</a></li></ul></div></div>';
</script></body></html>"""

PAGES = {
    "courrier.html": ("https://courrier.example/regions/port-de-valmer", COURRIER),
    "carnet.html": ("https://carnet.example/?p=12", CARNET),
    "archives.html": ("https://archives.example/r/greve.htm", ARCHIVES),
    "gazette.html": ("https://gazette.example/harbour-strike-ends", GAZETTE),
}

# (title, address, time, paragraphs)
ENTRIES = [
    (
        "Le pont de Sauve fermé aux camions", "https://depeches.example/2023/03/le-pont-de-sauve/",
        dt.datetime(2023, 3, 8, 0, 20, tzinfo=PARIS),
        ["Le département a interdit mardi le pont de Sauve aux camions, après la découverte d'une fissure.",
         "Les transporteurs ont protesté. Leur président, Luc Arnaud, a demandé une <em>expertise</em> indépendante."],
    ),
    (
        "Le syndicat porte plainte", "https://depeches.example/2023/03/plainte/",
        dt.datetime(2023, 3, 9, 18, 0, tzinfo=PARIS),
        ["Le syndicat des transporteurs a porté plainte jeudi contre le département.",
         "Le département a démenti avoir caché le rapport des ingénieurs."],
    ),
]  # fmt: skip


def pages() -> None:
    """The pages as Chromium has them after loading."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, (address, html) in PAGES.items():
            page = browser.new_page()
            legacy = "iso-8859-1" in html
            body = html.encode("iso-8859-1" if legacy else "utf-8")

            page.route("**/*", functools.partial(_answer, body))
            page.goto(address)
            (HERE / name).write_bytes(page.content().encode("iso-8859-1" if legacy else "utf-8"))
            if name == "courrier.html":
                session = page.context.new_cdp_session(page)
                data = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
                (HERE / "courrier.mhtml").write_text(data, encoding="utf-8", newline="")
        browser.close()


def _answer(body: bytes, route: Any, request: Any) -> None:
    if request.resource_type == "document":
        route.fulfill(status=200, body=body, headers={"Content-Type": "text/html"})
    else:
        route.abort()


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


def wordpress() -> None:
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.title("Dépêches de Sauve")
    feed.link(href="https://depeches.example/", rel="alternate")
    feed.description("Les nouvelles de la vallée")
    feed.language("fr-FR")
    feed.lastBuildDate(ENTRIES[-1][2])
    for title, address, time, texts in ENTRIES:
        entry = feed.add_entry(order="append")
        entry.title(title)
        entry.link(href=address)
        entry.guid(f"https://depeches.example/?p={time:%d}", permalink=False)
        entry.pubDate(time)
        short = texts[0][:60]
        more = f'<p>L’article <a href="{address}">{title}</a> est apparu en premier sur <a href="https://depeches.example">Dépêches de Sauve</a>.</p>'
        entry.description(f"<p>{short} [&#8230;]</p>\n{more}")
        figure = '<figure><img src="pont.jpg"><figcaption>Photo de la rédaction</figcaption></figure>\n'
        entry.content(figure + paragraphs(texts) + more, type="CDATA")
    feed.rss_file(str(HERE / "wordpress.rss"), pretty=True)


def depeches() -> None:
    import re

    from rfeed import Feed, Guid, Item

    items = [
        Item(title=title, link=address, description=re.sub(r"</?em>", "", " ".join(texts)),
             guid=Guid(f"d{number}", isPermaLink=False), pubDate=time)
        for number, (title, address, time, texts) in enumerate(ENTRIES, start=1)
    ]  # fmt: skip
    feed = Feed(title="Dépêches", link="https://depeches.example/", description="Brèves", language="fr", items=items,
                lastBuildDate=ENTRIES[-1][2])  # fmt: skip
    (HERE / "depeches.rss").write_text(feed.rss(), encoding="utf-8")


def site() -> None:
    import json

    rows = [
        {"title": t, "id": a, "link": a, "date": d.isoformat(), "published": d.isoformat(), "content": paragraphs(p)}
        for t, a, d, p in ENTRIES
    ]
    code = """const { Feed } = require("feed");
const rows = JSON.parse(require("fs").readFileSync(0, "utf8"));
const feed = new Feed({ title: "Dépêches", id: "https://depeches.example/", link: "https://depeches.example/",
  language: "fr", copyright: "", updated: new Date(rows[1].date) });
for (const row of rows) feed.addItem({ ...row, date: new Date(row.date), published: new Date(row.published) });
process.stdout.write(feed.atom1());"""
    done = subprocess.run(["node", "-e", code], input=json.dumps(rows), capture_output=True, text=True, check=True)
    (HERE / "site.atom").write_text(done.stdout, encoding="utf-8")


def pelican() -> None:
    with tempfile.TemporaryDirectory() as folder:
        content, out = Path(folder, "content"), Path(folder, "out")
        content.mkdir()
        for number, (title, _, time, texts) in enumerate(ENTRIES):
            head = f"Title: {title}\nDate: {time:%Y-%m-%d %H:%M}\nSlug: depeche-{number}\n\n"
            text = "\n\n".join(texts).replace("<em>", "*").replace("</em>", "*")
            (content / f"{number}.md").write_text(head + text, encoding="utf-8")
        (Path(folder) / "conf.py").write_text(
            "SITENAME='Dépêches'\nSITEURL='https://depeches.example'\nFEED_ALL_ATOM='all.atom.xml'\n"
            "TIMEZONE='Europe/Paris'\nDEFAULT_LANG='fr'\nAUTHOR='La rédaction'\n",
            encoding="utf-8",
        )
        command = [sys.executable, "-m", "pelican", str(content), "-o", str(out), "-s", f"{folder}/conf.py", "-q"]
        subprocess.run(command, check=True)
        shutil.copy(out / "all.atom.xml", HERE / "pelican.atom")


if __name__ == "__main__":
    for make in (pages, wordpress, depeches, site, pelican):
        make()
