"""Reading models: what may stand in one, and what is said of a wrong one; and the page that explains them."""

import datetime as dt
import re
from pathlib import Path

import pytest

from geo.errors import InputError, RuleError
from geo.model import KINDS, Model, Rule, load_model, model_names, terms_of
from geo.model.kinds import ProvidersPerZone
from geo.model.places import line_of
from geo.model.reading import Head, Statement
from geo.model.terms import shown
from geo.model.tiers import COMPARISONS, DERIVED, Condition
from geo.schemas import ZoneFigures, columns_of

HEAD = 'title = "Ours"\narea_term = "zone"\nsource = "Cabinet, 1 May 2024"\n'
"""The three lines that every model begins with."""
SAID = 'sentence = "It is so."\nsource = "Paragraph 1"\n'
ONE_LEAD = '[[rules]]\nkind = "providers_per_zone"\ncode = "one_lead"\n' + SAID + 'count = "awarded"\n'
"""Lines 4 to 9 below the head."""


def loaded(folder: Path, text: str) -> Model:
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    return load_model("ours.toml", folder)


def refused(folder: Path, text: str) -> list[str]:
    """Every fault of a model, each a line of the message."""
    with pytest.raises(RuleError) as error:
        loaded(folder, text)
    return str(error.value).split("\n")


def test_the_smallest_model_is_three_lines_and_has_the_shared_tiers(tmp_path: Path) -> None:
    model = loaded(tmp_path, HEAD)
    assert (model.title, model.area_term, model.source) == ("Ours", "zone", "Cabinet, 1 May 2024")
    assert (model.rules, model.statements, model.head.authority) == ((), (), "")
    assert [tier.code for tier in model.tiers] == ["significant_risk", "support", "monitor", "meeting_demand"]


def test_rules_come_as_they_are_written_with_what_they_leave_out(tmp_path: Path) -> None:
    model = loaded(tmp_path, HEAD + ONE_LEAD + 'roles = ["lead", "sole"]\nexactly = 1\nin_force_from = 2024-04-01\n')
    assert model.rules == (
        ProvidersPerZone(
            code="one_lead",
            sentence="It is so.",
            source="Paragraph 1",
            in_force_from=dt.date(2024, 4, 1),
            count="awarded",
            roles=("lead", "sole"),
            exactly=1,
        ),
    )
    assert (model.rules[0].least, model.rules[0].most) == (1, 1)


@pytest.mark.parametrize(
    "keys", ["in_force_to = 2024-04-01", "in_force_from = 2024-04-01", "at_most = 0", f"at_least = {2**63 - 1}"]
)
def test_a_limit_or_a_day_may_stand_alone(tmp_path: Path, keys: str) -> None:
    [rule] = loaded(tmp_path, HEAD + ONE_LEAD + keys + "\n").rules
    name, _, value = keys.partition(" = ")
    assert str(getattr(rule, name)) == value


def test_a_model_with_tiers_of_its_own_has_no_others(tmp_path: Path) -> None:
    model = loaded(tmp_path, HEAD + '[[tiers]]\ncode = "hard"\nname = "Hard"\n')
    assert [(tier.code, tier.name, tier.every, tier.some) for tier in model.tiers] == [("hard", "Hard", (), ())]


def test_the_first_day_may_be_the_last_and_the_least_the_most(tmp_path: Path) -> None:
    both = "at_least = 2\nat_most = 2\nin_force_from = 2024-04-01\nin_force_to = 2024-04-01\n"
    assert loaded(tmp_path, HEAD + ONE_LEAD + both).rules[0].is_in_force(dt.date(2024, 4, 1))


