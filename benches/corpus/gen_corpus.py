#!/usr/bin/env python3
"""Deterministic corpus generator: one institutional site, as input for several
static site generators.

    gen_corpus.py --out DIR --pages 1000 [--seed 1] [--flavour osier,hugo,zola,zola23,eleventy]
                  [--words 600] [--links plain|checked] [--latest] [--peers DIR]

For each flavour, DIR/<flavour>/ receives a complete site: the generated content and
assets plus a copy of the template skeleton found in --peers (default: the folder
`peers` above this script's). `zola`: templates in Tera 1 (Zola up to 0.22); `zola23`:
in Tera 2 (Zola 0.23).

Same seed + same N  =>  byte-identical output, on any machine (standard library only).
The first pages of a larger corpus are not those of a smaller one: N is part of the seed.

Content: `actualites` 55 %, `evenements` 20 %, `equipe` 15 %, `formations` 10 %.
Every page: title, description, date, author, lead, image, two taxonomies
(`thematiques`: 30 terms, `campus`: 8 terms), body of ~600 words with headings, lists, a table,
a block quote, emphasis, three links to other pages, one image, one footnote.
--links plain: `[x](/actualites/slug/)` in every flavour. --links checked: each tool's own
checked form (Osier `/actualites/slug.md`, Zola `@/actualites/slug.md`, Hugo `{{< relref >}}`,
Eleventy: plain).
--latest: every page also shows the three latest pages of its section (the skeleton's
`latest.on.*` takes the place of the empty `latest.*`).
"""
import argparse
import datetime as dt
import json
import random
import re
import shutil
import struct
import sys
import unicodedata
import zlib
from pathlib import Path

SECTIONS = [
    ("actualites", "Actualités", 0.55),
    ("evenements", "Événements", 0.20),
    ("equipe", "Équipe", 0.15),
    ("formations", "Formations", 0.10),
]
SECTION_LEADS = {
    "actualites": "Toute l'actualité de l'établissement, de la recherche et de la vie étudiante.",
    "evenements": "Conférences, journées portes ouvertes, soutenances et rencontres à venir ou passées.",
    "equipe": "Les enseignantes, enseignants, chercheuses, chercheurs et personnels de l'établissement.",
    "formations": "Licences, masters, doctorats et diplômes d'université proposés sur tous les campus.",
}
THEMATIQUES = [
    "Transition écologique", "Égalité", "Santé publique", "Intelligence artificielle",
    "Patrimoine", "Sobriété numérique", "Droit public", "Économie sociale", "Mobilité",
    "Énergie", "Biodiversité", "Littérature", "Vie étudiante", "International",
    "Insertion professionnelle", "Recherche", "Accessibilité", "Europe", "Architecture",
    "Agriculture", "Sciences du sport", "Musique", "Alternance", "Formation continue",
    "Données ouvertes", "Océan", "Climat", "Handicap", "Médiation", "Innovation",
]
CAMPUS = ["Bordeaux", "Rennes", "Lille", "Nantes", "Montpellier", "Grenoble", "Poitiers", "Strasbourg"]
PRENOMS = ["Claire", "Noémie", "Hélène", "Aïcha", "Élodie", "Françoise", "Maëlle", "Inès", "Zoé", "Anaïs",
           "Pierre", "Jérôme", "François", "Loïc", "Mehdi", "Étienne", "Raphaël", "Cédric", "Benoît", "Noël"]
NOMS = ["Lefèvre", "Martin", "Bénard", "Le Gall", "Dubois", "Moreau", "Garnier", "Chauvet", "Rousseau", "N'Guyen",
        "Fournier", "Girard", "Mercier", "Blanchard", "Guérin", "Lemaître", "Perrin", "Clément", "D'Angelo", "Besançon"]
SUJETS = ["l'université", "le laboratoire", "la bibliothèque", "l'équipe pédagogique", "la direction de la recherche",
          "le conseil d'administration", "l'école doctorale", "le service des relations internationales",
          "la mission égalité", "le pôle numérique", "le collectif étudiant", "la région", "l'institut",
          "la maison des sciences de l'homme", "le centre de formation", "la vice-présidence"]
