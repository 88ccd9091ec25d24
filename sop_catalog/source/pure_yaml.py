"""PyYAML's own reader, brought in line with libyaml's where the two differ.

The worker behind /sunting/ has no libyaml. A file must be read there as `sop periksa` reads it, mistakes included, so
this reader takes tabs as libyaml takes them, and says in libyaml's words (`yaml_syntax` knows those) where it gives up.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.parser import Parser, ParserError
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import FlowEntryToken, FlowSequenceEndToken, ScalarToken, ValueToken

_BREAKS = "\r\n"
_ENDS = "\0 \t\r\n"
"""Other line breaks of YAML 1.1 never get here: `source.characters` refuses them."""

_WORD = re.compile(r"(?:[^\0 \t\r\n:]|:(?![\0 \t\r\n]))*")
_FLOW_WORD = re.compile(r"(?:[^\0 \t\r\n:,\[\]{}]|:(?![\0 \t\r\n,?\[\]{}]))*")
_SPACES = re.compile(r" *(?:#[^\0\r\n]*)?")
_BLANKS = re.compile(r"[ \t]*(?:#[^\0\r\n]*)?")
"""Up to the next token, line break, or end; a comment among them. The reader's buffer ends with a zero."""

_WORDS = (
    (re.compile("found character .* that cannot"), "found character that cannot"),
    (re.compile("found unknown escape character.*"), "found unknown escape character"),
    (re.compile("expected (a comment or a line break|' '|a digit)"), "did not find expected comment or line break"),
    (re.compile("expected alphabetic or numeric"), "did not find expected alphabetic or numeric"),
    (re.compile("expected escape sequence of .*"), "did not find expected hexdecimal number"),
    (re.compile("expected the node content"), "did not find expected node content"),
    (re.compile("expected '<document start>'"), "did not find expected <document start>"),
    (re.compile("expected ',' or"), "did not find expected ',' or"),
    (re.compile("sequence entries are not allowed here"), "block sequence entries are not allowed in this context"),
    (re.compile("mapping (keys|values) are not allowed here"), r"mapping \1 are not allowed in this context"),
)
"""What PyYAML says where libyaml has other words."""
_FOUND = re.compile(", but (?:found|got) .*", re.DOTALL)