def test_a_file_saved_with_a_byte_order_mark_or_windows_line_ends_is_read(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert load_model("ours.toml", tmp_path).title == "Ours"


def test_rules_may_be_written_as_a_list_of_inline_tables(tmp_path: Path) -> None:
    inline = 'rules = [{ kind = "full_coverage", code = "all", sentence = "x", source = "y" }]\n'
    assert loaded(tmp_path, HEAD + inline).rules[0].code == "all"
    [fault] = refused(tmp_path, HEAD + inline.replace('source = "y"', 'source = ""'))
    assert fault.startswith("ours.toml, line 4: source = '' is not possible. Write a text")


@pytest.mark.parametrize(
    ("keys", "line", "said"),
    [
        (
            "at_leest = 1",
            10,
            "at_leest is not known here. Did you mean at_least? Known: sentence, source, in_force_from, ",
        ),
        ('exactly = "1"', 10, "exactly = '1' is not possible. Write a whole number from 0 (providers)."),
        ("exactly = 1.0", 10, "exactly = 1.0 is not possible. Write a whole number from 0 (providers)."),
        ("exactly = -1", 10, "exactly = -1 is not possible. Write a whole number from 0 (providers)."),
        ("exactly = true", 10, "exactly = true is not possible. Write a whole number from 0 (providers)."),
        ("exactly = nan", 10, "exactly = nan is not possible."),
        (f"exactly = {2**63}", 10, "exactly = 9223372036854775808 is not possible."),
        (f"exactly = {10**400}", 10, "exactly = 1000000000"),
        (f"exactly = 0x{'f' * 9000}", 10, "exactly = so large a number is not possible."),
        ('roles = "lead"', 10, "roles = 'lead' is not possible. Write a list in brackets, such as [\"lead\"], of "),
        ("roles = []", 10, "roles = [] is not possible. Write a list in brackets"),
        ("roles = [1]", 10, "roles = [1] is not possible. Write a list in brackets"),
        (
            'roles = ["sole", "leed"]',
            10,
            "roles = 'leed' (Did you mean lead?) is not possible. Write a list in brackets",
        ),
        ('in_force_from = "2024-04-01"', 10, "in_force_from = '2024-04-01' is not possible. Write a date without quo"),
        ("in_force_from = 2024-04-01T00:00:00", 10, "in_force_from = 2024-04-01T00:00:00 is not possible. Write a da"),
        ("in_force_to = 5", 10, "in_force_to = 5 is not possible. Write a date without quotation marks, such as 2016-"),
        ("in_force_from = 2024-04-02\nin_force_to = 2024-04-01", 11, "in_force_to is before in_force_from."),
        ("at_most = 2\nexactly = 1", 11, "exactly cannot stand beside at_least or at_most. Keep one."),
        ("exactly = 1\nat_least = 1", 10, "exactly cannot stand beside at_least or at_most. Keep one."),
        ("at_most = 2\nat_least = 3", 11, "at_least 3 is more than at_most 2, so no zone could pass."),
        ("[rules.extra]\nx = 1", 10, "extra is not known here."),
        ("extra.x = 1", 10, "extra is not known here."),
    ],
)
def test_a_wrong_key_is_named_with_its_line_and_what_may_stand_there(
    tmp_path: Path, keys: str, line: int, said: str
) -> None:
    [fault] = refused(tmp_path, HEAD + ONE_LEAD + keys + "\n")
    assert fault.startswith(f"ours.toml, line {line}: {said}")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            '"providers_per_zone"',
            '"provider_per_zone"',
            5,
            "kind = 'provider_per_zone' is no kind of rule. Did you mean providers_per_zone? Kinds: providers_per",
        ),
        ('kind = "providers_per_zone"\n', "", 4, "kind is missing. Kinds: providers_per_zone, zones_per_provider, "),
        ('"providers_per_zone"', '["acceptance"]', 5, "kind = ['acceptance'] is no kind of rule."),
        ('"providers_per_zone"', "{ a = 1 }", 5, "kind = {'a': 1} is no kind of rule."),
        (
            '"awarded"',
            '"delivered"',
            9,
            "count = 'delivered' (Did you mean delivering?) is not possible. Write one of interested, awarded",
        ),
        ('"awarded"', '["awarded"]', 9, "count = ['awarded'] is not possible. Write one of interested, "),
        ('count = "awarded"\n', "", 4, "count is missing: Which of the four counts. Write one of interested, "),
        ('code = "one_lead"\n', "", 4, "code is missing: Short name of the rule, once in the model, such as "),
        ('"one_lead"', '"One lead"', 6, "code = 'One lead' must be small letters, digits and _, such as one_lead."),
        ('"one_lead"', "1", 6, "code = 1 is not possible. Write a text in quotation marks, such as "),
        ('"It is so."', '"  "', 7, "sentence = '  ' is not possible. Write a text in quotation marks, such as "),
        ('"It is so."', "2024-04-01", 7, "sentence = 2024-04-01 is not possible. Write a text"),
        ('"It is so."', str(["x" * 90]), 7, "sentence = ['" + "x" * 58 + "... is not possible. Write a text"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line_and_what_may_stand_there(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in ONE_LEAD
    [fault] = refused(tmp_path, HEAD + ONE_LEAD.replace(old, new))
    assert fault.startswith(f"ours.toml, line {line}: {said}")


def rule_of(kind: str, keys: str) -> str:
    """A rule of a kind whose own keys begin on line 9."""
    return f'{HEAD}[[rules]]\nkind = "{kind}"\ncode = "r"\n{SAID}{keys}\n'


@pytest.mark.parametrize(
    ("kind", "keys", "line", "said"),
    [
        ("zones_per_provider", "at_most = 2.5", 9, "at_most = 2.5 is not possible. Write a whole number from 0 (zones"),
        (
            "acceptance",
            'roles = ["lead"]\nat_least_pct = 101',
            10,
            "at_least_pct = 101 is not possible. Write a number from 0 to 100 (% of referrals).",
        ),
        (
            "acceptance",
            'roles = ["lead"]\nat_least_pct = 75\nweeks = 521',
            11,
            "weeks = 521 is not possible. Write a whole number from 1 to 520 (weeks).",
        ),
        (
            "acceptance",
            'roles = ["lead"]\nat_least_pct = 75\nsetting = "extra care"',
            11,
            "setting = 'extra care' (Did you mean extra_care?) is not possible. Write one of general, extra_care.",
        ),
        (
            "referral_cascade",
            'first = ["lead"]\nthen = ["additional"]\nwithin_days = 3641',
            11,
            "within_days = 3641 is not possible. Write a whole number from 0 to 3640 (days).",
        ),
        ("hourly_rate", "", 4, "give gbp, or first_weeks, first_gbp and later_gbp together."),
        (
            "hourly_rate",
            "first_weeks = 6\nfirst_gbp = 16.5",
            4,
            "give gbp, or first_weeks, first_gbp and later_gbp together.",
        ),
        (
            "hourly_rate",
            "gbp = 17\nfirst_weeks = 6\nfirst_gbp = 16.5\nlater_gbp = 14",
            9,
            "gbp cannot stand beside first_weeks, first_gbp or later_gbp. Keep one way.",
        ),
        (
            "hourly_rate",
            "later_gbp = 14\ngbp = 17",
            10,
            "gbp cannot stand beside first_weeks, first_gbp or later_gbp. Keep one way.",
        ),
        ("hourly_rate", "gbp = 17\nis_illustrative = 1", 10, "is_illustrative = 1 is not possible. Write true or f"),
        ("hourly_rate", "gbp = 17\nfirst_weeks = 0", 10, "first_weeks = 0 is not possible. Write a whole number from"),
        (
            "hourly_rate",
            "gbp = 17\nzones = [1]",
            10,
            'zones = [1] is not possible. Write a list in brackets, such as ["ME", "HA"].',
        ),
        (
            "quality_floor",
            'at_least = "not_inspected"',
            9,
            "at_least = 'not_inspected' is not possible. Write one of outst",
        ),
        (
            "payment",
            "base_pct = 95\noutcomes_pct = 5\noutcomes = 0",
            11,
            "outcomes = 0 is not possible. Write a whole number from 1 (outcomes).",
        ),
        (
            "payment",
            "base_pct = 95\noutcomes_pct = 5\noutcomes = 2\nat_most_pct = 94.5",
            12,
            "at_most_pct 94.5 is less than base_pct 95.",
        ),
        ("mobilised_by", 'by = "2024-04-01"', 9, "by = '2024-04-01' is not possible. Write a date without quotation "),
    ],
)
def test_each_kind_says_what_may_stand_in_its_own_keys(
    tmp_path: Path, kind: str, keys: str, line: int, said: str
) -> None:
    [fault] = refused(tmp_path, rule_of(kind, keys))
    assert fault.startswith(f"ours.toml, line {line}: {said}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_that_a_kind_needs_is_missed(tmp_path: Path, kind: str) -> None:
    faults = refused(tmp_path, f'{HEAD}[[rules]]\nkind = "{kind}"\n')
    needed = [name for name, term in terms_of(KINDS[kind]).items() if term.is_needed]
    assert set(needed) >= {"code", "sentence", "source"}
    assert [fault.split(" is missing: ")[0] for fault in faults] == [f"ours.toml, line 4: {name}" for name in needed]


def test_a_code_may_stand_on_one_rule_only(tmp_path: Path) -> None:
    [fault] = refused(tmp_path, HEAD + ONE_LEAD + ONE_LEAD)
    assert fault == "ours.toml, line 12: code = 'one_lead' stands on two rules. Give each its own."


def test_two_rules_without_a_code_each_lack_one_and_share_none(tmp_path: Path) -> None:
    faults = refused(tmp_path, HEAD + 2 * ONE_LEAD.replace('code = "one_lead"\n', ""))
    assert [fault.split(" is missing")[0] for fault in faults] == ["ours.toml, line 4: code", "ours.toml, line 9: code"]
    huge = ONE_LEAD.replace('"one_lead"', f"0x{'f' * 9000}")
    assert [fault[:23] for fault in refused(tmp_path, HEAD + 2 * huge)] == [
        "ours.toml, line 6: code",
        "ours.toml, line 12: cod",
    ]


def test_a_code_may_stand_on_one_tier_only(tmp_path: Path) -> None:
    [fault] = refused(tmp_path, HEAD + 2 * '[[tiers]]\ncode = "hard"\nname = "Hard"\n')
    assert fault == "ours.toml, line 8: code = 'hard' stands on two tiers. Give each its own."
    assert loaded(tmp_path, HEAD + 2 * '[[statements]]\nsentence = "x"\nsource = "y"\n').statements[1].source == "y"


def test_all_faults_are_named_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = (
        'titel = "Ours"\narea_term = "zone"\nsource = "Cabinet"\n'
        + ONE_LEAD.replace('"awarded"', '"award"')
        + '[[rules]]\nkind = "payment"\ncode = "one_lead"\n'
        + SAID
        + "base_pct = 95\noutcomes_pct = 500\noutcomes = 2\n"
        + '[[statements]]\nsentence = "x"\n'
        + '[[tiers]]\ncode = "hard"\nname = "Hard"\nany = [{ indicator = "wait_mean", at_least = 1 }]\n'
    )
    faults = refused(tmp_path, text)
    assert [(fault.split(": ")[0], fault.split(": ")[1].split(" ")[0]) for fault in faults] == [
        ("ours.toml", "title"),
        ("ours.toml, line 1", "titel"),
        ("ours.toml, line 9", "count"),
        ("ours.toml, line 12", "code"),
        ("ours.toml, line 16", "outcomes_pct"),
        ("ours.toml, line 18", "source"),
        ("ours.toml, line 23", "tier"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + '[rules]\nkind = "full_coverage"\n', ", line 4: rules must be written as [[rules]], once for each."),
        (HEAD + "[rules.one]\nx = 1\n", ", line 4: rules must be written as [[rules]], once for each."),
        ("rules = 3\n" + HEAD, ", line 1: rules must be written as [[rules]], once for each."),
        ("tiers = [1]\n" + HEAD, ", line 1: tiers must be written as [[tiers]], once for each."),
        (HEAD + '[statements]\nsentence = "x"\n', ", line 4: statements must be written as [[statements]]"),
        (HEAD + "[rule]\nx = 1\n", ", line 4: rule is not known here. Did you mean rules? Known: title, area_term, "),
        (HEAD + "[[rules]]\n[extra.deep]\nx = 1\n", ", line 5: extra is not known here."),
        (HEAD + '[[statements]]\nsentence = "x"\nsource = "y"\nfrom = 1\n', ", line 7: from is not known here."),
        (
            HEAD + '[[statements]]\nsentence = "x"\nsource = "y"\nin_force_from = 2024-04-02\nin_force_to = 2024-04-01',
            ", line 8: in_force_to is before in_force_from.",
        ),
        (HEAD.replace('"Ours"', '""'), ", line 1: title = '' is not possible. Write a text in quotation marks"),
        ("", ": title is missing: Name of the contract or framework. Write a text in quotation marks, such as "),
        (HEAD + "[rules]\n[rules]\n", ": this is not valid TOML: Cannot declare ('rules',) twice (at line 5, "),
        (HEAD + "title = 'x'\n", ": this is not valid TOML: Cannot overwrite a value (at line 4, column 12). Mend "),
        (HEAD + ONE_LEAD + 'count = "awarded"\n', ": this is not valid TOML: Cannot overwrite a value (at line 10, "),
        (HEAD + "by = 2024-02-30\n", ": this is not valid TOML: Invalid date or datetime (at line 4, column 6)."),
        (HEAD + f"x = {'9' * 5000}\n", ": this is not a model: it has a number of thousands of digits"),
        (HEAD + f"x = {'[' * 5000}\n", ": this is not a model: it has a number of thousands of digits, or brackets"),
    ],
)
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert any(fault.startswith("ours.toml" + said) for fault in refused(tmp_path, text))


def test_windows_text_is_refused_with_the_line_of_the_first_strange_character(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(HEAD + '[[statements]]\nsentence = "£17"\n', encoding="cp1252")
    with pytest.raises(RuleError, match=r"^ours\.toml, line 5: a character such as £ is not written in UTF-8\."):
        load_model("ours.toml", tmp_path)


def test_an_empty_file_lacks_all_three_lines(tmp_path: Path) -> None:
    assert [fault.split(" is missing")[0] for fault in refused(tmp_path, "")] == [
        "ours.toml: title",
        "ours.toml: area_term",
        "ours.toml: source",
    ]


def test_a_model_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    for name in ("theirs.toml", "leicester-2019", ".", "", "shared"):
        with pytest.raises(InputError, match=r"Models: leicester-2018, leicestershire-2015, "):
            load_model(name, tmp_path)


TIER = HEAD + '[[tiers]]\ncode = "hard"\nname = "Hard"\n'
"""A tier whose conditions stand on line 7."""


@pytest.mark.parametrize(
    ("keys", "line", "said"),
    [
        (
            'any = [{ indicator = "wait_mean", at_least = 1 }]',
            7,
            "tier 'hard': 'wait_mean' is no indicator. Did you mean wait_mean_days? Indicators: awaiting_per_100, ",
        ),
        ("any = [{ indicator = [1], at_least = 1 }]", 7, "tier 'hard': [1] is no indicator. Indicators: awaiting_"),
        (
            'all = [{ indicator = "wait_max_days", above = 1 }]',
            7,
            "tier 'hard', 'wait_max_days': give one of at_least, more_than, at_most, less_than with a number.",
        ),
        ('all = [{ indicator = "wait_max_days" }]', 7, "tier 'hard', 'wait_max_days': give one of at_least, "),
        ('all = [{ indicator = "wait_max_days", at_least = true }]', 7, "tier 'hard', 'wait_max_days': give one of "),
        ('all = [{ indicator = "wait_max_days", at_least = nan }]', 7, "tier 'hard', 'wait_max_days': give one of "),
        ('all = [{ indicator = "wait_max_days", at_least = "5" }]', 7, "tier 'hard', 'wait_max_days': give one of "),
        ('all = [{ indicator = "wait_max_days", at_least = 1, at_most = 2 }]', 7, "tier 'hard', 'wait_max_days': "),
        (f'all = [{{ indicator = "wait_max_days", at_least = {10**400} }}]', 7, "tier 'hard', 'wait_max_days': "),
        ('all = { indicator = "wait_max_days", at_least = 1 }', 7, "tier 'hard': all must be a list such as [{ "),
        ('any = ["wait_max_days"]', 7, "tier 'hard': any must be a list such as [{ indicator = "),
        ("some = []", 7, "tier 'hard' has some, which is not known."),
    ],
)
def test_a_wrong_tier_is_named_with_its_line_and_what_may_stand_there(
    tmp_path: Path, keys: str, line: int, said: str
) -> None:
    [fault] = refused(tmp_path, f"{TIER}{keys}\n")
    assert fault.startswith(f"ours.toml, line {line}: {said}")


def test_a_tier_needs_a_code_and_a_name(tmp_path: Path) -> None:
    assert refused(tmp_path, HEAD + '[[tiers]]\nname = "Hard"\n') == [
        "ours.toml, line 4: tier ? needs a code and a name."
    ]
    assert refused(tmp_path, HEAD + '[[tiers]]\ncode = "hard"\n') == [
        "ours.toml, line 4: tier 'hard' needs a code and a name."
    ]


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [
        ("at_least", False, True, True),
        ("more_than", False, False, True),
        ("at_most", True, True, False),
        ("less_than", True, False, False),
    ],
)
def test_each_comparison_holds_where_it_says(comparison: str, *, below: bool, at: bool, above: bool) -> None:
    condition = Condition("wait_max_days", comparison, 10.0)
    assert [condition.holds(value) for value in (9.9, 10.0, 10.1)] == [below, at, above]


PLACES = '''# title = "no"
"title" = "Ours"
'area_term' = "zone"
source = """
title = "still no"
[[rules]]
kind = "no"
"""

[[rules]]  # the first
kind = "a"
# code = "no"
note = "# not a comment [[rules]]"
sentence = \'\'\'
code = 1
[[rules]]\'\'\'
code = "a"
[rules.extra]
deep = 1

[[ rules ]]
  code="b"
far.away = 1

[tiers]
code = "c"
[tiers.extra]
'''


@pytest.mark.parametrize(
    ("table", "number", "key", "line"),
    [
        (None, 0, "title", 2),
        (None, 0, "area_term", 3),
        (None, 0, "source", 4),
        (None, 0, "kind", None),
        (None, 0, "rules", 10),
        (None, 0, "tiers", 25),
        (None, 0, None, None),
        ("rules", 0, None, 10),
        ("rules", 0, "kind", 11),
        ("rules", 0, "code", 17),
        ("rules", 0, "extra", 18),
        ("rules", 0, "deep", 10),
        ("rules", 0, "absent", 10),
        ("rules", 0, "tiers", 10),
        ("rules", 1, None, 21),
        ("rules", 1, "code", 22),
        ("rules", 1, "far", 23),
        ("rules", 1, "extra", 21),
        ("tiers", 0, "code", 26),
        ("statements", 0, "code", None),
    ],
)
def test_the_line_of_a_key_is_where_it_is_written(table: str | None, number: int, key: str | None, line: int) -> None:
    assert line_of(PLACES, table, number, key) == line
    assert number or line_of(PLACES, table, key=key) == line


def test_a_line_is_what_an_editor_calls_one() -> None:
    assert line_of("# one\u2028still one\x85and still\ntitle = 1\n", None, key="title") == 2
    assert line_of('a = "\\""  # """\ntitle = 1\n# """\n', None, key="title") == 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "true"),
        (dt.date(2024, 4, 1), "2024-04-01"),
        (dt.time(9, 30), "09:30:00"),
        ("lead", "'lead'"),
        ("x" * 100, "'" + "x" * 59 + "..."),
    ],
)
def test_a_value_is_shown_as_the_file_writes_it_and_not_at_any_length(value: object, words: str) -> None:
    assert shown(value) == words
    assert shown(16**9000) == "so large a number"


