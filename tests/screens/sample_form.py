"""A form with every kind of field on a screen, and a service behind it that keeps, refuses and fails as told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any

import msgspec

from capx_tui.api.client import Transport
from capx_tui.api.wire import Auth, Call, Request, Response
from capx_tui.core import Core
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_values import FormValues
from capx_tui.store.write_once import MovedOn
from capx_tui.terminal.painted_app import focus_anchor
from tests.model.form_sample import VALUES, sample_spec
from tests.screens.visits import Visit, visit
from tests.screens.wire import Fault, Wire

__all__ = ["Sample", "SampleForm", "SampleService", "SampleValues", "open_sample", "refusal"]

_JSON = {"content-type": "application/json"}


def refusal(status: int, body: object) -> Fault:
    """An answer that says no, with these words."""
    return lambda request: Response(status, _JSON, json.dumps(body).encode())


class SampleService:
    """Stands before the embedded service and answers ``/sample/`` itself: one record, read and written."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        spec = sample_spec()
        self.values: dict[str, Any] = {name: spec.by_id[name].encode(value) for name, value in VALUES.items()}
        #: What was written, one entry for each request that arrived.
        self.puts: list[dict[str, Any]] = []
        #: How the next writes end: whether they have their effect, and what is answered.
        self.put_faults: list[tuple[bool, Fault]] = []
        #: How every read ends while it is set.
        self.get_fault: Fault | None = None

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        if not request.url.endswith("/sample/"):
            return await self._inner.send(request)
        if request.method == "GET":
            if self.get_fault is not None:
                return self.get_fault(request)
            return Response(200, _JSON, json.dumps(self.values).encode())
        sent = json.loads(request.body or b"{}")
        self.puts.append(sent)
        acts, fault = self.put_faults.pop(0) if self.put_faults else (True, None)
        if acts:
            self.values.update(sent)
        return fault(request) if fault is not None else Response(200, _JSON, b"{}")

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()


class SampleValues(FormValues):
    """The record of `SampleService`. `re_reads`: it is compared before anything is sent."""

    def __init__(self, core: Core, spec: FormSpec, *, re_reads: bool) -> None:
        super().__init__(core)
        self._given_spec = spec
        self._re_reads = re_reads

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """Every kind of field."""
        return self._given_spec

    async def load(self) -> Mapping[str, Value]:
        """The record."""
        found: dict[str, Any] = await self.core.client.send(Call("GET", "/sample/", dict[str, Any]))
        return {name: self._given_spec.by_id[name].decode(raw) for name, raw in found.items()}

    async def save(self, form: Form) -> str:
        """Write what changed."""
        if self._re_reads:
            now = Form.begin(self._given_spec, await self.load())
            if any(not f.same(now[f.id], form.initial[f.id]) for f in self._given_spec.valued):
                raise MovedOn(now.values)
        body = {name: self._given_spec.by_id[name].encode(form[name]) for name in form.changed}
        call: Call[Any] = Call("PUT", "/sample/", Any, json=msgspec.json.encode(body), auth=Auth.REQUIRED)
        await self.core.client.send(call)
        return ""


class SampleForm(FormScreen[None]):
    """Only what changed is sent. `spec_changes` are fields of `FormSpec`."""

    #: A draft is written at once: tests wait for work and not for clocks.
    AUTOSAVE_S = 0.0

    def __init__(self, *, re_reads: bool = False, **spec_changes: Any) -> None:
        super().__init__()
        self._given_spec = sample_spec(**spec_changes)
        self._re_reads = re_reads
        self.acted: list[str] = []
        self.left: list[str] = []
        self.saves = 0

    @property
    def heading(self) -> str:
        """Its own name."""
        return "Sample form"

    @cached_property
    def held(self) -> SampleValues:
        """See `SampleValues`."""
        return SampleValues(self.core, self._given_spec, re_reads=self._re_reads)

    def act_on(self, field_id: str) -> None:
        """Import known: everything that is known is offered."""
        self.acted.append(field_id)
        self.rows.put(self.form.edit("available", self.form["known"]))

    def field_left(self, field_id: str) -> None:
        """Remember it."""
        self.left.append(field_id)

    def after_save(self) -> None:
        """Count."""
        self.saves += 1


class Sample:
    """What a test has of an open sample form."""

    def __init__(self, here: Visit, form: SampleForm, service: SampleService) -> None:
        self.here = here
        self.form = form
        self.service = service

    def __getitem__(self, field_id: str) -> Any:
        return self.form.form[field_id]

    @property
    def cell(self) -> tuple[int, int]:
        """Column and row of the hardware cursor."""
        anchor = focus_anchor(self.here.app.screen.focused)
        return anchor.x, anchor.y

    async def go(self, field_id: str, entry: int | None = None) -> None:
        """Put the marker on a field, as many Downs would."""
        self.form.rows.go_to(field_id, entry)
        await self.here.settle()

    async def write(self, field_id: str, text: str) -> None:
        """Go to a field and type at its end."""
        await self.go(field_id)
        await self.here.press("end")
        await self.here.type(text)

    async def choose(self, words: str) -> None:
        """Choose an answer of a question."""
        await self.here.choose(words)

    async def save(self) -> None:
        """Save and say yes to it."""
        await self.here.press("ctrl+s")
        await self.here.choose("Save")


@asynccontextmanager
async def open_sample(
    form: SampleForm | None = None, *, before: Callable[[SampleService], None] | None = None, **options: Any
) -> AsyncIterator[Sample]:
    """The program with a sample form open; `before` prepares the service, `options` are those of `visit`."""
    services: list[SampleService] = []

    def serve(wire: Wire) -> SampleService:
        services.append(SampleService(wire))
        if before is not None:
            before(services[0])
        return services[0]

    async with visit("help", transport=serve, **options) as here:
        shown = form or SampleForm()
        here.app.push_screen(shown)
        await here.settle()
        yield Sample(here, shown, services[0])
