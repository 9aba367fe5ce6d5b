"""A text document edited from the command line: in an editor, from a file or from standard input.

A document that cannot be read or sent is kept, and offered again. What a document is of, and how it is sent,
subclasses know.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from typing import Any, Generic, TypeVar

from capx_tui.cli.confirming import confirmed
from capx_tui.cli.console import Console
from capx_tui.cli.options import Request
from capx_tui.errors import CapxError, RuleError, StorageError
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago, parse
from capx_tui.i18n.sentences import sentence
from capx_tui.model.text_document import Fault, with_faults
from capx_tui.store.kept_text import KeptText
from capx_tui.terminal.editor import edit_text

__all__ = ["DocumentEditing"]

R = TypeVar("R")


class DocumentEditing(ABC, Generic[R]):
    """See the module. `command` is how it is called again; `name` stands in the name of the editor's file."""

    def __init__(self, request: Request, console: Console, kept: KeptText, *, command: str, name: str) -> None:
        self.request = request
        self.console = console
        self.kept = kept
        self.command = command
        self.name = name
        #: The person was asked about what is kept: they go on with it, or did not want it.
        self._has_asked = False
        #: What could not be kept.
        self._unkept = ""

    # -- what a document is of -------------------------------------------------------------------

    @abstractmethod
    def rendered(self) -> str:
        """The document for what there is now."""

    @abstractmethod
    def read(self, text: str) -> tuple[R, Sequence[Fault]]:
        """What a document says, and everything that is wrong with it."""

    @abstractmethod
    def is_unchanged(self, reading: R) -> bool:
        """Whether there is nothing to send."""

    @abstractmethod
    def save(self, reading: R) -> bool:
        """Show, ask where that is due, send. False where the person says no. Raises `CapxError`."""

    @abstractmethod
    def show(self) -> None:
        """Print what there is now."""

    def base(self) -> Any:
        """What the document is written over, kept beside it: JSON can hold it."""
        return None

    def rest_on(self, base: Any) -> None:
        """A document that was kept is gone on with: `base` is what it was written over."""

    # -- the ways in -----------------------------------------------------------------------------

    def apply_given(self, text: str) -> int:
        """A document from a file or from standard input."""
        reading, faults = self.read(text)
        if faults:
            for fault in faults:
                self.console.complain(fault.words)
            if not self.request.value("file"):
                self._keep(text)
            raise RuleError("cli-document-refused", str(len(faults)))
        return self._apply(text, reading)

    def in_editor(self) -> int:
        """The document in the person's editor, again and again until it can be read or they leave it."""
        try:
            return self._edit()
        finally:
            if self._unkept:
                self.console.complain(t("cli-document-printed"))
                self.console.complain(self._unkept)

    def _edit(self) -> int:
        rendered = self.rendered()
        text = self._kept_before() or rendered
        while True:
            before = text
            try:
                text = edit_text(text, self.console.environ, nullcontext, name=self.name)
            except CapxError:
                if before != rendered:
                    self._keep(before)
                raise
            if not text.strip() or text == rendered:
                return self._leave(text)
            reading, faults = self.read(text)
            if not faults:
                return self._apply(text, reading)
            text = with_faults(text, faults)
            self._keep(text)
            for fault in faults:
                self.console.complain(fault.words)
            # Not for --yes to answer: it would open the same document for ever.
            if not self.console.is_typed or not self._again():
                raise RuleError("cli-document-refused", str(len(faults)))

    def _again(self) -> bool:
        return confirmed(self._asking, self.console, t("cli-document-again"), default=True)

    @property
    def _asking(self) -> Request:
        """The request without ``--yes``: for questions that the person alone can answer."""
        flags = {name: value for name, value in self.request.flags.items() if name != "yes"}
        return self.request._replace(flags=flags)

    def _kept_before(self) -> str:
        """The document that was kept last time, if the person goes on with it."""
        found = self.kept.find()
        self._has_asked = True
        if found is None:
            return ""
        saved_at = parse(found.saved_at)
        age = ago(saved_at, self.console.now()) if saved_at is not None else t("profile-no-date")
        if not confirmed(self.request, self.console, t("cli-document-found", age), default=True):
            self.kept.erase()
            return ""
        self.rest_on(found.base)
        return found.text

    # -- asking ----------------------------------------------------------------------------------

    def agreed(self, changes: Iterable[str], *, asks: bool = True) -> bool:
        """Show what changes; whether it may be sent."""
        self.console.complain(t("cli-document-changes"))
        for line in changes:
            self.console.complain(line)
        return not asks or confirmed(self.request, self.console, t("cli-document-ask"))

    def mine_wins(self, lines: Iterable[str]) -> bool:
        """Both values, field by field, and whose is to stay. Never answered by ``--yes``: nothing goes unseen."""
        self.console.complain(t("cli-document-moved"))
        for line in lines:
            self.console.complain(line)
        return self.console.is_typed and confirmed(self._asking, self.console, t("cli-document-moved-ask"))

    # -- applying --------------------------------------------------------------------------------

    def _apply(self, text: str, reading: R) -> int:
        if self.is_unchanged(reading):
            return self._leave(text)
        try:
            is_sent = self.save(reading)
        except (CapxError, KeyboardInterrupt):
            self._keep(text)
            raise
        if not is_sent:
            self._keep(text)
            return 0
        self._forget(text)
        self.console.say(t("cli-document-saved"))
        self.show()
        return 0

    def _leave(self, text: str) -> int:
        self._forget(text)
        self.console.say(t("cli-document-unchanged"))
        self.show()
        return 0

    def _forget(self, text: str) -> None:
        """What is kept, unless it is another document than a script's `text`, of which nobody was asked."""
        self._unkept = ""
        found = self.kept.find()
        if found is not None and (self._has_asked or found.text == text):
            self.kept.erase()

    def _keep(self, text: str) -> None:
        try:
            self.kept.keep(text, self.base())
        except StorageError as error:
            # Why it was not sent is said as well: a full disk is not all there is to know.
            self._unkept = text
            self.console.complain(t("cli-document-unkept", sentence(error)))
        else:
            self._unkept = ""
            self.console.say(t("cli-document-kept", self.command))