# The page that explains all this to a commissioning officer.

PAGE = Path(__file__).resolve().parents[2] / "docs" / "models.md"
COMMON = ("kind", *terms_of(Rule))


def section_of(heading: str) -> str:
    """Text below a heading, up to the next one of the same depth or above."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,3}} |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[2]


def keys_in(section: str) -> dict[str, list[str]]:
    """Cells of every row of a table whose first cell is a key."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:2] == "| "]
    return {key[1]: row[1:] for row in rows if (key := re.fullmatch(r"`(\w+)`", row[0]))}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_kind_stands_in_the_page_with_whether_it_is_needed(kind: str) -> None:
    keys = keys_in(section_of(f"`{kind}`"))
    own = {name: term for name, term in terms_of(KINDS[kind]).items() if name not in COMMON}
    assert list(keys) == list(own)
    for name, term in own.items():
        assert keys[name][0] == ("yes" if term.is_needed else "no"), name
        for word in term.allowed if term.kind == "word" else ():
            assert f"`{word}`" in keys[name][1], (name, word)


def test_the_common_keys_and_those_of_the_head_and_of_statements_stand_in_the_page() -> None:
    for heading, terms in (("The head", Head), ("Keys of every rule", Rule), ("Statements", Statement)):
        keys = keys_in(section_of(heading))
        known = {name: term.is_needed for name, term in terms_of(terms).items()}
        known = {"kind": True} | known if terms is Rule else known
        assert {name: cells[0] for name, cells in keys.items()} == {
            name: "yes" if is_needed else "no" for name, is_needed in known.items()
        }


