"""Reads the tags of a PDF as a screen reader would, and says what is wrong with them: `faults(pdf)` is empty when fine.

Sources: ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1), clause 7.
"""

import io
import re

import pikepdf

GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"}
BLOCKS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"}
TABLES = {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form"}
STANDARD = GROUPING | BLOCKS | TABLES | INLINE
MAY_BE_EMPTY = {"TD", "TH", "LBody", "Figure"}
BELOW = {  # what may stand right below an element
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"},
}  # fmt: skip
DRAWS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "EI", "INLINE IMAGE"}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
DUBLIN = "http://purl.org/dc/elements/1.1/"


def faults(pdf) -> list:
    """What is wrong with a PDF, as bytes, a path or a file; sentences."""
    with pikepdf.open(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as document:
        return _Checker(document).all() if _is_tagged(document) else ["The paper is not tagged."]


def elements(pdf) -> list:
    """[(role, language that is in force, text of its own ID)] in reading order."""
    with pikepdf.open(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as document:
        checker = _Checker(document)
        checker.all()
        return [(each.role, each.language, str(each.dictionary.get("/ID", ""))) for each in checker.elements]


def number_tree(node):
    """{key: value} of a number tree."""
    found = dict(zip(map(int, node.get("/Nums", [])[::2]), list(node.get("/Nums", []))[1::2], strict=True)) \
        if "/Nums" in node else {}  # fmt: skip
    for kid in node.get("/Kids", []):
        found |= number_tree(kid)
    return found


def name_tree(node):
    """[(key as bytes, value)] of a tree of names, in the order in which they stand there."""
    names = list(node.get("/Names", []))
    found = [(bytes(key), value) for key, value in zip(names[::2], names[1::2], strict=True)]
    for kid in node.get("/Kids", []):
        found += name_tree(kid)
    return found


def _is_tagged(document):
    return "/StructTreeRoot" in document.Root and bool(document.Root.get("/MarkInfo", {}).get("/Marked"))


class _Element:
    def __init__(self, dictionary, parent, language):
        self.dictionary, self.parent, self.kids = dictionary, parent, 0
        self.role = str(dictionary.S)[1:]
        self.language = str(dictionary.get("/Lang", language))

    def __str__(self):
        return f"{self.role} {self.dictionary.objgen[0]}"

    @property
    def above(self):
        each = self
        while each:
            yield each
            each = each.parent


class _Checker:
    def __init__(self, document):
        self.document, self.found = document, []
        self.elements, self.contents, self.references, self.drawn = [], {}, {}, set()
        self.pages = {page.objgen: number for number, page in enumerate(document.pages, 1)}

    def wrong(self, sentence):
        self.found.append(sentence)

    def all(self):
        root = self.document.Root.StructTreeRoot
        for kid in root.K if isinstance(root.K, pikepdf.Array) else [root.K]:
            self.element(kid, None, root, str(self.document.Root.get("/Lang", "")))
        self.parents = number_tree(root.ParentTree)
        for page in self.document.pages:
            self.page(page)
        for place in set(self.contents) - self.drawn:
            self.wrong(f"{self.contents[place][0]} has the mark {place[1]} of page {self.pages.get(place[0])}: none.")
        for check in (self.identities, self.headings, self.tables, self.catalog, self.ways, self.faces):
            check()
        return self.found

    # The tree

    def element(self, dictionary, parent, above, language):
        element = _Element(dictionary, parent, language)
        self.elements.append(element)
        if dictionary.P.objgen != above.objgen:
            self.wrong(f"{element} has another parent than {parent}.")
        if element.role not in STANDARD:
            self.wrong(f"{element} has no standard role.")
        if not LANGUAGE.fullmatch(element.language):
            self.wrong(f"{element} has the language “{element.language}”.")
        if parent and element.role not in BELOW.get(parent.role, {element.role}):
            self.wrong(f"{element} stands in {parent}.")
        kids = dictionary.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self.kid(kid, element)
        if not element.kids and element.role not in MAY_BE_EMPTY and parent:
            self.wrong(f"{element} is empty.")

    def kid(self, kid, element):
        element.kids += 1
        if isinstance(kid, int):
            self.contents.setdefault((element.dictionary.Pg.objgen, kid), []).append(element)
        elif kid.get("/Type") == "/MCR":
            page = kid.get("/Pg", element.dictionary.get("/Pg"))
            self.contents.setdefault((page.objgen, int(kid.MCID)), []).append(element)
        elif kid.get("/Type") == "/OBJR":
            self.references.setdefault(kid.Obj.objgen, []).append(
                (element, kid.get("/Pg", element.dictionary.get("/Pg")))
            )
        else:
            self.element(kid, element, element.dictionary, element.language)

    # Pages

    def page(self, page):
        number = self.pages[page.objgen]
        if page.get("/Tabs") != "/S":
            self.wrong(f"Page {number} is not read in the order of its tags.")
        owners = list(self.parents.get(int(page.obj.get("/StructParents", -1)), []))
        for mark in (marks := self.marks(page, number)):
            listed = self.contents.get((page.objgen, mark), [])
            if len(listed) != 1:
                self.wrong(f"The mark {mark} of page {number} belongs to {len(listed)} elements.")
            elif mark >= len(owners) or owners[mark].objgen != listed[0].dictionary.objgen:
                self.wrong(f"The mark {mark} of page {number} is told to belong to another than {listed[0]}.")
        if len(owners) != len(marks):
            self.wrong(f"Page {number} has {len(marks)} marks and {len(owners)} owners of marks.")
        self.drawn |= {(page.objgen, mark) for mark in marks}
        for annotation in page.get("/Annots", []):
            self.annotation(annotation, page, number)

    def marks(self, page, number):
        """The numbers of the marked content of a page; everything that is drawn is in one, or in an artifact."""
        marks, depth = [], []
        for operands, operator in pikepdf.parse_content_stream(page):
            sign = str(operator)
            if sign in ("BDC", "BMC"):
                about = operands[1] if sign == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else {}
                if "/MCID" in about:
                    marks.append(int(about["/MCID"]))
                depth.append("/MCID" in about or str(operands[0]) == "/Artifact" or (depth and depth[-1]))
            elif sign == "EMC":
                depth.pop()
            elif sign in DRAWS and not (depth and depth[-1]):
                self.wrong(f"Page {number} draws something outside marked content: {sign}.")
        if depth or len(set(marks)) != len(marks):
            self.wrong(f"Page {number} has marks that do not end, or the same mark twice.")
        return marks

    def annotation(self, annotation, page, number):
        listed = self.references.get(annotation.objgen, [])
        if [place.objgen for _element, place in listed] != [page.objgen]:
            self.wrong(f"An annotation of page {number} belongs to {len(listed)} elements.")
            return
        element, owner = listed[0][0], self.parents.get(int(annotation.get("/StructParent", -1)))
        if owner is None or owner.objgen != element.dictionary.objgen:
            self.wrong(f"An annotation of page {number} is told to belong to another than {element}.")
        if annotation.Subtype == "/Link" and "Link" not in [each.role for each in element.above]:
            self.wrong(f"A link of page {number} is tagged as {element}.")
        if not str(annotation.get("/Contents", "")).strip():
            self.wrong(f"An annotation of page {number} does not say what it is.")

    # What must be right everywhere

    def identities(self):
        told = [bytes(each.dictionary.ID) for each in self.elements if "/ID" in each.dictionary]
        root = self.document.Root.StructTreeRoot
        tree = name_tree(root.IDTree) if "/IDTree" in root else []
        if sorted(told) != [key for key, _element in tree] or len(set(told)) != len(told):
            self.wrong(f"{len(told)} elements have an ID, {len(set(told))} different ones, {len(tree)} can be found.")
        if [key for key, element in tree if bytes(element.ID) != key]:
            self.wrong("An ID leads to another element.")
        for each in self.elements:
            if each.role == "Note" and "/ID" not in each.dictionary:
                self.wrong(f"{each} has no ID.")

    def headings(self):
        levels = [int(each.role[1]) for each in self.elements if re.fullmatch(r"H[1-6]", each.role)]
        for before, level in zip([0, *levels], levels, strict=False):
            if level > before + 1:
                self.wrong(f"A heading of level {level} follows one of level {before}.")

    def tables(self):
        named = {bytes(each.dictionary.ID) for each in self.elements if "/ID" in each.dictionary}
        for each in self.elements:
            about = each.dictionary.get("/A", {})
            headers = [bytes(header) for header in about.get("/Headers", [])] if each.role == "TD" else []
            if (each.role == "TD" and not headers) or not set(headers) <= named:
                self.wrong(f"{each} has no headers, or other ones than there are.")
            if each.role == "TH" and "/Scope" not in about:
                self.wrong(f"{each} does not say what it is the header of.")
            if each.role == "Figure" and "/Alt" not in each.dictionary:
                self.wrong(f"{each} has no words in its place.")

    def catalog(self):
        root = self.document.Root
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
            self.wrong("Readers show the name of the file instead of the title.")
        with self.document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            if told.get(f"{{{PDFUA}}}part") != "1":
                self.wrong("The paper does not say that it is PDF/UA-1.")
            if not told.get(f"{{{DUBLIN}}}title") or told.get(f"{{{DUBLIN}}}title") != str(self.document.docinfo.Title):
                self.wrong("The paper has no title, or two.")

    def ways(self):
        """Links, outline and names lead to pages of the paper."""
        names = self.document.Root.get("/Names", {})
        named = name_tree(names.Dests) if "/Dests" in names else []
        if [key for key, _place in named] != sorted({key for key, _place in named}):
            self.wrong("The names of places are not sorted, or stand there twice.")
        files = [key for key, _file in name_tree(names.EmbeddedFiles)] if "/EmbeddedFiles" in names else []
        if files != sorted(set(files)):
            self.wrong("The names of files are not sorted, or stand there twice.")
        places = [place.D if isinstance(place, pikepdf.Dictionary) else place for _key, place in named]
        places += [link.Dest for page in self.document.pages for link in page.get("/Annots", []) if "/Dest" in link]
        with self.document.open_outline() as outline:
            places += list(_destinations(outline.root))
        if [place for place in places if place[0].objgen not in self.pages]:
            self.wrong("A place is on no page of the paper.")

    def faces(self):
        """Every face is embedded, and says which text its glyphs stand for."""
        fonts = {(str(name), font.objgen): font for page in self.document.pages
                 for name, font in page.obj.get("/Resources", {}).get("/Font", {}).items()}  # fmt: skip
        for (name, _number), font in fonts.items():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            if "/FontFile2" not in inner.get("/FontDescriptor", {}) or "/ToUnicode" not in font:
                self.wrong(f"The face {name} is not embedded, or does not say what its glyphs stand for.")


def _destinations(items):
    for item in items:
        yield item.destination
        yield from _destinations(item.children)