VERBES = ["accompagne", "présente", "renforce", "lance", "propose", "poursuit", "évalue", "publie", "soutient",
          "organise", "inaugure", "réunit", "prépare", "transforme", "coordonne", "accueille"]
OBJETS = ["un programme de recherche interdisciplinaire", "une nouvelle licence professionnelle",
          "les étudiantes et les étudiants de première année", "un plan de sobriété énergétique",
          "des ateliers ouverts au public", "une exposition consacrée au littoral",
          "un appel à projets doté de moyens pérennes", "la rénovation thermique des bâtiments",
          "des parcours adaptés aux personnes en situation de handicap", "un partenariat avec les collectivités",
          "une série de conférences en accès libre", "le suivi des diplômés trois ans après leur sortie",
          "des bourses de mobilité européenne", "une démarche d'accessibilité numérique",
          "la mise en commun des données d'observation", "un dispositif d'aide à la réussite"]
COMPL = ["avec l'appui de ses partenaires territoriaux", "dans le cadre du contrat d'établissement",
         "afin de réduire l'empreinte carbone de ses activités", "pour la deuxième année consécutive",
         "à l'occasion de la semaine du développement durable", "en lien étroit avec les associations du quartier",
         "malgré un contexte budgétaire contraint", "sous la responsabilité d'un comité scientifique indépendant",
         "conformément aux recommandations du référentiel d'accessibilité", "sur l'ensemble des campus",
         "après une large concertation menée au printemps", "en s'appuyant sur des logiciels libres",
         "au bénéfice des publics les plus éloignés de l'enseignement supérieur",
         "dès la rentrée prochaine et jusqu'à la fin de l'année universitaire"]
SUITES = ["Cette démarche s'inscrit dans la durée.", "Les premiers résultats sont encourageants.",
          "Les inscriptions sont ouvertes jusqu'à la fin du mois.", "L'entrée est libre et gratuite.",
          "Le bilan complet sera rendu public à l'automne.", "Un retour d'expérience est prévu au second semestre.",
          "Toutes les composantes ont été associées à la réflexion.", "Le calendrier détaillé figure ci-dessous.",
          "Près de deux cents personnes y ont déjà pris part.", "Les supports sont publiés sous licence ouverte."]
CONNECT = ["Par ailleurs,", "Dans le même temps,", "En parallèle,", "À ce titre,", "C'est pourquoi", "Cette année,",
           "Depuis 2019,", "Concrètement,", "Au-delà de ces annonces,", "À l'échelle nationale,"]
TITRES_H2 = ["Contexte", "Objectifs", "Une démarche partagée", "Calendrier", "Modalités d'inscription", "Résultats",
             "Les partenaires", "Publics concernés", "Pour aller plus loin", "Méthode", "Perspectives", "Programme"]
TITRES_H3 = ["Points clés", "En pratique", "Chiffres", "Accessibilité du site", "Contacts", "Témoignage"]
ITEMS = ["dépôt des candidatures en ligne", "visite guidée des locaux", "entretien avec le jury",
         "atelier de co-construction", "restitution publique", "accueil des nouveaux arrivants",
         "mise à disposition des données", "traduction en langue des signes", "audit énergétique",
         "formation des personnels", "publication du rapport", "rencontre avec les entreprises"]
EVENT_KIND = ["Conférence", "Journée d'étude", "Table ronde", "Soutenance", "Portes ouvertes", "Séminaire", "Exposition"]
DIPLOMES = ["Licence", "Master", "Doctorat", "Licence professionnelle", "Diplôme d'université", "BUT"]
LAST_DAY = dt.date(2026, 6, 30)  # every page is dated on or before this day
N_IMAGES = 24


