"""A mail server that takes every letter and writes down when: python bench/sink.py PORT LOG SECONDS

A line of LOG for each letter, with tabs: when it began (MAIL), when its text was there, to whom, its Message-ID; the
moments are seconds since 1970. The answer comes SECONDS after the text: the letter is taken, its sender does not
know it yet.
"""

import asyncio
import os
import re
import sys
import time

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
ANSWERS = {b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n", b"QUIT": b"221 good-bye\r\n"}


class Sink(asyncio.Protocol):
    """One connection."""

    def __init__(self, log, seconds):
        self.log, self.seconds, self.data, self.in_text = log, seconds, b"", False

    def connection_made(self, transport):
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data):
        self.data += data
        while self.takes_text() if self.in_text else self.takes_line():
            pass

    def takes_line(self):
        line, end, rest = self.data.partition(b"\r\n")
        if not end:
            return False
        self.data, word = rest, line[:4].upper()
        if word == b"MAIL":
            self.began = time.time()
        elif word == b"RCPT":
            self.to = line.partition(b"<")[2].partition(b">")[0]
        elif word == b"DATA":
            self.in_text = True
        self.transport.write(b"354 go on\r\n" if self.in_text else ANSWERS.get(word, b"250 OK\r\n"))
        if word == b"QUIT":
            self.transport.close()
        return True

    def takes_text(self):
        text, end, rest = self.data.partition(b"\r\n.\r\n")
        if not end:
            return False
        self.data, self.in_text = rest, False
        line = f"{self.began:.6f}\t{time.time():.6f}\t{self.to.decode()}\t{MESSAGE_ID.search(text)[1].decode()}\n"
        os.write(self.log, line.encode())
        if self.seconds:
            asyncio.get_running_loop().call_later(self.seconds, self.transport.write, b"250 taken\r\n")
        else:
            self.transport.write(b"250 taken\r\n")
        return True


async def main(port, path, seconds):
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    server = await asyncio.get_running_loop().create_server(lambda: Sink(log, seconds), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3])))
