"""The table of ``docs/screen-readers.md``: the same keys under each reader, on our screens and plain Textual widgets.

``python -m tests.readers`` prints it; ``--write`` puts it into the page; ``--spoken`` prints what was said, key by key.
It takes some minutes and wants a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.pty.program import ROOT
from tests.readers.desktop import desktop
from tests.readers.readers import READERS, lacks, open_session
from tests.readers.scripts import (
    Unit,
    directory,
    explore,
    form,
    plain_directory,
    plain_explore,
    plain_form,
)
from tests.readers.speech import Answer, else_heard, is_right, letters, missing, told
from tests.readers.world import World, fill

PAGE = ROOT / "docs" / "screen-readers.md"
BEGIN, END = "<!-- table: python -m tests.readers --write -->", "<!-- end of table -->"
_IDLE_S = 5.0


@dataclass(frozen=True, slots=True)
class Score:
    """Of the keys of one script: after how many the right thing was heard, and how many of these with nothing else."""

    keys: int
    right: int
    only: int
    #: Letters and digits that were spoken; bytes that were written for the keys; both while idle.
    spoken: int
    written: int
    idle_spoken: int
    idle_written: int


def _units(world: World) -> list[tuple[Unit, Unit]]:
    """Ours, and the same on plain widgets."""
    people, roots, child = world.people, world.roots, world.child
    return [
        (explore(people), plain_explore(people)),
        (directory(roots, child), plain_directory(roots, child)),
        (form(), plain_form()),
    ]


def measure(unit: Unit, reader: str, home: Path) -> tuple[Score, list[Answer]]:
    """Press the keys of `unit` under `reader`."""
    with ExitStack() as stack:
        directory_name = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        desk = None
        if reader == "orca":
            place = directory_name / "desk"
            place.mkdir()
            desk = stack.enter_context(desktop(place))
        session = stack.enter_context(open_session(reader, unit.arguments, home, directory_name, desk))
        session.open(*unit.ready)
        heard = [session.step(step.key, is_right(step, reader)) for step in unit.steps]
        idle = session.idle(_IDLE_S)
    pairs = list(zip(unit.steps, heard, strict=True))
    right = [not missing(step, answer, reader) for step, answer in pairs]
    alone = [not else_heard(step, answer, reader) for step, answer in pairs]
    score = Score(
        len(pairs),
        sum(right),
        sum(is_so and is_alone for is_so, is_alone in zip(right, alone, strict=True)),
        sum(len(letters(answer.text, reader)) for answer in heard),
        sum(answer.written for answer in heard),
        len(letters(idle.text, reader)),
        idle.written,
    )
    return score, heard


def table(scores: dict[tuple[str, str, bool], Score]) -> str:
    """Rows by screen and reader; plain Textual's numbers before ours."""
    lines = [
        (
            "| Screen | Reader | Right, plain | Right, CapX | Right and nothing else, plain"
            " | Right and nothing else, CapX "
            "| Letters spoken, plain | Letters spoken, CapX | Bytes written, plain | Bytes written, CapX |"
        ),
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for (screen, reader, is_plain), ours in scores.items():
        if is_plain:
            continue
        theirs = scores[screen, reader, True]
        cells = [
            screen,
            {"yasr": "yasr", "fenrir": "Fenrir", "orca": "Orca"}[reader],
            f"{theirs.right} of {theirs.keys}",
            f"{ours.right} of {ours.keys}",
            f"{theirs.only} of {theirs.keys}",
            f"{ours.only} of {ours.keys}",
            f"{theirs.spoken:,}",
            f"{ours.spoken:,}",
            f"{theirs.written:,}",
            f"{ours.written:,}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _put(text: str) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.readers", description=__doc__)
    parser.add_argument("--reader", choices=READERS, action="append", help="only this one; may be given again")
    parser.add_argument("--screen", help="only the screen whose name begins so")
    parser.add_argument("--spoken", action="store_true", help="print what was said, key by key")
    parser.add_argument("--write", action="store_true", help=f"write the table into {PAGE.name}")
    asked = parser.parse_args()
    readers = [reader for reader in asked.reader or READERS if not lacks(reader)]
    scores = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        home = Path(place)
        fill(home)
        for ours, plain in _units(World(home)):
            if not ours.name.startswith(asked.screen or ""):
                continue
            for reader in readers:
                for unit, is_plain in ((plain, True), (ours, False)):
                    score, heard = measure(unit, reader, home)
                    scores[ours.name, reader, is_plain] = score
                    whose = "plain Textual" if is_plain else "CapX"
                    idle = f"idle {_IDLE_S:.0f} s: {score.idle_spoken} letters, {score.idle_written} bytes"
                    print(f"{unit.name}, {whose}, {reader}: right {score.right}, only {score.only}; {idle}", flush=True)
                    if asked.spoken:
                        print(told(heard), flush=True)
    print(table(scores))
    if asked.write:
        _put(table(scores))


if __name__ == "__main__":
    main()
