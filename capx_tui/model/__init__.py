"""Domain values and pure rules. Nothing here reads or writes anything."""
