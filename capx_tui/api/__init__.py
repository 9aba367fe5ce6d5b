"""Everything that speaks HTTP: transport, wire, one pure builder per endpoint."""
