"""``capx-tui completions SHELL``: prints what makes a shell complete our commands, names and values.

The scripts ask ``completions answer SHELL …`` at each Tab: the first line of its answer is ``words`` or ``files``, each
line after it a candidate. For bash that is the text to put there, quoted; for the others the plain word, a tab, and
what it means. Nothing is fetched: names are those that the mirror holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import resources

from capx_tui.bootstrap import Options, Reader, open_reader
from capx_tui.cli.bash_line import insertion, read_line
from capx_tui.cli.completing import MOST, answer, place_of
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Takes
from capx_tui.cli.options import Request, nearest
from capx_tui.cli.who import canonical, people_holding
from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n.lists import commas
from capx_tui.model.naming import Kind
from capx_tui.store.filters import FilterFile, filter_file
from capx_tui.text import fold

__all__ = ["SHELLS", "run"]

SHELLS = ("bash", "zsh", "fish")
_KINDS = {Takes(kind.value): kind for kind in Kind}


def run(request: Request, console: Console) -> int:
    """Print the script for a shell. Exit 2 for a shell we do not know; an answer is never an error."""
    shell, *rest = request.words
    if shell == "answer" and len(rest) >= 2:
        console.out(_answer(rest[0], rest[1:], console))
        return 0
    if shell not in SHELLS:
        raise RuleError("cli-not-a-choice", "completions", shell, commas(nearest(shell, SHELLS) or SHELLS))
    if rest:
        raise RuleError("cli-too-many-words", rest[0])
    script = resources.files("capx_tui.cli.shells") / f"capx-tui.{shell}"
    console.out(script.read_text("utf-8").splitlines())
    return 0


def _answer(shell: str, typed: Sequence[str], console: Console) -> Iterator[str]:
    """`typed`: the words, the last one not finished; for bash the line up to the cursor and its word breaks."""
    line = read_line(typed[0]) if shell == "bash" else None
    words = line.words if line is not None else typed
    found = answer(words, _names(words[:-1], console))
    if found.files:
        yield "files"
        return
    yield "words"
    if line is not None:
        breaks = typed[1] if len(typed) > 1 else ""
        yield from (text for each in found.candidates if (text := insertion(each.text, line, breaks)) is not None)
    else:
        yield from (f"{each.text}\t{each.note}" for each in found.candidates)


def _names(before: Sequence[str], console: Console) -> Callable[[Takes, str], Iterable[str]]:
    given = place_of(before).given
    options = Options(
        demo="demo" in given, service=given.get("service", ""), language=console.language, environ=console.environ
    )

    def names(takes: Takes, begins: str) -> Iterable[str]:
        try:
            with open_reader(options) as reader:
                return _held(reader, takes, begins)
        except CapxError:
            # Where nothing can be read there is nothing to offer; the command itself will say why.
            return ()

    return names


def _held(reader: Reader, takes: Takes, begins: str) -> list[str]:
    """Names of that kind in the mirror; of people those that begin so."""
    if reader.mirror is None or reader.names is None:
        return []
    if takes is Takes.FILTER:
        path = reader.mirror.path
        return sorted(FilterFile(filter_file(path)).read().named) if path is not None else []
    if takes is Takes.PERSON:
        return _people(reader, begins)
    if takes not in _KINDS:
        return []
    table = reader.names.table(_KINDS[takes])
    shown = [thing.name for thing in table.things]
    folded = fold(begins)
    if any(fold(name).startswith(folded) for name in shown):
        return sorted(shown)
    # Names in the other languages are understood too.
    return sorted(name for thing in table.things for name in thing.names if fold(name).startswith(folded))


def _people(reader: Reader, begins: str) -> list[str]:
    assert reader.mirror is not None
    exact = reader.mirror.usernames(canonical(begins) if begins.strip() else "", MOST)
    if exact:
        return exact
    folded = fold(begins)
    alike = people_holding(reader.mirror, begins)
    return sorted(each.username for each in alike if fold(each.username).startswith(folded))
