"""A mail server on loopback that plays one scene and remembers the mails that it was given whole."""

import socketserver
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.channels.rehearsed_http import Mood, served
from tests.patience import PATIENCE

YES = {
    "greeting": "220 mail.example ESMTP",
    "EHLO": "250-mail.example\r\n250-{features}\r\n250 8BITMIME",
    "HELO": "250 mail.example",
    "STARTTLS": "220 go ahead",
    "AUTH": "235 2.7.0 welcome",
    "MAIL": "250 2.1.0 ok",
    "RCPT": "250 2.1.5 ok",
    "DATA": "354 go on",
    "end": "250 2.0.0 queued",
    "QUIT": "221 2.0.0 bye",
    "RSET": "250 2.0.0 ok",
}


@dataclass
class RehearsedSmtp:
    #: replies that differ from YES, by verb; `end` is the one after the mail; empty: closes the line
    replies: dict[str, str] = field(default_factory=dict)
    mood: Mood = Mood.ANSWERS
    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False
    port: int = 0
    mails: list[bytes] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    envelope: list[str] = field(default_factory=list)
    curtain: threading.Event = field(default_factory=threading.Event)

    def reply(self, verb):
        features = "STARTTLS" if self.tls and not self.tls_at_once else "AUTH PLAIN"
        said = self.replies.get(verb, YES.get(verb, "500 what?"))
        return said.format(features=features)


class Handler(socketserver.StreamRequestHandler):
    server: "Server"

    def handle(self):
        self.scene = self.server.scene
        if self.scene.tls_at_once:
            self.close_to_others()
        if not self.say("greeting"):
            return
        while line := self.rfile.readline():
            verb = line[:8].split()[0].upper().decode()
            self.scene.verbs.append(verb)
            if verb in {"MAIL", "RCPT"}:
                self.scene.envelope.append(line.decode().strip())
            if not self.say(verb) or verb == "QUIT":
                return
            if verb == "STARTTLS":
                self.close_to_others()
            if verb == "DATA" and self.scene.reply("DATA").startswith("354") and not self.take_mail():
                return

    def say(self, verb):
        reply = self.scene.reply(verb)
        if reply:
            self.wfile.write(f"{reply}\r\n".encode())
        return bool(reply)

    def take_mail(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.scene.mails.append(b"".join(lines))
        if self.scene.mood is Mood.SILENT:
            self.scene.curtain.wait(PATIENCE)
        return self.scene.mood is Mood.ANSWERS and self.say("end")

    def close_to_others(self):
        assert self.scene.tls
        self.connection = self.request = self.scene.tls.wrap_socket(self.connection, server_side=True)
        self.setup()

    def finish(self):
        """Close the secured line; the server knows only the one underneath."""
        super().finish()
        self.connection.close()


class Server(socketserver.ThreadingTCPServer):
    scene: RehearsedSmtp
    allow_reuse_address = True
    daemon_threads = False

    def handle_error(self, request, client_address):
        """Let a client that does not trust us hang up."""


@contextmanager
def rehearsed_smtp(**scene):
    """Play a scene on a free port of loopback."""
    playing = RehearsedSmtp(**scene)
    server = Server(("127.0.0.1", 0), Handler)
    server.scene = playing
    playing.port = server.server_address[1]
    with served(server, playing.curtain):
        yield playing
