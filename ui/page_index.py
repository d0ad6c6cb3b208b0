"""The pages by name, known without loading any: each is loaded when it is first looked at."""

from dataclasses import dataclass
from pkgutil import resolve_name

from ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: the `name` it carries itself, its class as `module:Class` under `ui.pages`, its icon in the list."""

    name: str
    place: str
    icon: str = ""

    def load(self) -> type[Page]:
        """Return the page's class, which loads what the page needs."""
        kind = resolve_name(f"ui.pages.{self.place}")
        assert isinstance(kind, type)
        assert issubclass(kind, Page)
        return kind


EXCHANGE = PageEntry("Send and receive", "exchange:ExchangePage", "exchange")
START_ROUND = PageEntry("Start a round", "start_round:StartRoundPage")
QUESTIONS = PageEntry("Questions", "framework:FrameworkPage")
WHO_YOU_ARE = PageEntry("Who you are", "you:YouPage")
SEARCH = PageEntry("Search", "found:FoundPage")
NEXT_ROUND = PageEntry("Start next year’s round", "next_round:NextRoundPage")
ASKS_OFFERS = PageEntry("Asks and offers", "asks_offers:AsksOffersPage")
MEETINGS = PageEntry("Meetings", "meetings:MeetingsPage")
LISTS = PageEntry("Lists and reminders", "lists:ListsPage")
HOLDINGS = PageEntry("What do we hold?", "holdings:HoldingsPage")
RETENTION = PageEntry("How long things are kept", "retention:RetentionPage")

LISTED = (
    PageEntry("Home", "home:HomePage", "home"),
    PageEntry("Authorities", "authorities:AuthoritiesPage", "authorities"),
    PageEntry("Triads", "triads:TriadsPage", "triads"),
    PageEntry("Self-evaluations", "sefs:SefsPage", "sef"),
    PageEntry("Session", "session:SessionPage", "session"),
    PageEntry("Findings", "findings:FindingsPage", "findings"),
    PageEntry("Feedback", "feedback:FeedbackPage", "feedback"),
    PageEntry("Time", "time:TimePage", "time"),
    EXCHANGE,
)
"""The pages of the navigation list, in the order of a round."""

ALL = (
    *LISTED,
    START_ROUND,
    QUESTIONS,
    WHO_YOU_ARE,
    SEARCH,
    NEXT_ROUND,
    ASKS_OFFERS,
    MEETINGS,
    LISTS,
    HOLDINGS,
    RETENTION,
)
