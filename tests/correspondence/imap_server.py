"""A small IMAP server over TLS with one folder: what `correspondence/mailbox.py` asks of one."""

import re
import socketserver
import threading


class Folder(socketserver.ThreadingTCPServer):
    """`messages` are {number: bytes}, `seen` the numbers marked as read, `said` the commands that came."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, context, messages):
        super().__init__(("127.0.0.1", 0), Session)
        self.context, self.messages, self.seen, self.said = context, dict(messages), set(), []
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, request, client_address):
        """A client that hangs up, as over our certificate, is what some tests try."""

    def stop(self):
        self.shutdown()
        self.server_close()


class Session(socketserver.StreamRequestHandler):
    def setup(self):
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self):
        self.say(b"* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, words = line.split(" ", 1)
            self.server.said.append(words)
            for answer in self.answers(words):
                self.say(answer)
            refused = words.startswith("LOGIN") and words != 'LOGIN bounces "p@ss word"'
            self.say(f"{tag} NO wrong password".encode() if refused else f"{tag} OK done".encode())

    def answers(self, words):
        if words == "CAPABILITY":
            return [b"* CAPABILITY IMAP4rev1"]
        if words.startswith("UID SEARCH"):
            new = sorted(set(self.server.messages) - self.server.seen)
            return [b"* SEARCH " + b" ".join(str(number).encode() for number in new)]
        if asked := re.fullmatch(r"UID (FETCH|STORE) (\d+) (.*)", words):
            return self.about(int(asked[2]), asked[1], asked[3])
        return []

    def about(self, number, verb, rest):
        content = self.server.messages[number]
        if verb == "STORE":
            self.server.seen.add(number)
            return []
        if "SIZE" in rest:
            return [b"* %d FETCH (UID %d RFC822.SIZE %d)" % (number, number, len(content))]
        return [b"* %d FETCH (UID %d BODY[] {%d}\r\n%b)" % (number, number, len(content), content)]

    def say(self, line):
        self.wfile.write(line + b"\r\n")
