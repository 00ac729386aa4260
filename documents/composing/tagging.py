"""The tree of tags: the trees of all parts joined under one document, every mark of every page with its element.

Source: ISO 32000-1, 14.7.2 (structure hierarchy), 14.7.4 (content items, parent tree) and 7.9.7 (number trees).
"""

import re

from .navigation import name_tree
from .writer import text

LEAF = 64  # keys in one leaf of the parent tree
OWN_NAME = re.compile(rb"\((\d+-\d+-\d+)\)")  # as WeasyPrint names the headers of tables


class Tags:
    """Elements as they are opened, filled by parts, and closed."""

    def __init__(self, writer, first_page, language):
        self.writer, self.first_page = writer, first_page
        self.root = writer.reserve()
        self.open_elements = [(writer.reserve(), self.root, "Document", language, [])]
        self.document = self.open_elements[0][0]
        self.names = []  # (ID, element)
        self._leaves, self._leaf = [], []
        self._marks, self._page = {}, 0  # {page: [element of each mark]}
        self._of_links = []  # elements

    def open(self, tag, language):
        number, parent = self.writer.reserve(), self.open_elements[-1]
        parent[4].append(b"%d 0 R" % number)
        self.open_elements.append((number, parent[0], tag, language, []))

    def close(self):
        number, parent, tag, language, kids = self.open_elements.pop()
        said = b"/Lang%b" % text(language) if language else b""
        self.writer.put(
            number, b"<</S/%b/P %d 0 R%b/K[%b]>>" % (tag.encode(), parent, said, b" ".join(kids))
        )  # fmt: skip

    def grow(self, part, placed, links):
        """Put the tree of a part under the element that is open. `links`: {its n-th link: (annotation, page)}."""
        if not part.tree[0][3]:
            return  # nothing is in it
        base, (parent, *_rest, kids) = self.writer.reserve(len(part.tree)), self.open_elements[-1]
        tops, left_out = _tops(part.tree, placed.placing.inner)
        kids += [b"%d 0 R" % (base + place) for place in tops]
        where = self._where(part, placed.runs, base)
        self._end_pages(placed.runs[-1].page)
        pages = dict.fromkeys(range(len(part.tree)), placed.page)
        for mark in range(part.count - 1, -1, -1):
            pages[part.owners[mark]] = where[mark][0]  # the first one is the last to say
        for place, (tag, above, language, own, attributes) in enumerate(part.tree):
            if place in left_out:
                continue
            spoken = (placed.placing.language if place in tops else "") or language
            above = parent if place in tops else base + above
            content = b"".join(self._kids(own, base, where, pages[place], links))
            said = (b"/Lang%b" % text(spoken) if spoken else b"") + (
                self._attributes(attributes, base, base + place) if attributes else b""
            )
            facts = (_kind(tag, own, links), above, self.first_page + pages[place], said, content)
            self.writer.put(base + place, b"<</S/%b/P %d 0 R/Pg %d 0 R%b/K[%b]>>" % facts)
        for link in links:
            self._of_links.append(base + part.links[link][5])

    def _where(self, part, runs, base):
        """(page, number on it) of each mark; the pages learn whose it is."""
        where, elements = [], [b"%d 0 R" % (base + place) for place in range(len(part.tree))]
        for run in runs:
            first, end = part.lines[run.first][2], part.lines[run.end - 1][3]
            where += [(run.page, run.mark + mark) for mark in range(end - first)]
            self._marks.setdefault(run.page, []).extend(elements[owner] for owner in part.owners[first:end])
        return where

    def _kids(self, kids, base, where, page, links):
        for kid in kids:
            if isinstance(kid, str):
                if found := links.get(int(kid)):
                    yield b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>> " % (found[0], self.first_page + found[1])
            elif kid < 0:
                yield b"%d 0 R " % (base - kid)
            elif where[kid][0] == page:
                yield b"%d " % where[kid][1]
            else:
                yield b"<</Type/MCR/Pg %d 0 R/MCID %d>> " % (self.first_page + where[kid][0], where[kid][1])

    def _attributes(self, attributes, base, number):
        """IDs are made this paper's own, and what refers to them."""
        said = []
        for name, raw in attributes.items():
            content = raw.encode("latin-1")
            if name in ("ID", "A"):
                content = OWN_NAME.sub(rb"(%d-\1)" % base, content)
            if name == "ID":
                self.names.append((content[1:-1].decode(), number))
            said.append(b"/%b %b" % (name.encode(), content))
        return b"".join(said)

    def _end_pages(self, end):
        """All marks of the pages before this one are known."""
        while self._page < end:
            marks = self._marks.pop(self._page, [])
            self._key(self._page, b"[%b]" % b" ".join(marks))
            self._page += 1

    def _key(self, key, content):
        self._leaf.append((key, content))
        if len(self._leaf) == LEAF:
            self._end_leaf()

    def _end_leaf(self):
        if self._leaf:
            entries = b" ".join(b"%d %b" % each for each in self._leaf)
            content = b"<</Limits[%d %d]/Nums[%b]>>" % (self._leaf[0][0], self._leaf[-1][0], entries)
            self._leaves.append(b"%d 0 R" % self.writer.add(content))
            self._leaf = []

    def finish(self, pages):
        """Close the document, which has so many pages; the root of the tree."""
        self.close()
        self._end_pages(pages)
        for place, element in enumerate(self._of_links):
            self._key(self._page + place, b"%d 0 R" % element)
        self._end_leaf()
        parents = self.writer.add(b"<</Kids[%b]>>" % b" ".join(self._leaves))
        ids = b"/IDTree %d 0 R" % name_tree(self.writer, self.names) if self.names else b""
        self.writer.put(
            self.root,
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d%b>>"
            % (self.document, parents, self._page + len(self._of_links), ids),
        )
        return self.root


def _kind(tag, kids, links):
    """The tag; a link to what is not in this paper is none."""
    leads = tag != "Link" or any(isinstance(kid, str) and int(kid) in links for kid in kids)
    return tag.encode() if leads else b"Span"


def _tops(tree, inner):
    """(the elements that come right below the open one, those left out). Raises ValueError where one has marks."""
    tops, left_out = [0], set()
    for _layer in range(inner):
        if any(isinstance(kid, str) or kid >= 0 for place in tops for kid in tree[place][3]):
            raise ValueError("An element that has content of its own cannot be left out.")
        left_out.update(tops)
        tops = [-kid for place in tops for kid in tree[place][3]]
    return tops, left_out
