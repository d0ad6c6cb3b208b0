"""The poll of days in Excel: a day a row, and whether the authority can meet."""

from peer_challenge.exchange.spreadsheets import SheetColumn

DAY_POLL = (
    SheetColumn("authority", "Your authority", needed=True),
    SheetColumn("day", "Day", needed=True),
    SheetColumn("weekday", "Weekday"),
    SheetColumn("can", "Can you meet?", ("can you meet", "can", "answer")),
)
