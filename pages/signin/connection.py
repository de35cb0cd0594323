"""One open page: it goes on only as long as the sign-in of its reader counts."""

import asyncio
import contextlib
import time
from typing import Final

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo.access import SignIn, Standing
from pages.signin.gate import Gate

_WANTED: Final = ("rerun_script", "stop_script", "file_urls_request")
"""Messages of a browser that the dashboard needs; Streamlit knows others, such as emptying everybody's cache."""
_WANTED_WORK: Final = ("deferred_file", "dataframe_chunk")
"""Work that a browser may ask of the server beside running the page."""
LOOK_SECONDS: Final = 2.0
"""How often an open page is looked at while nothing is done in it."""
_OVER: Final = 1008
"""WebSocket close code: against the policy."""


class Connection:
    """What goes between a browser and Streamlit over a WebSocket."""

    def __init__(self, gate: Gate, found: SignIn | None, receive: Receive, send: Send) -> None:
        self._gate = gate
        self._found = found
        self._receive = receive
        self._send = send
        self._next: asyncio.Future[Message] | None = None
        self._is_over = False

    async def receive(self) -> Message:
        """The browser's next message that is wanted; the end of the connection once the sign-in is over."""
        while True:
            if self._next is None:
                self._next = asyncio.ensure_future(self._receive())
            done, _ = await asyncio.wait({self._next}, timeout=LOOK_SECONDS)
            message = self._next.result() if done else None
            if self._is_ended(is_action=_is_action(message)):
                return await self._leave()
            if message is not None:
                self._next = None
                if _is_wanted(message):
                    return message

    async def send(self, message: Message) -> None:
        """Pass a message on to the browser, and none once the sign-in is over."""
        if self._is_over or (message["type"] == "websocket.send" and self._is_ended()):
            return
        await self._send(message)

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._next is not None:
            self._next.cancel()

    def _is_ended(self, *, is_action: bool = False) -> bool:
        """Whether the sign-in is over; an action keeps it from being idle."""
        if self._found is None:
            return False
        if is_action:
            return self._gate.sign_ins.act(self._found, time.time())[0] is not Standing.OPEN
        return self._gate.standing(self._found) is not Standing.OPEN

    async def _leave(self) -> Message:
        """Take the page off the screen: the browser is led to where it can sign in again."""
        if not self._is_over:
            self._is_over = True
            away = ForwardMsg()
            away.auth_redirect.url = "/"
            with contextlib.suppress(OSError, RuntimeError):
                await self._send({"type": "websocket.send", "bytes": away.SerializeToString()})
                await self._send({"type": "websocket.close", "code": _OVER})
        return {"type": "websocket.disconnect", "code": _OVER}


def _is_wanted(message: Message) -> bool:
    """Whether a message may go on; what cannot be read may, for Streamlit closes the connection over it."""
    if message["type"] != "websocket.receive" or message.get("bytes") is None:
        return True
    try:
        said = BackMsg.FromString(message["bytes"])
    except DecodeError:
        return True
    if said.WhichOneof("type") == "backend_operation_request":
        return said.backend_operation_request.WhichOneof("payload") in _WANTED_WORK
    return said.WhichOneof("type") in _WANTED


def _is_action(message: Message | None) -> bool:
    """Whether somebody did something."""
    return message is not None and message["type"] == "websocket.receive"
