"""Which templates give a page that can be filled (`site.shell`): read from their syntax trees, not from what they print.

A template may print a value that differs between the pages of one kind, and may ask whether there is one; whatever is
the same for all of them it may use as it likes. Everything else (a comparison with a title, a filter over it, a list of
all pages) is said, and those pages are made one by one.

The theme's own templates (`Template.is_own`) may besides put such values through filters that change any token: where
that is printed, `cut_shell` sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

_VARYING = {
    ("title",), ("meta", "title"), ("meta", "description"), ("canonical_url",), ("edit_url",), ("content",),
}  # fmt: skip
"""What a hole stands for (`Hole`); `page.title` of our pages is `page.meta.title`."""
_SAME = {
    "toc", "is_homepage", "is_index", "is_page", "is_section", "is_link", "is_top_level", "ancestors", "parent", "children",
    "previous_page", "next_page", "active", "update_date",
}  # fmt: skip
"""Attributes of a page that are alike for all pages of a kind."""
_CHANGING = {"urlencode", "striptags", "replace", "e", "escape", "tojson"}
"""Filters that change every token."""
_PLAIN = Environment(autoescape=True)  # for what Jinja has by itself
_KNOWN_FILTERS = {*_PLAIN.filters, "url", "script_tag"}
_PER_PAGE = ("pages", "context")
"""Names through which a template reaches other pages, or all that it was given."""


@dataclass(frozen=True, slots=True)
class Template:
    """One of the templates that a page was made with."""

    name: str
    text: str
    is_own: bool
    """Whether it is part of the theme as it is distributed, or ours."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a value whose answer may differ between pages: pages that answer alike are of one kind."""

    attribute: str
    """"content", "edit_url", …: the value of a `Hole`."""
    needle: str
    """What it may hold."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the templates do with a page."""

    problems: tuple[str, ...]
    """Why pages cannot be filled: "main.html:12: page.title"; () where they can."""
    asked: tuple[Asked, ...] = ()


def read_templates(templates: Iterable[Template], environment: Environment) -> Reading:
    """Read the templates that a page was made with, all of them."""
    problems: list[str] = []
    asked: dict[Asked, None] = {}
    for template in templates:
        if not (template.is_own and template.name.startswith(".icons/")):
            reader = _Reader(template, environment)
            problems += reader.read()
            asked.update(dict.fromkeys(reader.asked))
    return Reading(tuple(dict.fromkeys(problems)), tuple(asked))


