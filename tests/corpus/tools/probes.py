"""Reads the `Probe` directives of a probes file: what each probe sends.

The payload's escapes are `\\\\ \\0 \\n \\r \\t \\xHH`; anything else stands for itself.
"""

import re
import sys

LINE = re.compile(rb"Probe (TCP|UDP) (\S+) q(.)(.*?)\3", re.S)
ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|(.))", re.S)
SIMPLE = {b"0": b"\0", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}


def unescape(text):
    """The bytes that the payload `text` of a probe stands for."""

    def one(found):
        digits, letter = found.groups()
        return bytes([int(digits, 16)]) if digits else SIMPLE[letter]

    return ESCAPE.sub(one, text)


def read_payloads(path):
    """Maps (protocol in lower case, payload bytes) to the probe's name."""
    payloads = {}
    with open(path, "rb") as file:
        for line in file:
            found = LINE.match(line)
            if found:
                protocol, name, _, text = found.groups()
                payloads[protocol.decode().lower(), unescape(text)] = name.decode()
    return payloads


def print_without_lines(path):
    """Prints the probes file without its match lines: with it Nmap recognizes nothing."""
    with open(path, "rb") as file:
        for line in file:
            if not line.startswith((b"match ", b"softmatch ")):
                sys.stdout.buffer.write(line)


if __name__ == "__main__":
    print_without_lines(sys.argv[1])
