"""pygls' protocol with plain JSON results and answers where pygls falls silent."""

import asyncio
import itertools
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any

from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.json_rpc import JsonRPCNotification

INVALID_REQUEST = -32600
_numbers = itertools.count(1)
_SILENT = JsonRPCNotification(method="$/answered", jsonrpc="2.0", params=None)
"""Stands for a message that has been dealt with: what begins with ``$/`` may be ignored."""


class Protocol(LanguageServerProtocol):
    """pygls' protocol, except that plain JSON results go out as they are."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.work: dict[Any, asyncio.Task[Any]] = {}

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        if error is None and (result is None or type(result) in (dict, list, str)):
            self._result_types.pop(msg_id, None)
            self._send_data({"jsonrpc": "2.0", "id": msg_id, "result": result})
            return
        super()._send_response(msg_id, result, error)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """As pygls, except that a request with unusable parameters is answered instead of dropped.

        The JSON reader calls this for every object, inner ones first.
        """
        if "jsonrpc" not in data or not isinstance(data.get("method", ""), str):
            return data
        request = "id" in data and "method" in data
        if self.stopped and request:
            return self._refuse(data["id"], INVALID_REQUEST, "the server is shutting down")
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if not request:
                raise
            return self._refuse(data["id"], error.code, error.message)

    def handle_message(self, message: Any) -> None:
        """As pygls, except that what is no message at all is named."""
        if not hasattr(message, "jsonrpc"):
            raise ValueError("the message is not a JSON-RPC object")
        super().handle_message(message)

    def _execute_handler(self, msg_id: Any, handler: Any, callback: Any, args: Any = None, kwargs: Any = None) -> None:
        """As pygls, which keeps the future of every notification and command for ever."""

        def done(future: Any) -> None:
            self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, done, args, kwargs)

    async def cancellable(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Await the work of the current request; cancelling the request, or the work itself, ends both.

        pygls would answer the request and let the work go on, or never answer.
        """
        number, task = self.msg_id, asyncio.current_task()
        assert task is not None
        if number not in self._request_futures:  # cancelled before it began
            work.close()
            return None
        self.work[number] = task
        try:
            return await work
        except asyncio.CancelledError:
            self._answer_cancelled(number)
            raise
        finally:
            self.work.pop(number, None)

    def _answer_cancelled(self, number: Any) -> None:
        request = self._request_futures.pop(number, None)
        if request is not None:
            request.cancel()

    def _handle_cancel_notification(self, msg_id: Any) -> None:
        task = self.work.get(msg_id)
        if task is not None:
            task.cancel()
        else:
            super()._handle_cancel_notification(msg_id)

    def stop_work(self) -> None:
        """Cancel what still runs."""
        for number, task in list(self.work.items()):
            task.cancel()
            self._answer_cancelled(number)

    @property
    def stopped(self) -> bool:
        """Whether the client has asked the server to shut down."""
        return bool(self._shutdown)

    def _refuse(self, number: Any, code: int, message: str) -> JsonRPCNotification:
        self._send_data({"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}})
        return _SILENT

    def ask_plain(self, method: str, params: Any = None) -> None:
        """Send a request whose parameters are plain JSON values; the answer is awaited by nobody."""
        number = f"storyai-{next(_numbers)}"
        self._request_futures[number] = Future()
        self._send_data({"jsonrpc": "2.0", "id": number, "method": method, "params": params})

    def notify_plain(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification whose parameters are plain JSON values."""
        self._send_data({"jsonrpc": "2.0", "method": method, "params": params})

    def show(self, kind: int, message: str) -> None:
        """Show a message to the user; kind: 1 error, 2 warning, 3 information."""
        self.notify_plain("window/showMessage", {"type": kind, "message": f"storyai: {message}"})
