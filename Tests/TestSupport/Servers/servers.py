"""Servers that tests talk to, one a process: `servers.py api|crowd|twins|http-proxy|https-proxy|socks5-proxy [options]`.

Each prints `PORT n` when it listens on a loopback port, and then one line of JSON for what it was asked.
"""

import argparse
import gzip
import http.client
import http.server
import json
import re
import socket
import socketserver
import ssl
import threading
import time
import urllib.parse

UNAUTHORIZED = {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Unauthorized", "message": "Unauthorized", "code": 401}
PODS = {"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "7"}, "items": []}


def say(text):
    print(text, flush=True)


def tls(options):
    """A context that tells the name asked for, and lets clients show a certificate of our authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.cert, options.key)
    if options.client_ca:
        context.load_verify_locations(options.client_ca)
        context.verify_mode = ssl.CERT_OPTIONAL
    context.sni_callback = lambda connection, name, _: setattr(connection, "asked_name", name)
    return context


class API(http.server.BaseHTTPRequestHandler):
    """Answers lists, watches and what stands behind the pod proxy; lets in whom `--accept` names."""

    protocol_version = "HTTP/1.1"
    options = None

    def lets_in(self, body=None):
        authorization = self.headers.get("Authorization")
        common_name = self.common_name()
        record = {
            "path": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "groups": self.headers.get_all("Impersonate-Group") or [],
            "commonName": common_name,
            "serverName": getattr(self.connection, "asked_name", None),
            "client": self.client_address[1],
            "method": self.command,
            "body": body,
        }
        say(json.dumps(record))
        accepted = self.options.accept
        if accepted and authorization not in accepted and common_name not in accepted:
            self.answer(401, json.dumps(UNAUTHORIZED).encode())
            return False
        return True

    def do_POST(self):
        """Says yes to reviews, and what the pod would say to changes."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if not self.lets_in(body):
            return
        if self.path.endswith("/selfsubjectaccessreviews"):
            self.answer(201, json.dumps({**json.loads(body), "status": {"allowed": True}}).encode())
        else:
            self.answer(self.options.pod_status, (self.options.pod_body or "Successfully switched over").encode())

    do_PATCH = do_DELETE = do_POST

    def do_GET(self):
        if not self.lets_in():
            return
        if self.options.redirect:
            self.send_response(302)
            self.send_header("Location", self.options.redirect)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif "watch=" in self.path:
            self.watch()
        elif "/proxy/" in self.path:
            self.answer(self.options.pod_status, b'{"state": "running"}')
        else:
            self.answer(200, self.listing(), compressed="gzip" in self.headers.get("Accept-Encoding", ""))

    def listing(self):
        if "/services" in self.path:
            return json.dumps({**PODS, "kind": "ServiceList"}).encode()
        if not self.options.pods:
            return json.dumps(PODS).encode()
        with open(self.options.pods, "rb") as recorded:
            text = recorded.read()
        return re.split(rb"\r?\n\r?\n", text, maxsplit=1)[1]

    def common_name(self):
        certificate = self.connection.getpeercert() if isinstance(self.connection, ssl.SSLSocket) else None
        pairs = [pair for part in (certificate or {}).get("subject", ()) for pair in part]
        return dict(pairs).get("commonName")

    def answer(self, status, body, compressed=False):
        body = gzip.compress(body) if compressed else body
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def watch(self):
        """Three events, the second cut in two pieces, then the end; silence where there are pods."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if self.options.pods:
            self.wfile.flush()
            threading.Event().wait()
        for piece in [b'{"type":"ADDED"}\n', b'{"type":"MODI', b'FIED"}\n{"type":"BOOKMARK"}\n']:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        pass


class Crowd(API):
    """Thousands of copies of a recorded pod, in pages, as objects or as a table; says when the last byte of the last page left."""

    pages = {}
    size = 500

    @classmethod
    def prepare(cls, options):
        with open(options.pods, "rb") as recorded:
            pod = json.loads(re.split(rb"\r?\n\r?\n", recorded.read(), maxsplit=1)[1])["items"][0]
        for container in pod["spec"]["containers"]:
            container["ports"] = []
        text = json.dumps(pod, separators=(",", ":")).replace(pod["metadata"]["name"], "NAME")
        cells = ["1/1", "Running", "0", "2d", "192.168.1.29", "10.148.151.130", "<none>", "<none>"]
        names = ["Name", "Ready", "Status", "Restarts", "Age", "IP", "Node", "Nominated Node", "Readiness Gates"]
        columns = [{"name": name, "type": "string", "format": "", "priority": int(i > 4)} for i, name in enumerate(names)]
        for start in range(0, options.count, cls.size):
            batch = [f"crowd-{number:05}" for number in range(start, min(options.count, start + cls.size))]
            rest = {"continue": str(start + cls.size)} if start + cls.size < options.count else {}
            head = json.dumps({"resourceVersion": "7", **rest})
            items = ",".join(text.replace("NAME", name) for name in batch)
            objects = f'{{"kind":"PodList","apiVersion":"v1","metadata":{head},"items":[{items}]}}'
            rows = [{"cells": [name, *cells], "object": {"kind": "PartialObjectMetadata", "metadata": {"name": name}}} for name in batch]
            table = {"kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": json.loads(head)}
            table |= {"columnDefinitions": columns, "rows": rows}
            cls.pages[str(start), False] = objects.encode()
            cls.pages[str(start), True] = json.dumps(table).encode()

    def do_GET(self):
        place, _, query = self.path.partition("?")
        query = dict(urllib.parse.parse_qsl(query))
        group = {"name": "pods", "kind": "Pod", "namespaced": True, "verbs": ["get", "list"], "shortNames": ["po"]}
        fixed = {
            "/api": {"kind": "APIVersions", "versions": ["v1"]},
            "/apis": {"kind": "APIGroupList", "apiVersion": "v1", "groups": []},
            "/api/v1": {"kind": "APIResourceList", "groupVersion": "v1", "resources": [{**group, "singularName": "pod"}]},
        }
        if place in fixed:
            self.answer(200, json.dumps(fixed[place]).encode())
        elif "watch" in query or not place.endswith("/pods"):
            super().do_GET()
        else:
            start = query.get("continue", "0")
            is_last = (str(int(start) + self.size), False) not in self.pages
            self.answer(200, self.pages[start, "as=Table" in self.headers.get("Accept", "")])
            self.wfile.flush()
            if is_last:
                at = {"at": str(time.clock_gettime_ns(time.CLOCK_MONOTONIC))}
                say(json.dumps({"path": "last byte", "headers": at, "groups": []}))


class Twins(http.server.BaseHTTPRequestHandler):
    """One API server of two: what the second says is told of `payments`, with members, proxies and addresses of its own.

    Watches are refused, so that pods are read at intervals.
    """

    protocol_version = "HTTP/1.1"
    options = None
    theirs = [(rb"\bdb(?=\d)", rb"pay"), (rb"haproxy", rb"payproxy"), (rb"opengauss", rb"payments"), (rb"192\.168\.", rb"192.169.")]

    def ask(self, port, path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type", "application/json"), answer.read()

    def renamed(self, body):
        for ours, theirs in self.theirs:
            body = re.sub(ours, theirs, body)
        return body

    def do_GET(self):
        say(json.dumps({"path": self.path, "headers": {}, "groups": [], "method": "GET"}))
        place = urllib.parse.urlsplit(self.path)
        if "watch=true" in place.query:
            refusal = dict(UNAUTHORIZED, reason="Forbidden", message="pods is forbidden", code=403)
            return self.answer(403, "application/json", json.dumps(refusal).encode())
        if "/proxy" in place.path:
            path = self.path.replace("/payproxy", "/haproxy").replace("/pay", "/db")
            if path == self.path:
                return self.answer(*self.ask(self.options.to, path))
            status, kind, body = self.ask(self.options.twin, path)
            return self.answer(status, kind, self.renamed(body))
        status, kind, body = self.ask(self.options.to, self.path)
        other = self.ask(self.options.twin, self.path)
        if status == 200 and other[0] == 200:
            merged = json.loads(body)
            merged["items"] += json.loads(self.renamed(other[2]))["items"]
            body = json.dumps(merged).encode()
        self.answer(status, kind, body)

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    context = None

    def finish_request(self, request, client_address):
        if self.context:
            request = self.context.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)

    def handle_error(self, request, client_address):
        pass


def relay(one, other):
    """Passes bytes on both ways until either side ends."""

    def pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    threading.Thread(target=pump, args=(other, one), daemon=True).start()
    pump(one, other)


class WebProxy(socketserver.StreamRequestHandler):
    """CONNECT to what `--to` says, whatever the name: names are the proxy's to know."""

    options = None

    def handle(self):
        line = self.rfile.readline().decode().split()
        headers = {}
        while (text := self.rfile.readline().decode().strip()) != "":
            name, value = text.split(": ", 1)
            headers[name.lower()] = value
        record = {"path": line[1], "headers": headers, "method": line[0], "groups": []}
        record["serverName"] = getattr(self.request, "asked_name", None)
        say(json.dumps(record))
        target = socket.create_connection(("127.0.0.1", self.options.to))
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        relay(self.request, target)


class SOCKSProxy(socketserver.StreamRequestHandler):
    """RFC 1928 and 1929, as far as libcurl needs it."""

    options = None

    def handle(self):
        methods = self.rfile.read(self.rfile.read(2)[1])
        user = ""
        if 2 in methods:
            self.wfile.write(b"\x05\x02")
            user = self.rfile.read(self.rfile.read(2)[1]).decode()
            user += ":" + self.rfile.read(self.rfile.read(1)[0]).decode()
            self.wfile.write(b"\x01\x00")
        else:
            self.wfile.write(b"\x05\x00")
        kind = self.rfile.read(4)[3]
        size = {1: 4, 4: 16}.get(kind) or self.rfile.read(1)[0]
        address = self.rfile.read(size)
        name = address.decode() if kind == 3 else socket.inet_ntop({1: socket.AF_INET, 4: socket.AF_INET6}[kind], address)
        port = int.from_bytes(self.rfile.read(2), "big")
        say(json.dumps({"path": f"{name}:{port}", "headers": {"user": user}, "groups": [], "method": f"kind {kind}"}))
        target = socket.create_connection(("127.0.0.1", self.options.to))
        self.wfile.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
        relay(self.request, target)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["api", "crowd", "twins", "http-proxy", "https-proxy", "socks5-proxy"])
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--client-ca")
    parser.add_argument("--accept", action="append", help="an Authorization or a certificate's common name")
    parser.add_argument("--redirect")
    parser.add_argument("--pods", help="a recorded answer with its headers")
    parser.add_argument("--count", type=int, default=5000, help="pods of a crowd")
    parser.add_argument("--pod-status", type=int, default=200)
    parser.add_argument("--pod-body", help="what a change comes to")
    parser.add_argument("--to", type=int)
    parser.add_argument("--twin", type=int)
    options = parser.parse_args()
    handler = {"api": API, "crowd": Crowd, "twins": Twins, "socks5-proxy": SOCKSProxy}.get(options.kind, WebProxy)
    handler.options = options
    if options.kind == "crowd":
        Crowd.prepare(options)
    server = Server(("127.0.0.1", 0), handler)
    server.context = tls(options) if options.cert else None
    say(f"PORT {server.server_address[1]}")
    server.serve_forever()


main()
