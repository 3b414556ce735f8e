"""Files and streams of the commands: reading any encoding, replacing files whole."""

# ruff: noqa: PTH101, PTH105, PTH108, PTH110, PTH112, PTH116, PTH118, PTH120, PTH123
# pathlib costs 6 ms of every start.

import os
import sys
from collections.abc import Callable, Iterable
from stat import S_ISDIR, S_ISREG

from storyai.errors import UsageError
from storyai.quick_dataclass import dataclass

STDIN = "-"
_HANDED_OVER = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
_CONTROL = bytes({*range(9), *range(14, 27), *range(28, 32), 127})


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file. path: as given, ``-`` for stdin. bom: the bytes in front of the text, kept for writing."""

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""

    def encode(self, text: str) -> bytes:
        """A changed text in the file's encoding. Raises UsageError where that lacks a character.

        Another encoding would change the bytes of all that nobody asked to change.
        """
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            lacking = text[error.start]
            raise UsageError(
                f'{self.path}: not changed: its encoding, {self.encoding}, has no "{lacking}"; save it as UTF-8 first'
            ) from None

    def check_changeable(self, data: bytes) -> None:
        """data: the bytes the text was read from. Raises UsageError where a change could not leave the rest alone.

        A file that is UTF-8 but for a few bytes is read as something it is not: to be looked at, not to be written.
        """
        if self.encoding in ("cp1252", "latin-1") and _partly_utf8(data):
            line = data.count(b"\n", 0, _first_wrong(data)) + 1
            raise UsageError(f"{self.path}: not changed: not valid UTF-8 (line {line}); mend that first")
        if self.encode(self.text) != data:
            raise UsageError(f"{self.path}: not changed: its bytes cannot be written again as they are")


def _first_wrong(data: bytes) -> int:
    """Where the first byte is that is no UTF-8; the length where all are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _partly_utf8(data: bytes) -> bool:
    """Whether characters beyond ASCII are written as UTF-8, which a text in Windows-1252 does not hold by chance."""
    return any(character > "\x7f" for character in data.decode("utf-8", "ignore"))


def named(path: str) -> str:
    """What a message calls a file."""
    return "standard input" if path == STDIN else path


_filtering = False


def quiet_filter() -> bool:
    """Whether we are a filter whose stderr ends in its result, as Vim's ``:%!storyai draft -`` has it.

    What is not the result would become a part of somebody's story, so notices are left out; errors are not.
    """
    return _filtering


def _one_stream() -> bool:
    """Whether stdout and stderr are the same file or pipe, and nobody watches."""
    try:
        out, err = os.fstat(1), os.fstat(2)
        return (out.st_dev, out.st_ino) == (err.st_dev, err.st_ino) and not os.isatty(2)
    except OSError:
        return False


def notice(message: str) -> None:
    """One line on stderr."""
    if not _filtering:
        complaint(message)


def sayer(quiet: bool) -> Callable[[str], None]:
    """``notice``, or what keeps quiet."""
    return (lambda message: None) if quiet else notice


