"""The face of plain lines: every task of the program by questions and answers, for ears, braille and slow lines.

Append only: nothing is drawn over, no escape code is written. What is said, what can be done and what is kept are
those of the screens: rows come from the same modules, actions from the same table, drafts from the same files.
"""
