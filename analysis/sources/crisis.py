"""What a crisis is: `corpus.yml` and the front matter of a report, read strictly, with errors that name file and field.

What belongs here: YAML as people write it in a corpus folder, and what each field may hold. What does not: reports
(`corpus`) and their pages (`pages`).
"""

from __future__ import annotations

import difflib
import re
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from analysis.vocabulary import InputError

CRISIS_FIELDS = ("title", "host", "coalition", "contributors", "start", "end", "aliases")
NEEDED = ("title", "host", "start", "end")
# A corpus.yml has a few hundred bytes; beyond this it is some other file.
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Crisis:
    """What `corpus.yml` says of a crisis.

    Attributes
    ----------
    title, host : str
        The crisis, and the country in which it takes place.
    coalition : str or None
        Short name of the whole foreign force; None where there is none.
    contributors : tuple of str
        Countries known to send personnel; may be empty.
    start, end : date
        The crisis's period, both days included. A date without a year takes its year from here.
    aliases : Mapping of str to tuple of str
        Name (a country, the coalition) -> its other spellings in reports.
    """

    title: str
    host: str
    coalition: str | None
    contributors: tuple[str, ...]
    start: date
    end: date
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


class _TypedLoader(yaml.SafeLoader):
    """YAML as a person means it: dates stay text, a key stands once, and nothing is repeated by reference.

    References (``*name``) are refused because ten lines of them can unfold to gigabytes.
    """

    def compose_node(self, parent: Any, index: Any) -> yaml.Node:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.MarkedYAMLError(
                problem=f"a reference (*{event.anchor})", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        keys = [key.value for key, _ in node.value if isinstance(key.value, str)]
        for number, (key, _) in enumerate(node.value):
            if key.value in keys[:number]:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value!r} twice", problem_mark=key.start_mark
                )
        return super().construct_mapping(node, deep)


class _TextLoader(_TypedLoader):
    """YAML whose plain values all stay text (``id: 007``, ``headline: No``), but for an empty one."""


def _keep(loader: type[yaml.SafeLoader], tags: frozenset[str]) -> None:
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in tags]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_keep(_TypedLoader, frozenset({"null", "bool", "int", "float"}))
_keep(_TextLoader, frozenset({"null"}))


