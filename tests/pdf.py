"""What a PDF says, also where it is compressed, as cairo does it since 1.18."""
import re
import zlib

STREAM = re.compile(rb"stream\r?\n")


def inflate(data):
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""


def text_of(data):
    """All of it in one row of bytes."""
    return data + b"".join(inflate(data[found.end():]) for found in STREAM.finditer(data))


def date_of(data):
    """When it was made: 20231114221320."""
    return re.search(rb"/CreationDate \((?:D:)?(\d{14})Z?\)", text_of(data))[1].decode()
