"""The shipped reference data, frameworks and sample round are whole, consistent and fit to be seen."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from resources import path

FRAMEWORKS = sorted(path("frameworks").glob("*.toml"))
ROUND = path("demo", "round.toml")
DEMO = sorted(set(path("demo").glob("*.toml")) - {ROUND})
EVIDENCE_KINDS = {
    "audit", "moderation", "observation", "practitioner_voice", "family_voice",
    "performance_data", "complaint", "external", "policy", "plan",
}  # fmt: skip
STAGES = {"set_up", "preparation", "session", "travel", "write_up", "follow_up"}
FINDING_KINDS = {"strength", "consideration", "question", "good_practice", "suggestion"}
NOTE_KINDS = {"strength", "consideration", "question", "good_practice", "ask", "offer", "plain"}
IDENTIFIERS = {
    "postcode": r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    "telephone number": r"(?:\+44|\b0)\d[\d ]{8,}",
    "date of birth": r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b|\bborn (?:on|in)\b|\bd\.?o\.?b\b",
    "ten-digit number": r"\b\d{3} ?\d{3} ?\d{4}\b",
    "child by initial": r"\b[Cc]hild [A-Z]\b",
}
GRADE_WORDS = r"\boutstanding\b|\binadequate\b|requires improvement|\bweakness"


def rows(name: str) -> list[dict[str, str]]:
    with path("reference", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def sessions() -> dict[str, date]:
    return {name: group["date"] for group in toml(ROUND)["group"] for name in group["authorities"]}


def each_demo(test: Any) -> Any:
    return pytest.mark.parametrize("demo", [toml(file) for file in DEMO], ids=[file.stem for file in DEMO])(test)


# Reference data


def test_there_are_153_authorities_with_codes_of_their_own() -> None:
    authorities = rows("authorities.csv")
    for column in ("dfe_code", "gss_code", "name"):
        assert len({row[column] for row in authorities}) == len(authorities) == 153
    assert Counter(row["region"] for row in authorities)["South East"] == 19


def test_borders_go_both_ways_and_33_pairs_touch_in_the_south_east() -> None:
    borders = {row["dfe_code"]: set(row["borders_computed_2023"].split()) for row in rows("authorities.csv")}
    assert all(code in borders[other] for code, others in borders.items() for other in others)
    assert not any(code in others for code, others in borders.items())
    south_east = [row["dfe_code"] for row in rows("authorities.csv") if row["region"] == "South East"]
    pairs = list(combinations(south_east, 2))
    assert (len(pairs), sum(b in borders[a] for a, b in pairs)) == (171, 33)


def test_every_authority_has_ten_statistical_neighbours_that_exist() -> None:
    codes = {row["dfe_code"] for row in rows("authorities.csv")}
    for row in rows("authorities.csv"):
        neighbours = row["statistical_neighbours_2025"].split()
        assert len(set(neighbours) - {row["dfe_code"]}) == len(neighbours) == 10
        assert set(neighbours) <= codes


def test_the_other_files_name_authorities_that_exist() -> None:
    names = {row["name"] for row in rows("authorities.csv")}
    south_east = {row["name"] for row in rows("authorities.csv") if row["region"] == "South East"}
    assert {row["name"] for row in rows("ofsted_south_east.csv")} == south_east
    assert {row["name"] for row in rows("aliases.csv")} <= names
    assert not {row["alias"] for row in rows("aliases.csv")} & names
    assert {name for row in rows("past_groups_south_east.csv") for name in row["members"].split("; ")} <= south_east
    assert {name for row in rows("linked_south_east.csv") for name in (row["name"], row["linked_name"])} <= south_east
    assert {row["name"] for row in rows("successors.csv")} <= names
    assert Counter(row["stratum"] for row in rows("strata_south_east.csv")) == {"Berkshire": 6}
    assert {row["name"] for row in rows("strata_south_east.csv")} <= south_east


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def monday(from_: date) -> date:
    return from_ + timedelta(days=-from_.weekday() % 7)


def expected_bank_holidays(year: int) -> set[date]:
    days = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    days |= {monday(date(year, 5, 1)), monday(date(year, 5, 25)), monday(date(year, 8, 25))}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() >= 5 or fixed in days:
            fixed += timedelta(days=1)
        days.add(fixed)
    return days


def test_bank_holidays_of_2025_to_2028_follow_the_rule_and_never_fall_on_weekends() -> None:
    listed = [date.fromisoformat(row["date"]) for row in rows("bank_holidays_england.csv")]
    assert listed == sorted(set().union(*(expected_bank_holidays(year) for year in range(2025, 2029))))
    assert not any(day.weekday() >= 5 for day in listed)
    for row in rows("bank_holidays_england.csv"):
        day, moved = date.fromisoformat(row["date"]), "(substitute day)" in row["name"]
        fixed = {"New Year's Day": (1, 1), "Christmas Day": (12, 25), "Boxing Day": (12, 26)}
        usual = fixed.get(row["name"].removesuffix(" (substitute day)"))
        assert moved == (usual is not None and usual != (day.month, day.day))


# Frameworks


@pytest.mark.parametrize("file", FRAMEWORKS, ids=lambda file: file.stem)
def test_a_framework_has_stable_keys_and_words_throughout(file: Path) -> None:
    framework = toml(file)
    assert set(framework) == {"key", "title", "version", "purpose", "line"}
    assert framework["key"] == file.stem
    for line in framework["line"]:
        assert set(line) == {"key", "short", "question", "prompt"}
        assert all(set(prompt) == {"key", "text"} for prompt in line["prompt"])
    for keyed in (framework["line"], *(line["prompt"] for line in framework["line"])):
        keys = [item["key"] for item in keyed]
        assert len(set(keys)) == len(keys) >= 2
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)
    assert all(text.strip() for text in strings(framework))


def test_the_quality_assurance_framework_asks_the_two_questions_of_the_region() -> None:
    assert {line["key"]: line["question"] for line in toml(path("frameworks", "quality_assurance.toml"))["line"]} == {
        "impact": "How well does the local authority QA framework and audit system have impact on outcomes for "
        "children and families?",
        "voice": "How are children and families involved in QA practice? Is the voice of the child impacting on "
        "organisational learning?",
    }


# The sample round


def test_the_round_seats_the_nineteen_once_and_rotates_their_roles() -> None:
    round_ = toml(ROUND)
    assert {"name", "region", "framework", "started", "sefs_due", "report_target_working_days"} <= set(round_)
    assert [person["role"] for person in round_["person"]] == ["coordinator"]
    assert any(file.stem == round_["framework"] for file in FRAMEWORKS)
    seated = [name for group in round_["group"] for name in group["authorities"]]
    assert sorted(seated) == sorted(toml(file)["authority"] for file in DEMO)
    assert set(seated) == {row["name"] for row in rows("authorities.csv") if row["region"] == "South East"}
    for group in round_["group"]:
        assert group["date"].weekday() < 5
        assert [challenge["host"] for challenge in group["challenge"]] == group["authorities"]
        for role in ("lead_challenger", "third_peer", "note_taker"):
            assert sorted(challenge[role] for challenge in group["challenge"]) == sorted(group["authorities"])
        for challenge in group["challenge"]:
            assert len({challenge["host"], challenge["lead_challenger"], challenge["third_peer"]}) == 3
            assert challenge["note_taker"] != challenge["host"]
    assert sorted(Counter(group["date"] for group in round_["group"]).values()) == [1, 1, 1, 1, 2]


@each_demo
def test_an_authority_of_the_sample_round_is_complete(demo: dict[str, Any]) -> None:
    assert [person["role"] for person in demo["person"]] == ["sponsor", "host", "challenger"]
    assert all(set(person) == {"name", "role", "job_title", "email"} for person in demo["person"])
    assert [answer["line"] for answer in demo["answer"]] == ["impact", "voice"]
    assert all(115 <= len(answer["text"].split()) <= 225 and answer["challenge_us"] for answer in demo["answer"])
    assert Counter(statement["line"] for statement in demo["statement"]) == {"impact": 2, "voice": 2}
    assert all(set(statement) == {"line", "text", "how_known", "impact"} for statement in demo["statement"])
    assert 4 <= len(demo["evidence"]) <= 6
    assert {item["kind"] for item in demo["evidence"]} <= EVIDENCE_KINDS
    assert all(item["title"] and item["holder"] for item in demo["evidence"])
    assert len(demo["question"]) == 3
    assert max(len(demo.get("ask", [])), len(demo.get("offer", [])), len(demo["action"])) <= 2
    assert all(action["text"] and action["owner_role"] and action["due_weeks"] > 0 for action in demo["action"])
    assert {entry["stage"] for entry in demo["time"]} <= STAGES
    assert {entry["way"] for entry in demo["time"]} == {"given", "received"}
    assert all(entry["people"] > 0 and entry["minutes"] > 0 for entry in demo["time"])
    assert 1 <= demo["usefulness"] <= 5
    assert demo["again"] in {"yes", "no", "not sure"}
    said = demo.get("challenger", {"usefulness": 3, "again": "yes"})
    assert said["usefulness"] in range(1, 6)
    assert said["again"] in {"yes", "no", "not sure"}
    assert all(each["text"] and each["planned_weeks"] > 0 for each in demo.get("qa_activity", []))


@each_demo
def test_a_sef_is_shared_on_a_working_day_and_rests_on_what_existed_by_then(demo: dict[str, Any]) -> None:
    sef, shared = demo["sef"], sessions()[demo["authority"]]
    assert ("lead_days" in sef) == (sef["shared"] != "not shared")
    if "lead_days" in sef:
        assert sef["lead_days"] in {"on time": range(14, 31), "late": range(1, 7)}[sef["shared"]]
        shared -= timedelta(days=sef["lead_days"])
        assert shared.weekday() < 5
    assert (sef["shared"] == "on time") == (shared <= toml(ROUND)["sefs_due"])
    assert all(date(2025, 10, 1) <= item["date"] <= shared for item in demo["evidence"])


@each_demo
def test_a_finding_rests_on_notes_of_its_line_and_on_evidence_that_was_there(demo: dict[str, Any]) -> None:
    notes = demo["note"]
    assert 12 <= len(notes) <= 16
    assert [note["at"] for note in notes] == sorted({note["at"] for note in notes})
    assert {note["kind"] for note in notes} <= NOTE_KINDS
    assert {note["speaker"] for note in notes if "speaker" in note} <= {"Host", "Lead challenger", "Third peer"}
    at_hand = {item["kind"] for item in demo["evidence"]} | {"heard"}
    at_hand |= set() if demo["sef"]["shared"] == "not shared" else {"sef"}
    for finding in demo["finding"]:
        assert set(finding["basis"]) <= at_hand
        assert finding["notes"]
        assert {notes[index]["line"] for index in finding["notes"]} == {finding["line"]}
        assert len(set(finding["basis"])) >= 2 or finding["kind"] not in {"strength", "consideration"}
    kinds = Counter(finding["kind"] for finding in demo["finding"])
    assert set(kinds) <= FINDING_KINDS
    assert kinds["strength"] in range(2, 5)
    assert kinds["consideration"] in range(2, 5)
    assert kinds["question"] in range(1, 3)
    assert max(kinds["good_practice"], kinds["suggestion"]) <= 1


@each_demo
def test_no_grade_word_stands_where_a_report_would_print_it(demo: dict[str, Any]) -> None:
    printed = [demo[part] for part in ("finding", "note", "statement", "question", "action")]
    assert not [text for text in strings(printed) if re.search(GRADE_WORDS, text, re.IGNORECASE)]


@pytest.mark.parametrize("file", [*DEMO, ROUND], ids=lambda file: file.stem)
def test_nobody_real_can_be_identified_or_reached(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "people" in text.split("\n\n")[0]
    assert "invented" in text.split("\n\n")[0]
    for what, pattern in IDENTIFIERS.items():
        assert not re.search(pattern, "\n".join(strings(toml(file)))), what
    assert all(address.endswith(".invalid") for address in re.findall(r"\S+@[\w.-]+", text))


def test_no_two_people_of_the_sample_round_share_a_name() -> None:
    names = [person["name"] for file in [*DEMO, ROUND] for person in toml(file)["person"]]
    assert len(set(names)) == len(names) == 58


def test_no_sentence_of_six_words_is_said_by_two_authorities() -> None:
    said: dict[str, set[str]] = {}
    for file in DEMO:
        for text in strings(toml(file)):
            for sentence in re.split(r"(?<=[.?!])\s+|\n", text):
                words = re.findall(r"\w+", sentence.lower())
                if len(words) >= 6:
                    said.setdefault(" ".join(words), set()).add(file.stem)
    assert not {sentence: files for sentence, files in said.items() if len(files) > 1}
