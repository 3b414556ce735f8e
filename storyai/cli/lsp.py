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

    # What imports leave as garbage is young: looking for it among all there is, again and again, takes 30 ms.
    gc.set_threshold(5_000, 1_000, 1_000)
    from storyai.lsp.server import serve

    return serve()
