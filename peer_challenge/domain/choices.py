"""The fixed choices that records hold, stored by value and shown in words."""

from datetime import date
from enum import StrEnum


class Choice(StrEnum):
    """A choice stored by its value; `words` is what the window and reports show."""

    @property
    def words(self) -> str:
        """The choice as a person reads it, in sentence case."""
        said = _WORDS.get((type(self).__name__, self.value), self.value.replace("_", " "))
        return said[:1].upper() + said[1:]


class Grade(Choice):
    """Ofsted's four judgements under the framework for inspecting children's services (ILACS)."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires improvement"
    INADEQUATE = "inadequate"

    @property
    def good_or_better(self) -> bool:
        """Whether the judgement counts as a strength when groups are balanced."""
        return self in (Grade.OUTSTANDING, Grade.GOOD)


class RelationshipKind(Choice):
    """Why two authorities may be kept apart, or brought together."""

    SHARES_BORDER = "shares_border"
    SAME_LEADERSHIP = "same_leadership"
    EARLIER_PARTNER = "earlier_partner"
    DECLARED_CONFLICT = "declared_conflict"


class Role(Choice):
    """What a person is in a round, for a period."""

    COORDINATOR = "coordinator"
    SPONSOR = "sponsor"
    QA_LEAD = "qa_lead"
    CHALLENGER = "challenger"
    LEAD_MEMBER = "lead_member"
    ANALYST = "analyst"


class Joining(Choice):
    """Whether an authority takes part in a round."""

    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"

    def words_for(self, answered_on: date | None) -> str:
        """Return the choice in words: one that is only on the list takes part, one that said so has joined."""
        return "Taking part" if self is Joining.JOINED and answered_on is None else self.words


class PlanState(Choice):
    """How far a plan of groups has come."""

    DRAFT = "draft"
    CONSULTING = "consulting"
    SETTLED = "settled"
    REPLACED = "replaced"

    @property
    def closed(self) -> bool:
        """Whether its groups stand and can no longer be moved."""
        return self in (PlanState.SETTLED, PlanState.REPLACED)


class RuleKind(Choice):
    """What a rule that the coordinator adds asks of authorities chosen by hand."""

    TOGETHER = "together"
    APART = "apart"
    NUMBER = "number"


class DutyKind(Choice):
    """What an authority or a person does in one challenge."""

    LEAD_CHALLENGER = "lead_challenger"
    THIRD_PEER = "third_peer"
    NOTE_TAKER = "note_taker"
    FACILITATOR = "facilitator"


class ChallengePurpose(Choice):
    """Whether a challenge stands alone or serves the directors' own."""

    QUALITY_ASSURANCE = "quality_assurance"
    SUPPORTS_DIRECTORS = "supports_directors"


class SubmissionState(Choice):
    """The life of a self-evaluation; late is worked out from dates and never stored."""

    NOT_STARTED = "not_started"
    DRAFTING = "drafting"
    SIGNED_OFF = "signed_off"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SHARED = "shared"
    WITHDRAWN = "withdrawn"


class EvidenceKind(Choice):
    """What a statement or a finding rests on; the kinds of the field (no official ladder exists)."""

    AUDIT = "audit"
    MODERATION = "moderation"
    OBSERVATION = "observation"
    PRACTITIONER_VOICE = "practitioner_voice"
    FAMILY_VOICE = "family_voice"
    PERFORMANCE_DATA = "performance_data"
    COMPLAINT = "complaint"
    EXTERNAL = "external"
    POLICY = "policy"
    PLAN = "plan"


class SessionState(Choice):
    """Whether a session has been held."""

    PLANNED = "planned"
    PAUSED = "paused"
    HELD = "held"
    CANCELLED = "cancelled"


class PauseReason(Choice):
    """Why a challenge waits; a short list, so that nobody writes more than the round needs to know."""

    INSPECTION = "inspection"
    ELECTION = "election"
    PEOPLE_AWAY = "people_away"
    URGENT_WORK = "urgent_work"
    SEF_NOT_READY = "sef_not_ready"
    OTHER = "other"


class DayChoice(Choice):
    """What an authority says to a day for a meeting."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


class Presence(Choice):
    """Who was in the room."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    STAND_IN = "stand_in"
    OBSERVER = "observer"


class NoteKind(Choice):
    """What a note of a session says it is; a plain note may be sorted later."""

    PLAIN = "plain"
    STRENGTH = "strength"
    CONSIDERATION = "consideration"
    QUESTION = "question"
    GOOD_PRACTICE = "good_practice"
    ASK = "ask"
    OFFER = "offer"


class FindingKind(Choice):
    """What a finding is; challenges do not grade."""

    STRENGTH = "strength"
    CONSIDERATION = "consideration"
    QUESTION = "question"
    GOOD_PRACTICE = "good_practice"
    SUGGESTION = "suggestion"


