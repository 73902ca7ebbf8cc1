"""Opens TLS and passes what is said inside to a plain server.

    tls.py CERTIFICATE ADDRESS TARGET PORT

Listens on a free port of ADDRESS, prints its number, and serves until it is killed. A client that
does not speak TLS is sent away.
"""

import socket
import ssl
import sys
import threading

from record import IDLE_SECONDS, pump


def pass_connection(client, context, target):
    """Joins one client, inside TLS, with the plain server."""
    try:
        client.settimeout(IDLE_SECONDS)
        client = context.wrap_socket(client, server_side=True)
        server = socket.create_connection(target, IDLE_SECONDS)
    except OSError:
        client.close()
        return
    upward = threading.Thread(target=pump, args=(client, server, len), daemon=True)
    upward.start()
    pump(server, client, len)
    upward.join()
    client.close()
    server.close()


def main(certificate, address, target, port):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = socket.create_server((address, 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        arguments = (client, context, (target, int(port)))
        threading.Thread(target=pass_connection, args=arguments, daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
