"""``storyai lsp``: the language server."""

from typing import Annotated

import typer


def lsp(
    stdio: Annotated[
        bool, typer.Option("--stdio", help="Speak over stdin and stdout; the default and only way.")
    ] = True,
) -> int:
    """Serve the Language Server Protocol over stdin and stdout, for any editor.

    Example: in Neovim, vim.lsp.start({name = "storyai", cmd = {"storyai", "lsp"}})
    """
    from storyai.lsp.server import serve

    return serve()
