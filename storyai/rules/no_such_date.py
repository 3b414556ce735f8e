from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._dates import date_fields, day, parts
from storyai.rules._rule import Edit, Fix, Problem, rule


@rule("TP710", "error", tags=("form",), help="Write the date as year-month-day.")
def no_such_date(document: Document) -> Iterator[Problem]:
    """A date does not exist, or its notation leaves open which day is meant.

    `05/06/25` is in May for one reader and in June for the next.

    Bad:

    ```markdown
    # Pause a running job

    **Created:** 2026-02-30
    ```

    Good:

    ```markdown
    # Pause a running job

    **Created:** 2026-02-28
    ```

    Source: ISO 8601; own.
    """
    for field in date_fields(document):
        value = field.value.plain.strip(" '\"*_")
        found = parts(value)
        if found is not None:
            known = day(value)
            if known is None:
                yield Problem(field.value.start, field.value.end, f"there is no day {value[:10]}", slot=field.value)
            elif value[4:5] in "/." and len(value) <= 10:
                fix = Fix(
                    "Write it as year-month-day",
                    (Edit(field.value.start, field.value.end, known.isoformat()),),
                    safe=True,
                )
                yield Problem(
                    field.value.start, field.value.end, f"{value} is not year-month-day", slot=field.value, fix=fix
                )
            continue
        numbers = value.replace("/", " ").replace(".", " ").replace("-", " ").split()
        if len(numbers) == 3 and all(map(str.isdigit, numbers)):
            first, second = int(numbers[0]), int(numbers[1])
            if first > 31 or (first > 12 and second > 12):
                yield Problem(field.value.start, field.value.end, f"there is no day {value}", slot=field.value)
            elif first <= 12 and second <= 12 and first != second and "." not in value:
                yield Problem(field.value.start, field.value.end, f"{value}: which is the month?", slot=field.value)
