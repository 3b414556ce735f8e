"""``storyai mcp``: the same engine for coding agents."""


def mcp() -> int:
    """Serve the Model Context Protocol over stdin and stdout.

    Tools: draft_story, review_story, explain_rule, trace_story. All of them run offline.
    """
    from storyai.mcp import serve

    serve()
    return 0
