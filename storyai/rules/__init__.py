"""All rules, written out in the order of their codes. One module for each; nothing is discovered."""

from importlib import import_module

from storyai.rules._rule import Problem, ProjectProblem, Rule

__all__ = ["MODULES", "Problem", "ProjectProblem", "Rule", "all_rules", "find_rule"]

# Families: US1 story statement, AC2 one criterion, AC3 the criteria as a set, AC4 Gherkin and EARS, RK5 risks,
# XS6 sections against each other, TP7 template, SF8 several files, SU9 suppressions and configuration.
MODULES: tuple[str, ...] = (
    "missing_statement",
    "missing_role",
    "missing_want",
    "missing_benefit",
    "compound_want",
    "system_as_role",
    "generic_role",
    "benefit_repeats_want",
    "extra_sentences",
    "aside_in_statement",
    "compound_benefit",
    "compound_role",
    "missing_comma",
    "odd_statement_form",
    "repeated_statement",
    "unmeasured_quality",
    "undefined_quantity",
    "escape_clause",
    "open_ended_list",
    "comparative_without_baseline",
    "unobservable_outcome",
    "uncertain_modality",
    "unbounded_time",
    "vague_condition",
    "unnamed_standard",
    "missing_unit",
    "latency_without_percentile",
    "compound_criterion",
    "negated_quantifier",
    "and_or",
    "long_criterion",
    "examples_for_list",
    "absolute_promise",
    "task_as_criterion",
    "boilerplate_criterion",
    "heading_as_criterion",
    "question_as_criterion",
    "empty_criterion",
    "no_criteria",
    "too_few_criteria",
    "too_many_criteria",
    "duplicate_criterion",
    "contradicting_numbers",
    "no_unhappy_path",
    "duplicate_criterion_id",
    "yes_and_no_ticked",
    "no_answer_ticked",
    "yes_without_description",
    "schema_change_without_migration",
    "migration_without_way_back",
    "breaking_change_without_path",
    "hours_outside_complexity",
    "two_complexities",
    "updated_before_created",
    "self_reference",
    "blocks_and_blocked_by",
    "criterion_without_test",
    "performance_target_without_test",
    "performance_test_without_target",
    "removal_not_breaking",
    "destructive_schema_without_risk",
    "api_without_errors",
    "ui_without_accessibility",
    "endpoint_without_documentation",
    "not_applicable_without_reason",
    "sensitive_data_without_security",
    "number_conflict",
    "unknown_criterion_reference",
    "ready_with_open_questions",
    "criterion_out_of_scope",
    "bug_without_reproduction",
    "done_demands_missing_test",
    "not_a_story",
    "missing_section",
    "empty_section",
    "duplicate_section",
    "placeholder_left",
    "template_example_left",
    "todo_left",
    "generic_title",
    "no_such_date",
    "open_question",
    "missing_field",
    "instructs_a_model",
    "invisible_characters",
    "merge_conflict_left",
    "section_order",
    "unused_suppression",
    "suppression_without_reason",
    "expired_suppression",
    "unknown_suppressed_rule",
)

_loaded: tuple[Rule, ...] | None = None


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of ``MODULES``; imported on the first call."""
    global _loaded
    if _loaded is None:
        _loaded = tuple(getattr(import_module(f"storyai.rules.{name}"), name) for name in MODULES)
    return _loaded


def find_rule(key: str) -> Rule | None:
    """The rule with this code or name, or None."""
    return next((rule for rule in all_rules() if key in (rule.code, rule.name)), None)
