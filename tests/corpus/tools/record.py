"""Stands between Nmap and the servers, passes everything on and writes down what was said.

    record.py TABLE RECORDS CERTIFICATE

TABLE has a line `name protocol listen-address port server-address` for each server; the
port is the same on both sides. Protocol `tls` passes plain text on as it is, but opens a
TLS conversation on both sides, so that what is written down is what was said inside it.
Each conversation becomes one JSON line of RECORDS: `client` is everything the client sent,
`banner` what the server said before that, `server` everything it said, all in hexadecimal.

Runs until it is killed; serves loopback only, because the table names nothing else.
"""

import json
import socket
import ssl
import struct
import sys
import threading
import time

IDLE_SECONDS = 60
WRITE_LOCK = threading.Lock()


class Conversation:
    """The bytes of one connection, or of one UDP client."""

    def __init__(self, name, protocol, port):
        self.place = {"name": name, "protocol": protocol, "port": port}
        self.client = bytearray()
        self.banner = bytearray()
        self.server = bytearray()

    def heard_client(self, data):
        self.client += data

    def heard_server(self, data):
        if not self.client:
            self.banner += data
        self.server += data

    def write(self, records):
        sides = {side: getattr(self, side).hex() for side in ("client", "banner", "server")}
        with WRITE_LOCK:
            records.write(json.dumps(self.place | sides) + "\n")
            records.flush()


def pump(source, target, heard):
    """Passes bytes on until `source` ends; a reset is passed on as a reset."""
    try:
        while data := source.recv(65536):
            heard(data)
            target.sendall(data)
    except ConnectionResetError:
        # Nmap never writes down what a reset connection had said, so it has to see the reset.
        target.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except OSError:
        pass
    for end in (target, source):
        try:
            if end is target and isinstance(end, ssl.SSLSocket):
                # Without a farewell Nmap takes the end for an error and drops what it has read.
                end.settimeout(1)
                end.unwrap()
        except (OSError, ValueError):
            pass
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def open_tls(client, server, certificate):
    """Both ends inside TLS, if the client's first byte says that it speaks TLS."""
    if client.recv(1, socket.MSG_PEEK) != b"\x16":
        return client, server
    inward = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inward.load_cert_chain(certificate)
    outward = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    outward.check_hostname = False
    outward.verify_mode = ssl.CERT_NONE
    return inward.wrap_socket(client, server_side=True), outward.wrap_socket(server)


def pass_connection(client, target, conversation, certificate, records):
    """Joins one client with the server and records what both say."""
    try:
        server = socket.create_connection(target, IDLE_SECONDS)
        client.settimeout(IDLE_SECONDS)
        if certificate:
            client, server = open_tls(client, server, certificate)
    except OSError:
        client.close()
        return
    upward = threading.Thread(target=pump, args=(client, server, conversation.heard_client))
    upward.start()
    pump(server, client, conversation.heard_server)
    upward.join()
    client.close()
    server.close()
    conversation.write(records)


def serve_tcp(name, protocol, address, port, server, certificate, records):
    listener = socket.create_server((address, port))
    while True:
        client, _ = listener.accept()
        conversation = Conversation(name, protocol, port)
        chosen = certificate if protocol == "tls" else None
        arguments = (client, (server, port), conversation, chosen, records)
        threading.Thread(target=pass_connection, args=arguments, daemon=True).start()


def return_datagrams(listener, client, upstream, conversation):
    while True:
        try:
            data = upstream.recv(65536)
        except OSError:
            return
        conversation.heard_server(data)
        listener.sendto(data, client)


def serve_udp(name, address, port, server, records):
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind((address, port))
    while True:
        data, client = listener.recvfrom(65536)
        threading.Thread(
            target=pass_datagram,
            args=(listener, client, data, Conversation(name, "udp", port), server, records),
            daemon=True,
        ).start()


def pass_datagram(listener, client, data, conversation, server, records):
    """One question and what comes back for it within five seconds."""
    upstream = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    upstream.connect((server, conversation.place["port"]))
    upstream.settimeout(5)
    conversation.heard_client(data)
    upstream.send(data)
    return_datagrams(listener, client, upstream, conversation)
    conversation.write(records)


def main(table, records, certificate):
    with open(table) as lines:
        servers = [line.split() for line in lines]
    for name, protocol, address, port, server in servers:
        if protocol == "udp":
            job, arguments = serve_udp, (name, address, int(port), server, records)
        else:
            job = serve_tcp
            arguments = (name, protocol, address, int(port), server, certificate, records)
        threading.Thread(target=job, args=arguments, daemon=True).start()
    while True:
        time.sleep(IDLE_SECONDS)


if __name__ == "__main__":
    with open(sys.argv[2], "a") as output:
        main(sys.argv[1], output, sys.argv[3])