def test_every_kind_stands_in_the_overview_with_the_tables_it_needs() -> None:
    overview = keys_in(section_of("The kinds of rule"))
    assert list(overview) == list(KINDS)


def test_every_indicator_and_comparison_of_the_tiers_stands_in_the_page() -> None:
    section = section_of("Tiers: how hard a zone is to source")
    numbers = {name for name, column in columns_of(ZoneFigures).items() if column.kind in ("number", "whole")}
    assert keys_in(section).keys() == numbers | DERIVED.keys() | set(COMPARISONS) | {"code", "name", "all", "any"}


def blocks(mark: str) -> list[str]:
    """Code of the page that is marked so."""
    return re.findall(rf"^```{mark}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def test_every_complete_model_of_the_page_loads(tmp_path: Path) -> None:
    models = blocks("toml model")
    assert len(models) >= 2
    for text in models:
        assert loaded(tmp_path, text).title


def test_every_part_of_a_model_in_the_page_loads_below_a_head(tmp_path: Path) -> None:
    parts = blocks("toml part")
    for text in parts:
        loaded(tmp_path, HEAD + text)
    assert set(KINDS) == set(re.findall(r'^kind = "(\w+)"$', "".join(parts), re.MULTILINE))


@pytest.mark.parametrize("name", model_names())
def test_a_source_is_a_title_and_a_paragraph_and_names_no_file(tmp_path: Path, name: str) -> None:
    model = load_model(name, tmp_path)
    said = [model.source, *(part.source for part in (*model.rules, *model.statements))]
    assert [source for source in said if re.search(r"\.[a-z]{3,4}\b|[0-9a-f]{12}", source)] == []
