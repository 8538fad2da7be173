"""What others ask for: one file for each edition of a framework, with its ids and titles of our own.

Numbers move from edition to edition, so a control names an id by the edition that has it.
"""
