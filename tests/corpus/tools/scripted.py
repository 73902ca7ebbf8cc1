"""A server that answers with bytes chosen to be hard to write down and to read back.

    scripted.py GROUP ADDRESS PROBES       serves until it is killed
    scripted.py GROUP --truth PROBES       prints the truth, of long answers what Nmap may show
    scripted.py GROUP --ports              prints the ports, separated by commas

Each port answers one probe, told by its exact payload, and closes without a word on all others.
`NULL` answers before anything was asked.
"""

import socket
import sys
import threading

from probes import read_payloads
from truth import STORED

HEADER = b"SF-Port21-TCP:V=7.93%I=7%D=1/2%Time=65937A80%P=x86_64-pc-linux-gnu"
ALL = bytes(range(256))


def counted(length):
    """`length` bytes in which every place can be told: `000000 000007 000014 ...`."""
    return b"".join(b"%06d " % at for at in range(0, length, 7))[:length]


# port: (probe, answer)
GROUPS = {
    "bytes": {
        9001: ("GetRequest", ALL),
        9002: ("GetRequest", ALL[::-1]),
        9003: ("GetRequest", b"".join(b"\0%d" % digit for digit in range(10)) + b"\0\x001\0"),
        9004: ("GetRequest", b'"quoted" \\"escaped\\" \\x41 \\0 \\r\\n end");'),
        9005: ("GetRequest", b"SF:\nSF:\r\n" + HEADER + b'%r(NULL,6,"220 a\\n");\nSF:'),
        9006: ("GetRequest", b'%r(GetRequest,3,"abc")%r(Help,FFFF,"' + HEADER + b"\n;"),
        9007: ("GetRequest", b"&lt;&quot;&#45;--- ---> ]]> &#xa;SF: %41 `~!@#$%^&*()_+{}|:<>?[];',./"),
        9008: ("GetRequest", b"\r\n\n\r\t\v\f \x7f\x80\xff\0"),
        9009: ("GetRequest", b"\0"),
    },
    "lengths": {
        9010 + number: ("GetRequest", counted(length))
        for number, length in enumerate((899, 900, 901, 1299, 1300, 1301, 2000, 4096, 5000))
    },
    # Where Nmap cuts: a NUL as the last stored byte stands before a digit that is not stored.
    "edges": {
        9021: ("GetRequest", counted(899) + b"\x007 after the cut"),
        9022: ("GetRequest", counted(1299) + b"\x007 after the cut"),
        9023: ("GetRequest", ALL * 10),
        9024: ("NULL", b"220 the same banner on every connection\r\n"),
        9025: ("NULL", counted(700)),
    },
    # More ports than the normal output has room for: it prints nine, XML prints all.
    "many": {9040 + number: ("GetRequest", b"port %d of eleven\n" % number) for number in range(1, 12)},
    # Nmap stops reading at 4,096 bytes, but takes all that is there by then.
    "huge": {
        9060 + number: ("GetRequest", counted(length))
        for number, length in enumerate((65535, 65536, 70000, 100000), 1)
    },
    "udp": {
        9071: ("DNSVersionBindReq", ALL),
        9072: ("DNSVersionBindReq", b"\0"),
        9073: ("NTPRequest", b"\x001" + HEADER + b'%r(NTPRequest,3,"abc");'),
        9074: ("NTPRequest", counted(899) + b"\x007 after the cut"),
        9075: ("SNMPv1public", counted(900)),
        9076: ("SNMPv1public", counted(1301)),
        9077: ("DNSVersionBindReq", counted(65507)),
    },
}


def converse(client, probe, answer, payload):
    """Answers `probe`, and nothing else."""
    client.settimeout(30)
    try:
        if probe == "NULL":
            client.sendall(answer)
        if client.recv(4096) == payload and payload:
            client.sendall(answer)
    except OSError:
        pass
    client.close()


def serve(address, port, probe, answer, payload):
    listener = socket.create_server((address, port))
    # Room for a whole answer, so that it is there at once.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    while True:
        client, _ = listener.accept()
        arguments = (client, probe, answer, payload)
        threading.Thread(target=converse, args=arguments, daemon=True).start()


def serve_datagrams(address, port, _probe, answer, payload):
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind((address, port))
    while True:
        data, client = listener.recvfrom(65536)
        if data == payload:
            listener.sendto(answer, client)


def main(group, protocol, address, probes):
    payloads = {name: data for (_, data), name in read_payloads(probes).items()}
    job = serve_datagrams if protocol == "udp" else serve
    servers = [
        threading.Thread(target=job, args=(address, port, probe, answer, payloads[probe]))
        for port, (probe, answer) in group.items()
    ]
    for server in servers:
        server.start()


def print_truth(group, probes):
    """A banner is heard by every probe, each of which begins a connection."""
    names = [name for (protocol, _), name in read_payloads(probes).items() if protocol == "tcp"]
    for port, (probe, answer) in group.items():
        for heard_by in names if probe == "NULL" else [probe]:
            print("sent", port, heard_by, len(answer), answer[:STORED].hex())


if __name__ == "__main__":
    chosen = GROUPS[sys.argv[1]]
    if sys.argv[2] == "--truth":
        print_truth(chosen, sys.argv[3])
    elif sys.argv[2] == "--ports":
        print(",".join(map(str, chosen)))
    else:
        main(chosen, "udp" if sys.argv[1] == "udp" else "tcp", sys.argv[2], sys.argv[3])
