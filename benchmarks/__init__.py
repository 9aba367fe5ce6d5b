"""What the program costs, from outside: started in a pseudo-terminal, like a person's terminal would.

``make bench`` runs it. Absolute times drift from machine to machine and with what else runs there, so
every number stands beside that of an empty Textual app from the same run.
"""
