"""What can go wrong, as one tree; ``str(error)`` is one line for a user.

    StoryaiError          2
    ├── UsageError        2   a flag, a file or an input that cannot be used
    ├── ConfigError       2   a setting; names file, key and allowed values
    └── EngineError       3
        ├── EngineUnavailable   network, key, quota, time-out, unknown model
        ├── BadReply            the model answered, but never in shape
        ├── RecordingMissing    ``--replay`` has no answer to this request
        └── BudgetSpent   4     the next call would exceed the budget

The number is the exit code. A bad story is a finding, never an exception.
"""


class StoryaiError(Exception):
    """Whatever storyai raises on purpose; its text is one line for a user."""

    exit_code = 2


class UsageError(StoryaiError):
    """A flag, a file or an input that cannot be used."""


class ConfigError(StoryaiError):
    """A setting that cannot be used; the message names file, key and allowed values."""


class EngineError(StoryaiError):
    """An engine gave no answer that can be used."""

    exit_code = 3


class EngineUnavailable(EngineError):
    """The endpoint cannot be reached, or refuses: network, key, quota, time-out, unknown model."""


class BadReply(EngineError):
    """The model answered, but refused, was cut off, or never gave the shape asked for."""


class RecordingMissing(EngineError):
    """``--replay`` has no answer to this request; the message says how to record it."""


class BudgetSpent(EngineError):
    """The next call would exceed the token budget."""

    exit_code = 4