def read_text(path: Path) -> str:
    """The text of a file, which must be UTF-8; a byte order mark is not part of it.

    Raises
    ------
    InputError
        If it cannot be read, is not UTF-8, or holds a NUL character (then it is not text).
    """
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; an `InputError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}), expected a readable file") from None


def decode(content: bytes, where: str) -> str:
    r"""UTF-8 bytes as text, with plain line ends.

    >>> decode(b"\xef\xbb\xbfOne.\r\nTwo.", "a.txt")
    'One.\nTwo.'
    >>> decode(b"caf\xe9", "a.txt")
    Traceback (most recent call last):
    ...
    analysis.vocabulary.InputError: a.txt: byte 4 is not UTF-8, expected a text file in UTF-8
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{where}: byte {error.start + 1} is not UTF-8, expected a text file in UTF-8"
        ) from None
    if "\0" in text:
        raise InputError(f"{where}: character {text.index(chr(0)) + 1} is NUL, expected a text file in UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def show(value: object) -> str:
    """A value quoted for an error, cut where it is long."""
    shown = reprlib.Repr()
    shown.maxstring, shown.maxother = 60, 60
    return shown.repr(value)


def parse_yaml(text: str, where: str, loader: type[yaml.SafeLoader]) -> dict:
    """The mapping that a piece of YAML holds; an `InputError` that names the line where it holds none."""
    try:
        value = yaml.load(text, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f" line {mark.line + 1}" if mark else ""
        raise InputError(f"{where}{line}: not YAML as expected here: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(
            f"{where}: not YAML ({str(error).splitlines()[0][:80]}), expected lines 'field: value'"
        ) from None
    if not isinstance(value, dict):
        raise InputError(f"{where}: {show(value)}, expected lines 'field: value'")
    return value


def parse_front_matter(text: str, where: str) -> dict[str, str | None]:
    """The fields of a report's front matter, each as text; None where a field is left empty."""
    return parse_yaml(text, where, _TextLoader)


def suggest(word: object, known: tuple[str, ...]) -> str:
    """Names the word that was probably meant, as the end of an error."""
    near = difflib.get_close_matches(str(word), known, 1, 0.7)
    return f" (did you mean {near[0]!r}?)" if near else ""


def check_keys(fields: Mapping, known: tuple[str, ...], where: str) -> None:
    """Refuses a field that is not one of `known`."""
    for key in fields:
        if key not in known:
            raise InputError(f"{where}: {show(key)} is not one of {', '.join(known)}{suggest(key, known)}")


ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:.*)?")


def parse_day(value: object, where: str) -> date:
    """A calendar day written as YYYY-MM-DD; a time after it is left out.

    >>> parse_day("2022-01-13T08:00:00Z", "a.md: published")
    datetime.date(2022, 1, 13)
    >>> parse_day("2022-02-30", "a.md: published")
    Traceback (most recent call last):
    ...
    analysis.vocabulary.InputError: a.md: published '2022-02-30' is not a date, expected YYYY-MM-DD
    """
    found = ISO_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date(*map(int, found.groups()))
    except (AttributeError, ValueError):
        raise InputError(f"{where} {show(value)} is not a date, expected YYYY-MM-DD") from None


def _name(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        hint = ", in quotation marks" if isinstance(value, (bool, int, float)) else ""
        raise InputError(f"{where} is {show(value)}, expected text{hint}")
    return " ".join(value.split())


def _names(value: object, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise InputError(f"{where} is {show(value)}, expected a list: [Name, Other name]")
    return tuple(_name(item, f"{where}, item {number}") for number, item in enumerate(value, 1))


def _aliases(value: object, where: str) -> Mapping[str, tuple[str, ...]]:
    if value is None:
        return MappingProxyType({})
    if not isinstance(value, dict):
        raise InputError(f"{where} is {show(value)}, expected lines 'name: [other spelling, ...]'")
    names = {
        _name(name, f"{where}, a name"): _names(others, f"{where}, {show(name)}")
        for name, others in value.items()
    }
    return MappingProxyType(names)


def read_crisis(folder: Path) -> Crisis:
    """The crisis that a folder's `corpus.yml` describes.

    Raises
    ------
    InputError
        If the file is missing, is not UTF-8 or not YAML, lacks a field, has one that is not known (the near one is
        named), or a value is not of its kind; each names the file and the field.
    """
    path = folder / "corpus.yml"
    if not path.is_file():
        raise InputError(f"{path}: no such file, expected it to say title, host, start and end of the crisis")
    content = read_bytes(path)
    if len(content) > MOST_BYTES:
        raise InputError(f"{path}: {len(content)} bytes, expected a few lines that describe the crisis")
    return parse_crisis(decode(content, str(path)), str(path))


def parse_crisis(text: str, where: str) -> Crisis:
    r"""The crisis that the text of a `corpus.yml` describes; `where` names it in errors.

    >>> parse_crisis("title: A\nhost: B\nstart: 2022-01-02\nend: 2022-01-19", "corpus.yml").end
    datetime.date(2022, 1, 19)
    >>> parse_crisis("titel: A", "corpus.yml")
    Traceback (most recent call last):
    ...
    analysis.vocabulary.InputError: corpus.yml: 'titel' is not one of title, host, ... (did you mean 'title'?)
    """
    fields = parse_yaml(text, where, _TypedLoader)
    check_keys(fields, CRISIS_FIELDS, where)
    for name in NEEDED:
        if fields.get(name) is None:
            raise InputError(f"{where}: {name} is missing, expected {', '.join(NEEDED)}")
    start, end = (parse_day(fields[name], f"{where}: {name}") for name in ("start", "end"))
    if end < start:
        raise InputError(
            f"{where}: end {end} is before start {start}, expected the period's first and last day"
        )
    coalition = fields.get("coalition")
    return Crisis(
        title=_name(fields["title"], f"{where}: title"),
        host=_name(fields["host"], f"{where}: host"),
        coalition=None if coalition in (None, "") else _name(coalition, f"{where}: coalition"),
        contributors=_names(fields.get("contributors"), f"{where}: contributors"),
        start=start,
        end=end,
        aliases=_aliases(fields.get("aliases"), f"{where}: aliases"),
    )