class FindingState(Choice):
    """How far a finding has come on its way to the report."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CHECKED = "checked"
    PARKED = "parked"


class LinkedTo(Choice):
    """What a finding rests on."""

    NOTE = "note"
    CLAIM = "claim"
    EVIDENCE = "evidence"


class AskOrOffer(Choice):
    """Support an authority asks for, or can give."""

    ASK = "ask"
    OFFER = "offer"


class IntroductionState(Choice):
    """What became of two authorities that were, or might be, brought together."""

    PROPOSED = "proposed"
    MADE = "made"
    HELPED = "helped"
    NO_HELP = "no_help"
    DECLINED = "declined"

    @property
    def ended(self) -> bool:
        """Whether nothing more is waited for."""
        return self in (IntroductionState.HELPED, IntroductionState.NO_HELP, IntroductionState.DECLINED)

    @property
    def brought_together(self) -> bool:
        """Whether the two were introduced to each other, whatever came of it."""
        return self in (IntroductionState.MADE, IntroductionState.HELPED, IntroductionState.NO_HELP)


class ActionState(Choice):
    """How far an action is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


class Stage(Choice):
    """What time was spent on."""

    SET_UP = "set_up"
    PREPARATION = "preparation"
    SESSION = "session"
    TRAVEL = "travel"
    WRITE_UP = "write_up"
    FOLLOW_UP = "follow_up"


class Way(Choice):
    """Whether time was given to another authority or received from it as host."""

    GIVEN = "given"
    RECEIVED = "received"


class EntryMode(Choice):
    """How minutes were arrived at."""

    TIMER = "timer"
    BY_HAND = "by_hand"
    ESTIMATE = "estimate"


class Again(Choice):
    """Whether a person would take part again."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class ReportState(Choice):
    """The life of a feedback report."""

    DRAFT = "draft"
    AGREED = "agreed"
    WITH_HOST = "with_host"
    FINAL = "final"


class ReportSection(Choice):
    """The parts of a feedback report whose wording can be changed; the opening, on page one, always comes first."""

    OPENING = "opening"
    HOW = "how"
    LINES = "lines"
    ASKS = "asks"
    NEXT = "next"


class CorrectionState(Choice):
    """What became of a correction that the host proposed."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


_WORDS = {
    ("Grade", "requires improvement"): "requires improvement to be good",
    ("RelationshipKind", "shares_border"): "share a border",
    ("RelationshipKind", "same_leadership"): "same leadership",
    ("RelationshipKind", "earlier_partner"): "together before",
    ("RelationshipKind", "declared_conflict"): "declared interest",
    ("Role", "qa_lead"): "QA lead",
    ("PlanState", "draft"): "draft plan",
    ("PlanState", "consulting"): "out for consultation",
    ("PlanState", "replaced"): "replaced by a later version",
    ("RuleKind", "together"): "kept together",
    ("RuleKind", "apart"): "kept apart",
    ("RuleKind", "number"): "number in a group",
    ("ChallengePurpose", "supports_directors"): "supports the directors’ challenge",
    ("NoteKind", "plain"): "note",
    ("NoteKind", "consideration"): "area for consideration",
    ("FindingKind", "consideration"): "area for consideration",
    ("EvidenceKind", "moderation"): "moderation result",
    ("EvidenceKind", "observation"): "observation of practice",
    ("EvidenceKind", "practitioner_voice"): "practitioners’ voice",
    ("EvidenceKind", "family_voice"): "children’s and families’ voice",
    ("EvidenceKind", "performance_data"): "performance data",
    ("EvidenceKind", "complaint"): "complaint or compliment",
    ("EvidenceKind", "external"): "external review",
    ("EvidenceKind", "policy"): "policy or tool",
    ("EvidenceKind", "plan"): "plan or minutes",
    ("LinkedTo", "claim"): "statement",
    ("PauseReason", "inspection"): "Ofsted inspection",
    ("PauseReason", "election"): "pre-election period",
    ("PauseReason", "people_away"): "people needed are away",
    ("PauseReason", "sef_not_ready"): "SEF not ready",
    ("PauseReason", "other"): "another reason",
    ("IntroductionState", "no_help"): "did not help",
    ("Presence", "stand_in"): "stand-in",
    ("Stage", "set_up"): "set-up",
    ("Stage", "write_up"): "write-up",
    ("Stage", "follow_up"): "follow-up",
    ("EntryMode", "by_hand"): "typed in",
    ("FindingState", "agreed"): "agreed by the team",
    ("FindingState", "checked"): "checked by the host",
    ("ReportSection", "opening"): "opening of page one",
    ("ReportSection", "how"): "how the challenge was made",
    ("ReportSection", "lines"): "what the team found",
    ("ReportSection", "asks"): "asks and offers",
    ("ReportSection", "next"): "next steps",
    ("ReportState", "agreed"): "agreed by the team",
    ("ReportState", "with_host"): "with the host for factual accuracy",
}
