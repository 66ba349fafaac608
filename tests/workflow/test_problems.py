"""Every mistake in a file is found, with its line and a code that never changes its meaning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council_flow.workflow import Vocabulary, WorkflowProblems, check, check_files, load_all, read
from council_flow.workflow.forms import FORMS, KINDS
from council_flow.workflow.loading import DEEPEST, LARGEST

from .samples import SOUND

CASES = [
    ("a tag", "revision: 1", "revision: !!int 1", "W004", 2),
    ("an anchor", "revision: 1", "revision: &one 1", "W004", 2),
    ("a merge key", "title: {en: Small}", "title: {<<: {en: Small}, en: Small}", "W004", 3),
    ("a key that is not text", "initial: draft", "initial: draft\n7: x", "W005", 8),
    ("a duplicate key", "revision: 1", "revision: 1\nrevision: 2", "W006", 3),
    ("not YAML", "title: {en: Small}", "title: {en: Small", "W003", 4),
    ("a second document", "workflow: small", "workflow: small\n---\nworkflow: other", "W003", 2),
    ("an unknown key", "initial:", "intial: draft\ninitial:", "W010", 7),
    ("an unknown key of a stage", "    allows:", "    alows:", "W010", 11),
    ("an unknown allowance", "{edit: [drafter]}", "{edits: [drafter]}", "W010", 11),
    ("a missing key", "revision: 1\n", "", "W011", 1),
    ("a missing target", "to: done, by: [chair], approvals: 2", "by: [chair], approvals: 2", "W011", 18),
    ("a wrong type", "revision: 1", "revision: one", "W012", 2),
    ("a role alone where a list stands", "by: [chair], approvals", "by: chair, approvals", "W012", 18),
    ("a parameter of the wrong type", "at_least: 2", "at_least: two", "W012", 17),
    ("a truth where a number stands", "at_least: 2", "at_least: true", "W012", 17),
    ("a revision below 1", "revision: 1", "revision: 0", "W012", 2),
    ("a reason that is not required", "approvals: 2}", "reason: maybe}", "W012", 18),
    ("a missing title of the workflow", "title: {en: Small}\n", "", "W013", 1),
    ("a missing title of a role", "council, title: {en: Chair}}", "council}", "W013", 5),
    ("a missing title of a stage", "    title: {en: Draft}\n", "", "W013", 10),
    ("an empty title", "title: {en: Small}", "title: {}", "W013", 3),
    ("a look-alike letter", "  send:", "  s\u0435nd:", "W014", 17),
    ("a capital letter in a name", "  send:", "  Send:", "W014", 17),
    ("a hidden turn of direction", "{en: Draft}", "{en: Dra\u202eft}", "W014", 10),
    ("a stage called any", "  done: {", "  any: {title: {en: Any}}\n  done: {", "W014", 15),
    ("an unreadable duration", "90 days", "90 moons", "W015", 19),
    ("an unreadable duration of an activity", "lasts: 14 days", "lasts: 0 days", "W015", 14),
    ("a role assigned elsewhere", "assigned: case", "assigned: hall", "W012", 6),
    ("a move from nowhere", "{from: review, to: done, by", "{from: [], to: done, by", "W012", 18),
    ("a list in a list of effects", "[text.issue]", "[[text.issue]]", "W012", 17),
    ("a text for true", "final: true", "final: yes", "W012", 15),
    ("a list for a number", "revision: 1", "revision: [1]", "W012", 2),
    ("true for a number", "revision: 1", "revision: true", "W012", 2),
    ("nothing for a number", "revision: 1", "revision:", "W012", 2),
    ("an empty text for a title", "{en: Draft}", "{en: ''}", "W012", 10),
    ("a number for a title", "{en: Draft}", "{en: 7}", "W012", 10),
    ("a mapping for a name", "initial: draft", "initial: {draft: x}", "W012", 7),
    ("an unknown role that begins", "initial: draft", "initial: draft\nbegins: [nobody]", "W020", 8),
    ("settings at odds with one another", "lasts: 14 days}", "lasts: 14 days, reviewers: 9}", "W012", 14),
    ("settings that are no mapping", "{by: drafter, lasts: 14 days}", "drafter", "W012", 14),
    ("an unknown role", "[drafter]", "[draftr]", "W020", 11),
    ("an unknown role in a setting", "{by: drafter,", "{by: nobody,", "W020", 14),
    ("an unknown stage", "to: review,", "to: reviw,", "W021", 17),
    ("an unknown initial stage", "initial: draft", "initial: drat", "W021", 7),
    ("an unknown stage in a promise", "through review", "through revue", "W021", 21),
    ("an unknown activity", "holds: {review:", "holds: {reviews:", "W022", 14),
    ("an unknown condition", "review.completed", "review.complete", "W023", 17),
    ("an unknown effect", "[text.issue]", "[text.isue]", "W024", 17),
    ("an unknown parameter", "at_least: 2", "atleast: 2", "W025", 17),
    ("an unknown setting", "lasts: 14 days", "last: 14 days", "W025", 14),
    ("a missing setting", "{by: drafter, lasts: 14 days}", "{lasts: 14 days}", "W026", 14),
    ("an initial stage that is final", "{edit: [drafter]}", "{edit: [drafter]}\n    final: true", "W030", 7),
    ("an unreachable stage", "  done: {", "  lost: {title: {en: Lost}, final: true}\n  done: {", "W031", 15),
    ("a stage that cannot end", "to: done, by: [chair], approvals: 2", "to: same, by: [chair], approvals: 2", "", 0),
    ("a way out of a final stage", "finish: {from: review", "finish: {from: [review, done]", "W033", 18),
    ("two moves of the clock", "promises:", "  fall: {from: review, to: draft, after: 2 weeks}\npromises:", "W034", 20),
    ("no approval", "approvals: 2", "approvals: 0", "W040", 18),
    ("approvals of the clock", "after: 90 days", "after: 90 days, approvals: 2", "W041", 19),
    ("the clock together with people", "after: 90 days", "after: 90 days, by: [chair]", "W042", 19),
    ("neither people nor the clock", "to: done, after: 90 days", "to: done", "W043", 19),
    ("nobody who makes the move", "by: [chair], approvals: 2", "by: []", "W043", 18),
    ("a clock that leads nowhere", "to: done, after: 90 days", "to: same, after: 90 days", "W044", 19),
    ("a move that is no mapping", "{from: review, to: done, after: 90 days}", "7", "W012", 19),
    ("an unreadable duration in a list", "review: {by: drafter, lasts: 14 days}",
     "consultation: {invite: drafter, lasts: 14 days, remind: [1 day, soon]}", "W015", 14),
    ("nobody who begins", "initial:", "begins: []\ninitial:", "W012", 7),
    ("a role given for one file that begins", "initial:", "begins: [drafter]\ninitial:", "W045", 7),
    ("a reason of the clock", "after: 90 days", "after: 90 days, reason: required", "W046", 19),
    ("an unknown promise", "done only through review", "all will be well", "W050", 21),
    ("a broken promise", "done only through review", "review never after draft", "W051", 21),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "line"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_mistake_is_found_on_its_line(words: Vocabulary, old: str, new: str, code: str, line: int) -> None:
    assert old in SOUND
    workflow, problems = check(SOUND.replace(old, new, 1), words)
    if not code:  # the clock still leads on: nothing is wrong
        assert problems == []
        return
    assert workflow is None
    assert (code, line) in [(problem.code, problem.line) for problem in problems]


def test_the_sound_file_has_no_problem(words: Vocabulary) -> None:
    workflow, problems = check(SOUND, words)
    assert problems == []
    assert workflow is not None


def test_a_stage_without_a_way_to_the_end_is_named(words: Vocabulary) -> None:
    text = SOUND.replace("promises:", "  stray: {from: draft, to: trap, by: [chair]}\npromises:")
    text = text.replace("  done: {", "  trap: {title: {en: Trap}}\n  done: {")
    _, problems = check(text, words)
    assert [(problem.code, problem.line) for problem in problems] == [("W032", 15)]


def test_all_mistakes_are_told_at_once_in_the_order_of_lines(words: Vocabulary) -> None:
    text = SOUND.replace("revision: 1", "revision: one").replace("to: review,", "to: reviw,").replace("90 days", "soon")
    _, problems = check(text, words)
    assert [problem.code for problem in problems] == ["W012", "W021", "W015"]


def test_the_nearest_right_word_is_named(words: Vocabulary) -> None:
    _, problems = check(SOUND.replace("to: review,", "to: reviw,"), words)
    assert str(problems[0].message) == ("The stage “reviw” is not among the stages of this file. “review” is.")


def test_a_look_alike_letter_is_named(words: Vocabulary) -> None:
    _, problems = check(SOUND.replace("to: review,", "to: r\u0435view,"), words)
    assert "cyrillic small letter ie (U+0435)" in str(problems[0].message)


def test_a_broken_promise_shows_the_shortest_path(words: Vocabulary) -> None:
    text = SOUND.replace("promises:", "  jump: {from: draft, to: done, by: [chair]}\npromises:")
    _, problems = check(text, words)
    assert str(problems[0].message) == "The promise “done only through review” does not hold: jump."


def test_a_file_is_called_like_its_workflow(words: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(SOUND)
    _, problems = check(path, words)
    assert str(problems[0]).startswith(f"{path}:1: W016 ")


def test_a_large_file_is_not_read(words: Vocabulary) -> None:
    _, problems = check("#\n" * (LARGEST // 2 + 1), words)
    assert [problem.code for problem in problems] == ["W001"]


def test_a_large_file_is_not_read_from_disk_either(words: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SOUND + "#" * LARGEST)
    assert [problem.code for problem in check(path, words)[1]] == ["W001"]


def test_a_deep_file_is_not_read(words: Vocabulary) -> None:
    _, problems = check("a: " + "[" * 10_000, words)
    assert [(problem.code, problem.line) for problem in problems] == [("W002", 1)]
    assert DEEPEST == 20


def test_a_file_that_is_not_utf8_is_a_problem(words: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(b"workflow: small\ntitle: \xff")
    _, problems = check(path, words)
    assert [(problem.code, problem.line) for problem in problems] == [("W003", 2)]


@pytest.mark.parametrize("text", ["", "a", "[]", "- a", "a: *b", "a: !x", 'a: "\\U99999999"', "a: \x01", "? [a]\n: b"])
def test_odd_files_are_refused_in_words(words: Vocabulary, text: str) -> None:
    workflow, problems = check(text, words)
    assert workflow is None
    assert all(str(problem.message) for problem in problems)
    assert problems


@given(
    st.text(alphabet=st.sampled_from(list(SOUND) + list("&*!<>|%@`'\"\\\t\x00\ufeff\u2028")), max_size=60), st.data()
)
def test_no_text_breaks_the_check(words: Vocabulary, noise: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(SOUND)))
    workflow, problems = check(SOUND[:place] + noise + SOUND[place + len(noise) :], words)
    assert (workflow is None) == bool(problems)


@pytest.mark.parametrize(
    "key", ["roles", "stages", "transitions", "promises", "begins", "initial", "title", "workflow"]
)
@pytest.mark.parametrize("value", ["", "[]", "{}", "7", "[[a]]", "{a: {b: c}}", "text", "[{a: b, c: d}, 7, ~]"])
def test_any_key_may_hold_anything_without_breaking_the_check(words: Vocabulary, key: str, value: str) -> None:
    lines = [line for line in SOUND.splitlines() if not line.startswith(f"{key}:")]
    workflow, problems = check("\n".join([f"{key}: {value}", *lines]), words)
    assert (workflow is None) == bool(problems)


def test_stored_text_that_is_wrong_raises_with_its_problems(words: Vocabulary) -> None:
    with pytest.raises(WorkflowProblems) as raised:
        read(SOUND.replace("revision: 1", "revision: one"), words)
    assert [problem.code for problem in raised.value.problems] == ["W012"]


def test_a_sound_folder_is_loaded_by_name(words: Vocabulary, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SOUND)
    assert list(load_all(tmp_path, words)) == ["small"]
    assert read(SOUND, words).hash == load_all(tmp_path, words)["small"].hash


def test_a_role_is_the_same_in_all_files_of_a_folder(words: Vocabulary, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SOUND)
    other = SOUND.replace("workflow: small", "workflow: zebra").replace(
        "{assigned: case, title", "{assigned: council, title"
    )
    (tmp_path / "zebra.yaml").write_text(other)
    with pytest.raises(WorkflowProblems) as raised:
        load_all(tmp_path, words)
    assert [(problem.code, problem.line) for problem in raised.value.problems] == [("W017", 6)]


ONE_MISTAKE = [
    ("stages:", "stagess:", "W010", 8),
    ("roles:", "rolez:", "W010", 4),
    ("transitions:", "transitins:", "W010", 16),
    ("finish: {from", "finish: {form", "W010", 18),
    ("by: [chair], approvals", "bye: [chair], approvals", "W010", 18),
    ("  done: {title", "  done: {titel", "W010", 15),
    ("final: true", "finale: true", "W010", 15),
    ("final: true", "final: yes", "W012", 15),
    ("final: true", "final: false", "W032", 15),
    ("initial: draft\n", "", "W011", 1),
    ("finish: {from: review, ", "finish: {", "W011", 18),
    ("to: review,", "to: elsewhere,", "W021", 17),
    ("lapse: {from: review", "lapse: {from: [review, zzz]", "W021", 19),
    ("promises:", "  send: {from: review, to: draft, by: [chair]}\npromises:", "W006", 20),
    ("{en: Small}", "{en: Small, en: Big}", "W006", 3),
    ("revision: 1", "revision: !!int 1", "W004", 2),
    ("{at_least: 2}", "{atleast: 2}", "W025", 17),
    ("{by: drafter, lasts", "{bye: drafter, lasts", "W025", 14),
    ("{by: drafter, lasts: 14 days}", "drafter", "W012", 14),
    ("[chair], needs", "[chiar], needs", "W020", 17),
    ("{en: Small}", "{en: 'Small}", "W003", 3),
    ("council, title: {en: Chair}", "case, title: {en: Chair}", "W045", 4),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), ONE_MISTAKE)
def test_one_mistake_is_one_problem(words: Vocabulary, old: str, new: str, code: str, line: int) -> None:
    assert old in SOUND
    problems = check(SOUND.replace(old, new, 1), words)[1]
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]


LOOK_ALIKES = [
    ("    holds:", "    h\u043elds:", "W010", 14),
    ("approvals: 2}", "reason: requir\u0435d}", "W012", 18),
    ("assigned: case", "assigned: c\u0430se", "W012", 6),
    ("final: true", "final: tru\u0435", "W012", 15),
    ("revision: 1", "revision: \uff11", "W012", 2),
    ("90 days", "90 d\u0430ys", "W015", 19),
    ("to: review,", "to: s\u0430me,", "W021", 17),
    ("from: review, to: done, after", "from: \u0430ny, to: done, after", "W021", 19),
    ("[chair], needs", "[ch\u0430ir], needs", "W020", 17),
    ("{review: {by", "{revi\u0435w: {by", "W022", 14),
    ("review.completed", "revi\u0435w.completed", "W023", 17),
    ("text.issue", "text.issu\u0435", "W024", 17),
    ("at_least:", "\u0430t_least:", "W025", 17),
    ("lasts: 14", "l\u0430sts: 14", "W025", 14),
    ("done only through", "done only thr\u043eugh", "W050", 21),
    ("send:", "se\u200dnd:", "W014", 17),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), LOOK_ALIKES)
def test_a_letter_of_another_script_is_named_wherever_it_stands(
    words: Vocabulary, old: str, new: str, code: str, line: int
) -> None:
    assert old in SOUND
    problems = check(SOUND.replace(old, new, 1), words)[1]
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]
    letter = next(letter for letter in new if ord(letter) > 127)
    assert f"(U+{ord(letter):04X})" in str(problems[0].message)


@pytest.mark.parametrize("hidden", list("\u202a\u202e\u2066\u2069\u200b\u2060\ufeff\u00ad\u2028\x85\U000e0041"))
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("initial: draft", "initial: draft # %s", 7),
        ("{en: Draft}", "{en: Dra%sft}", 10),
        ("to: review", "to: re%sview", 17),
    ],
    ids=["in a comment", "in a title", "in a name"],
)
def test_a_character_that_is_not_seen_is_found_once(
    words: Vocabulary, hidden: str, old: str, new: str, line: int
) -> None:
    problems = check(SOUND.replace(old, new % hidden, 1), words)[1]
    assert [(problem.code, problem.line) for problem in problems] == [("W014", line)]
    assert f"U+{ord(hidden):04X}" in str(problems[0].message)


def test_an_escape_hides_no_character_either(words: Vocabulary) -> None:
    problems = check(SOUND.replace("{en: Draft}", '{en: "Dra\\u202Eft"}'), words)[1]
    assert [(problem.code, problem.line) for problem in problems] == [("W014", 10)]


def test_marks_that_arabic_texts_need_are_kept_in_titles(words: Vocabulary) -> None:
    assert check(SOUND.replace("{en: Draft}", "{ar: \u200f\u0645\u200c\u0634\u200e}"), words)[1] == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1", "cp1251"])
def test_another_encoding_is_told(words: Vocabulary, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(
        SOUND.replace("en: Small", "en: Ma\u00df" if encoding == "latin-1" else "en: \u043c").encode(encoding)
    )
    assert [problem.code for problem in check(path, words)[1]] == ["W003"]


def test_a_zero_byte_is_told_with_its_line(words: Vocabulary) -> None:
    problems = check(SOUND.replace("revision: 1", "revision: \x001"), words)[1]
    assert [(problem.code, problem.line) for problem in problems] == [("W003", 2)]


def test_a_tag_never_makes_an_object(words: Vocabulary) -> None:
    problems = check(SOUND.replace("revision: 1", "revision: !!python/object/apply:os.system ['x']"), words)[1]
    assert (problems[0].code, problems[0].line) == ("W004", 2)
    assert "!!python/object/apply:os.system" in str(problems[0].message)


def test_aliases_are_not_followed(words: Vocabulary) -> None:
    bomb = "".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}, *k{n - 1}, *k{n - 1}]\n" for n in range(1, 99))
    problems = check(SOUND + "k0: &k0 [x]\n" + bomb, words)[1]
    assert {problem.code for problem in problems} == {"W004", "W010"}


@pytest.mark.parametrize("begin", ["any", "draft", "[review, draft]"])
def test_moves_of_the_clock_race_wherever_they_begin_together(words: Vocabulary, begin: str) -> None:
    text = SOUND.replace("promises:\n  - done only through review\n", "").replace(
        "{from: review, to: done, after", "{from: any, to: done, after"
    )
    problems = check(text + f"  fall: {{from: {begin}, to: done, after: 2 weeks}}\n", words)[1]
    assert [(problem.code, problem.line) for problem in problems] == [("W034", 20)]


def test_of_stages_that_hang_together_the_one_is_named_that_mends_the_others(words: Vocabulary) -> None:
    lost = "".join(f"  {name}: {{title: {{en: Lost}}}}\n" for name in ("ring", "round", "tail"))
    moves = (("ring", "round"), ("round", "ring"), ("round", "tail"), ("tail", "done"))
    text = SOUND.replace("  done: {", lost + "  done: {").replace(
        "promises:", "".join(f"  {a}_{b}: {{from: {a}, to: {b}, by: [chair]}}\n" for a, b in moves) + "promises:"
    )
    problems = check(text.replace("through review", "after draft"), words)[1]
    assert [(problem.code, problem.line) for problem in problems] == [("W031", 15)]


def test_one_workflow_stands_in_one_file_of_a_folder(words: Vocabulary, tmp_path: Path) -> None:
    for name in ("small.yaml", "small.yml"):
        (tmp_path / name).write_text(SOUND)
    with pytest.raises(WorkflowProblems) as raised:
        load_all(tmp_path, words)
    assert [(problem.code, problem.file) for problem in raised.value.problems] == [
        ("W018", str(tmp_path / "small.yml"))
    ]


def test_what_lies_in_sub_folders_is_checked_and_not_loaded(words: Vocabulary, tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    (tmp_path / "small.yaml").write_text(SOUND)
    (tmp_path / "examples" / "small.yaml").write_text(SOUND)
    (tmp_path / "examples" / "wrong.yaml").write_text(SOUND)
    assert list(load_all(tmp_path, words)) == ["small"]
    workflows, _, problems = check_files([tmp_path], words)
    assert list(workflows) == ["small"]
    assert [(problem.code, Path(problem.file).name) for problem in problems] == [("W016", "wrong.yaml")]


def rows() -> list[list[str]]:
    """Return the cells of the table of problems in the documentation."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "workflow-files.md").read_text()
    return [re.split(r" \| ", line.strip("| ")) for line in page.splitlines() if re.match(r"\| W[0-9]{3} \|", line)]


def test_the_documentation_explains_every_code_with_an_example_and_its_mend() -> None:
    root = Path(__file__).resolve().parents[2]
    used = {
        code
        for source in [*(root / "council_flow/workflow").glob("*.py"), root / "council_flow/procedures/examining.py"]
        for code in re.findall(r'"(W[0-9]{3})"', source.read_text())
    }
    assert [row[0] for row in rows()] == sorted(used)
    assert all(len(row) == 4 and all(row) for row in rows())


def test_every_form_of_promise_stands_in_the_documentation() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "workflow-files.md").read_text()
    told = re.findall(r"^\| `([^`]+)` \| .* \|(?: `([^`]+)`)? \|$", page.partition("## Promises")[2], re.MULTILINE)
    assert {form for form, _ in told} == set(FORMS.values())
    assert all(sum(bool(kind.fullmatch(example)) for kind in KINDS.values()) == 1 for _, example in told if example)


def test_the_small_file_of_the_documentation_has_no_problem(words: Vocabulary) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "workflow-files.md").read_text()
    assert check(page.split("```yaml\n")[1].split("```")[0], words)[1] == []