def slugify(text):
    text = unicodedata.normalize("NFKD", text.replace("œ", "oe")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def cap(s):
    return s[0].upper() + s[1:]


class Gen:
    def __init__(self, pages, seed, words, links):
        self.rng = random.Random(f"{seed}/{pages}/{words}")
        self.words = words
        self.links = links
        self.pages = self._skeleton(pages)

    def _skeleton(self, n):
        r = self.rng
        counts = [round(n * share) for _, _, share in SECTIONS]
        counts[0] += n - sum(counts)
        out = []
        for (section, _, _), count in zip(SECTIONS, counts):
            for i in range(count):
                day = LAST_DAY - dt.timedelta(days=r.randrange(0, 365 * 6))
                if section == "equipe":
                    title = f"{r.choice(PRENOMS)} {r.choice(NOMS)}"
                elif section == "formations":
                    title = f"{r.choice(DIPLOMES)} {r.choice(THEMATIQUES).lower()} et {r.choice(THEMATIQUES).lower()}"
                elif section == "evenements":
                    title = f"{r.choice(EVENT_KIND)} : {r.choice(OBJETS)}"
                else:
                    title = f"{cap(r.choice(SUJETS))} {r.choice(VERBES)} {r.choice(OBJETS)}"
                out.append({
                    "section": section,
                    "title": title,
                    "slug": f"{slugify(title)[:60].strip('-')}-{i:05d}",
                    "date": day.isoformat(),
                    "author": f"{r.choice(PRENOMS)} {r.choice(NOMS)}",
                    "image": f"/images/photo-{r.randrange(N_IMAGES):02d}.png",
                    "image_alt": f"Vue du campus de {r.choice(CAMPUS)}",
                    "description": f"{cap(r.choice(SUJETS))} {r.choice(VERBES)} {r.choice(OBJETS)} {r.choice(COMPL)}.",
                    "thematiques": sorted(r.sample(THEMATIQUES, r.randint(1, 3))),
                    "campus": sorted(r.sample(CAMPUS, r.randint(1, 2))),
                })
        return out

    def sentence(self):
        r = self.rng
        s = f"{r.choice(SUJETS)} {r.choice(VERBES)} {r.choice(OBJETS)} {r.choice(COMPL)}"
        k = r.random()
        if k < 0.25:
            return f"{r.choice(CONNECT)} {s}."
        if k < 0.35:
            return f"{cap(s)}. {r.choice(SUITES)}"
        if k < 0.45:
            return f"{cap(s)} : **{r.choice(ITEMS)}**, *{r.choice(ITEMS)}* et {r.choice(ITEMS)}."
        if k < 0.52:
            return f"« {cap(s)} », souligne {r.choice(PRENOMS)} {r.choice(NOMS)}."
        return f"{cap(s)}."

    def paragraph(self, extra=""):
        n = self.rng.randint(2, 4)
        return " ".join(self.sentence() for _ in range(n)) + extra

    def link(self, page):
        """Placeholder, rewritten by each flavour: \x00section/slug\x01."""
        return f"\x00{page['section']}/{page['slug']}\x01"

    def body(self):
        r = self.rng
        targets = [self.pages[r.randrange(len(self.pages))] for _ in range(3)]
        links = [f" Voir aussi [{t['title']}]({self.link(t)})." for t in targets]
        parts = [self.paragraph(), self.paragraph("[^1]" + links[0])]
        h2 = r.sample(TITRES_H2, 5)
        img = r.randrange(N_IMAGES)

        parts.append(f"## {h2[0]}")
        parts.append(self.paragraph())
        parts.append("\n".join(f"- {cap(r.choice(ITEMS))} ;" for _ in range(r.randint(3, 6))))

        parts.append(f"## {h2[1]}")
        parts.append(self.paragraph(links[1]))
        parts.append(f"![Photographie de l'atelier organisé à {r.choice(CAMPUS)}](/images/photo-{img:02d}.png)")

        parts.append(f"### {r.choice(TITRES_H3)}")
        parts.append("\n".join(f"{i + 1}. {cap(r.choice(ITEMS))} ({r.choice(CAMPUS)})" for i in range(r.randint(3, 5))))

        parts.append(f"## {h2[2]}")
        rows = ["| Étape | Date | Lieu | Effectif |", "|:------|:-----|:-----|---------:|"]
        for _ in range(r.randint(4, 7)):
            d = LAST_DAY - dt.timedelta(days=r.randrange(900))
            rows.append(f"| {cap(r.choice(ITEMS))} | {d.strftime('%d/%m/%Y')} | {r.choice(CAMPUS)} | {r.randint(8, 420)} |")
        parts.append("\n".join(rows))
        parts.append(f"> {self.sentence()}\n>\n> — {r.choice(PRENOMS)} {r.choice(NOMS)}")

        parts.append(f"## {h2[3]}")
        # grow to the asked number of words, then close
        while sum(len(p.split()) for p in parts) < self.words - 60:
            parts.append(self.paragraph())
        parts.append(f"## {h2[4]}")
        parts.append(self.paragraph(links[2]))
        parts.append(f"[^1]: {self.sentence()}")
        return "\n\n".join(parts) + "\n"

    def __iter__(self):
        for p in self.pages:
            yield p, self.body()


# ---------------------------------------------------------------- flavours

def q(s):  # a JSON string is a valid YAML and TOML basic string here
    return json.dumps(s, ensure_ascii=False)


def ql(items):
    return "[" + ", ".join(q(i) for i in items) + "]"


def fm_yaml(p, extra=""):
    return (f"---\ntitle: {q(p['title'])}\ndescription: {q(p['description'])}\ndate: {p['date']}\n"
            f"author: {q(p['author'])}\nimage: {q(p['image'])}\nimage_alt: {q(p['image_alt'])}\n"
            f"thematiques: {ql(p['thematiques'])}\ncampus: {ql(p['campus'])}\n{extra}---\n\n")


def fm_toml(p):
    return (f"+++\ntitle = {q(p['title'])}\ndescription = {q(p['description'])}\ndate = {p['date']}\n\n"
            f"[taxonomies]\nthematiques = {ql(p['thematiques'])}\ncampus = {ql(p['campus'])}\n\n"
            f"[extra]\nauthor = {q(p['author'])}\nimage = {q(p['image'])}\nimage_alt = {q(p['image_alt'])}\n+++\n\n")


def fm_osier(p):
    return (f"+++\ntitle = {q(p['title'])}\ndescription = {q(p['description'])}\ndate = {p['date']}\n"
            f"author = {q(p['author'])}\nphoto = {q(p['image'])}\nphoto_alt = {q(p['image_alt'])}\n"
            f"thematiques = {ql(p['thematiques'])}\ncampus = {ql(p['campus'])}\n+++\n\n")


LINK = re.compile("\x00([^\x01]+)\x01")


def make_flavour(name, links):
    plain = lambda body: LINK.sub(r"/\1/", body)
    if name == "hugo":
        sub = (lambda b: LINK.sub(r'{{< relref "/\1.md" >}}', b)) if links == "checked" else plain
        return "content", lambda p, b: fm_yaml(p) + sub(b), lambda s, t, d: f"---\ntitle: {q(t)}\ndescription: {q(d)}\n---\n", "_index.md"
    if name in ("zola", "zola23"):
        sub = (lambda b: LINK.sub(r"@/\1.md", b)) if links == "checked" else plain
        return ("content", lambda p, b: fm_toml(p) + sub(b),
                lambda s, t, d: (f"+++\ntitle = {q(t)}\ndescription = {q(d)}\nsort_by = \"date\"\npaginate_by = 20\n"
                                 f"generate_feeds = true\n+++\n"), "_index.md")
    if name == "eleventy":
        return "content", lambda p, b: fm_yaml(p) + plain(b), None, None
    if name == "osier":
        sub = (lambda b: LINK.sub(r"/\1.md", b)) if links == "checked" else plain
        return ("content/fr", lambda p, b: fm_osier(p) + sub(b),
                lambda s, t, d: (f"+++\ntitle = {q(t)}\ndescription = {q(d)}\ncontains = \"post\"\nsort = \"-date\"\n"
                                 f"paginate = 20\n+++\n"), "_index.md")
    raise SystemExit(f"unknown flavour {name}")


def png(path, w, h, rng):
    """A small deterministic RGB PNG (soft gradient and noise, about 25 kB)."""
    c = [rng.randrange(256) for _ in range(6)]
    raw = bytearray()
    for y in range(h):
        raw.append(0)
        noise = rng.randbytes(w)
        for x in range(w):
            n = noise[x] & 7
            for k in range(3):
                raw.append((c[k] * (h - y) // h + c[k + 3] * x // w + n) & 255)
    chunk = lambda t, d: struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(bytes(raw), 6)) + chunk(b"IEND", b""))


CSS = """:root{--c:#000091;--g:#f6f6f6}*{box-sizing:border-box}body{font:1rem/1.6 system-ui,sans-serif;margin:0}
.skip{position:absolute;left:-999px}.skip:focus{left:0}header,main,footer{max-width:70rem;margin:auto;padding:1rem}
nav ul{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0}a{color:var(--c)}footer{background:var(--g)}
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.25rem .5rem}img{max-width:100%;height:auto}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:1rem}blockquote{border-left:.25rem solid var(--c);padding-left:1rem}
"""


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", required=True, type=Path)
    ap.add_argument("--pages", required=True, type=int)
    ap.add_argument("--seed", default="1")
    ap.add_argument("--words", type=int, default=600)
    ap.add_argument("--flavour", default="osier,hugo,zola,zola23,eleventy")
    ap.add_argument("--links", choices=["plain", "checked"], default="plain")
    ap.add_argument("--latest", action="store_true")
    ap.add_argument("--peers", type=Path, default=Path(__file__).resolve().parents[1] / "peers")
    a = ap.parse_args()
    if a.pages < 20:
        raise SystemExit("--pages: at least 20")

    flavours = {}
    for name in a.flavour.split(","):
        root = a.out / name
        if root.exists():
            shutil.rmtree(root)
        shutil.copytree(a.peers / name, root, ignore=shutil.ignore_patterns("node_modules", "_site", "public"))
        for on in list(root.rglob("latest.on.*")):
            off = on.with_name(on.name.replace(".on.", "."))
            if a.latest:
                on.replace(off)
            else:
                on.unlink()
        flavours[name] = (root,) + make_flavour(name, a.links)

    for name, (root, content, _, index, index_name) in flavours.items():
        base = root / content
        static = root / "static"
        (static / "images").mkdir(parents=True, exist_ok=True)
        sheet = root / "themes/bench/assets" if name == "osier" else static
        sheet.mkdir(parents=True, exist_ok=True)
        (sheet / "style.css").write_text(CSS, encoding="utf-8")
        rng = random.Random(f"img/{a.seed}")
        for i in range(N_IMAGES):
            png(static / "images" / f"photo-{i:02d}.png", 160, 90, rng)
        for section, title, _ in SECTIONS:
            (base / section).mkdir(parents=True, exist_ok=True)
            if index:
                (base / section / index_name).write_text(index(section, title, SECTION_LEADS[section]), encoding="utf-8")
        if name in ("osier", "zola", "zola23"):
            (base / "_index.md").write_text('+++\ntitle = "Université du Littoral"\n+++\n', encoding="utf-8")
        elif name == "hugo":
            (base / "_index.md").write_text('---\ntitle: "Université du Littoral"\n---\n', encoding="utf-8")

    gen = Gen(a.pages, a.seed, a.words, a.links)
    words = size = 0
    for p, body in gen:
        words += len(body.split())
        size += len(body.encode())
        for root, content, page, _, _ in flavours.values():
            (root / content / p["section"] / (p["slug"] + ".md")).write_text(page(p, body), encoding="utf-8")
    n = len(gen.pages)
    print(f"{n} pages, {words / n:.0f} words and {size / n:.0f} bytes of body a page, flavours: {', '.join(flavours)}", file=sys.stderr)


if __name__ == "__main__":
    main()
