"""A scanner that speaks ClamAV's protocol over a real connection and knows one virus: whatever holds the word EVIL."""

import socketserver
import struct
import threading

VIRUS = "Win.Test.EVIL"


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        if self.server.mood == "silent":
            return
        if (asked := self.rfile.read(6)) == b"zPING\0":
            return self.wfile.write(b"PONG\0")
        assert asked + self.rfile.read(4) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
        self.server.scanned.append(data)
        found = f"stream: {VIRUS} FOUND" if b"EVIL" in data else "stream: OK"
        said = {"odd": "INSTREAM size limit exceeded. ERROR"}.get(self.server.mood, found)
        self.wfile.write(said.encode() + b"\0")


class Scanner(socketserver.ThreadingTCPServer):
    """Runs until `stop`; `mood` is well, silent (hangs up) or odd (answers something else)."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.mood, self.scanned = "well", []
        self.address = f"127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def stop(self):
        self.shutdown()
        self.server_close()
