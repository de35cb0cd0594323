"""A line to PostgreSQL that does something at the n-th message of a transaction: is cut, or ends the one who speaks."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator

Deed = Callable[[socket.socket], None]
"""What is done instead of passing a message on at once; it is given the line to the server."""


class Proxy:
    """Passes on what a client says, message by message."""

    def __init__(self, port: int) -> None:
        self.server_port = port
        self.ears = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.ears.getsockname()[1]
        self.said = 0
        """Messages since the one where counting begins, that one included."""
        self._nth = 0
        self._deed: Deed | None = None
        self._within = self._since = b""
        self._lines: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def at(self, nth: int, deed: Deed | None = None, within: bytes = b"", since: bytes = b"BEGIN") -> None:
        """Before the n-th message of the next transaction do a deed once; without one, cut the line.

        Args:
            nth: Which message, from 1.
            deed: What to do.
            within: Only messages with these words count.
            since: Words of the first message that counts.
        """
        self.said, self._nth, self._deed, self._within, self._since = 0, nth, deed, within, since

    def cut(self, _line: socket.socket | None = None) -> None:
        """Cut every line, in both directions."""
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End it."""
        self._nth = 0
        with contextlib.suppress(OSError):
            self.ears.shutdown(socket.SHUT_RDWR)
        self.ears.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)
        for line in self._lines:
            line.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self.ears.accept()
                server = socket.create_connection(("127.0.0.1", self.server_port))
            except OSError:
                return
            self._lines += [client, server]
            for target in (self._hear, self._answer):
                self._threads.append(threading.Thread(target=target, args=(client, server), daemon=True))
                self._threads[-1].start()

    def _hear(self, client: socket.socket, server: socket.socket) -> None:
        """Client to server. The first message has no kind; every other is a letter, its length and its words."""
        with contextlib.suppress(OSError), ended(client, server):
            head = exactly(client, 4)
            server.sendall(head + exactly(client, struct.unpack("!i", head)[0] - 4))
            while True:
                head = exactly(client, 5)
                message = head + exactly(client, struct.unpack("!i", head[1:])[0] - 4)
                self._count(message, server)
                server.sendall(message)

    def _answer(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError), ended(client, server):
            while said := server.recv(65536):
                client.sendall(said)

    def _count(self, message: bytes, server: socket.socket) -> None:
        if self._nth and (self.said or self._since in message):
            self.said += not self.said or self._within in message
            if self.said == self._nth:
                self._nth = 0
                (self._deed or self.cut)(server)


@contextlib.contextmanager
def ended(*lines: socket.socket) -> Iterator[None]:
    """When one direction ends, both do."""
    try:
        yield
    finally:
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def exactly(line: socket.socket, count: int) -> bytes:
    """So many bytes."""
    found = b""
    while len(found) < count:
        more = line.recv(count - len(found))
        if not more:
            raise OSError("the line has ended")
        found += more
    return found
