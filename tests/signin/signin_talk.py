"""A page without a browser: Streamlit's own messages over its WebSocket, every byte of them kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from signin_doors import Person
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

SECONDS = 90
MEDIA = re.compile(rb"/media/([0-9a-f]{32,}\.[a-z0-9]+)")


@dataclass
class Page:
    """One open page and all that was sent to it."""

    socket: ClientConnection
    frames: list[bytes] = field(default_factory=list)

    @property
    def sent(self) -> bytes:
        """Every byte that was sent."""
        return b"".join(self.frames)

    @property
    def files(self) -> list[str]:
        """Addresses of the files in it."""
        return [f"/media/{name.decode()}" for name in MEDIA.findall(self.sent)]

    @property
    def session_id(self) -> str:
        """Which session it is."""
        said = next(one for one in self.messages if one.WhichOneof("type") == "new_session")
        return said.new_session.initialize.session_id

    @property
    def messages(self) -> list[ForwardMsg]:
        return [ForwardMsg.FromString(frame) for frame in self.frames]

    def run(
        self,
        page: str = "",
        *,
        query: str = "",
        page_hash: str = "",
        states: tuple[WidgetState, ...] = (),
    ) -> bytes:
        """Run a page and take in what is sent until it has finished."""
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name, asked.query_string, asked.page_script_hash = page, query, page_hash
        asked.widget_states.widgets.extend(states)
        self.say(message)
        before = len(self.frames)
        while not self._is_finished(self.take()):
            pass
        return b"".join(self.frames[before:])

    def take_all(self, seconds: float) -> None:
        """Take in messages until the connection ends, or none comes for so long."""
        while True:
            self.take(seconds)

    def _is_finished(self, kind: str) -> bool:
        said = ForwardMsg.FromString(self.frames[-1])
        return kind == "script_finished" and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def say(self, message: BackMsg) -> None:
        """Send a message."""
        self.socket.send(message.SerializeToString())

    def take(self, seconds: float = SECONDS) -> str:
        """Take in one message; says of which kind it is."""
        frame = self.socket.recv(timeout=seconds)
        assert isinstance(frame, bytes)
        self.frames.append(frame)
        return ForwardMsg.FromString(frame).WhichOneof("type") or ""


@contextmanager
def opened(person: Person, *, origin: str | None = None, session: str = "") -> Iterator[Page]:
    """A page that somebody opens, not yet run."""
    person.get("/_stcore/health")
    mark = person.http.cookies.get("_streamlit_xsrf") or "none"
    protocols = ["streamlit", mark, session] if session else ["streamlit", mark]
    with connect(
        f"{person.dashboard.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=protocols,  # type: ignore[arg-type]
        origin=origin or person.dashboard,  # type: ignore[arg-type]
        additional_headers={"Cookie": person.cookies},
        max_size=None,
        compression=None,
    ) as socket:
        yield Page(socket)
