"""The structure tree: what each stretch of a page is, in reading order, and how it is written into the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc

_ALWAYS = {"TD", "TH"}  # cells count even when nothing is in them


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of one page's content."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link's sensitive area on a page, by the name it has in the file."""

    page: int
    name: str


@dataclass(eq=False, slots=True)
class Element:
    """One element; `kids` are its parts in reading order, `attributes` the entries of its A dictionary."""

    role: str
    parent: "Element | None" = None
    alternative: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    kids: "list[Element | Mark | Annotation]" = field(default_factory=list)

    def child(self, role: str, alternative: str = "", **attributes: str) -> "Element":
        """Add an element at the end of this one and return it."""
        kid = Element(role, self, alternative, attributes)
        self.kids.append(kid)
        return kid

    def walk(self) -> Iterator["Element"]:
        """Give this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def prune(self) -> bool:
        """Drop what nothing was printed for, and say whether this element stays."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids) or self.role in _ALWAYS


class TreeWriter:
    """Writes the tree as objects of a ReportLab document, whose pages and annotations have been added before.

    The objects are written as finished bytes rather than as ReportLab dictionaries: there is one for every element,
    and this takes a fraction of the time.
    """

    def __init__(self, document: Any, root: Element, parents: list[list[Element] | Element]) -> None:
        self._document = document
        self._root = root
        self._parents = parents
        root.prune()
        self._elements = list(root.walk())
        first = document.objectcounter + 1
        self._tree = first + len(self._elements) + 1
        self._numbers = {id(element): first + at for at, element in enumerate(self._elements)}
        self._pages = [self._number(page.__InternalName__) for page in document.Pages.pages]

    def write(self) -> Any:
        """Add all objects and return the reference that the catalogue needs."""
        for element in self._elements:
            self._add(self._element(element))
        entries = (f"{key} {self._parent_entry(value)}" for key, value in enumerate(self._parents))
        numbers = self._add(f"<< /Nums [ {' '.join(entries)} ] >>")
        top = self._numbers[id(self._root)]
        return self._add(
            f"<< /Type /StructTreeRoot /K [ {top} 0 R ] /ParentTree {numbers} 0 R "
            f"/ParentTreeNextKey {len(self._parents)} >>",
            reference=True,
        )

    def _element(self, element: Element) -> str:
        parent = self._numbers[id(element.parent)] if element.parent else self._tree
        page = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
        entries = [f"/Type /StructElem /S /{element.role} /P {parent} 0 R"]
        if page is not None:
            entries.append(f"/Pg {self._pages[page]} 0 R")
        if element.alternative:
            entries.append(f"/Alt {literal(element.alternative, self._document)}")
        if element.attributes:
            entries.append(
                "/A << " + " ".join(f"/{name} {value}" for name, value in element.attributes.items()) + " >>"
            )
        kids = " ".join(self._kid(kid, page) for kid in element.kids)
        return f"<< {' '.join(entries)} /K [ {kids} ] >>"

    def _kid(self, kid: Element | Mark | Annotation, page: int | None) -> str:
        match kid:
            case Element():
                return f"{self._numbers[id(kid)]} 0 R"
            case Mark(page=where, number=number) if where == page:
                return str(number)
            case Mark(page=where, number=number):
                return f"<< /Type /MCR /Pg {self._pages[where]} 0 R /MCID {number} >>"
            case Annotation(page=where, name=name):
                annotation = self._number(self._document.annotationName(name))
                return f"<< /Type /OBJR /Pg {self._pages[where]} 0 R /Obj {annotation} 0 R >>"

    def _parent_entry(self, value: list[Element] | Element) -> str:
        if isinstance(value, Element):
            return f"{self._numbers[id(value)]} 0 R"
        return "[ " + " ".join(f"{self._numbers[id(element)]} 0 R" for element in value) + " ]"

    def _number(self, name: str) -> int:
        return int(self._document.idToObjectNumberAndVersion[name][0])

    def _add(self, text: str, reference: bool = False) -> Any:
        name = f"Structure{self._document.objectcounter + 1}"
        made = self._document.Reference(text.encode("latin-1"), name)
        return made if reference else self._number(name)


def literal(text: str, document: Any) -> str:
    """Write a text string as the file needs it, in bytes that Latin 1 can carry."""
    return str(pdfdoc.PDFString(text).format(document).decode("latin-1"))