class PureReader(Reader, Scanner, Parser):
    """Gives the events of a text one by one, as `yaml.cyaml.CParser` does."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> yaml.Event | None:
        """The next event. yaml.MarkedYAMLError with libyaml's words where the text cannot be read on."""
        try:
            event: yaml.Event | None = super().get_event()
        except MarkedYAMLError as error:
            error.problem = _problem(error)
            if "escape" in error.problem and error.problem_mark:
                error.problem_mark = _mark_before(error.problem_mark)
            raise
        return event

    def fetch_stream_end(self) -> None:
        """A key without its colon on the last line is noticed as on any other line."""
        if self.column:
            self.line += 1
            self.column = 0
            self.stale_possible_simple_keys()
        super().fetch_stream_end()

    def scan_directive_name(self, start_mark: Any) -> str:
        """Only two directives have a name that may follow a percent sign."""
        name: str = super().scan_directive_name(start_mark)
        if name not in {"YAML", "TAG"}:
            raise ScannerError(
                "while scanning a directive", start_mark, "found unknown directive name", self.get_mark()
            )
        return name

    def scan_directive_ignored_line(self, start_mark: Any) -> None:
        """Tabs are blanks behind a directive."""
        while self.peek() in " \t":
            self.forward()
        super().scan_directive_ignored_line(start_mark)

    def parse_flow_sequence_entry_mapping_key(self) -> yaml.Event:
        """`[? ]`: libyaml swallows what stands behind an empty key."""
        self.get_token()
        if not self.check_token(ValueToken, FlowEntryToken, FlowSequenceEndToken):
            self.states.append(self.parse_flow_sequence_entry_mapping_value)
            event: yaml.Event = self.parse_flow_node()
            return event
        self.state = self.parse_flow_sequence_entry_mapping_value
        return self.process_empty_scalar(self.get_token().end_mark)

    def parse_flow_mapping_value(self) -> yaml.Event:
        """`{key: }`: the empty value stands where the next sign does."""
        return self._flow_value(super().parse_flow_mapping_value())

    def parse_flow_sequence_entry_mapping_value(self) -> yaml.Event:
        """`[key: ]`, likewise."""
        return self._flow_value(super().parse_flow_sequence_entry_mapping_value())

    def _flow_value(self, event: yaml.Event) -> yaml.Event:
        if isinstance(event, yaml.ScalarEvent) and event.start_mark is event.end_mark:
            event.start_mark = event.end_mark = self.peek_token().start_mark
        return event

    # --- Tabs ---

    def scan_to_next_token(self) -> None:
        """Tabs are blanks in flow style and behind a key or a dash, not where a line begins."""
        while True:
            pattern = _BLANKS if self.flow_level or not self.allow_simple_key else _SPACES
            found = pattern.match(self.buffer, self.pointer)
            self._skip(found.end() - self.pointer if found else 0)
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> ScalarToken:
        """Tabs between words are blanks."""
        chunks: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        blanks = ""
        folded = False
        while not (self.column == 0 and self._at_document_mark()) and self.peek() != "#":
            length = self._plain_length(start)
            if length:
                chunks += [blanks, self.prefix(length)]
                self.allow_simple_key = folded = False
                self._skip(length)
                end = self.get_mark()
            if self.peek() not in _ENDS[1:]:
                break
            blanks, folded = self._plain_blanks(start, indent)
            if not self.flow_level and self.column < indent:
                break
        if folded:
            self.allow_simple_key = True
        return ScalarToken("".join(chunks), True, start, end)

    def _at_document_mark(self) -> bool:
        return self.prefix(3) in {"---", "..."} and self.peek(3) in _ENDS

    def _plain_length(self, start: Any) -> int:
        """How many characters follow that belong to a plain text, up to the next blank."""
        match = (_FLOW_WORD if self.flow_level else _WORD).match(self.buffer, self.pointer)
        length = match.end() - self.pointer if match else 0
        if self.flow_level and self.peek(length) == ":" and self.peek(length + 1) in ",?[]{}":
            self._skip(length)
            raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
        return length

    def _skip(self, length: int) -> None:
        """As `forward`, over characters among which there is no line break."""
        self.pointer += length
        self.index += length
        self.column += length

    def _plain_blanks(self, start: Any, indent: int) -> tuple[str, bool]:
        """What stands for the blanks and line breaks here, folded; and whether there was a line break."""
        blanks, first, breaks = "", "", ""
        while (character := self.peek()) in _ENDS[1:]:
            if character in _BREAKS:
                found = self.scan_line_break()
                if first:
                    breaks += found
                else:
                    first = found
                continue
            if first and self.column < indent and character == "\t":
                problem = "found a tab character that violates indentation"
                raise ScannerError("while scanning a plain scalar", start, problem, self.get_mark())
            blanks += character
            self.forward()
        return (breaks or " ", True) if first else (blanks, False)

    # --- Block texts ---

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """The signs behind | and >; what follows them is judged with the rest of the line."""
        chomping: bool | None = None
        increment: int | None = None
        for _ in range(2):
            character = self.peek()
            if chomping is None and character in "+-":
                chomping = character == "+"
            elif increment is None and character in "0123456789":
                increment = int(character)
                if not increment:
                    problem = "found an indentation indicator equal to 0"
                    raise ScannerError("while scanning a block scalar", start_mark, problem, self.get_mark())
            else:
                break
            self.forward()
        return chomping, increment

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        """The rest of the line of | and >: blanks, tabs among them, and a comment."""
        while self.peek() in " \t":
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar(self, style: str) -> ScalarToken:
        """Remember where it begins, for what `_guard_tab` says."""
        self._block_start = self.get_mark()
        return super().scan_block_scalar(style)

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """The blank lines before the first line, and how deep that one is."""
        breaks: list[str] = []
        deepest = 0
        end = self.get_mark()
        while True:
            while self.peek() == " ":
                self.forward()
            deepest = max(deepest, self.column)
            self._guard_tab()
            if self.peek() not in _BREAKS:
                return breaks, deepest, end
            breaks.append(self.scan_line_break())
            end = self.get_mark()

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], Any]:
        """The blank lines before another line."""
        breaks: list[str] = []
        end = self.get_mark()
        while True:
            while self.column < indent and self.peek() == " ":
                self.forward()
            if self.column < indent:
                self._guard_tab()
            if self.peek() not in _BREAKS:
                return breaks, end
            breaks.append(self.scan_line_break())
            end = self.get_mark()

    def _guard_tab(self) -> None:
        if self.peek() == "\t":
            problem = "found a tab character where an indentation space is expected"
            raise ScannerError("while scanning a block scalar", self._block_start, problem, self.get_mark())


def _problem(error: MarkedYAMLError) -> str:
    problem = _FOUND.sub("", str(error.problem))
    if isinstance(error, ParserError) and problem.startswith("expected <block end>"):
        return "did not find expected key" if "mapping" in str(error.context) else "did not find expected '-' indicator"
    for pattern, words in _WORDS:
        if match := pattern.match(problem):
            return match.expand(words) + problem[match.end() :]
    return problem


def _mark_before(mark: Any) -> yaml.Mark:
    """The place before a mark on its line: libyaml points at the backslash, PyYAML behind it."""
    return yaml.Mark(mark.name, mark.index - 1, mark.line, mark.column - 1, mark.buffer, mark.pointer)