def complaint(message: str) -> None:
    """One line on stderr about what went wrong, also from a filter. No file name or text in it can steer a terminal."""
    if not message.isprintable():
        from storyai.hostile import visible

        message = visible(" ".join(map(str.strip, message.split("\n"))))
    print(f"storyai: {message}", file=sys.stderr)  # noqa: T201


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of stdin for ``-``. Raises UsageError with one clear line."""
    if path == STDIN:
        if sys.stdin is None:
            raise UsageError("cannot read -: there is no standard input")
        if sys.stdin.isatty():
            notice("reading from the terminal; end with Ctrl-D")
        global _filtering
        _filtering = _one_stream()
        return sys.stdin.buffer.read()
    try:
        mode = os.stat(path).st_mode
        # Opening a pipe that nobody writes to waits for ever; a shell's <(command) is one that somebody does.
        if not (S_ISREG(mode) or S_ISDIR(mode) or path.startswith(_HANDED_OVER)):
            raise UsageError(f"{path}: is not a regular file")
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise UsageError(f"{path}: is a folder, not a file") from None
    except ValueError:
        raise UsageError(f"{path!r}: no file can have this name") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from None


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: of mostly ASCII text, every second byte is zero and no other one."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if 0 not in head[1 - first :: 2] and head[first::2].count(0) > 0.35 * len(head):
            return encoding
    return ""


def decode(data: bytes, path: str, say: Callable[[str], None] = notice) -> Source:
    """UTF-8, UTF-16 (with a notice), else Windows-1252 or Latin-1 with a notice. Raises UsageError for binary files."""
    name = named(path)
    if data.startswith(b"\xef\xbb\xbf"):
        encoding, bom = "utf-8", data[:3]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding, bom = ("utf-16-le" if data[0] == 0xFF else "utf-16-be"), data[:2]
    else:
        encoding, bom = "utf-8", b""
        head = data[:8192]
        wide = _wide(head) if b"\0" in head else ""
        if wide:
            encoding = wide
        elif b"\0" in data or data.startswith(b"%PDF-") or len(head.translate(None, _CONTROL)) < 0.97 * len(head):
            raise UsageError(f"{name}: is a binary file, not text")
    try:
        source = Source(path, data[len(bom) :].decode(encoding), encoding, bom)
        if encoding != "utf-8":
            say(f"{name}: read as UTF-16")
        return source
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UsageError(f"{name}: is not valid {encoding.upper()} (byte {len(bom) + error.start})") from None
        line = data.count(b"\n", 0, len(bom) + error.start) + 1
    for fallback, title in (("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            source = Source(path, data[len(bom) :].decode(fallback), fallback, bom)
        except UnicodeDecodeError:
            continue
        say(f"{name}: not valid UTF-8 (line {line}); read as {title}")
        return source
    raise AssertionError("Latin-1 decodes everything")


def read_source(path: str, say: Callable[[str], None] = notice) -> Source:
    """A file, or stdin for ``-``, decoded. Raises UsageError."""
    return decode(read_bytes(path), path, say)


def read_text(path: str) -> str:
    """The text of a file, or of stdin for ``-``. Raises UsageError."""
    return read_source(path).text


def check_target(path: str, inputs: Iterable[str], *, force: bool) -> None:
    """Raises UsageError where a path cannot be written, or would replace an input, or any file without ``force``.

    To be asked before the work, whose result would else be lost. Devices and pipes may be written to.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        folder = os.path.dirname(path) or "."
        if not os.path.isdir(folder):
            raise _no_folder(path) from None
        if not os.access(folder, os.W_OK):
            raise UsageError(f"{path}: cannot be written (Permission denied)") from None
        return
    except (OSError, ValueError):
        return  # writing it tells what is wrong
    if S_ISDIR(status.st_mode):
        raise UsageError(f"{path}: is a folder, not a file")
    if not S_ISREG(status.st_mode):
        return
    for name in inputs:
        try:
            same = name != STDIN and os.path.samestat(status, os.stat(name))
        except (OSError, ValueError):
            continue
        if same:
            raise UsageError(f"{path}: is what is read; it is not replaced")
    if not force:
        raise UsageError(f"{path}: exists already; --force replaces it")


def _no_folder(path: str) -> UsageError:
    return UsageError(f"{path}: cannot be written (no folder {os.path.dirname(path) or '.'})")


def replace_unchanged(path: str, before: bytes, after: bytes) -> None:
    """Replace a file that still holds what was read of it. Raises UsageError: whoever wrote meanwhile loses nothing."""
    if read_bytes(path) != before:
        raise UsageError(f"{path}: has changed meanwhile; it is not replaced")
    write_atomically(path, after, force=True)


def write_atomically(path: str, content: str | bytes, *, force: bool = False) -> None:
    """Write a whole file or leave the old one as it was; text becomes UTF-8 with its own line ends.

    An existing file is replaced only with ``force``; its mode stays, and a link stays a link. Raises UsageError.
    """
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    target = os.path.realpath(path)
    try:
        mode = os.stat(path).st_mode  # of the path: what /dev/stdout leads to may have no name
    except OSError:
        mode = None
    if mode is not None and S_ISDIR(mode):
        raise UsageError(f"{path}: is a folder, not a file")
    if mode is not None and not force and S_ISREG(mode):
        raise UsageError(f"{path}: exists already; --force replaces it")
    try:
        if mode is not None and not S_ISREG(mode):
            with open(path, "wb") as file:
                file.write(data)
            return
        _replace(target, data, mode, force)
    except FileExistsError:
        raise UsageError(f"{path}: exists already; --force replaces it") from None
    except FileNotFoundError:
        raise _no_folder(path) from None
    except ValueError:
        raise UsageError(f"{path!r}: no file can have this name") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror or error})") from None


def _replace(target: str, data: bytes, mode: int | None, force: bool) -> None:
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:100]}.{os.getpid()}.tmp")
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(temporary, mode & 0o7777)
        if not force and hasattr(os, "link"):
            try:
                os.link(temporary, target)  # unlike a rename, this fails if the file has appeared meanwhile
                return
            except FileExistsError:
                raise
            except OSError:
                pass  # a file system without links
        os.replace(temporary, target)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raises UsageError where an option has another value than the allowed ones."""
    if value not in allowed:
        raise UsageError(f'{option} = "{value}" is not one of {", ".join(allowed)}')
