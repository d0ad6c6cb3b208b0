"""The form after a challenge, in Excel: how useful it was, would you do it again, what changed, roughly how long."""

from peer_challenge.exchange.spreadsheets import SheetColumn

CLOSING = (
    SheetColumn("host", "Host challenged", needed=True),
    SheetColumn("authority", "Your authority", needed=True),
    SheetColumn("usefulness", "How useful was it?", ("how useful was it, 1 to 5", "usefulness")),
    SheetColumn("again", "Would you do it again?", ("again",)),
    SheetColumn("changed", "What changed because of it?", ("what changed", "changed")),
    SheetColumn("reading", "Hours of reading", ("reading",)),
    SheetColumn("meeting", "Hours in the meeting", ("meeting",)),
    SheetColumn("writing", "Hours of writing", ("writing",)),
)
"""A cell that is empty leaves what was said before."""