class _Reader:
    """Reads one template. `role` is what happens with an expression: "print", "test", or "use" for anything else."""

    def __init__(self, template: Template, environment: Environment) -> None:
        self.asked: list[Asked] = []
        self._template = template
        self._environment = environment
        self._problems: list[str] = []
        self._own_names: set[str] = set()

    def read(self) -> list[str]:
        """Where the template does what cannot be filled."""
        try:
            tree = self._environment.parse(self._template.text)
        except TemplateSyntaxError as error:
            return [f"{self._template.name}:{error.lineno}: {error.message}"]
        self._own_names = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        self._own_names |= {macro.name for macro in tree.find_all(nodes.Macro)}
        self._own_names |= set(_imported(tree))
        self._visit(tree, "use")
        return self._problems

    def _report(self, node: nodes.Node, what: str) -> None:
        self._problems.append(f"{self._template.name}:{node.lineno}: {what}")

    def _visit(self, node: nodes.Node, role: str) -> None:
        path = _path(node)
        if path is not None:
            self._judge(node, path, role)
            return
        match node:
            case nodes.Output() | nodes.And() | nodes.Or():
                self._visit_all(node.iter_child_nodes(), "print" if isinstance(node, nodes.Output) else role)
            case nodes.If() | nodes.CondExpr():
                self._visit(node.test, "test")
                self._visit_all(node.iter_child_nodes(exclude=("test",)), role)
            case nodes.Not():
                self._visit(node.node, "test")
            case nodes.Compare():
                self._compare(node)
            case nodes.Filter() | nodes.Test():
                self._filter(node, role)
            case _:
                self._names(node)
                self._visit_all(node.iter_child_nodes(), "use")

    def _visit_all(self, children: Iterable[nodes.Node], role: str) -> None:
        for child in children:
            self._visit(child, role)

    def _judge(self, node: nodes.Node, path: tuple[str, ...], role: str) -> None:
        """An attribute of the page, or the page itself."""
        if not path:  # handed on whole; error pages have none
            if role != "test" and not self._template.is_own:
                self._report(node, "page")
        elif path in _VARYING:
            if role == "use":
                self._report(node, f"page.{'.'.join(path)}")
        elif path == ("meta",):
            if role != "test":
                self._report(node, "page.meta")
        elif not self._is_same(path):
            self._report(node, f"page.{'.'.join(path)}")

    def _is_same(self, path: tuple[str, ...]) -> bool:
        """Whether all pages of a kind have the same there. The theme may use the path: `cut_shell` sees it printed."""
        if path[0] == "meta":
            return path[:2] not in _VARYING
        return path[0] in _SAME or (self._template.is_own and path == ("url",))

    def _compare(self, node: nodes.Compare) -> None:
        first, operands = node.expr, node.ops
        path = _path(operands[0].expr) if len(operands) == 1 else None
        if path in _VARYING and isinstance(first, nodes.Const) and operands[0].op in {"in", "notin"}:
            self.asked.append(Asked("title" if path[-1] == "title" else path[-1], str(first.value)))
            return
        for operand in (first, *(operand.expr for operand in operands)):
            if (
                _path(operand) != ()
            ):  # the page itself is compared with those of the navigation: alike for all of a kind
                self._visit(operand, "test" if _path(operand) == ("meta",) else "use")

    def _filter(self, node: nodes.Filter | nodes.Test, role: str) -> None:
        known = _KNOWN_FILTERS if isinstance(node, nodes.Filter) else _PLAIN.tests
        if node.name not in known and not self._template.is_own:
            self._report(node, f"{'|' if isinstance(node, nodes.Filter) else 'is'} {node.name}")
        if isinstance(node, nodes.Test):
            inner = "use" if node.args else "test"
        else:
            changes = self._template.is_own and node.name in _CHANGING
            inner = "print" if changes or (node.name in {"d", "default"} and role == "print") else "use"
        if node.node is not None:
            self._visit(node.node, inner)
        self._visit_all(node.iter_child_nodes(exclude=("node",)), "use")

    def _names(self, node: nodes.Node) -> None:
        """What looks at more than the page: the list of all, or a function that may look at the whole context."""
        if (
            isinstance(node, nodes.Name)
            and node.ctx == "load"
            and node.name in _PER_PAGE
            and node.name not in self._own_names
        ):
            self._report(node, node.name)
        called = node.node if isinstance(node, nodes.Call) else None
        known = {*_PLAIN.globals, *self._own_names, "super", "caller"}
        if isinstance(called, nodes.Name) and not self._template.is_own and called.name not in known:
            self._report(node, f"{called.name}()")


def _imported(tree: nodes.Template) -> Iterator[str]:
    for item in tree.find_all((nodes.Import, nodes.FromImport)):
        if isinstance(item, nodes.Import):
            yield item.target
        elif isinstance(item, nodes.FromImport):
            for name in item.names:
                yield name if isinstance(name, str) else name[1]


def _path(node: nodes.Node) -> tuple[str, ...] | None:
    """The names in `page.meta.title` or `page.meta["title"]` behind "page"; () of `page`; None of anything else."""
    path: list[str] = []
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        if isinstance(node, nodes.Getattr):
            path.insert(0, node.attr)
        elif isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            path.insert(0, node.arg.value)
        else:
            return None
        node = node.node
    return tuple(path) if isinstance(node, nodes.Name) and node.name == "page" else None
