"""``storyai lsp``: the language server."""

from typing import Annotated

import typer


def lsp(
    stdio: Annotated[
        bool, typer.Option("--stdio", show_default=False, help="Speak over stdin and stdout; the default and only way.")
    ] = True,
) -> int:
    """Serve the Language Server Protocol over stdin and stdout.

    Example: in Neovim, vim.lsp.start({name = "storyai", cmd = {"storyai", "lsp"}})
    """
    import gc

    gc.set_threshold(20_000, 5, 5)  # imports make little garbage: looking for it at the usual rate takes 25 ms
    from storyai.lsp.server import serve

    return serve()
