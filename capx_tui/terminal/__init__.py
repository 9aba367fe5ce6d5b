"""The ground under the widgets: key bindings, themes, focus, capabilities of the terminal."""
