"""How portal and press talk over a pipe: parts, each a length (4 bytes, big-endian) and that many bytes."""

import struct


def read(stream):
    """The next part as bytes; None when the other end has gone."""
    length = stream.read(4)
    if len(length) < 4:
        return None
    part = stream.read(struct.unpack(">I", length)[0])
    return part if len(part) == struct.unpack(">I", length)[0] else None


def write(stream, *parts):
    """Send parts of bytes, each below 4 GiB."""
    for part in parts:
        stream.write(struct.pack(">I", len(part)))
        stream.write(part)
    stream.flush()
