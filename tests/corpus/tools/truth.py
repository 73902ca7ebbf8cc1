"""Turns what record.py wrote down into the truth beside a scan.

    truth.py PROBES RECORDS NAME < fields > NAME.truth

Copies the fields it is given, then prints a line `sent PORT PROBE LENGTH HEX` for every
different answer that the server gave to a probe: its length in bytes and its first bytes.
Conversations that no probe began (Nmap's scripts hold some) are left out.
"""

import json
import sys

from probes import read_payloads

# Nmap shows at most 1,300 bytes of a response.
STORED = 1300


def answers(payloads, record):
    """The (probe, bytes) pairs of one conversation, the banner first."""
    client = bytes.fromhex(record["client"])
    protocol = "udp" if record["protocol"] == "udp" else "tcp"
    if client and (protocol, client) not in payloads:
        return
    yield "NULL", bytes.fromhex(record["banner"])
    if client:
        yield payloads[protocol, client], bytes.fromhex(record["server"])


def print_sent(payloads, records, name):
    """Prints each different answer of server `name` once, in the order they were given."""
    seen = {}
    for record in map(json.loads, records):
        if record["name"] == name:
            for probe, data in answers(payloads, record):
                if data:
                    seen[record["port"], probe, data] = None
    for port, probe, data in seen:
        print("sent", port, probe, len(data), data[:STORED].hex())


def main(probes, records, name):
    sys.stdout.write(sys.stdin.read())
    with open(records) as lines:
        print_sent(read_payloads(probes), lines, name)


if __name__ == "__main__":
    main(*sys.argv[1:])
