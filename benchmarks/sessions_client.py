"""A reader without a browser: Streamlit's own messages over its WebSocket, as the pages of a browser send them."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

_SUBPROTOCOLS = ["streamlit", "PLACEHOLDER_AUTH_TOKEN"]
"""What Streamlit's page asks for where nobody is signed in."""
_ANSWER_SECONDS = 120


@dataclass
class Reader:
    """One session and what its page holds."""

    socket: ClientConnection
    page: str
    query: str = ""
    states: dict[str, WidgetState] = field(default_factory=dict)
    widgets: dict[str, Any] = field(default_factory=dict)
    """Boxes and buttons of the last run, by id."""
    cached: dict[str, ForwardMsg] = field(default_factory=dict)
    """Messages that may come again as their hash alone, as a browser keeps them."""
    bytes_received: int = 0

    async def run(self) -> float:
        """Run the page once; seconds from asking until the page says that it has finished.

        Raises:
            RuntimeError: The page ended in an exception.
            TimeoutError: It never ended.
        """
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name = self.query, self.page
        asked.widget_states.widgets.extend(self.states.values())
        asked.cached_message_hashes.extend(self.cached)
        started = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        found: dict[str, Any] = {}
        while True:
            frame = await asyncio.wait_for(self.socket.recv(), _ANSWER_SECONDS)
            if not isinstance(frame, bytes):
                raise TypeError("Streamlit sends bytes only.")
            self.bytes_received += len(frame)
            if self._took(frame, found):
                self.widgets = found
                return time.perf_counter() - started

    def _took(self, frame: bytes, found: dict[str, Any]) -> bool:
        """Read one message; True where it says that the run has ended."""
        message = ForwardMsg.FromString(frame)
        if message.metadata.cacheable:
            self.cached[message.hash] = message
        if message.WhichOneof("type") == "ref_hash":
            message = self.cached[message.ref_hash]
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            name = element.WhichOneof("type")
            if name == "exception":
                raise RuntimeError(f"{self.page}: {element.exception.message}")
            if name in ("button_group", "selectbox", "checkbox"):
                widget = getattr(element, name)
                found[widget.id] = widget
        return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    def choose(self, widget: Any, number: int) -> None:
        """Set a box, a row of buttons or a switch to its option of this number, counted round."""
        state = WidgetState(id=widget.id)
        name = type(widget).__name__
        if name == "Checkbox":
            state.bool_value = bool(number % 2)
        elif name == "Selectbox":
            state.string_value = widget.options[number % len(widget.options)]
        else:
            option = widget.options[number % len(widget.options)]
            state.string_array_value.data.append(option.content)
        self.states[widget.id] = state


async def opened(address: str, page: str) -> Reader:
    """A new session on a page, which has run once."""
    server = address.replace("http://", "ws://", 1)
    socket = await connect(
        f"{server}/_stcore/stream", subprotocols=_SUBPROTOCOLS, origin=address, max_size=None, compression=None
    )
    reader = Reader(socket, page)
    await reader.run()
    return reader


async def closed(readers: list[Reader]) -> None:
    """Leave all pages."""
    await asyncio.gather(*(reader.socket.close() for reader in readers))
