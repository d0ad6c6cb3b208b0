"""Reads an HTML report as a browser does: its elements as a tree, and its words in order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.reports.reading import norm

_EMPTY = {"meta", "br", "col", "rect", "line", "img"}
_UNSEEN = {"style", "title", "summary"}
_SKIPPED = ("skip",)


@dataclass
class Tag:
    name: str
    attributes: dict[str, str]
    parts: list["Tag | str"] = field(default_factory=list)

    def walk(self):
        yield self
        for part in self.parts:
            if isinstance(part, Tag):
                yield from part.walk()

    def find(self, *names: str) -> list["Tag"]:
        return [each for each in self.walk() if each.name in names]

    @property
    def text(self) -> str:
        if self.name in _UNSEEN or self.attributes.get("class") in _SKIPPED or self.name == "footer":
            return ""
        if self.name in {"svg", "img"}:
            return f" {self.attributes['aria-label' if self.name == 'svg' else 'alt']} "
        inline = self.name in {"a", "strong"}
        said = "".join(part if isinstance(part, str) else part.text for part in self.parts)
        return said if inline else f" {said} "


class Page(HTMLParser):
    """One page; a tag that is not closed in its order is an error."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Tag("", {})
        self._open = [self.root]
        self.feed(data.decode("utf-8"))
        self.close()
        assert self._open == [self.root]

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs)
        made = Tag(tag, {name: value or "" for name, value in attrs})
        self._open[-1].parts.append(made)
        if tag not in _EMPTY:
            self._open.append(made)

    def handle_startendtag(self, tag, attrs):
        self._open[-1].parts.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self._open.pop().name == tag

    def handle_data(self, data):
        self._open[-1].parts.append(data)

    @property
    def words(self) -> list[str]:
        (body,) = self.root.find("body")
        return norm(body.text.replace("\n", " ")).split()


def faults(data: bytes) -> list[str]:
    """Return what keeps a page from WCAG 2.2 AA, as far as a program can tell."""
    page = Page(data)
    root, found = page.root, []
    found += [f"one {name}" for name in ("html", "title", "main") if len(root.find(name)) != 1]
    if root.find("html")[0].attributes.get("lang") != "en-GB" or not root.find("title")[0].parts:
        found.append("language and title")
    ids = [each.attributes["id"] for each in root.walk() if "id" in each.attributes]
    if len(ids) != len(set(ids)):
        found.append("an id twice")
    before = 0
    for each in root.find("h1", "h2", "h3", "h4"):
        level = int(each.name[1])
        if level > before + 1 or not each.text.strip():
            found.append(f"heading {each.text}")
        before = level
    for each in root.walk():
        said = each.attributes
        to = said.get("href", "")
        if to.startswith("#") and to[1:] not in ids:
            found.append(f"link to nowhere {to}")
        if to and not to.startswith(("#", "https://", "http://", "mailto:")):
            found.append(f"link {to}")
        within = each.name == "img" and said["src"].startswith("data:image/png;base64,")
        if each.name in {"script", "iframe", "object", "embed", "link", "base", "form"} or (
            "src" in said and not within
        ):
            found.append(f"loads or runs: {each.name}")
        if each.name == "img" and not said.get("alt", "").strip():
            found.append("a picture without words")
        if any(name.startswith("on") for name in said) or "javascript" in to:
            found.append("script in an attribute")
        if said.get("aria-labelledby", ids[0]) not in ids:
            found.append("labelled by nothing")
        if each.name == "svg" and not (said.get("role") == "img" and said.get("aria-label", "").strip()):
            found.append("a figure without words")
        if each.name == "th" and said.get("scope") not in {"col", "row"}:
            found.append("a header without scope")
        if each.name == "a" and not each.text.strip() and said.get("class") != "skip":
            found.append("a link without words")
        if said.get("role") == "region" and not ({"aria-label", "aria-labelledby"} & set(said)):
            found.append("a region without a name")
    return found
