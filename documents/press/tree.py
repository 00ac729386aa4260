"""The structure elements of one part on a galley, without those that mean nothing."""

from weasyprint.pdf import tags

EMPTY = ("TD", "TH", "LBody", "Figure")  # that say something even when nothing is in them
INLINE = ("/Link", "/Span", "/NonStruct")
PHRASES = ("b", "bdi", "bdo", "cite", "code", "em", "i", "q", "small", "strong", "sub", "sup")
SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}


class Tree:
    """The structure elements of a part in reading order, parents first: [tag, parent, language, kids, attributes].

    Kids: a mark as its number, an element as minus its place, the n-th link as "n". What stands for nothing but a
    piece of a line is left out, its marks go to its parent. A link or a phrase that runs over several lines is one.
    """

    KEPT = ("ID", "Alt", "A", "ActualText")

    def __init__(self, pdf, root, height):
        self.pdf, self.root, self.height = pdf, root, height
        self.tree, self.links, self.slots = [], [], []
        self.elements = []  # of HTML, of each in the tree

    def grown(self):
        self._grow(self.root, -1)
        return self.tree, self.links, sorted(self.slots)

    def _grow(self, structure, parent):
        element, place = getattr(structure, "element", None), len(self.tree)
        tag, language = structure["S"][1:], element.get("lang", "") if element is not None else ""
        if tag == "NonStruct" and element is not None and element.tag in PHRASES:
            tag = "Span"
        if tag == "TH" and element is not None and element.get("scope") in SCOPES:
            structure["A"]["Scope"] = SCOPES[element.get("scope")]
        attributes = {name: structure[name] for name in self.KEPT if name in structure}
        raw = {name: tags.pydyf._to_bytes(value).decode("latin-1") for name, value in attributes.items()}
        self.tree.append([tag, parent, language, [], raw])
        self.elements.append(element)
        self._kids(structure, place)
        return place

    def _kids(self, structure, place):
        for kid in structure["K"]:
            if isinstance(kid, int):
                self.tree[place][3].append(kid)
                continue
            below = self.pdf.objects[int(kid.split()[0])]
            if below.get("Type") == "/OBJR":
                self._link(below, place)
            elif self._is_nothing(below):
                self._kids(below, place)
            elif self._goes_on(below, place):
                self._kids(below, -self.tree[place][3][-1])
            else:
                self._element(below, place)
            self._slot(below)

    def _element(self, structure, parent):
        """An element in another, unless there is nothing in it, as in the lines left blank of a text."""
        place = self._grow(structure, parent)
        if self.tree[place][3] or self.tree[place][0] in EMPTY:
            self.tree[parent][3].append(-place)
        else:
            self.tree.pop()
            self.elements.pop()

    def _goes_on(self, structure, place):
        """Whether it is the next line of the link or phrase that stands last in the element."""
        last, element = (self.tree[place][3] or [0])[-1], getattr(structure, "element", None)
        if structure["S"] not in INLINE or element is None or isinstance(last, str) or last >= 0:
            return False
        return self.elements[-last] is element

    def _is_nothing(self, structure):
        element = getattr(structure, "element", None)
        if structure["S"] == "/Link" and element is None:
            return True  # what style sheets put into a link
        speaks = element is not None and (element.get("lang") or element.get("data-part"))
        return structure["S"] in ("/Span", "/NonStruct") and not speaks and not {"ID", "Alt"} & set(structure)

    def _link(self, reference, place):
        annotation = self.pdf.objects[int(reference["Obj"].split()[0])]
        x1, y1, x2, y2 = annotation["Rect"]
        link = [round(each, 2) for each in (x1, self.height - y1, x2, self.height - y2)]
        link.append(annotation["A"]["URI"].string)
        while self.tree[place][0] != "Link":
            place = self.tree[place][1]
        if not any(_is_inside(link, self.links[int(kid)]) for kid in self.tree[place][3] if isinstance(kid, str)):
            self.tree[place][3].append(str(len(self.links)))
            self.links.append([*link, place])

    def _slot(self, structure):
        element = getattr(structure, "element", None)
        if element is not None and element.get("data-page"):
            self.slots += [(mark, element.get("data-page")) for mark in list(self._marks(structure))[:1]]

    def _marks(self, structure):
        for kid in structure["K"]:
            if isinstance(kid, int):
                yield kid
            elif "K" in (below := self.pdf.objects[int(kid.split()[0])]):
                yield from self._marks(below)


def _is_inside(link, other):
    """Whether a link is but a piece of another: every element inside a link is told as a link."""
    return link[4] == other[4] and other[0] <= link[0] and link[2] <= other[2] and _is_level(link, other)


def _is_level(link, other):
    return other[1] < (link[1] + link[3]) / 2 < other[3]
